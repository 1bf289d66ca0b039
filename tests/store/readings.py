"""Readings made by hand, as small as a test allows."""

import re
from collections.abc import Sequence

import numpy as np

from tipsheet.record import (
    Attribution,
    Entity,
    Event,
    Place,
    Reader,
    Reading,
    Report,
    Span,
    TimeExpression,
)
from tipsheet.store import Vectors

READER = Reader(name="tipsheet", version="1.0", model="m@1")
NEWER = Reader(name="tipsheet", version="1.10", model="m@2")
OLDER = Reader(name="tipsheet", version="1.9", model="m@3")


def report(text: str = "Council meets.", **given: str | None) -> Report:
    return Report.of(text, **{"published": "2025-08-21", **given})


def reading(
    text: str = "Council meets.",
    *events: Event,
    reader: Reader = READER,
    entities: Sequence[Entity] = (),
    attributions: Sequence[Attribution] = (),
    places: Sequence[Place] = (),
    dates: Sequence[TimeExpression] = (),
    **given: str | None,
) -> Reading:
    return Reading(
        reader=reader,
        report=report(text, **given),
        entities=tuple(entities),
        attributions=tuple(attributions),
        events=events,
        dates=tuple(dates),
        places=tuple(places),
    )


def at(text: str, words: str) -> Span:
    start = text.index(words)
    return Span.of(text, start, start + len(words))


def event(
    text: str,
    trigger: str,
    type: str = "ASSAULT",
    status: str = "planned",
    *,
    actors: Sequence[str] = (),
    place: str | None = None,
    date: str | None = None,
    attribution: str | None = None,
) -> Event:
    span = at(text, trigger)
    sentence = next(
        Span.of(text, *match.span())
        for match in re.finditer(r"[^.]+\.?", text)
        if match.start() <= span.start < match.end()
    )
    return Event(
        id=f"e-{span.start}",
        trigger=span,
        type=type,
        modes=(),
        contexts=(),
        status=status,
        confidence=0.9,
        actors=tuple(actors),
        recipients=(),
        place=place,
        date=date,
        attribution=attribution,
        sentence=sentence,
        cameo=None,
        quad=4,
    )


def entity(id: str, name: str, country: str | None = None) -> Entity:
    return Entity(id=id, name=name, kind="organization", country=country, sector=None, mentions=())


def place(text: str, words: str, id: str, country: str) -> Place:
    span = at(text, words)
    return Place(
        start=span.start, end=span.end, text=words, id=id, name=words, country=country,
        latitude=None, longitude=None, geonames_id=None, feature=None, confidence=0.9,
    )  # fmt: skip


def day(text: str, words: str, id: str, earliest: str, latest: str) -> TimeExpression:
    span = at(text, words)
    return TimeExpression(
        start=span.start, end=span.end, text=words, id=id, type="DATE", value=earliest,
        earliest=earliest, latest=latest,
    )  # fmt: skip


def attribution(text: str, content: str, id: str, kind: str) -> Attribution:
    return Attribution(
        id=id, source=None, cue=None, content=(at(text, content),), kind=kind, count=None,
        entity=None, quote="indirect", parent=None, origin=None, confidence=0.9,
    )  # fmt: skip


TOPICS = ("harvest", "strike", "ballot", "flood")


def meant(sentence: str) -> np.ndarray:
    """A vector that leans towards each of the topics whose word is in the sentence."""
    vector = np.full(384, 0.01, np.float32)
    for at, topic in enumerate(TOPICS):
        vector[at] += 3.0 * sentence.lower().count(topic)
    return vector


def vectors(text: str) -> Vectors:
    spans = [match.span() for match in re.finditer(r"[^.\s][^.]*\.", text)]
    rows = [meant(text[start:end]) for start, end in spans]
    return Vectors(
        offsets=np.array(spans, np.int32).reshape(-1, 2),
        rows=np.array(rows, np.float32).reshape(-1, 384),
    )
