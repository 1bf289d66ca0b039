"""Who stands behind a line, from the innermost source out to the report itself."""

import re
from dataclasses import dataclass

from tipsheet.exports.index import Index
from tipsheet.exports.labels import certainty
from tipsheet.exports.plain import one_line, shorten
from tipsheet.exports.words import small_words
from tipsheet.record import Attribution

OWN_WORD = "on the report’s own word"
_LONGEST = 80  # characters of a source's words
_UNNAMED = re.compile(r"\b(unnamed|anonymous|unidentified|unknown|undisclosed)\b", re.I)
_CROWD = re.compile(r"(?:\w+ )?(?:dozens|scores|hundreds|thousands) of (?:the )?", re.I)


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
    said = _said(link, index)
    if not said:
        return _nobody(link)
    if said.split()[0].casefold() in small_words("determiners"):
        said = said[0].lower() + said[1:]
    if link.kind == "anonymous":
        said = unnamed(said, link.count)
    if link.origin and link.origin.casefold() not in said.casefold():
        said = f"{said} ({shorten(one_line(link.origin), _LONGEST)})"
    return said


def _nobody(link: Attribution) -> str:
    if link.origin:
        return shorten(one_line(link.origin), _LONGEST)
    return "a source that the report does not give"


def _said(link: Attribution, index: Index) -> str:
    said = one_line(link.source.text).strip(" ,;:") if link.source else ""
    entity = index.entities.get(link.entity or "")
    name = one_line(entity.name) if entity else ""
    if name and (said.casefold() in small_words("pronouns") or said in name):
        said = name
    return _brief(said)


def _brief(said: str) -> str:
    """The head of a long noun phrase: up to its first comma or relative clause."""
    if len(said) <= _LONGEST:
        return said
    head = re.split(r",| who | whose | which | – | — ", said, maxsplit=1)[0]
    return shorten(head, _LONGEST)


def unnamed(said: str, count: int | None) -> str:
    """The words for people without names, saying so and how many where the text does."""
    tokens = said.split()
    if count and count > 1 and not _counted(tokens, count):
        said = f"{said} ({count} of them)"
    if _UNNAMED.search(said):
        return said
    if crowd := _CROWD.match(said):
        return f"{crowd[0]}unnamed {said[crowd.end() :]}"
    return _without_names(tokens[0], said[len(tokens[0]) :].lstrip())


def _without_names(first: str, rest: str) -> str:
    folded, following = first.casefold(), rest.partition(" ")[0]
    attached = following.casefold() in small_words("attachments")
    if rest and not attached and (folded in small_words("determiners") or first.isdigit()):
        return f"{'an' if folded == 'a' else first} unnamed {rest}"
    if attached or folded in small_words("pronouns"):
        return f"{first} {rest} (unnamed)".replace("  ", " ")
    noun = first[0].lower() + first[1:] if _is_plain(first) else first
    return f"unnamed {noun} {rest}".rstrip()


def _counted(tokens: list[str], count: int) -> bool:
    numbers = [*small_words("numbers")]
    spelt = numbers[count - 1] if count <= len(numbers) else ""
    return any(token.casefold() in (spelt, str(count), f"{count:,}") for token in tokens)


def _is_plain(word: str) -> bool:
    """Whether a capital is there only because a sentence starts with it."""
    return word[:1].isupper() and word[1:].islower() and word.endswith(("s", "ed"))
