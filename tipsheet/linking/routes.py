"""The way of each claim back to where it comes from: hop by hop, each with its words.

A claim goes back through whole copies and lifted passages, credits of agencies, and relayed media
that are in the collection. Where it can go no further it ends: at a source that is named or
described, at an outlet that has not been read, or at an outlet's own word.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
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
        seen = (self._seen(claim, step) for step in claim.chain)
        steps = [step for step in seen if step.kind != "author"]
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

        An outlet that others report by its name is relayed; a report's own correspondent is the
        report itself; "two officials" and "a border guard" are unnamed, whatever they serve.
        """
        if step.kind in ("organization", "person", "document") and self._is_outlet(claim, step):
            return replace(step, kind="media")
        if step.kind == "media" and self._own(claim, step):
            return replace(step, kind="author" if self._own_name(claim, step) else "first-hand")
        if step.kind in ("organization", "person") and is_unnamed(step):
            return replace(step, kind="anonymous")
        return step

    def _is_outlet(self, claim: Claim, step: Step) -> bool:
        family = self.graph.family(claim.report)
        houses = {self.graph.house(name) for name in _names(step)}
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

    def _own_name(self, claim: Claim, step: Step) -> bool:
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


def is_somebody(step: Step) -> bool:
    """Whether an unnamed source is people at all: "bombshell claims" are not."""
    said = plain_words(step_words(step))
    return any(word in _groups() for word in said) or bool(step.count)


def is_unnamed(step: Step) -> bool:
    """Whether a source read as named is people without names: "two officials of the ministry".

    Told by how the phrase begins and by its head, the first noun that is a group of people; the
    holder of an office ("the minister") has a name that everybody knows.
    """
    if step.source is None or (step.party and step.party.kind == "person" and step.party.names):
        return False
    words = plain_words(step.source.text)[:8]
    head = next((n for n, word in enumerate(words) if _groups().get(word, "any") != "any"), None)
    if head is None or any(word in ("of", "at", "for", "in", "to") for word in words[:head]):
        return False
    last = next((n for n in range(len(words) - 1, head, -1) if words[n] in _groups()), head)
    named = step.source.text[:1].isupper() and words[0] not in _INDEFINITE and words[0] != "the"
    if words[0] in _INDEFINITE or words[0].isdigit():
        return True
    return not named and last == head and words[head].endswith(("s", "men")) and words[0] != "the"


_INDEFINITE = frozenset(
    ["a", "an", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
     "some", "several", "many", "few", "other", "another", "dozens", "both"]
)  # fmt: skip


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


@cache
def _groups() -> Mapping[str, str]:
    table = read_table("unnamed.toml", "tipsheet.linking")
    return {word: group for group, row in table.items() for word in row["words"]}
