"""The way of each claim back to where it comes from: hop by hop, each with its words.

A claim goes back through whole copies and lifted passages, credits of agencies, and relayed media
that are in the collection. Where it can go no further it ends: at a source that is named or
described, at an outlet that has not been read, or at an outlet's own word.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from tipsheet.linking.claims import by_report
from tipsheet.linking.graph import ReportGraph, spans_at
from tipsheet.linking.stems import plain_words, small_words
from tipsheet.record import Claim, Link, Party, Span, Step
from tipsheet.vocabulary.loading import read_table

CITES, CREDITS = frozenset({"cites"}), frozenset({"credits"})
LONGEST = 90  # characters of a source's words
LAST = chr(0x10FFFF)  # sorts after every id

Dated = tuple[str, str]
"""A day and the id of a report published on it."""

Who = Callable[[Party], str]
"""The key of the actor that a party stands for, the same in all reports."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """One step of a claim back to another report or outlet.

    `kind` is copy, rewrite, passage, credits, relays or same-report; `to` is the claim it leads to;
    `link` is the id of the link it follows, `words` are those of the report that say so.
    """

    kind: str
    to: str
    link: str | None = None
    words: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """Where a claim can be followed no further.

    `kind` is one of vocabulary `origin_kinds`; `house` is the key of the outlet through which
    it came and `outlet` its name; `groups` are those of `unnamed.toml` that the words fit.
    """

    key: str
    kind: str
    name: str
    claim: str
    house: str
    outlet: str
    day: str
    people: int | None = None
    party: Party | None = None
    words: Span | None = None
    groups: frozenset[str] = frozenset()


@dataclass(slots=True, kw_only=True)
class Way:
    """The hops and the ends of one claim."""

    claim: Claim
    hops: list[Hop] = field(default_factory=list)
    ends: list[End] = field(default_factory=list)


def name_key(party: Party) -> str:
    """The key of a party where no list of actors is at hand: the words of its name."""
    return " ".join(word for word in plain_words(party.name) if word not in ("the", "a", "an"))


def ways_of(claims: Iterable[Claim], graph: ReportGraph, who: Who = name_key) -> Mapping[str, Way]:
    """The way of every claim of one event, by the claim's id."""
    return _Tracer(claims, graph, who).ways()


