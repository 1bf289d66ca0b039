"""Drawings made on the server: who has it from whom, and figures over time. SVG without style."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import Markup as Safe

from tipsheet.exports import amounts, days
from tipsheet.exports.markup import Markup, element, text
from tipsheet.exports.plain import one_line, shorten
from tipsheet.linking.ledger import Entry, Ledger
from tipsheet.linking.origins import Origins
from tipsheet.web.story import Story

WIDE, HIGH, ACROSS, DOWN = 214, 44, 84, 14
MOST = 60  # reports drawn
SWEEPS = 8  # over the columns, to put what belongs together side by side
BESIDE = 540  # pixels; a drawing so narrow stands beside the words
UNNAMED = ("anonymous", "own-word", "outlet", "circle")


@dataclass(slots=True, kw_only=True)
class Box:
    """A report or a source, and where it stands; `copies` are the reports folded into it."""

    id: str
    name: str
    under: str
    kind: str
    href: str | None
    day: str = ""
    copies: int = 0
    layer: int = 0
    row: float = 0.0

    @property
    def x(self) -> int:
        """Pixels from the left."""
        return 1 + self.layer * (WIDE + ACROSS)

    @property
    def y(self) -> int:
        """Pixels from the top."""
        return round(7 + self.row * (HIGH + DOWN))


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrow:
    """From what says it to what it has it from."""

    first: str
    second: str
    kind: str
    href: str | None


def source_graph(story: Story, origins: Origins) -> Safe:
    """Who has it from whom: sources at the left, reports to the right of what they rest on."""
    boxes, arrows = _graph(story, origins)
    _placed(boxes, arrows)
    width = max((box.x + WIDE for box in boxes.values()), default=0) + 7
    height = max((box.y + HIGH for box in boxes.values()), default=0) + 1
    drawn = [_arrow(arrow, boxes) for arrow in arrows]
    drawn += [_box(box) for box in boxes.values()]
    label = f"{len(boxes)} sources and reports, and {len(arrows)} arrows between them"
    return Safe(
        element(
            "svg",
            element("title", label),
            *drawn,
            viewBox=f"0 0 {width} {height}",
            width=str(width),
            height=str(height),
            role="group",
            class_="graph narrow" if width <= BESIDE else "graph",
        )
    )


def _graph(story: Story, origins: Origins) -> tuple[dict[str, Box], list[Arrow]]:
    edition = story.edition
    by_claim = {claim.id: claim for claim in story.claims}
    copied = _copied(origins, by_claim)
    boxes: dict[str, Box] = {}
    arrows: dict[tuple[str, str], Arrow] = {}
    for origin in origins.origins:
        first = by_claim.get(origin.claims[0]) if origin.claims else None
        people = f"{origin.people} people" if origin.people and origin.people > 1 else ""
        boxes[origin.key] = Box(
            id=origin.key, name=origin.name, kind=origin.kind,
            under=people or _KINDS.get(origin.kind, origin.kind),
            href=_mark(first.report, origin.words) if first else None,
        )  # fmt: skip
    for route in origins.routes[: MOST * 3]:
        report = copied.get(route.report, route.report)
        if report not in boxes and len(boxes) < MOST:
            reading = edition.readings[report].report
            boxes[report] = Box(
                id=report, name=reading.publisher or "an unknown outlet", kind="report",
                under=days.day((reading.published or "")[:10]) if reading.published else "no date",
                href=f"/reports/{quote(report, safe='')}", day=reading.published or "",
            )  # fmt: skip
        if route.report in copied or report not in boxes:
            continue
        for hop in route.hops:
            there = by_claim[hop.to].report
            there = copied.get(there, there)
            if there != report:
                href = f"/links/{hop.link}" if hop.link else _mark(report, hop.words)
                arrows.setdefault((report, there), Arrow(
                    first=report, second=there, kind=hop.kind, href=href))  # fmt: skip
        if not route.hops:
            claim = by_claim[route.claim]
            for key in route.origins:
                words = next((s.cue or s.source for s in claim.chain), None) or claim.trigger
                arrows.setdefault((report, key), Arrow(
                    first=report, second=key, kind="says", href=_mark(report, words)))  # fmt: skip
    for root in copied.values():
        if root in boxes:
            boxes[root].copies += 1
    return boxes, [a for a in arrows.values() if a.first in boxes and a.second in boxes]


_KINDS = {
    "person": "named", "organization": "a body", "anonymous": "unnamed", "document": "a document",
    "first-hand": "saw it itself", "outlet": "not read", "own-word": "own word",
    "circle": "in a circle",
}  # fmt: skip


def _copied(origins: Origins, by_claim: Mapping[str, object]) -> dict[str, str]:
    """Reports that only repeat another, and the report that they repeat in the end."""
    over: dict[str, str] = {}
    own: set[str] = set()
    for route in origins.routes:
        copies = [hop for hop in route.hops if hop.kind == "copy"]
        if copies and len(copies) == len(route.hops):
            over[route.report] = by_claim[copies[0].to].report  # type: ignore[attr-defined]
        elif any(hop.kind != "same-report" for hop in route.hops) or not route.hops:
            own.add(route.report)
    over = {one: other for one, other in over.items() if one not in own and one != other}
    return {one: _end(one, over) for one in over}


def _end(one: str, over: Mapping[str, str]) -> str:
    seen = {one}
    while one in over and over[one] not in seen:
        one = over[one]
        seen.add(one)
    return one


def _placed(boxes: dict[str, Box], arrows: Sequence[Arrow]) -> None:
    """Put each box to the right of all it rests on, and near to them."""
    toward: dict[str, list[str]] = defaultdict(list)
    for arrow in arrows:
        toward[arrow.first].append(arrow.second)
    for _ in range(min(len(boxes), 12)):
        moved = False
        for id, others in toward.items():
            layer = 1 + max(boxes[other].layer for other in others)
            if layer > boxes[id].layer and layer <= 6:
                boxes[id].layer, moved = layer, True
        if not moved:
            break
    for box in boxes.values():
        if box.kind == "report" and not box.layer:
            box.layer = 1
    layers: dict[int, list[Box]] = defaultdict(list)
    for box in sorted(boxes.values(), key=lambda box: (box.day, box.id)):
        layers[box.layer].append(box)
    tallest = max((len(one) for one in layers.values()), default=1)
    for column in layers.values():
        _stacked(column, tallest)
    _untangled(boxes, arrows, layers, tallest)


def _stacked(column: Sequence[Box], tallest: int) -> None:
    """One box under the other, the column in the middle of the drawing."""
    for row, box in enumerate(column):
        box.row = row + (tallest - len(column)) / 2


def _untangled(
    boxes: Mapping[str, Box], arrows: Sequence[Arrow], layers: Mapping[int, list[Box]], tallest: int
) -> None:
    """Order the columns so that few arrows cross: each box at the mean height of its neighbours.

    The method of barycentres (Sugiyama, Tagawa and Toda 1981), some sweeps to and fro.
    """
    near: dict[str, list[Box]] = defaultdict(list)
    for arrow in arrows:
        near[arrow.first].append(boxes[arrow.second])
        near[arrow.second].append(boxes[arrow.first])

    def middle(box: Box) -> tuple[float, str, str]:
        rows = [other.row for other in near[box.id]]
        return (sum(rows) / len(rows) if rows else box.row), box.day, box.id

    for sweep in range(SWEEPS):
        for layer in sorted(layers, reverse=sweep % 2 == 1):
            layers[layer].sort(key=middle)
            _stacked(layers[layer], tallest)


def _arrow(arrow: Arrow, boxes: Mapping[str, Box]) -> Markup:
    one, other = boxes[arrow.first], boxes[arrow.second]
    x1, y1 = one.x, one.y + HIGH // 2
    x2, y2 = other.x + WIDE, other.y + HIGH // 2
    bend = max(24, abs(x1 - x2) // 2)
    path = f"M{x1} {y1}C{x1 - bend} {y1} {x2 + bend} {y2} {x2 + 7} {y2}"
    said = f"{one.name}, {one.under}: {_VERBS.get(arrow.kind, arrow.kind)} {other.name}"
    drawn = (
        element("title", said),
        element("path", d=path, class_="hit"),
        element("path", d=path, class_=f"edge {arrow.kind}"),
        element("path", d=f"M{x2 + 8} {y2 - 4}L{x2 + 1} {y2}L{x2 + 8} {y2 + 4}Z", class_="head"),
    )
    name = "a" if arrow.href else "g"
    return element(name, *drawn, href=arrow.href, aria_label=said if arrow.href else None)


_VERBS = {
    "says": "on the word of", "copy": "copies", "passage": "lifts a passage of",
    "credits": "credits", "relays": "has it from", "same-report": "goes on from",
}  # fmt: skip


def _box(box: Box) -> Markup:
    shape = "report" if box.kind == "report" else "unnamed" if box.kind in UNNAMED else "named"
    size = {"x": str(box.x), "y": str(box.y), "width": str(WIDE), "height": str(HIGH)}
    round_ = "22" if shape == "unnamed" else "2" if shape == "report" else "0"
    parts = []
    for fold in range(min(box.copies, 2), 0, -1):
        behind = {**size, "x": str(box.x + 3 * fold), "y": str(box.y - 3 * fold)}
        parts.append(element("rect", **behind, rx="2", class_="box report"))
    parts.append(element("rect", **size, rx=round_, class_=f"box {shape}"))
    pad = 18 if shape == "unnamed" else 11
    parts.append(
        element(
            "text",
            shorten(one_line(box.name), 29 if pad == 11 else 27),
            x=str(box.x + pad),
            y=str(box.y + 19),
            class_="name",
        )
    )
    under = box.under + (f" · {box.copies} more with its text" if box.copies else "")
    parts.append(element("text", under, x=str(box.x + pad), y=str(box.y + 34), class_="under"))
    said = f"{one_line(box.name)}, {under}"
    inside = (element("title", said), *parts)
    return element("a" if box.href else "g", *inside, href=box.href, aria_label=said)


def _mark(report: str, span: object) -> str | None:
    start, end = getattr(span, "start", None), getattr(span, "end", None)
    if start is None:
        return f"/reports/{quote(report, safe='')}"
    return f"/reports/{quote(report, safe='')}?mark={start}-{end}#mark"


# Figures over time.

PLOT_WIDE, ROW, LEFT, TOP = 640, 26, 210, 26


def figure_plot(ledger: Ledger) -> Safe:
    """One row an entry: a bar from the least to the most that the words allow, a dot for the value.

    The band behind is from the lowest to the highest that stands, the line in it is the best.
    """
    entries = ledger.entries[:40]
    low, high = _bounds(entries, ledger)
    height = TOP + ROW * len(entries) + 22

    def at(value: float) -> float:
        return round(LEFT + (value - low) / (high - low) * (PLOT_WIDE - LEFT - 24), 1)

    parts = [
        element(
            "rect", x=str(at(ledger.low)), y=str(TOP - 4), class_="band",
            width=str(max(2.0, round(at(ledger.high) - at(ledger.low), 1))),
            height=str(ROW * len(entries) + 4),
        ),
        element("path", class_="best",
                d=f"M{at(ledger.best)} {TOP - 4}V{TOP + ROW * len(entries)}"),
    ]  # fmt: skip
    for tick in _ticks(low, high):
        parts.append(element("path", d=f"M{at(tick)} {TOP - 4}v-5", class_="tick"))
        parts.append(
            element("text", amounts.number(tick), x=str(at(tick)), y=str(TOP - 12), class_="tick")
        )
    for row, entry in enumerate(entries):
        parts.append(_entry(entry, TOP + ROW * row + ROW // 2, at, high))
    label = f"{len(entries)} figures between {amounts.number(low)} and {amounts.number(high)}"
    return Safe(
        element("svg", element("title", label), *parts, viewBox=f"0 0 {PLOT_WIDE} {height}",
                width=str(PLOT_WIDE), height=str(height), role="img", class_="plot")
    )  # fmt: skip


def _entry(entry: Entry, y: int, at: object, high: float) -> Markup:
    place = at  # the scale
    start = entry.low if entry.low is not None else min(entry.least, entry.value)
    end = entry.high if entry.high is not None else high
    assert callable(place)
    opened = " open" if entry.high is None or entry.low is None else ""
    day = days.day(entry.day)[:-5] if entry.day else "no date"
    said = f"{entry.name}, {day}: {entry.words.text}"
    return element(
        "g",
        element("title", said),
        element("text", shorten(one_line(entry.name), 24), x="0", y=str(y + 4), class_="name"),
        element("text", day, x=str(LEFT - 14), y=str(y + 4), class_="day"),
        element("path", d=f"M{place(start)} {y}H{place(end)}", class_=f"bar{opened}"),
        element("circle", cx=str(place(entry.value)), cy=str(y), r="4", class_="value"),
    )


def _bounds(entries: Iterable[Entry], ledger: Ledger) -> tuple[float, float]:
    values = [ledger.low, ledger.high, ledger.best]
    for entry in entries:
        values += [entry.value, *(v for v in (entry.low, entry.high) if v is not None)]
    low, high = min(values), max(values)
    room = (high - low) * 0.08 or max(1.0, abs(high) * 0.1)
    return (0.0 if 0 <= low < 3 * room else low - room), high + room


def _ticks(low: float, high: float) -> list[float]:
    raw = (high - low) / 5
    power = 10 ** len(str(int(raw))) / 10 if raw >= 1 else 1.0
    step = next((power * m for m in (1, 2, 5, 10) if power * m >= raw), power * 10)
    first = -(-low // step) * step
    return [first + step * n for n in range(8) if first + step * n <= high]


def caption(words: str) -> Safe:
    """Words under a drawing."""
    return Safe(element("figcaption", text(words)))
