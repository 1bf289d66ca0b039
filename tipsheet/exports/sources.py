"""Who stands behind a line, from the innermost source out to the report itself."""

import re
from dataclasses import dataclass

from tipsheet.exports.index import Index
from tipsheet.exports.labels import certainty
from tipsheet.exports.plain import one_line, shorten
from tipsheet.record import Attribution

OWN_WORD = "on the report’s own word"
_LONGEST = 80  # characters of a source's words
_NUMBERS = "one two three four five six seven eight nine ten eleven twelve".split()
_OPENERS = {
    *_NUMBERS,
    *"a an the some several many few both other another his her their its our".split(),
}
_UNNAMED = re.compile(r"\b(unnamed|anonymous|unidentified|unknown|undisclosed)\b", re.I)
_PRONOUNS = set("he she they it we i who that which this these those him her them".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One link of a chain in words; `people` is how many the text says there are."""

    id: str
    words: str
    kind: str
    people: int | None
    certainty: str

    @property
    def key(self) -> tuple[str, str]:
        """What makes two links the same source."""
        return self.kind, self.words.casefold()


def chain(attribution: str | None, index: Index) -> tuple[Source, ...]:
    """The sources behind an attribution, innermost first; the report's own voice is left out."""
    found: dict[tuple[str, str], Source] = {}
    for link in index.chain(attribution):
        if link.kind != "author":
            found.setdefault((link.kind, _identity(link, index)), source(link, index))
    return tuple(found.values())


def source(link: Attribution, index: Index) -> Source:
    """One attribution's source in words."""
    return Source(
        id=link.id,
        words=_words(link, index),
        kind=link.kind,
        people=link.count,
        certainty=certainty(link.confidence),
    )


def spoken(sources: tuple[Source, ...]) -> str:
    """A chain as a phrase: "three unnamed military sources, through Ken Klippenstein"."""
    if not sources:
        return OWN_WORD
    lead = "according to" if sources[0].kind == "document" else "on the word of"
    return f"{lead} {named(sources)}"


def named(sources: tuple[Source, ...]) -> str:
    """The sources of a chain alone, each unsure one with a question mark."""
    return ", through ".join(
        f"{each.words} (?)" if each.certainty == "unsure" else each.words for each in sources
    )


def _identity(link: Attribution, index: Index) -> str:
    return link.entity or _words(link, index).casefold()


def _words(link: Attribution, index: Index) -> str:
    if link.kind == "author":
        return "the report itself"
    words = _said(link, index)
    if not words:
        return _nobody(link)
    if words.split()[0].casefold() in _OPENERS:
        words = words[0].lower() + words[1:]
    if link.kind == "anonymous":
        words = unnamed(words, link.count)
    if link.origin and link.origin.casefold() not in words.casefold():
        words = f"{words} ({shorten(one_line(link.origin), _LONGEST)})"
    return words


def _nobody(link: Attribution) -> str:
    if link.origin:
        return shorten(one_line(link.origin), _LONGEST)
    return "a source that the report does not give"


def _said(link: Attribution, index: Index) -> str:
    words = one_line(link.source.text).strip(" ,;:") if link.source else ""
    entity = index.entities.get(link.entity or "")
    if entity and (words.casefold() in _PRONOUNS or words in one_line(entity.name)):
        words = one_line(entity.name)
    return _brief(words)


def _brief(words: str) -> str:
    """The head of a long noun phrase: up to its first comma or relative clause."""
    if len(words) <= _LONGEST:
        return words
    head = re.split(r",| who | whose | which | – | — ", words, maxsplit=1)[0]
    return shorten(head, _LONGEST)


def unnamed(words: str, count: int | None) -> str:
    """The words for people without names, saying so and how many where the text does."""
    tokens = words.split()
    if count and count > 1 and not _counted(tokens, count):
        words = f"{words} ({count} of them)"
    if _UNNAMED.search(words):
        return words
    opener, rest = tokens[0], words[len(tokens[0]) :].lstrip()
    if rest and (opener.casefold() in _OPENERS or opener.isdigit()):
        opener = {"a": "an", "A": "An"}.get(opener, opener)
        return f"{opener} unnamed {rest}"
    if words.casefold() in _PRONOUNS or " and " in words:
        return f"{words} (unnamed)"
    return f"unnamed {words[0].lower() if _plain(opener) else words[0]}{words[1:]}"


def _counted(tokens: list[str], count: int) -> bool:
    word = _NUMBERS[count - 1] if count <= len(_NUMBERS) else ""
    return any(token.casefold() in (word, str(count), f"{count:,}") for token in tokens)


def _plain(word: str) -> bool:
    """Whether a capital is there only because a sentence starts with it."""
    return word[:1].isupper() and word[1:].islower() and word.endswith("s")
