"""Where a claim comes from in the end, and how many origins that makes: a range, with reasons.

Reports are not counted, what they go back to is. Copies, lifted passages, credits and relays lead
back to the report they come from; what is left are origins, each of a kind. Two named sources are
two. Unnamed people known through one outlet are one origin, those of two outlets one or two. An
outlet's bare word, or the word of an outlet that has not been read, may rest on any of the others.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tipsheet.linking.circles import circles, components
from tipsheet.linking.counting import Tally, tally
from tipsheet.linking.graph import ReportGraph
from tipsheet.linking.routes import End, Hop, Way, Who, name_key, ways_of
from tipsheet.record import Claim, Reason, Span

ASSERTED = frozenset({"occurred", "ongoing", "planned", "threatened", "requested"})
STANCES = ("asserts", "doubts", "denies")


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What some claims come from in the end.

    `kind` is one of vocabulary `origin_kinds`; `through` are the outlets by which it reached the
    collection; `people` is how many stand behind it where the text says so; `words` are the
    words in the report of the first of `claims`, those whose chains end there.
    """

    key: str
    kind: str
    name: str
    through: tuple[str, ...]
    people: int | None
    claims: tuple[str, ...]
    words: Span | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """How one claim gets to its origins: the hops from its report, and the keys they lead to."""

    claim: str
    report: str
    hops: tuple[Hop, ...]
    origins: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Origins:
    """All origins of some claims; there are at least `low` and at most `high` independent ones.

    `root` is the one report that everything goes back to, where several reports do; `circles` are
    outlets that have it from each other, each circle in alphabetical order. `reports` is how many
    reports make the claim, which is not a count of origins.
    """

    low: int
    high: int
    reports: int
    origins: tuple[Origin, ...]
    reasons: tuple[Reason, ...]
    routes: tuple[Route, ...]
    root: str | None
    circles: tuple[tuple[str, ...], ...]


def stance_of(claim: Claim) -> str:
    """Whether a claim asserts its event, doubts it (only possible) or denies it."""
    if claim.status is None or claim.status in ASSERTED:
        return "asserts"
    return "denies" if claim.status == "denied" else "doubts"


def origins_by_stance(
    claims: Iterable[Claim], graph: ReportGraph, who: Who = name_key
) -> Mapping[str, Origins]:
    """The origins of those who assert an event, those who doubt it and those who deny it."""
    apart: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        apart[stance_of(claim)].append(claim)
    return {name: origins_of(apart[name], graph, who) for name in STANCES if name in apart}


def origins_of(claims: Iterable[Claim], graph: ReportGraph, who: Who = name_key) -> Origins:
    """The origins of claims that say one thing, whatever the order they are given in."""
    ways = ways_of(claims, graph, who)
    ends = _reached(ways)
    merged = _merged(ends)
    rings = _outlet_circles(ways, graph)
    counted = tally(merged.values(), first_day=_first_day(ways, graph))
    return Origins(
        low=counted.low,
        high=counted.high,
        reports=len({way.claim.report for way in ways.values()}),
        origins=_origins(merged, ways, graph),
        reasons=_reasons(counted, ways, rings),
        routes=tuple(_route(way, ends) for way in ways.values()),
        root=_root(ways, merged, graph),
        circles=rings,
    )


def _reached(ways: Mapping[str, Way]) -> Mapping[str, Mapping[str, End]]:
    """The ends that each claim leads to, by key; a circle without any is an end of its own."""
    edges = {id: [hop.to for hop in way.hops] for id, way in ways.items()}
    found: dict[str, dict[str, End]] = {}
    for part in components(edges):
        ends: dict[str, End] = {}
        for id in part:
            for end in ways[id].ends:
                _keep(ends, end)
            for other in edges[id]:
                for end in found.get(other, {}).values():
                    _keep(ends, end)
        if not ends:
            end = _circle(part, ways)
            ends[end.key] = end
        found.update((id, ends) for id in part)
    return found


def _keep(ends: dict[str, End], end: End) -> None:
    """Of ends with one key, keep the earliest; then by the id of the claim."""
    known = ends.get(end.key)
    if known is None or (end.day, end.claim) < (known.day, known.claim):
        ends[end.key] = end


def _circle(part: Sequence[str], ways: Mapping[str, Way]) -> End:
    claims = sorted((ways[id].claim for id in part), key=lambda claim: (claim.day or "9", claim.id))
    outlets = sorted({claim.publisher or claim.report for claim in claims})
    return End(
        key=f"circle:{'|'.join(outlets)}", kind="circle", name=" and ".join(outlets),
        claim=claims[0].id, house=outlets[0], outlet=outlets[0], day=claims[0].day or "9999-12-31",
    )  # fmt: skip


