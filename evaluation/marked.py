"""A report as somebody marked it up: the common form of gold, of readings, of annotators.

Two forms of JSON are read: the annotation's (spans as [start, end], indices between layers)
and the record's (spans as objects, ids between layers). Spans here are character ranges; an
absent one is an empty tuple.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluation.errors import CorpusInvalid
from evaluation.tokens import Range
from tipsheet.record import Reading, to_dict

Ranges = tuple[Range, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedAttribution:
    """Who says what; `parent` is an index into the report's attributions."""

    source: Ranges
    cue: Ranges
    content: Ranges
    kind: str = ""
    count: int | None = None
    parent: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedEvent:
    """An event; an argument is the ranges of all mentions that would do for it."""

    trigger: Range
    type: str
    status: str
    modes: tuple[str, ...] = ()
    actors: tuple[Ranges, ...] = ()
    recipients: tuple[Ranges, ...] = ()
    place: Ranges = ()
    date: Ranges = ()
    attribution: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedDate:
    """A time expression with its TIMEX3 value."""

    span: Range
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedPlace:
    """A toponym with what is known of the place it stands for."""

    span: Range
    name: str
    country: str | None
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedFigure:
    """A quantity with its hedge."""

    span: Range
    value: float
    upper: float | None
    modifier: str
    unit: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """One report with all that was marked in it."""

    id: str
    text: str
    published: str | None = None
    attributions: tuple[MarkedAttribution, ...] = ()
    events: tuple[MarkedEvent, ...] = ()
    dates: tuple[MarkedDate, ...] = ()
    places: tuple[MarkedPlace, ...] = ()
    figures: tuple[MarkedFigure, ...] = ()


def load(path: Path) -> list[Marked]:
    """The reports of a .jsonl or .json file, or of all .json files of a folder."""
    if path.is_dir():
        return [marked for file in sorted(path.glob("*.json")) for marked in load(file)]
    text = path.read_text(encoding="utf-8")
    try:
        return [of_data(data, path.stem) for data in _objects(text, path.suffix)]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise CorpusInvalid(f"{path} holds no marked reports: {error!r}.") from error


def of_reading(reading: Reading) -> Marked:
    """What a reader marked."""
    return of_data(to_dict(reading), reading.report.id)


def of_data(data: Mapping[str, Any], name: str = "") -> Marked:
    """A report from either form of JSON; `name` is its id when it has none."""
    return _of_record(data) if "report" in data else _of_annotation(data, name)


def _objects(text: str, suffix: str) -> Iterable[Mapping[str, Any]]:
    if suffix == ".jsonl":
        return [json.loads(line) for line in text.split("\n") if line.strip()]
    data = json.loads(text)
    return data if isinstance(data, list) else [data]


def _of_annotation(data: Mapping[str, Any], name: str) -> Marked:
    kept = data.get("attributions", ())
    return Marked(
        id=str(data.get("id", name)),
        text=data["text"],
        published=data.get("published"),
        attributions=tuple(_annotated_attribution(item, len(kept)) for item in kept),
        events=tuple(_annotated_event(item, len(kept)) for item in data.get("events", ())),
        dates=tuple(_date(item, _range(item["span"])) for item in data.get("dates", ())),
        places=tuple(_place(item, _range(item["span"])) for item in data.get("places", ())),
        figures=tuple(_figure(item, _range(item["span"])) for item in data.get("figures", ())),
    )


def _annotated_attribution(item: Mapping[str, Any], number: int) -> MarkedAttribution:
    return MarkedAttribution(
        source=_optional(item.get("source")),
        cue=_optional(item.get("cue")),
        content=tuple(_range(span) for span in item["content"]),
        kind=item["kind"],
        count=item.get("count"),
        parent=_index(item.get("parent"), number),
    )


def _annotated_event(item: Mapping[str, Any], number: int) -> MarkedEvent:
    return MarkedEvent(
        trigger=_range(item["trigger"]),
        type=item["type"],
        status=item["status"],
        modes=tuple(item.get("modes", ())),
        actors=tuple((_range(span),) for span in item.get("actors", ())),
        recipients=tuple((_range(span),) for span in item.get("recipients", ())),
        place=_optional(item.get("place")),
        date=_optional(item.get("date")),
        attribution=_index(item.get("attribution"), number),
    )


def _of_record(data: Mapping[str, Any]) -> Marked:
    report = data["report"]
    order = {item["id"]: index for index, item in enumerate(data["attributions"])}
    mentions = {
        entity["id"]: tuple(_range(span) for span in entity["mentions"])
        for entity in data["entities"]
    }
    spans = {item["id"]: (_range(item),) for item in (*data["places"], *data["dates"])}
    return Marked(
        id=report["id"],
        text=report["text"],
        published=report["published"],
        attributions=tuple(_recorded_attribution(item, order) for item in data["attributions"]),
        events=tuple(_recorded_event(item, order, mentions, spans) for item in data["events"]),
        dates=tuple(_date(item, _range(item)) for item in data["dates"]),
        places=tuple(_place(item, _range(item)) for item in data["places"]),
        figures=tuple(_figure(item, _range(item)) for item in data["figures"]),
    )


def _recorded_attribution(item: Mapping[str, Any], order: Mapping[str, int]) -> MarkedAttribution:
    return MarkedAttribution(
        source=_optional(item["source"]),
        cue=_optional(item["cue"]),
        content=tuple(_range(span) for span in item["content"]),
        kind=item["kind"],
        count=item["count"],
        parent=order.get(item["parent"]),
    )


def _recorded_event(
    item: Mapping[str, Any],
    order: Mapping[str, int],
    mentions: Mapping[str, Ranges],
    spans: Mapping[str, Ranges],
) -> MarkedEvent:
    return MarkedEvent(
        trigger=_range(item["trigger"]),
        type=item["type"],
        status=item["status"],
        modes=tuple(item["modes"]),
        actors=tuple(mentions.get(name, ()) for name in item["actors"]),
        recipients=tuple(mentions.get(name, ()) for name in item["recipients"]),
        place=spans.get(item["place"], ()),
        date=spans.get(item["date"], ()),
        attribution=order.get(item["attribution"]),
    )


def _date(item: Mapping[str, Any], span: Range) -> MarkedDate:
    return MarkedDate(span=span, value=item["value"])


def _place(item: Mapping[str, Any], span: Range) -> MarkedPlace:
    return MarkedPlace(
        span=span,
        name=item["name"],
        country=item.get("country"),
        latitude=item.get("latitude"),
        longitude=item.get("longitude"),
    )


def _figure(item: Mapping[str, Any], span: Range) -> MarkedFigure:
    return MarkedFigure(
        span=span,
        value=float(item["value"]),
        upper=None if item.get("upper") is None else float(item["upper"]),
        modifier=item["modifier"],
        unit=item.get("unit"),
    )


def _index(value: int | None, number: int) -> int | None:
    return value if value is not None and 0 <= value < number else None


def _optional(span: Mapping[str, Any] | Sequence[int] | None) -> Ranges:
    return () if span is None else (_range(span),)


def _range(span: Mapping[str, Any] | Sequence[int]) -> Range:
    if isinstance(span, Mapping):
        return int(span["start"]), int(span["end"])
    start, end = span
    return int(start), int(end)