class _Tracer:
    def __init__(self, claims: Iterable[Claim], graph: ReportGraph, who: Who) -> None:
        self.claims = sorted(
            claims, key=lambda claim: (claim.report, claim.trigger.start, claim.id)
        )
        self.graph = graph
        self.who = who
        self.at = by_report(self.claims)
        self.of_house: dict[str, list[Dated]] = defaultdict(list)
        self.by_writer: dict[str, list[Dated]] = defaultdict(list)
        for day, report in sorted((graph.day(report), report) for report in self.at):
            self.of_house[graph.family(report)].append((day, report))
            for writer in graph.nodes[report].byline if report in graph.nodes else ():
                self.by_writer[" ".join(plain_words(writer))].append((day, report))

    def ways(self) -> dict[str, Way]:
        found = {claim.id: self.way(claim) for claim in self.claims}
        for claims in self.at.values():
            self._lean([found[claim.id] for claim in claims])
        return found

    def way(self, claim: Claim) -> Way:
        way = Way(claim=claim)
        speaker, link = self.graph.copied(claim)
        if link is not None and (there := self._twins(claim, speaker)):
            words = next(iter(spans_at(link, claim.report)), None)
            way.hops += [
                Hop(kind=link.kind, to=other.id, link=link.id, words=words) for other in there
            ]
            return way
        steps = [step for step in claim.chain if step.kind != "author"]
        relays = [s for s in steps if s.kind == "media" and not self._own(claim, s)]
        for step in reversed(relays):
            if hops := self._relayed(claim, step):
                way.hops += hops
                break
        way.ends += self._ends(claim, speaker, steps, relays, resolved=bool(way.hops))
        if not way.ends and not way.hops:
            self._own_voice(way, speaker)
        return way

    def _ends(
        self,
        claim: Claim,
        speaker: str,
        steps: Sequence[Step],
        relays: Sequence[Step],
        resolved: bool,
    ) -> Iterator[End]:
        named = [step for step in steps if step.kind != "media"]
        if named and steps[0].kind != "media":
            through = next((s for s in steps[1:] if s in relays), None)
            yield self._source(claim, speaker, steps[0], through)
        elif relays and not resolved:
            yield self._unread(claim, relays[0])

    def _source(self, claim: Claim, speaker: str, step: Step, through: Step | None) -> End:
        """The end at a source: its key is its name, or for one without name the outlet too."""
        house, outlet = self._through(speaker, through)
        name = step_words(step)
        groups = groups_of(name) if step.kind == "anonymous" else frozenset()
        key = self._key(step, name)
        if step.kind == "anonymous" or is_vague(step, name):
            key = f"{step.kind}:{house}:{','.join(sorted(groups))}"
        return End(
            key=key, kind=step.kind, name=name, claim=claim.id, house=house, outlet=outlet,
            day=self.graph.day(claim.report), people=step.count, party=step.party,
            words=step.source or step.cue, groups=groups,
        )  # fmt: skip

    def _key(self, step: Step, name: str) -> str:
        known = self.who(step.party) if step.party else None
        return f"{step.kind}:{known or ' '.join(plain_words(name))}"

    def _unread(self, claim: Claim, step: Step) -> End:
        name = outlet_words(step)
        house = self.graph.house(name)
        return End(
            key=f"outlet:{house}", kind="outlet", name=name, claim=claim.id, house=house,
            outlet=name, day=self.graph.day(claim.report), party=step.party,
            words=step.source or step.cue,
        )  # fmt: skip

    def _through(self, speaker: str, step: Step | None) -> tuple[str, str]:
        """The house a source is known through: the relayed outlet, the agency, or the report's."""
        if step is not None:
            name = outlet_words(step)
            return self.graph.house(name), name
        credit = self._credit(speaker)
        if credit is not None:
            return credit[0], credit[1]
        return self.graph.family(speaker), self.graph.outlet(speaker)

    def _credit(self, report: str) -> tuple[str, str, Link] | None:
        """The house, name and link of the agency that made a report's text."""
        for other, link in self.graph.toward(report, CREDITS):
            if link.first != report:
                continue
            if other in self.graph.nodes:
                return self.graph.family(other), self.graph.outlet(other), link
            return self.graph.house(other), self.graph.title(other), link
        return None

    def _own_voice(self, way: Way, speaker: str) -> None:
        """Follow a credit, or end at the outlet's own word."""
        claim, credit = way.claim, self._credit(speaker)
        day = self.graph.day(claim.report)
        if credit is not None:
            house, outlet, link = credit
            there = self._of_house(claim, house) if house != self.graph.family(claim.report) else []
            words = next(iter(spans_at(link, speaker)), None)
            if there:
                way.hops += [
                    Hop(kind="credits", to=other.id, link=link.id, words=words) for other in there
                ]
                return
        else:
            house, outlet, words = self.graph.family(speaker), self.graph.outlet(speaker), None
        seen = any(step.kind == "author" for step in claim.chain)
        kind = "first-hand" if seen else "own-word" if credit is None else "outlet"
        words = words or next((step.cue for step in claim.chain if step.cue), None)
        way.ends.append(
            End(
                key=f"{kind}:{house}",
                kind=kind,
                name=outlet,
                claim=claim.id,
                house=house,
                outlet=outlet,
                day=day,
                words=words,
            )
        )

    def _relayed(self, claim: Claim, step: Step) -> list[Hop]:
        """Hops to the claims of the report that a relayed outlet or journalist made."""
        words = step.source or step.cue
        for other, link in self.graph.toward(claim.report, CITES):
            if (
                link.first == claim.report
                and other in self.at
                and _points(link, claim.report, step)
            ):
                return [
                    Hop(kind="relays", to=there.id, link=link.id, words=words)
                    for there in self.at[other]
                ]
        there = [c for name in _names(step) for c in self._of_house(claim, self.graph.house(name))]
        there = there or [c for name in _names(step) for c in self._of_writer(claim, name)]
        return [Hop(kind="relays", to=other.id, words=words) for other in unique(there)]

    def _of_house(self, claim: Claim, house: str) -> Sequence[Claim]:
        return self._latest(claim, self.of_house.get(house, ()))

    def _of_writer(self, claim: Claim, name: str) -> Sequence[Claim]:
        return self._latest(claim, self.by_writer.get(" ".join(plain_words(name)), ()))

    def _latest(self, claim: Claim, dated: Sequence[Dated]) -> Sequence[Claim]:
        """The claims of the latest of these reports that was out when the claim was made."""
        at = bisect_right(dated, (self.graph.day(claim.report), LAST))
        for _, report in reversed(dated[max(0, at - 2) : at]):
            if report != claim.report:
                return self.at[report]
        return ()

    def _twins(self, claim: Claim, report: str) -> Sequence[Claim]:
        """The claims of a report in the same words, or all that it has on the event."""
        there = self.at.get(report, ())
        return [other for other in there if other.sentence.text == claim.sentence.text] or there

    def _own(self, claim: Claim, step: Step) -> bool:
        """Whether a relayed outlet is the report's own."""
        family = self.graph.family(claim.report)
        return any(self.graph.house(name) == family for name in _names(step))

    def _lean(self, ways: Sequence[Way]) -> None:
        """Let a report's bare word rest on the source that it names for the event elsewhere."""
        sourced = [w for w in ways if w.hops or any(end.kind not in _BARE for end in w.ends)][:8]
        if not sourced:
            return
        for way in ways:
            if not way.hops and way.ends and all(end.kind in _BARE for end in way.ends):
                way.ends = []
                way.hops = [Hop(kind="same-report", to=other.claim.id) for other in sourced]


