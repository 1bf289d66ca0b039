"""Mentions of the same thing, from the same sources, as one line."""

from collections.abc import Iterable
from dataclasses import dataclass

from tipsheet.exports.index import Index
from tipsheet.exports.phrase import Evidence, Phrase, phrase
from tipsheet.exports.sources import Source, chain
from tipsheet.record import Event

_STEM = 4  # letters by which two triggers count as one word


@dataclass(frozen=True, slots=True, kw_only=True)
class Folded:
    """One event with its further mentions; `event` and `phrase` are the fullest of them."""

    event: Event
    phrase: Phrase
    sources: tuple[Source, ...]
    mentions: tuple[Event, ...]
    evidence: tuple[Evidence, ...]


def fold(events: Iterable[Event], index: Index) -> tuple[Folded, ...]:
    """The events with repeated ones folded, in the order of their first mention.

    Two are the same when type, actors, status and chain of sources agree, nothing else
    contradicts, and they share a recipient or the word that names them.
    """
    groups: dict[tuple[object, ...], list[list[Event]]] = {}
    order: list[list[Event]] = []
    for event in events:
        same = groups.setdefault(_key(event, index), [])
        group = next((each for each in same if _agrees(event, each)), None)
        if group is None:
            group = []
            same.append(group)
            order.append(group)
        group.append(event)
    return tuple(_folded(group, index) for group in order)


def _key(event: Event, index: Index) -> tuple[object, ...]:
    sources = tuple(source.key for source in chain(event.attribution, index))
    return event.type, frozenset(event.actors), event.status, sources


def _agrees(event: Event, group: list[Event]) -> bool:
    return all(_compatible(event, other) for other in group) and any(
        _akin(event, other) for other in group
    )


def _compatible(one: Event, other: Event) -> bool:
    pairs = (
        (set(one.recipients), set(other.recipients)),
        (set(one.modes), set(other.modes)),
        ({one.place} - {None}, {other.place} - {None}),
        ({one.date} - {None}, {other.date} - {None}),
    )
    return all(not a or not b or a & b for a, b in pairs)


def _akin(one: Event, other: Event) -> bool:
    if set(one.recipients) & set(other.recipients):
        return True
    return one.trigger.text[:_STEM].casefold() == other.trigger.text[:_STEM].casefold()


def _folded(group: list[Event], index: Index) -> Folded:
    phrases = [phrase(event, index) for event in group]
    best = max(range(len(group)), key=lambda at: (_fullness(phrases[at]), group[at].confidence))
    return Folded(
        event=group[best],
        phrase=phrases[best],
        sources=chain(group[best].attribution, index),
        mentions=tuple(group),
        evidence=tuple(dict.fromkeys(each for words in phrases for each in words.evidence)),
    )


def _fullness(words: Phrase) -> int:
    """How many parts of the event stand in the phrase, those in its own sentence twice."""
    roles = {piece.role for piece in words.pieces} - {"plain", "note"}
    brackets = sum("[" in piece.text for piece in words.pieces)
    return 2 * len(roles) - brackets
