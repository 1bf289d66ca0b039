"""Claims and graphs made by hand, with only what a test is about."""

from collections.abc import Iterable

from tipsheet.linking.graph import Node, ReportGraph
from tipsheet.record import (
    Claim,
    Figure,
    Link,
    Party,
    Place,
    Reason,
    Span,
    Step,
    TimeExpression,
    content_id,
)


def span(text: str, start: int = 0) -> Span:
    return Span(start=start, end=start + len(text), text=text)


def party(name: str, kind: str = "person", **told: str | None) -> Party:
    return Party(entity=f"e-{name}", name=name, kind=kind, names=(name,), **told)  # type: ignore[arg-type]


def step(kind: str, name: str, *, count: int | None = None, sector: str | None = None) -> Step:
    known = {"person": "person", "organization": "organization", "media": "media"}.get(kind)
    return Step(
        attribution=content_id("a", kind, name),
        kind=kind,
        source=span(name),
        party=party(name, known, sector=sector) if known else None,
        count=count,
    )


def claim(
    report: str,
    *chain: Step,
    words: str = "attacked",
    status: str = "occurred",
    day: str | None = None,
    at: int = 0,
    **values: object,
) -> Claim:
    sentence = str(values.pop("sentence", f"They {words} the town."))
    return Claim(
        id=f"c-{report}-{at}",
        report=report,
        publisher=str(values.pop("publisher", report)),
        published=day,
        kind="event",
        item=f"v-{report}-{at}",
        trigger=span(words, at + 5),
        sentence=span(sentence, at),
        type=str(values.pop("type", "ASSAULT")),
        status=status,
        chain=chain,
        **values,  # type: ignore[arg-type]
    )


def graph(claims: Iterable[Claim], *links: Link) -> ReportGraph:
    nodes = {
        c.report: Node(id=c.report, publisher=c.publisher, published=c.published) for c in claims
    }
    return ReportGraph(nodes.values(), links)


def link(first: str, kind: str, second: str, *words: Span) -> Link:
    reason = Reason(code="made", why="made by hand", first=words)
    return Link.of(
        first, second, kind=kind, score=1.0, directed=True, reasons=(reason,) if words else ()
    )


def place(name: str, country: str = "CHL", geonames_id: int | None = 1, **at: float) -> Place:
    told = span(name)
    return Place(
        start=told.start, end=told.end, text=name, id=f"p-{name}", name=name, country=country,
        latitude=at.get("latitude"), longitude=at.get("longitude"), geonames_id=geonames_id,
        feature="PPL", confidence=0.9,
    )  # fmt: skip


def date(earliest: str, latest: str | None = None) -> TimeExpression:
    return TimeExpression(
        start=0, end=1, text="x", id=f"d-{earliest}", type="DATE", value=earliest,
        earliest=earliest, latest=latest or earliest,
    )  # fmt: skip


def figure(
    text: str, value: float, of: str, *, modifier: str = "exact", upper: float | None = None
) -> Figure:
    told = span(text, 40)
    return Figure(
        start=told.start, end=told.end, text=text, id=f"f-{text}", value=value, upper=upper,
        modifier=modifier, unit=None, of=of, event=None, attribution=None,
    )  # fmt: skip
