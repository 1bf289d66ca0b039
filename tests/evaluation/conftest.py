"""A reader that answers what it is told, so that metrics are tested without a model."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import pytest

from evaluation.marked import Marked, MarkedAttribution, MarkedEvent
from tipsheet.reading.layers import Name
from tipsheet.record import (
    Attribution,
    Entity,
    Event,
    Figure,
    Mention,
    Place,
    Reader,
    Reading,
    Report,
    Span,
    TimeExpression,
)


@dataclass
class StubReader:
    """Answers by text; what it was not told it reads as empty."""

    readings: Mapping[str, Reading] = field(default_factory=dict)
    found: Mapping[str, Sequence[Name]] = field(default_factory=dict)
    linked: Mapping[str, Sequence[Sequence[Span]]] = field(default_factory=dict)
    type: str = "CONSULT"
    statuses: Callable[[str], str] = lambda word: "occurred"

    def read(self, text: str, published: str | None = None) -> Reading:
        return self.readings.get(text) or reading_of(Marked(id="", text=text))

    def pair_type(self, text: str, source: Span, target: Span) -> str:
        return self.type

    def statuses_at(self, text: str, triggers: Sequence[Span]) -> Sequence[Mapping[str, float]]:
        return [{self.statuses(span.text): 1.0} for span in triggers]

    def names(self, text: str) -> Sequence[Name]:
        return self.found.get(text, ())

    def chains(self, text: str) -> Sequence[Sequence[Span]]:
        return self.linked.get(text, ())

    def locate(self, name: str, country: str | None) -> tuple[float, float] | None:
        return None


def reading_of(marked: Marked) -> Reading:
    """The reading that says exactly what somebody marked."""
    entities: list[Entity] = []
    return Reading(
        reader=Reader(name="stub", version="0", model="none"),
        report=Report.of(marked.text, id=marked.id, published=marked.published),
        attributions=tuple(_attribution(marked, i) for i in range(len(marked.attributions))),
        events=tuple(_event(marked, event, i, entities) for i, event in enumerate(marked.events)),
        entities=tuple(entities),
        dates=tuple(
            TimeExpression(
                **_span(marked, date.span),
                id=f"d{date.span}",
                type="DATE",
                value=date.value,
                earliest=None,
                latest=None,
            )
            for date in marked.dates
        ),
        places=tuple(
            Place(
                **_span(marked, place.span),
                id=f"p{place.span}",
                name=place.name,
                country=place.country,
                latitude=place.latitude,
                longitude=place.longitude,
                geonames_id=None,
                feature=None,
                confidence=1.0,
            )
            for place in marked.places
        ),
        figures=tuple(
            Figure(
                **_span(marked, figure.span),
                id=f"f{figure.span}",
                value=figure.value,
                upper=figure.upper,
                modifier=figure.modifier,
                unit=figure.unit,
                of=None,
                event=None,
                attribution=None,
            )
            for figure in marked.figures
        ),
    )


def _attribution(marked: Marked, index: int) -> Attribution:
    item: MarkedAttribution = marked.attributions[index]
    source, cue = (_first(marked, ranges) for ranges in (item.source, item.cue))
    return Attribution(
        id=f"a{index}",
        source=source,
        cue=cue,
        content=tuple(Span.of(marked.text, *range_) for range_ in item.content),
        kind=item.kind,
        count=item.count,
        entity=None,
        quote="indirect",
        parent=None if item.parent is None else f"a{item.parent}",
        origin=None,
        confidence=1.0,
    )


def _event(marked: Marked, event: MarkedEvent, index: int, entities: list[Entity]) -> Event:
    def named(arguments: Sequence[Sequence[tuple[int, int]]]) -> tuple[str, ...]:
        ids = []
        for ranges in arguments:
            ids.append(f"e{len(entities)}")
            mentions = tuple(Mention(**_span(marked, item), form="name") for item in ranges)
            entities.append(
                Entity(
                    id=ids[-1], name="", kind="other", country=None, sector=None, mentions=mentions
                )
            )
        return tuple(ids)

    return Event(
        id=f"v{index}",
        trigger=Span.of(marked.text, *event.trigger),
        type=event.type,
        modes=event.modes,
        contexts=(),
        status=event.status,
        confidence=1.0,
        actors=named(event.actors),
        recipients=named(event.recipients),
        place=f"p{event.place[0]}" if event.place else None,
        date=f"d{event.date[0]}" if event.date else None,
        attribution=None if event.attribution is None else f"a{event.attribution}",
        sentence=Span.of(marked.text, 0, len(marked.text)),
        cameo=None,
        quad=1,
    )


def _first(marked: Marked, ranges: Sequence[tuple[int, int]]) -> Span | None:
    return Span.of(marked.text, *ranges[0]) if ranges else None


def _span(marked: Marked, range_: tuple[int, int]) -> dict[str, object]:
    start, end = range_
    return {"start": start, "end": end, "text": marked.text[start:end]}


@pytest.fixture
def stub() -> type[StubReader]:
    """The class of readers that answer what they are told."""
    return StubReader


@pytest.fixture
def perfect() -> Callable[[Sequence[Marked]], StubReader]:
    """A reader that says of some texts exactly what was marked."""

    def build(documents: Sequence[Marked]) -> StubReader:
        return StubReader(readings={marked.text: reading_of(marked) for marked in documents})

    return build