_BARE = frozenset({"own-word", "outlet"})


def step_words(step: Step) -> str:
    """The words for a source: its name where it has one, else what the report calls it."""
    said = " ".join(step.source.text.split()) if step.source else ""
    if step.kind == "anonymous":
        return shortened(said) or "a source not given"
    name = step.party.name if step.party else ""
    return shortened(name or said or step.origin or "a source not given")


def outlet_words(step: Step) -> str:
    """The name of a relayed outlet or journalist."""
    return next(iter(_names(step)), "an outlet not named")


def shortened(text: str) -> str:
    """The text up to the first comma or bracket where it is long, and never longer than LONGEST."""
    if len(text) > LONGEST:
        text = text.split(",")[0].split(" (")[0]
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"


def groups_of(words: str) -> frozenset[str]:
    """The groups of unnamed people that a description fits; empty for one that fits any."""
    found = (_groups().get(word) for word in plain_words(words)[:12])
    return frozenset(group for group in found if group and group != "any")


def is_vague(step: Step, name: str) -> bool:
    """Whether a document or office is named so loosely that every outlet has its own."""
    if step.kind != "document":
        return False
    left = [word for word in plain_words(name) if word not in small_words()]
    return len(left) <= 1 and not any(c.isdigit() for c in name)


def unique(claims: Iterable[Claim]) -> list[Claim]:
    """The claims, each once."""
    return list({claim.id: claim for claim in claims}.values())


def _names(step: Step) -> list[str]:
    """What a relayed outlet is called, best first."""
    party = step.party
    given = [step.origin, *((party.name, *party.names) if party else ())]
    if not any(given) and step.source:
        given.append(step.source.text)
    return list(dict.fromkeys(name for name in given if name))


def _points(link: Link, report: str, step: Step) -> bool:
    """Whether a citation rests on the words of this very step, or shows no words."""
    spans = spans_at(link, report)
    told = [span for span in (step.source, step.cue) if span]
    return not spans or not told or any(a.overlaps(b) for a in spans for b in told)


@cache
def _groups() -> Mapping[str, str]:
    table = read_table("unnamed.toml", "tipsheet.linking")
    return {word: group for group, row in table.items() for word in row["words"]}
