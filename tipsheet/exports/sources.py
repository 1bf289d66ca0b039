"""Who stands behind a line, from the innermost source out to the report itself."""

import re
from dataclasses import dataclass

from tipsheet.exports.index import Index
from tipsheet.exports.labels import certainty
from tipsheet.exports.plain import balanced, one_line, shorten
from tipsheet.exports.words import small_words
from tipsheet.record import Attribution

OWN_WORD = "on the report’s own word"
_LONGEST = 80  # characters of a source's words
_UNNAMED = re.compile(r"\b(unnamed|anonymous|unidentified|unknown|undisclosed)\b", re.I)
_LOWERED = frozenset({"he", "she", "they", "it", "we", "you"})
_CLAUSE = re.compile(r",? (?:who|whom|which|whose|none of|neither of|all of|both of|speaking) ")
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
    if said.split()[0].casefold() in small_words("determiners") | _LOWERED:
        said = said[0].lower() + said[1:]
    if link.kind == "anonymous":
        said = unnamed(said, link.count)
    outermost = link.parent is None  # further in, the chain itself names where it came from
    if outermost and link.origin and link.origin.casefold() not in said.casefold():
        said = f"{said} ({shorten(one_line(link.origin), _LONGEST)})"
    return said


def _nobody(link: Attribution) -> str:
    if link.origin:
        return shorten(one_line(link.origin), _LONGEST)
    return "a source not given"


def _said(link: Attribution, index: Index) -> str:
    said = one_line(link.source.text).strip(" ,;:") if link.source else ""
    entity = index.entities.get(link.entity or "")
    name = one_line(entity.name) if entity else ""
    stands_for = said.casefold() in small_words("pronouns") or said in name
    if name and stands_for and link.kind != "anonymous":
        said = name
    return _brief(balanced(said))


def _brief(said: str) -> str:
    """The head of a long noun phrase: up to its first comma or relative clause."""
    if len(said) <= _LONGEST:
        return said
    head = re.split(r",| who | whose | which | – | — ", said, maxsplit=1)[0]
    return shorten(head, _LONGEST)


def unnamed(said: str, count: int | None) -> str:
    """The words for people without names, saying so and how many where the text does."""
    said = _CLAUSE.split(said, maxsplit=1)[0]
    tokens = said.split()
    many = count if count and count > 1 and not _counted(tokens, count) else None
    if said.casefold() in small_words("pronouns"):
        return f"{said} ({many} unnamed people)" if many else f"{said} (unnamed)"
    if not _UNNAMED.search(said):
        said = _without_names(tokens[0], said[len(tokens[0]) :].lstrip())
    return f"{said} ({many} of them)" if many else said


def _without_names(first: str, rest: str) -> str:
    folded, following = first.casefold(), rest.partition(" ")[0]
    attached = following.casefold() in small_words("attachments")
    if crowd := _CROWD.match(f"{first} {rest}"):
        return f"{crowd[0]}unnamed {f'{first} {rest}'[crowd.end() :]}"
    if rest and not attached and (folded in small_words("determiners") or first.isdigit()):
        return f"{'an' if folded == 'a' else first} unnamed {rest}"
    if attached or folded in small_words("pronouns"):
        return f"{first} {rest} (unnamed)"
    noun = first[0].lower() + first[1:] if _is_plain(first) else first
    return f"unnamed {noun} {rest}".rstrip()


def _counted(tokens: list[str], count: int) -> bool:
    numbers = [*small_words("numbers")]
    spelt = numbers[count - 1] if count <= len(numbers) else ""
    return any(token.casefold() in (spelt, str(count), f"{count:,}") for token in tokens)


def _is_plain(word: str) -> bool:
    """Whether a capital is there only because a sentence starts with it."""
    common = word.endswith(("s", "ed")) or "-" in word
    return common and word[:1].isupper() and word[1:].islower()
