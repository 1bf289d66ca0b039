"""A reading as people corrected it; what was read stays as it is."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from tipsheet.record import Attribution, Entity, Event, Place, Reading, TimeExpression, content_id
from tipsheet.review.decision import WHOLE, Act, Decision, standing
from tipsheet.vocabulary import cameo_of, quad_of


def corrected(reading: Reading, decisions: Iterable[Decision]) -> Reading:
    """The reading with the decisions on it applied, those that stand alone.

    A decision finds its event by the place of the trigger; where a later reader put the trigger
    a little elsewhere, by the words that the two share. One that finds none changes nothing.
    """
    for decision in standing(decisions):
        event = event_at(reading, decision)
        if event is not None and decision.report == reading.report.id:
            reading = _applied(reading, event, decision)
    return reading


def event_at(reading: Reading, decision: Decision) -> Event | None:
    """The event that a decision is about."""
    exact = (decision.start, decision.end)
    near = [e for e in reading.events if e.trigger.start < exact[1] and exact[0] < e.trigger.end]
    return min(
        near,
        key=lambda e: (
            (e.trigger.start, e.trigger.end) != exact,
            abs(e.trigger.start - exact[0]) + abs(e.trigger.end - exact[1]),
        ),
        default=None,
    )


def value_of(reading: Reading, event: Event, field: str) -> Any:
    """The value of a field as a decision tells it: names and words in place of ids."""
    if field in ("status", "type"):
        return getattr(event, field)
    if field in ("modes", "contexts"):
        return list(getattr(event, field))
    if field in ("actors", "recipients"):
        names = {entity.id: entity.name for entity in reading.entities}
        return [names[id] for id in getattr(event, field) if id in names]
    if field == "place":
        return next((place.name for place in reading.places if place.id == event.place), None)
    if field == "source":
        told = (one for one in reading.attributions if one.id == event.attribution)
        return next(map(source_value, told), None)
    for date in reading.dates:
        if field == "date" and date.id == event.date:
            return {"earliest": date.earliest, "latest": date.latest}
    return None


def _applied(reading: Reading, event: Event, decision: Decision) -> Reading:
    if decision.field == WHOLE:
        return _without(reading, event) if decision.act is Act.reject else reading
    if decision.act is not Act.correct:
        return reading
    field, value = decision.field, decision.after
    told: dict[str, Any]
    if field in ("status", "type"):
        told = {field: value, "confidence": 1.0}
        return _put(reading, event, _coded(replace(event, **told)))
    if field in ("modes", "contexts"):
        told = {field: tuple(value)}
        return _put(reading, event, _coded(replace(event, **told)))
    if field in ("actors", "recipients"):
        reading, ids = _parties(reading, value)
        told = {field: ids}
        return _put(reading, event, replace(event, **told))
    if field == "place":
        reading, id = _placed(reading, event, value)
        return _put(reading, event, replace(event, place=id))
    if field == "date":
        reading, id = _dated(reading, event, value)
        return _put(reading, event, replace(event, date=id))
    if field == "source":
        id = next((one.id for one in reading.attributions if source_value(one) == value), None)
        return _put(reading, event, replace(event, attribution=id))
    return reading


def source_value(attribution: Attribution) -> str:
    """What a decision calls the source of an attribution: where its words begin, and the words."""
    source = attribution.source or attribution.cue or attribution.content[0]
    return f"{source.start}: {' '.join(source.text.split())[:80]}"


def _coded(event: Event) -> Event:
    """The event with the codes that follow from its type."""
    return replace(
        event, quad=quad_of(event.type), cameo=cameo_of(event.type, event.modes, event.contexts)
    )


def _put(reading: Reading, event: Event, changed: Event) -> Reading:
    events = tuple(changed if one.id == event.id else one for one in reading.events)
    return replace(reading, events=events)


def _without(reading: Reading, event: Event) -> Reading:
    return replace(
        reading,
        events=tuple(one for one in reading.events if one.id != event.id),
        figures=tuple(
            replace(one, event=None) if one.event == event.id else one for one in reading.figures
        ),
        watch=tuple(one for one in reading.watch if one.event != event.id),
    )


def _parties(reading: Reading, names: list[str]) -> tuple[Reading, tuple[str, ...]]:
    known = {entity.name.casefold(): entity.id for entity in reading.entities}
    added = []
    ids = []
    for name in names:
        id = known.get(name.casefold())
        if id is None:
            id = content_id("e", reading.report.id, "corrected", name)
            known[name.casefold()] = id
            added.append(
                Entity(id=id, name=name, kind="other", country=None, sector=None, mentions=())
            )
        ids.append(id)
    return replace(reading, entities=(*reading.entities, *added)), tuple(ids)


def _placed(reading: Reading, event: Event, name: str | None) -> tuple[Reading, str | None]:
    if not name:
        return reading, None
    for place in reading.places:
        if name.casefold() in (place.name.casefold(), place.text.casefold()):
            return reading, place.id
    span = event.trigger
    id = content_id("p", reading.report.id, "corrected", name)
    new = Place(
        id=id, start=span.start, end=span.end, text=span.text, name=name, country=None,
        latitude=None, longitude=None, geonames_id=None, feature=None, confidence=0.0,
    )  # fmt: skip
    return replace(reading, places=(*reading.places, new)), id


def _dated(
    reading: Reading, event: Event, days: dict[str, str | None] | None
) -> tuple[Reading, str | None]:
    if not days:
        return reading, None
    span = event.trigger
    earliest, latest = days.get("earliest"), days.get("latest")
    id = content_id("d", reading.report.id, "corrected", span.start, earliest, latest)
    value = earliest if earliest == latest else f"{earliest or '..'}/{latest or '..'}"
    new = TimeExpression(
        id=id, start=span.start, end=span.end, text=span.text, type="DATE", value=value or "",
        earliest=earliest, latest=latest,
    )  # fmt: skip
    return replace(reading, dates=(*reading.dates, new)), id
