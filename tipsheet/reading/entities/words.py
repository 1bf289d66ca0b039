"""Words of a noun phrase, and the small words that phrases are made of."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from tipsheet.reading.layers import Name
from tipsheet.vocabulary.loading import read_table

DATA = "tipsheet.reading"
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|\d+(?:,\d{3})+|\w+(?:[-'’&.]\w+)*|[,;:()\"“”—–/]")
_POSSESSIVE = re.compile(r"['’]s?$")


class Word(NamedTuple):
    """One word, or a whole proper name taken as one; `lower` is without a possessive ending."""

    start: int
    end: int
    text: str
    lower: str
    possessive: bool = False
    name: Name | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallWords:
    """The function words and word lists of `phrases.toml`, as sets and mappings."""

    determiners: frozenset[str]
    definite: frozenset[str]
    plural_determiners: frozenset[str]
    hedges: frozenset[str]
    numbers: frozenset[str]
    quantities: frozenset[str]
    groupings: frozenset[str]
    prepositions: frozenset[str]
    relatives: frozenset[str]
    openers: frozenset[str]
    conjunctions: frozenset[str]
    plural_nouns: frozenset[str]
    singular_nouns: frozenset[str]
    common_names: frozenset[str]
    collectives: frozenset[str]
    documents: frozenset[str]
    title_words: frozenset[str]
    past: frozenset[str]
    posted: frozenset[str]
    links: frozenset[str]
    genders: dict[str, str]
    given: dict[str, str]
    short_titles: dict[str, str]
    titles: frozenset[str]
    pronouns: dict[str, tuple[str, str, str]]
    points: dict[str, tuple[frozenset[str], frozenset[str]]]


@cache
def small_words() -> SmallWords:
    """The word lists that the phrase rules use.

    Raises InstallationBroken when the file is missing or damaged.
    """
    table = read_table("data/phrases.toml", DATA)
    lists = {key: frozenset(value) for key, value in table.items() if isinstance(value, list)}
    titles, nouns = table["titles"], table["nouns"]
    return SmallWords(
        **lists,
        genders=_by_gender(titles) | _by_gender(nouns),
        given=_by_gender(table["given"]),
        short_titles=titles["short"],
        titles=frozenset([*titles["male"], *titles["female"], *titles["plain"]]),
        pronouns={word: tuple(row) for word, row in table["pronouns"].items()},
        points={word: _pointer(*row) for word, row in table["points"].items()},
    )


def words_of(text: str, start: int, end: int, names: Sequence[Name] = ()) -> list[Word]:
    """The words of `text[start:end]`; each of `names` (in order, within it) counts as one word."""
    words: list[Word] = []
    for name in names:
        words += _plain_words(text, start, name.start)
        possessive = _POSSESSIVE.match(text[name.end : min(name.end + 2, end)])
        stop = name.end + len(possessive.group()) if possessive else name.end
        lower = name.text.lower()
        words.append(Word(name.start, stop, name.text, lower, stop > name.end, name))
        start = max(start, stop)
    return words + _plain_words(text, start, end)


def is_number(word: str) -> bool:
    """Whether a lower-case word is a number, in digits or in words."""
    return word[0].isdigit() or word.split("-")[0] in small_words().numbers


def is_plural(word: str) -> bool:
    """Whether a lower-case noun is plural, by its form."""
    known = small_words()
    if word in known.singular_nouns:
        return False
    if word in known.plural_nouns or word.endswith(("men", "people", "children")):
        return True
    return len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is"))


def singular(word: str) -> tuple[str, ...]:
    """The forms that a plural noun may have in the singular, likeliest first."""
    if word.endswith("men"):
        return (word[:-3] + "man",)
    if word == "people":
        return ("person",)
    if word.endswith("children"):
        return (word[:-3],)
    if word.endswith("ies"):
        return (word[:-3] + "y", word[:-1])
    if word.endswith("ves"):
        return (word[:-3] + "f", word[:-3] + "fe", word[:-1])
    if word.endswith("es"):
        return (word[:-1], word[:-2])
    return (word[:-1],) if word.endswith("s") and not word.endswith("ss") else ()


def _plain_words(text: str, start: int, end: int) -> list[Word]:
    words: list[Word] = []
    for match in _WORD.finditer(text, start, end):
        whole, ends = match.group(), match.end()
        marked = "'" in whole or "’" in whole
        if not marked and whole[-1] != "s":
            words.append(Word(match.start(), ends, whole, whole.lower()))
            continue
        bare = (_POSSESSIVE.sub("", whole) or whole) if marked else whole
        apostrophe = bare == whole and bare[-1] == "s" and text[ends : ends + 1] in ("'", "’")
        possessive = bare != whole or (apostrophe and ends + 1 < end)
        words.append(Word(match.start(), ends, whole, bare.lower(), possessive))
    return words


def _by_gender(table: dict[str, Any]) -> dict[str, str]:
    return {word: gender for gender in ("male", "female") for word in table[gender]}


def _pointer(kinds: str, sectors: str) -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(kinds.split()), frozenset(sectors.split())