def _merged(ends: Mapping[str, Mapping[str, End]]) -> dict[str, End]:
    """One end for each key; unnamed people described loosely are those described closely.

    "Sources" and "officials" of one outlet are one, as long as it has only one such group.
    """
    merged: dict[str, End] = {}
    for id in sorted(ends):
        for end in ends[id].values():
            _keep(merged, end)
    close: dict[str, list[str]] = defaultdict(list)
    for key, end in merged.items():
        if end.kind == "anonymous" and end.groups:
            close[end.house].append(key)
    loose = [k for k, end in merged.items() if end.kind == "anonymous" and not end.groups]
    for key in loose:
        if len(close[merged[key].house]) == 1:
            del merged[key]
    return merged


def _origins(
    merged: Mapping[str, End], ways: Mapping[str, Way], graph: ReportGraph
) -> tuple[Origin, ...]:
    """The origins by key, each with the claims whose chains end there, earliest first."""
    own: dict[str, list[End]] = defaultdict(list)
    for way in ways.values():
        for end in way.ends:
            own[end.key if end.key in merged else _closer(end, merged)].append(end)
    return tuple(_origin(key, merged[key], own[key], ways, graph) for key in sorted(merged))


def _closer(end: End, merged: Mapping[str, End]) -> str:
    """The key of the closely described people that a loose description was merged with."""
    same = (key for key, other in merged.items() if other.house == end.house)
    return next(key for key in same if key.startswith(end.key))


def _origin(
    key: str, end: End, own: Sequence[End], ways: Mapping[str, Way], graph: ReportGraph
) -> Origin:
    told = sorted(own, key=lambda end: (end.day, end.claim))
    outlets = {graph.outlet(ways[other.claim].claim.report) for other in told}
    return Origin(
        key=key,
        kind=end.kind,
        name=end.name,
        through=tuple(sorted(outlets or {end.outlet})),
        people=max((other.people for other in told if other.people), default=None),
        claims=tuple(dict.fromkeys(other.claim for other in told)) or (end.claim,),
        words=end.words,
    )


def _route(way: Way, ends: Mapping[str, Mapping[str, End]]) -> Route:
    return Route(
        claim=way.claim.id,
        report=way.claim.report,
        hops=tuple(way.hops),
        origins=tuple(sorted(ends[way.claim.id])),
    )


def _first_day(ways: Mapping[str, Way], graph: ReportGraph) -> str:
    return min((graph.day(way.claim.report) for way in ways.values()), default="9999-12-31")


def _root(ways: Mapping[str, Way], merged: Mapping[str, End], graph: ReportGraph) -> str | None:
    """The one report that all others lead back to."""
    reports = {way.claim.report for way in ways.values()}
    if len(reports) < 2:
        return None
    last = {way.claim.report for way in ways.values() if not _leaves(way, ways)}
    outlets = {end.house for way in ways.values() for end in way.ends}
    return next(iter(last)) if len(last) == 1 and len(outlets) <= 1 else None


def _leaves(way: Way, ways: Mapping[str, Way]) -> bool:
    return any(ways[hop.to].claim.report != way.claim.report for hop in way.hops)


def _outlet_circles(ways: Mapping[str, Way], graph: ReportGraph) -> tuple[tuple[str, ...], ...]:
    """Outlets that relay each other, over all days."""
    names: dict[str, str] = {}
    edges: dict[str, set[str]] = defaultdict(set)
    for way in ways.values():
        here = graph.family(way.claim.report)
        names.setdefault(here, graph.outlet(way.claim.report))
        for hop in way.hops:
            there = graph.family(ways[hop.to].claim.report)
            if hop.kind == "relays" and there != here:
                edges[here].add(there)
    found = circles(edges)
    return tuple(sorted(tuple(sorted(names[house] for house in part)) for part in found))


def _reasons(
    counted: Tally, ways: Mapping[str, Way], rings: Sequence[Sequence[str]]
) -> tuple[Reason, ...]:
    """What made the reports fewer, then what makes the range wide."""
    kinds: dict[str, set[str]] = defaultdict(set)
    for way in ways.values():
        for hop in way.hops:
            if hop.kind != "same-report":
                kinds[hop.kind].add(way.claim.report)
    fewer = [
        Reason(code=kind, why=_FEWER[kind].format(count=_reports(len(kinds[kind]))))
        for kind in _FEWER
        if kind in kinds
    ]
    circular = (
        Reason(code="circle", why=f"{' and '.join(ring)} have it from each other") for ring in rings
    )
    return (*fewer, *circular, *counted.reasons)


_FEWER = {
    "copy": "{count} the text of another, which adds no origin",
    "rewrite": "{count} the text of another in other words, which adds no origin",
    "passage": "{count} a passage of another, which adds no origin",
    "credits": "{count} the agency that made its text",
    "relays": "{count} another outlet, which adds no origin of its own",
}


def _reports(count: int) -> str:
    return "1 report repeats" if count == 1 else f"{count} reports repeat"
