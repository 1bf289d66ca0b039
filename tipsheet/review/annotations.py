"""Corrected readings as marked-up reports: offsets alone, in the form of `training/annotations`."""

from collections.abc import Iterable, Iterator
from typing import Any

from tipsheet.record import Event, Reading, Span
from tipsheet.review.decision import Decision, standing

Pair = list[int]


def annotation_of(reading: Reading, *, origin: str) -> dict[str, Any]:
    """One reading as a marked-up report; what has no span of its own is left out."""
    report = reading.report
    order = {one.id: at for at, one in enumerate(reading.attributions)}
    return {
        "id": report.id,
        "origin": origin,
        "published": (report.published or "")[:10] or None,
        "attributions": [
            {
                "source": _pair(one.source),
                "cue": _pair(one.cue),
                "content": [_pair(span) for span in one.content],
                "kind": one.kind,
                "count": one.count,
                "parent": order.get(one.parent or ""),
            }
            for one in reading.attributions
        ],
        "events": [_event(reading, event, order) for event in reading.events],
        "places": [
            {"span": _pair(one), "geonames_id": one.geonames_id, "sure": one.confidence >= 0.5}
            for one in reading.places
            if one.geonames_id is not None
        ],
    }


def changes(decisions: Iterable[Decision]) -> Iterator[str]:
    """The standing decisions as a diff, line by line: what was read and what it is now."""
    for decision in standing(decisions):
        head = f"@@ {decision.report} {decision.start}-{decision.end} {decision.words!r}"
        yield f"{head} {decision.field} ({decision.by}, {decision.at})"
        yield f"-{decision.before!r}"
        yield f"+{decision.act}: {decision.after!r}"


def _event(reading: Reading, event: Event, order: dict[str, int]) -> dict[str, Any]:
    places = {place.id: place for place in reading.places}
    dates = {date.id: date for date in reading.dates}
    place, date = places.get(event.place or ""), dates.get(event.date or "")
    return {
        "trigger": _pair(event.trigger),
        "type": event.type,
        "modes": list(event.modes),
        "contexts": list(event.contexts),
        "status": event.status,
        "actors": _mentions(reading, event.actors, event.sentence),
        "recipients": _mentions(reading, event.recipients, event.sentence),
        "place": _pair(place) if place and place.geonames_id is not None else None,
        "date": _pair(date) if date and date.start != event.trigger.start else None,
        "attribution": order.get(event.attribution or ""),
        "sure": event.confidence >= 0.75,
    }


def _mentions(reading: Reading, ids: Iterable[str], sentence: Span) -> list[Pair]:
    """For each entity its mention in the sentence, else its first one."""
    entities = {entity.id: entity for entity in reading.entities}
    found = []
    for id in ids:
        mentions = entities[id].mentions if id in entities else ()
        inside = [mention for mention in mentions if sentence.holds(mention)]
        if inside or mentions:
            found.append([(inside or list(mentions))[0].start, (inside or list(mentions))[0].end])
    return found


def _pair(span: Span | None) -> Pair | None:
    return [span.start, span.end] if span else None
