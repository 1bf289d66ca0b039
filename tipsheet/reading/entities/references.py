"""What the spans that act or speak refer to: their phrases and the names that are their heads."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tipsheet.reading.entities.agents import body_of, role_of, sector_of_name
from tipsheet.reading.entities.drafts import Offsets, offsets
from tipsheet.reading.entities.phrases import Phrase, parse_phrase
from tipsheet.reading.entities.words import Word, small_words
from tipsheet.reading.layers import Name
from tipsheet.record import Span
from tipsheet.vocabulary.countries import countries, country_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A span that refers to an entity: its phrase, the proper name that is its head, its uses."""

    span: Span
    phrase: Phrase
    name: Name | None
    source_kind: str | None
    role: bool


def read_references(
    text: str, names: Sequence[Name], roles: Sequence[Span], sources: Sequence[tuple[Span, str]]
) -> list[Reference]:
    """One reference for each span that acts or speaks, in text order."""
    kinds = {offsets(span): kind for span, kind in sources}
    acting = {offsets(span) for span in roles}
    return [
        Reference(
            span=phrase.span,
            phrase=phrase,
            name=_head_name(phrase) or _implied(text, phrase, kinds.get(place)),
            source_kind=kinds.get(place),
            role=place in acting,
        )
        for place, phrase in phrases_at(text, names, {*kinds, *acting}).items()
    ]


def phrases_at(
    text: str, names: Sequence[Name], places: Iterable[Offsets]
) -> Mapping[Offsets, Phrase]:
    """The phrase at each place, in text order; `names` are those of the text, in order."""
    starts = [name.start for name in names]
    return {
        (start, end): parse_phrase(
            text, Span.of(text, start, end), _within(names, starts, start, end)
        )
        for start, end in sorted(places)
    }


def _head_name(phrase: Phrase) -> Name | None:
    """The proper name that a phrase is a mention of: its head, or set beside its head."""
    if phrase.coordinated or phrase.head is None:
        return None
    return phrase.name or _apposed(phrase) or _classified(phrase)


def _apposed(phrase: Phrase) -> Name | None:
    """The person named after a role ("the envoy, X", "first minister of Y X")."""
    if phrase.role is None or phrase.role.body or phrase.plural or not phrase.after:
        return None
    last = phrase.after[-1]
    if last.name is None or last.name.kind != "PER":
        return None
    between = phrase.after[:-1]
    commas = sum(word.text == "," for word in between)
    if commas == 1 and between[-1].text == ",":
        return last.name
    noun_before = len(between) > 1 and not between[-1].possessive and not commas
    told = any(role_of([word.lower]) for word in between if word.name is None)
    closed = between and between[-1].lower in small_words().prepositions
    return last.name if noun_before and not told and not closed else None


def _classified(phrase: Phrase) -> Name | None:
    """The body named before a noun that says what it is ("the X cartel")."""
    if phrase.role is None or phrase.plural or not phrase.before or not phrase.role.body:
        return None
    lead = phrase.before[-1 - phrase.role.noun.count(" ") :][:1]
    if (
        not lead
        or lead[0].name is None
        or lead[0].possessive
        or lead[0].name.kind in ("PER", "LOC")
    ):
        return None
    if lead[0].name.kind == "MISC" and country_of(lead[0].text):
        return None
    return lead[0].name if phrase.role.noun.rsplit(" ", 1)[-1] in small_words().points else None


def _implied(text: str, phrase: Phrase, source_kind: str | None) -> Name | None:
    """The proper name that a phrase ends in though nothing marked it as one."""
    head = phrase.head
    if head is None or phrase.coordinated or phrase.role or not _is_capital(head.text):
        return None
    if head.possessive or phrase.inner or (phrase.plural and not country_of(head.text)):
        return None
    words: list[Word] = [head]
    titled = False
    for word in reversed(phrase.before):
        role = role_of([word.lower])
        if not word.text[0].isupper() or word.name or word.possessive or role:
            titled = role is not None and not role.body and not role.plural
            break
        words.insert(0, word)
    start, end = words[0].start, words[-1].end
    name = text[start:end]
    kind = "PER" if titled else _likely_kind(name, source_kind)
    return Name(start=start, end=end, text=name, kind=kind, score=0.0)


def _is_capital(word: str) -> bool:
    """Whether a word is written as a name ("Kelm", "al-Kelm")."""
    return word[0].isupper() or word.partition("-")[2][:1].isupper()


def _likely_kind(name: str, source_kind: str | None) -> str:
    if code := country_of(name):
        return "MISC" if name in countries()[code].people else "LOC"
    if body_of(name) or sector_of_name(name) or name.isupper():
        return "ORG"
    if source_kind == "person" or name.split()[0] in small_words().given:
        return "PER"
    return "PER" if source_kind is None and 1 < len(name.split()) < 4 else "ORG"


def _within(names: Sequence[Name], starts: Sequence[int], start: int, end: int) -> list[Name]:
    """The names that lie within `start..end`."""
    nearby = names[bisect_left(starts, start) : bisect_left(starts, end)]
    return [name for name in nearby if name.end <= end]
