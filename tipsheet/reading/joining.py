"""Joins the layers: events to entities, places, dates and chains; figures to events."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from tipsheet import vocabulary
from tipsheet.reading.attribution import Innermost
from tipsheet.reading.contexts import contexts_of
from tipsheet.reading.layers import Happening
from tipsheet.record import Event, Figure, Place, Span, TimeExpression, content_id

NEAR = 80
"""Code points within which a figure may belong to a trigger of its sentence."""

TOLLS = frozenset({"ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "AID", "RETREAT", "SANCTION"})


class Sentences:
    """Finds the sentence around a place in the text."""

    def __init__(self, sentences: Sequence[Span]) -> None:
        self._sentences = sentences
        self._starts = [sentence.start for sentence in sentences]

    def around(self, place: Span) -> Span:
        """The sentence in which the place begins; the place itself where there is none."""
        at = bisect_right(self._starts, place.start) - 1
        if at >= 0 and place.start < self._sentences[at].end:
            return self._sentences[at]
        return Span(start=place.start, end=place.end, text=place.text)


def events_of(
    happenings: Sequence[Happening],
    *,
    entities: Mapping[tuple[int, int], str],
    places: Sequence[Place],
    dates: Sequence[TimeExpression],
    contents: Innermost,
    sentences: Sentences,
) -> tuple[Event, ...]:
    """The events of a text, in its order."""
    placed, dated = _Known(places), _Known(dates)
    return tuple(
        _event(happening, entities, placed, dated, contents, sentences) for happening in happenings
    )


def _event(
    happening: Happening,
    entities: Mapping[tuple[int, int], str],
    places: "_Known",
    dates: "_Known",
    contents: Innermost,
    sentences: Sentences,
) -> Event:
    trigger, sentence = happening.trigger, sentences.around(happening.trigger)
    contexts = contexts_of(happening.type, happening.modes, sentence.text)
    cameo, quad = _codes(happening.type, happening.modes, contexts)
    return Event(
        id=content_id("e", trigger.start, trigger.end, happening.type, happening.status),
        trigger=trigger,
        type=happening.type,
        modes=happening.modes,
        contexts=contexts,
        status=happening.status,
        confidence=round(happening.score * happening.status_score, 2),
        actors=_ids(happening.actors, entities),
        recipients=_ids(happening.recipients, entities),
        place=places.under(happening.place),
        date=dates.under(happening.date),
        attribution=contents.at(trigger),
        sentence=sentence,
        cameo=cameo,
        quad=quad,
    )


@lru_cache(maxsize=1024)
def _codes(type: str, modes: tuple[str, ...], contexts: tuple[str, ...]) -> tuple[str | None, int]:
    return vocabulary.cameo_of(type, modes, contexts), vocabulary.quad_of(type)


def _ids(spans: Sequence[Span], entities: Mapping[tuple[int, int], str]) -> tuple[str, ...]:
    found = (entities.get((span.start, span.end)) for span in spans)
    return tuple(dict.fromkeys(id for id in found if id))


class _Known:
    """Places or dates, which do not overlap, by where they stand."""

    def __init__(self, items: Sequence[Place] | Sequence[TimeExpression]) -> None:
        self._items: list[Place | TimeExpression] = sorted(items, key=lambda item: item.start)
        self._starts = [item.start for item in self._items]

    def under(self, span: Span | None) -> str | None:
        """The id of the one that shares most characters with the span, of equal ones the first."""
        if span is None:
            return None
        left = max(0, bisect_right(self._starts, span.start) - 1)
        right = bisect_left(self._starts, span.end)
        shared = [
            (min(span.end, item.end) - max(span.start, item.start), -item.start, item.id)
            for item in self._items[left:right]
            if span.overlaps(item)
        ]
        return max(shared)[2] if shared else None


def figures_joined(
    figures: Sequence[Figure],
    *,
    happenings: Sequence[Happening],
    events: Sequence[Event],
    contents: Innermost,
    sentences: Sentences,
) -> tuple[Figure, ...]:
    """The figures, each with the event it measures and the attribution it hangs on."""
    inside: dict[int, list[tuple[Happening, Event]]] = defaultdict(list)
    for happening, event in zip(happenings, events, strict=True):
        inside[event.sentence.start].append((happening, event))
    return tuple(
        replace(
            figure,
            event=_measured(figure, inside.get(sentences.around(figure).start, ())),
            attribution=contents.at(figure),
        )
        for figure in figures
    )


def _measured(figure: Figure, inside: Sequence[tuple[Happening, Event]]) -> str | None:
    """The event of the sentence with the figure among its arguments, else the nearest one."""
    for happening, event in inside:
        if any(role.holds(figure) for role in (*happening.recipients, *happening.actors)):
            return event.id
    near = [
        (abs(event.trigger.start - figure.start), event.id)
        for _, event in inside
        if event.type in TOLLS
    ]
    return min(near)[1] if near and min(near)[0] <= NEAR else None
