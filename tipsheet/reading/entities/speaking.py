"""What kind of source a noun phrase can be, where the model took it for another."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from tipsheet.reading.entities.agents import ARMED, role_of
from tipsheet.reading.entities.drafts import Offsets, offsets
from tipsheet.reading.entities.phrases import Phrase
from tipsheet.reading.entities.references import phrases_at
from tipsheet.reading.entities.words import is_number, singular, small_words
from tipsheet.reading.layers import Name, Saying
from tipsheet.record import Entity

_MISTAKEN = frozenset({"person", "organization", "document"})
_BODIES = frozenset({"government", "organization", "armed_group", "media"})


def settle_sources(
    text: str,
    sayings: Sequence[Saying],
    *,
    names: Sequence[Name],
    entities: Iterable[Entity],
    ids: Mapping[Offsets, str],
) -> tuple[Saying, ...]:
    """The sayings, each with a kind that the noun phrase of its source allows."""
    known = {entity.id: entity for entity in entities}
    sources = {offsets(item.source) for item in sayings if item.source}
    phrases = phrases_at(text, sorted(names, key=offsets), sources)
    nameless: set[str] = set()
    settled = []
    for item in sayings:
        if item.source:
            entity = known.get(ids.get(offsets(item.source), ""))
            kind = source_kind(item.kind, phrases[offsets(item.source)], entity)
            kind = _still_nameless(kind, entity, nameless)
            item = item if kind == item.kind else replace(item, kind=kind)
        settled.append(item)
    return tuple(settled)


def _still_nameless(kind: str, entity: Entity | None, nameless: set[str]) -> str:
    """Nobody whom the report leaves nameless throughout gets a name by being spoken of again."""
    if entity is None or any(item.form == "name" for item in entity.mentions):
        return kind
    if kind == "anonymous":
        nameless.add(entity.id)
    return "anonymous" if kind == "person" and entity.id in nameless else kind


def source_kind(told: str, phrase: Phrase, entity: Entity | None) -> str:
    """The kind of the source at a phrase; `told` where the phrase does not speak against it."""
    if phrase.coordinated or told == "author":
        return told
    if phrase.pronoun:
        return _of_pronoun(told, phrase.pronoun, entity)
    if entity and _named_at(phrase, entity):
        return _of_named(told, phrase, entity)
    if phrase.head is None or is_number(phrase.head.lower):
        return "anonymous" if phrase.counted and told in _MISTAKEN else told
    if phrase.role is None:
        return _of_thing(told, phrase)
    return _of_body(told, phrase) if phrase.role.body else _of_people(told, phrase, entity)


def _named_at(phrase: Phrase, entity: Entity) -> bool:
    """Whether the phrase itself names the entity."""
    here = offsets(phrase.span)
    return any(item.form == "name" and offsets(item) == here for item in entity.mentions)


def _of_named(told: str, phrase: Phrase, entity: Entity) -> str:
    if entity.kind == "person":
        return "person" if told in ("anonymous", "document") else told
    titled = role_of(phrase.span.text.lower().split()[:1]) is not None
    if told != "person" or entity.kind not in _BODIES or titled:
        return told
    return "media" if entity.kind == "media" else "organization"


def _of_pronoun(told: str, word: str, entity: Entity | None) -> str:
    """A single he or she is a person; many, and what is no person, are not one person."""
    person, number, what = small_words().pronouns[word]
    if what in ("male", "female"):
        return "person" if told in ("organization", "document") else told
    if person == "1" and number == "s":
        return "person" if told in ("organization", "document") else told
    if person == "3" and told == "person":
        body = entity is not None and entity.kind in _BODIES
        return "organization" if body or what == "thing" else "anonymous"
    return told


def _of_body(told: str, phrase: Phrase) -> str:
    sector = phrase.role.sector if phrase.role else None
    if sector == "CVL" or told in ("organization", "media"):
        return told
    if phrase.plural and told == "anonymous":  # "officials", "authorities" go either way
        return told
    return "media" if sector == "JRN" else "organization"


def _of_people(told: str, phrase: Phrase, entity: Entity | None) -> str:
    """Many people, and one of whom only the trade is told, are nameless; an office is not."""
    role = phrase.role
    assert role is not None
    if phrase.plural:
        together = role.sector in ARMED or phrase.definite
        keeps = told == "media" or (together and told == "organization")
        return told if keeps else "anonymous"
    if phrase.definite or phrase.determiner is None:
        return "person" if told == "document" else told
    return "anonymous" if told in ("document", "person") else told


def _of_thing(told: str, phrase: Phrase) -> str:
    """What is written or recorded is a document, whoever the model heard in it."""
    head = phrase.head.lower if phrase.head else ""
    written = any(form in small_words().documents for form in (head, *singular(head)))
    return "document" if written and told in ("person", "anonymous") else told
