"""The way of each claim back to where it comes from: hop by hop, each with its words.

A claim goes back through whole copies and lifted passages, credits of agencies, and relayed media
that are in the collection. Where it can go no further it ends: at a source that is named or
described, at an outlet that has not been read, or at an outlet's own word.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tipsheet.linking.claims import by_report
from tipsheet.linking.graph import ReportGraph, spans_at
from tipsheet.linking.stems import plain_words, small_words
from tipsheet.linking.unnamed import (
    groups_of,
    is_hearsay,
    is_one_of_a_group,
    is_somebody,
    is_unnamed,
    step_words,
)
from tipsheet.record import Claim, Link, Party, Span, Step

CITES, CREDITS = frozenset({"cites"}), frozenset({"credits"})
REWRITES = frozenset({"rewrite"})
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
    vague: bool = False


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
        for report, claims in self.at.items():
            self._lean(report, [found[claim.id] for claim in claims])
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
        seen = (self._seen(claim, step) for step in claim.chain)
        steps = _told([step for step in seen if step.kind != "author"])
        relays = [s for s in steps if s.kind == "media"]
        for step in reversed(relays):
            if hops := self._relayed(claim, step):
                way.hops += hops
                break
        if not relays and (named := self._named_beside(claim)):
            way.hops += self._relayed(claim, named)
            relays = [named]
        way.ends += self._ends(claim, speaker, steps, relays, resolved=bool(way.hops))
        if not way.ends and not way.hops:
            self._own_voice(way, speaker)
        return way

    def _seen(self, claim: Claim, step: Step) -> Step:
        """A step under the kind that it has in the light of the collection.

        An outlet that others report by its name is relayed, and so are several named together;
        a report's own correspondent is the report itself; "two officials" and "a border guard" are
        unnamed, whatever they serve, and so are messages that nobody signed.
        """
        if step.kind in ("organization", "person", "document") and self._is_outlet(claim, step):
            return replace(step, kind="media")
        if step.kind in ("anonymous", "document") and self._names_outlets(claim, step):
            return replace(step, kind="media")
        if step.kind == "media" and self._own(claim, step):
            return replace(step, kind="author" if self._own_name(claim, step) else "first-hand")
        if step.kind in ("organization", "person") and is_unnamed(step):
            return replace(step, kind="anonymous")
        if step.kind == "document" and (is_hearsay(step) or is_one_of_a_group(step)):
            return replace(step, kind="anonymous")
        return step

    def _names_outlets(self, claim: Claim, step: Step) -> bool:
        """Whether the words for a source begin with an outlet whose report is here."""
        said = step.source
        if said is None:
            return False
        spans = (spans_at(link, claim.report)[-1] for link, _ in self._cited(claim, said))
        return any(span.start - said.start <= _BEGINS for span in spans)

    def _cited(self, claim: Claim, words: Span) -> Iterator[tuple[Link, Sequence[Claim]]]:
        """The outlets that some words name, each with its claims on the event."""
        for other, link in self.graph.toward(claim.report, CITES):
            spans = spans_at(link, claim.report)[-1:] if link.first == claim.report else ()
            if not any(words.holds(span) for span in spans):
                continue
            named = self.graph.house(self.graph.title(other))
            known = other in self.graph.nodes
            there = self.at.get(other) or self._of_house(
                claim, self.graph.family(other) if known else named
            )
            if there:
                yield link, there

    def _is_outlet(self, claim: Claim, step: Step) -> bool:
        family = self.graph.family(claim.report)
        named = replace(step, origin=None) if step.kind in ("organization", "person") else step
        houses = {self.graph.house(name) for name in _names(named)}
        return any(house in self.of_house and house != family for house in houses)

    def _named_beside(self, claim: Claim) -> Step | None:
        """The outlet that a claim's sentence names, where no attribution was read."""
        if claim.chain:
            return None
        for other, link in self.graph.toward(claim.report, CITES):
            if link.first != claim.report:
                continue
            for span in spans_at(link, claim.report)[-1:]:
                if claim.sentence.holds(span):
                    known = other in self.graph.nodes
                    name = self.graph.outlet(other) if known else self.graph.title(other)
                    return Step(attribution="", kind="media", source=span, origin=name)
        return None

    def _ends(
        self,
        claim: Claim,
        speaker: str,
        steps: Sequence[Step],
        relays: Sequence[Step],
        resolved: bool,
    ) -> Iterator[End]:
        if steps and steps[0].kind != "media":
            through = next((s for s in steps[1:] if s in relays), None)
            if steps[0].kind != "anonymous" or steps[0].source is None or is_somebody(steps[0]):
                yield self._source(claim, speaker, steps[0], through)
                return
        if relays and not resolved:
            yield self._unread(claim, relays[0])

    def _source(self, claim: Claim, speaker: str, step: Step, through: Step | None) -> End:
        """The end at a source: its key is its name, or for one without name the outlet too."""
        house, outlet = self._through(claim, speaker, through)
        name = outlet if step.kind == "first-hand" else step_words(step)
        groups = groups_of(name) if step.kind == "anonymous" else frozenset()
        key = self._key(step, name)
        if step.kind == "first-hand":
            key = f"first-hand:{house}"
        elif step.kind == "anonymous" or is_vague(step, name):
            key = f"{step.kind}:{house}:{','.join(sorted(groups))}"
        return End(
            key=key,
            kind=step.kind,
            name=name,
            claim=claim.id,
            house=house,
            outlet=outlet,
            day=self.graph.day(claim.report),
            people=step.count,
            party=step.party,
            words=step.source or step.cue,
            groups=groups,
            vague=is_vague(step, name),
        )

    def _key(self, step: Step, name: str) -> str:
        known = self.who(step.party) if step.party else None
        return f"{step.kind}:{known or ' '.join(plain_words(name))}"

    def _unread(self, claim: Claim, step: Step) -> End:
        house, name = self._house_of(claim, step)
        return End(
            key=f"outlet:{house}",
            kind="outlet",
            name=name,
            claim=claim.id,
            house=house,
            outlet=name,
            day=self.graph.day(claim.report),
            party=step.party,
            words=step.source or step.cue,
        )

    def _through(self, claim: Claim, speaker: str, step: Step | None) -> tuple[str, str]:
        """The house a source is known through: the relayed outlet, the agency, or the report's."""
        if step is not None:
            return self._house_of(claim, step)
        credit = self._credit(speaker)
        if credit is not None:
            return credit[0], credit[1]
        return self.graph.family(speaker), self.graph.outlet(speaker)

    def _house_of(self, claim: Claim, step: Step) -> tuple[str, str]:
        """The key and name of a relayed outlet, by the citation found at its words if any."""
        for other, link in self.graph.toward(claim.report, CITES):
            if link.first == claim.report and _points(link, claim.report, step, surely=True):
                if other in self.graph.nodes:
                    return self.graph.family(other), self.graph.outlet(other)
                return self.graph.house(other), self.graph.title(other)
        name = outlet_words(step)
        return self.graph.house(name), name

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
        """Follow the text that was rewritten, or a credit, or end at the outlet's own word."""
        if rewritten := self._rewritten(way.claim):
            way.hops += rewritten
            return
        claim, seen = way.claim, self._own_reporter(way.claim)
        speaker = claim.report if seen else speaker
        credit = None if seen else self._credit(speaker)
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
        seen = seen or any(step.kind == "author" for step in claim.chain)
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

    def _rewritten(self, claim: Claim) -> list[Hop]:
        """Hops to the claims of the report that a report without sources of its own rewrites."""
        for other, link in self.graph.toward(claim.report, REWRITES):
            root = self.graph.root(other)
            there = self.at.get(root, ()) if root != claim.report else ()
            if link.directed and link.first == claim.report and there:
                return [Hop(kind=link.kind, to=claim.id, link=link.id) for claim in there]
        return []

    def _relayed(self, claim: Claim, step: Step) -> list[Hop]:
        """Hops to the claims of the reports that relayed outlets or a journalist made."""
        words = step.source or step.cue
        cited = list(self._cited(claim, step.source)) if step.source else []
        if len(cited) > 1:
            return [
                Hop(kind="relays", to=other.id, link=link.id, words=words)
                for link, there in cited
                for other in there
            ]
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
        houses = [self._house_of(claim, step)[0], *map(self.graph.house, _names(step))]
        there = [c for house in dict.fromkeys(houses) for c in self._of_house(claim, house)]
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
        """Whether a relayed outlet or journalist is the report's own."""
        if self._own_name(claim, step):
            return True
        outlet = set(plain_words(self.graph.outlet(claim.report))) - {"the"}
        said = set(plain_words(step.source.text)) if step.source else set()
        return bool(outlet) and outlet <= said

    def _own_reporter(self, claim: Claim) -> bool:
        """Whether a sentence says that the outlet's own reporter was there: "a Herald reporter"."""
        words = plain_words(claim.sentence.text)
        outlet = set(plain_words(self.graph.outlet(claim.report))) - _ARTICLES
        for at in (at for at, word in enumerate(words) if word in _REPORTERS):
            before = words[max(0, at - len(outlet) - 2) : at]
            if not _TO.isdisjoint(before):
                continue
            if before[-1:] == ("this",) or (outlet and outlet <= set(before)):
                return True
        return False

    def _own_name(self, claim: Claim, step: Step) -> bool:
        family = self.graph.family(claim.report)
        return any(self.graph.house(name) == family for name in _names(step))

    def _lean(self, report: str, ways: Sequence[Way]) -> None:
        """Let a report's bare word rest on what it names elsewhere: a source, or an outlet."""
        sourced = [w for w in ways if w.hops or any(end.kind not in _BARE for end in w.ends)][:8]
        hops = [Hop(kind="same-report", to=other.claim.id) for other in sourced]
        hops = hops or self._on_cited(report)
        for way in ways if hops else ():
            if not way.hops and way.ends and all(end.kind in _BARE for end in way.ends):
                way.ends, way.hops = [], list(hops)

    def _on_cited(self, report: str) -> list[Hop]:
        """Hops to the claims of the reports that a report relays, whatever it has from them."""
        hops = []
        for other, link in self.graph.toward(report, CITES):
            spans = spans_at(link, report)
            if link.first != report or not spans:
                continue
            hops += [
                Hop(kind="relays", to=there.id, link=link.id, words=spans[-1])
                for there in self.at.get(other, ())
            ]
        return hops[:8]


_BARE = frozenset({"own-word", "outlet"})
_BEGINS = len("The ")


def _told(steps: Sequence[Step]) -> list[Step]:
    """The steps without those that give no source ("was told that"), where others do."""
    given = [step for step in steps if step.kind != "anonymous" or step.source is not None]
    return given or list(steps)


def outlet_words(step: Step) -> str:
    """The name of a relayed outlet or journalist."""
    return next(iter(_names(step)), "an outlet not named")


_ARTICLES = frozenset({"the", "a", "an"})
_TO = frozenset({"told", "to", "by", "from", "with"})
_REPORTERS = frozenset({"reporter", "correspondent", "journalist", "photographer"})


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


def _points(link: Link, report: str, step: Step, *, surely: bool = False) -> bool:
    """Whether a citation rests on the words of this very step, or (unless `surely`) shows none."""
    spans = spans_at(link, report)
    told = [span for span in (step.source, step.cue) if span]
    if not spans or not told:
        return not surely
    return any(a.overlaps(b) for a in spans for b in told)
