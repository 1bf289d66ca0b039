"""The words by which a report says what became of something: put off, called off, as promised."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache

from tipsheet.linking.stems import lemma, plain_words
from tipsheet.vocabulary.loading import read_table


def cues_in(text: str, own: Collection[str] = ()) -> Mapping[str, str]:
    """The words of a text that tell an outcome, by the outcome; those of `own` are left out.

    `own` are bases, as `lemma` gives them: in "the delay was announced", "delay" tells nothing
    of a delay that was announced.
    """
    near = plain_words(text)
    phrases = {*map(lemma, near), *_windows(near, 2), *_windows(near, 3)} - set(own)
    return {
        outcome: word
        for outcome, words in _cues().items()
        if (word := next((w for key, w in words.items() if key in phrases), None))
    }


def _windows(words: Sequence[str], size: int) -> Iterable[str]:
    return (" ".join(words[at : at + size]) for at in range(len(words) - size + 1))


@cache
def _cues() -> Mapping[str, Mapping[str, str]]:
    """The words of each outcome: single ones by their base, phrases as they stand."""
    table = read_table("outcomes.toml", "tipsheet.linking")
    return {
        outcome: {(word if " " in word else lemma(word)): word for word in row["words"]}
        for outcome, row in table.items()
    }
