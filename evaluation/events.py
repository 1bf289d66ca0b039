"""Events of two marked reports: which are the same, and in what they agree.

Two events are the same when their triggers overlap; pairs are one to one, and among those
that overlap alike the one with the same type, then the same status, is taken.
"""

from collections.abc import Iterable, Mapping, Sequence

from evaluation.marked import Marked, MarkedAttribution, MarkedEvent, Ranges
from evaluation.matching import assign, jaccard
from evaluation.relations import SAME
from evaluation.tokens import Range, Tokens

Counts = tuple[int, int, int]

# What must be right beside the trigger, by the name of the metric.
ASPECTS: Mapping[str, tuple[str, ...]] = {
    "event": (),
    "event_exact": ("trigger",),
    "event_type": ("type",),
    "event_status": ("status",),
    "event_type_status": ("type", "status"),
    "event_chain": ("chain",),
    "event_type_status_chain": ("type", "status", "chain"),
}

ROLES = ("actor", "recipient", "place", "date")
NEAR = 0.5  # overlap (Jaccard over tokens) at which two mentions stand for the same argument


def overlap(one: Range, other: Range) -> float:
    """Shared over all characters of two ranges."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return max(0, shared) / max(1, max(one[1], other[1]) - min(one[0], other[0]))


def same_events(gold: Sequence[MarkedEvent], found: Sequence[MarkedEvent]) -> dict[int, int]:
    """Gold index to predicted index of the events whose triggers match."""
    pairs = {
        (i, j): 4 + shared + 2 * (one.type == other.type) + (one.status == other.status)
        for i, one in enumerate(gold)
        for j, other in enumerate(found)
        if (shared := overlap(one.trigger, other.trigger)) > 0
    }
    return assign(pairs)


def count_events(
    gold: Marked, found: Marked, tokens: Tokens, same: Mapping[int, int]
) -> dict[str, Counts]:
    """(tp, fp, fn) for each set of aspects that must be right together."""
    agreed = [agreements(gold, found, i, j, tokens) for i, j in same.items()]
    counts = {}
    for name, aspects in ASPECTS.items():
        hits = sum(all(aspect in right for aspect in aspects) for right in agreed)
        counts[name] = (hits, len(found.events) - hits, len(gold.events) - hits)
    return counts


def agreements(gold: Marked, found: Marked, i: int, j: int, tokens: Tokens) -> set[str]:
    """In which of trigger, type, status and chain two events agree."""
    one, other = gold.events[i], found.events[j]
    right = {
        "trigger": one.trigger == other.trigger,
        "type": one.type == other.type,
        "status": one.status == other.status,
        "chain": same_chain(gold, found, i, j, tokens),
    }
    return {aspect for aspect, agrees in right.items() if agrees}


def same_chain(gold: Marked, found: Marked, i: int, j: int, tokens: Tokens) -> bool:
    """Whether two events have the same sources, kind and words, out to the report itself."""
    one, other = chain(gold, gold.events[i]), chain(found, found.events[j])
    return len(one) == len(other) and all(
        a.kind == b.kind and jaccard(tokens.holding(a.source), tokens.holding(b.source)) >= SAME
        for a, b in zip(one, other, strict=True)
    )


def chain(marked: Marked, event: MarkedEvent) -> list[MarkedAttribution]:
    """The attributions that an event hangs on, innermost first; a circle is cut."""
    links: list[int] = []
    at = event.attribution
    while at is not None and at not in links:
        links.append(at)
        at = marked.attributions[at].parent
    return [marked.attributions[index] for index in links]


def count_arguments(
    gold: Marked, found: Marked, tokens: Tokens, same: Mapping[int, int]
) -> dict[str, Counts]:
    """(tp, fp, fn) of arguments by role, over all events; those of missed events are missed."""
    counts = {}
    for role in ROLES:
        hits = sum(
            _shared(arguments(gold.events[i], role), arguments(found.events[j], role), tokens)
            for i, j in same.items()
        )
        expected = sum(len(arguments(event, role)) for event in gold.events)
        predicted = sum(len(arguments(event, role)) for event in found.events)
        counts[f"argument_{role}"] = (hits, predicted - hits, expected - hits)
    counts["argument"] = _added(counts.values())
    return counts


def arguments(event: MarkedEvent, role: str) -> tuple[Ranges, ...]:
    """The arguments of an event in a role, each with all mentions that would do."""
    if role == "actor":
        return event.actors
    if role == "recipient":
        return event.recipients
    span = event.place if role == "place" else event.date
    return (span,) if span else ()


def _shared(gold: Sequence[Ranges], found: Sequence[Ranges], tokens: Tokens) -> int:
    pairs = {
        (i, j): near
        for i, one in enumerate(gold)
        for j, other in enumerate(found)
        if (near := _nearness(one, other, tokens)) >= NEAR
    }
    return len(assign(pairs))


def _nearness(one: Ranges, other: Ranges, tokens: Tokens) -> float:
    pairs = ((tokens.holding([a]), tokens.holding([b])) for a in one for b in other)
    return max((jaccard(a, b) for a, b in pairs), default=0.0)


def _added(counts: Iterable[Counts]) -> Counts:
    hits, alarms, misses = (sum(column) for column in zip(*counts, strict=True))
    return hits, alarms, misses
