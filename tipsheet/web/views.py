"""What the desk shows of a store: the one place that knows the store and the linking.

An `Edition` is a look at a store put in order for reading: the readings as people corrected them,
their claims, and the stories that links make of claims. It is made once and made again when the
store or the log of decisions has grown. It holds the newest reports, `MOST` of them; older ones
are found by search and shown one by one.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from threading import RLock
from typing import Any

from tipsheet.exports import days, labels
from tipsheet.exports.index import Index
from tipsheet.exports.phrase import phrase
from tipsheet.exports.plain import one_line, shorten
from tipsheet.exports.sources import chain, spoken
from tipsheet.linking.claims import claims_of
from tipsheet.linking.followthrough import Item, item_of
from tipsheet.linking.graph import Joined
from tipsheet.linking.timeline import status_now, timeline_of
from tipsheet.record import Claim, Event, Link, Reading, content_id
from tipsheet.review import Act, Decision, standing
from tipsheet.review import corrected as replayed
from tipsheet.review.decision import JOINED, WHOLE
from tipsheet.run.collection import Collection
from tipsheet.vocabulary.publishers import Publishers, publishers
from tipsheet.web.holdings import Holdings
from tipsheet.web.story import LAST, Line, Story

ASKED = 16  # days as of which what is watched is kept ready


class Edition:
    """The store and the decisions of people as they were at one moment.

    With the edition `before`, of the same holdings, only what new decisions touch is made anew.
    """

    def __init__(
        self,
        holdings: Holdings,
        decisions: Sequence[Decision],
        known: Publishers | None = None,
        before: "Edition | None" = None,
    ) -> None:
        self.holdings = holdings
        self.known = known
        self.decisions = list(decisions)
        self._lock = RLock()
        self.kept: dict[str, Any] = {}
        self.by_report: dict[str, list[Decision]] = defaultdict(list)
        for decision in self.decisions:
            self.by_report[decision.report].append(decision)
        changed = self._changed(before)
        self.readings: dict[str, Reading] = {}
        self.claims: dict[str, Claim] = {}
        self.events: dict[str, tuple[Reading, Event]] = {}
        self._indexes: dict[str, Index] = {}
        for id, stored in holdings.stored.items():
            if before is not None and id not in changed:
                self._keep(id, before)
            else:
                self._take(self.corrected(stored.reading))
        told = standing(self.decisions)
        self.touched = {one.place for one in told}
        self.rewritten = {one.report for one in told if _rewrites(one)} & self.readings.keys()
        self.group_of, self.groups = self._grouped()
        self._stories: dict[str, Story] = self._kept_stories(before, changed)
        if before is not None:
            self._keep_graph(before)

    def _changed(self, before: "Edition | None") -> set[str]:
        """The reports on which something was said since the edition before."""
        if before is None:
            return set(self.holdings.stored)
        known = {one.id for one in before.decisions}
        return {one.report for one in self.decisions if one.id not in known}

    def corrected(self, reading: Reading) -> Reading:
        """A reading with what people said of it applied; what was read stays as it is."""
        told = self.by_report.get(reading.report.id)
        return replayed(reading, told) if told else reading

    def _keep(self, id: str, before: "Edition") -> None:
        self.readings[id] = before.readings[id]
        for claim in before.of_report[id]:
            self.claims[claim.id] = claim
            if claim.id in before.events:
                self.events[claim.id] = before.events[claim.id]
        if id in before._indexes:
            self._indexes[id] = before._indexes[id]

    def _keep_graph(self, before: "Edition") -> None:
        """Corrections of events change neither reports nor who is who."""
        for name in ("graph", "actors", "_who"):
            if name in before.collection.__dict__:
                self.collection.__dict__[name] = before.collection.__dict__[name]

    def _take(self, reading: Reading) -> None:
        self.readings[reading.report.id] = reading
        events = {event.id: event for event in reading.events}
        for claim in claims_of(reading):
            self.claims[claim.id] = claim
            if claim.kind == "event":
                self.events[claim.id] = reading, events[claim.item]

    def _kept_stories(self, before: "Edition | None", changed: set[str]) -> dict[str, "Story"]:
        if before is None:
            return {}
        kept = {}
        for id, story in before._stories.items():
            same = before.groups.get(id) == self.groups.get(id)
            if same and changed.isdisjoint(story.reports):
                kept[id] = story
        return kept

    @cached_property
    def of_report(self) -> Mapping[str, list[Claim]]:
        """The claims of each report, in the order of the text."""
        found: dict[str, list[Claim]] = {id: [] for id in self.readings}
        for claim in self.claims.values():
            found[claim.report].append(claim)
        return found

    # Stories.

    def _grouped(self) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
        """Claims put together by links, with what people said of links taken first."""
        joined = Joined()
        parted, said = self._told_of_links()
        for first, second in said:
            joined.join(first, second)
        for ends in self._read_as_one(parted):
            joined.join(*ends)
        of: dict[str, str] = {}
        groups: dict[str, tuple[str, ...]] = {}
        events = {id: [id] for id, claim in self.claims.items() if claim.kind == "event"}
        for group in joined.groups():
            for id in group:
                events.pop(id, None)
            events[group[0]] = [id for id in group if id in self.claims]
        for members in events.values():
            ordered = tuple(sorted(members, key=self._when))
            if ordered:
                story = content_id("s", ordered[0])
                groups[story] = ordered
                of.update((id, story) for id in ordered)
        return of, groups

    def _read_as_one(self, parted: set[tuple[str, str]]) -> Iterator[tuple[str, str]]:
        """The pairs that links put together, without those that people parted.

        A link whose one end was taken out still holds together whatever else that end is
        linked to; two claims that were parted do not come together over a third.
        """
        out = {id for id, other in parted if other == "*"}
        kept: list[tuple[str, str]] = []
        around: dict[str, str] = {}
        for link in self.holdings.joins:
            ends = sorted((link.first, link.second))
            if any(end not in self.claims for end in ends) or (ends[0], ends[1]) in parted:
                continue
            left = [end for end in ends if end not in out]
            if len(left) == 2:
                kept.append((ends[0], ends[1]))
            elif len(left) == 1:
                gone = ends[0] if left[0] == ends[1] else ends[1]
                kept.append((around.setdefault(gone, left[0]), left[0]))
        apart = [pair for pair in parted if pair[1] != "*"]
        yield from kept if not apart else _kept_apart(kept, apart)

    def _told_of_links(self) -> tuple[set[tuple[str, str]], list[tuple[str, str]]]:
        parted: set[tuple[str, str]] = set()
        said: list[tuple[str, str]] = []
        for one in standing(self.decisions):
            if one.field != JOINED or one.other is None:
                continue
            claim = content_id("c", one.report, "event", one.start, one.end)
            if one.act is Act.joins and claim in self.claims and one.other in self.claims:
                said.append((claim, one.other))
            elif one.act is Act.reject and one.other == "*":
                parted.add((claim, "*"))
            elif one.act is Act.reject:
                parted.add((min(claim, one.other), max(claim, one.other)))
        return parted, said

    def _when(self, id: str) -> tuple[str, str]:
        return self.claims[id].published or LAST, id

    def story(self, id: str) -> Story | None:
        """A story by its id, or by the id of one of its claims."""
        id = self.group_of.get(id, id)
        if id not in self.groups:
            return None
        with self._lock:
            if id not in self._stories:
                self._stories[id] = self._told(id)
        return self._stories[id]

    def _told(self, id: str) -> Story:
        claims = tuple(self.claims[one] for one in self.groups[id])
        moments = timeline_of(claims)
        dated = [claim.day for claim in claims if claim.day]
        status = status_now(moments) or claims[0].status or ""
        return Story(
            id=id,
            claims=claims,
            line=self.line(self.telling(claims, status).id),
            moments=moments,
            reports=tuple(dict.fromkeys(claim.report for claim in claims)),
            status=status,
            first=min(dated, default=None),
            last=max(dated, default=None),
            edition=self,
        )

    def telling(self, claims: Sequence[Claim], status: str) -> Claim:
        """The claim that says most of an event: parties, place, date, surely read, early."""

        def fullness(claim: Claim) -> float:
            parts = bool(claim.actors) + bool(claim.recipients) + bool(claim.place)
            parts += claim.status == status
            parts -= len(claim.sentence.text) > 320
            return parts + claim.confidence

        return max(claims, key=fullness)

    def stories(self, *, least: int = 1) -> list[Story]:
        """The stories that at least so many reports tell, those of most reports first."""
        wide = [
            id
            for id, claims in self.groups.items()
            if len({self.claims[one].report for one in claims}) >= least
        ]
        found = [story for id in wide if (story := self.story(id))]
        return sorted(found, key=lambda story: (-len(story.reports), story.first or LAST, story.id))

    @property
    def links(self) -> tuple[Link, ...]:
        """What joins the reports of the edition."""
        return self.holdings.links

    @cached_property
    def collection(self) -> Collection:
        """The readings with what joins them, as the rest of Tipsheet tells origins by it."""
        given = (reading.report.publisher for reading in self.readings.values())
        return Collection(
            readings=self.readings,
            links=self.links,
            known=(self.known or publishers()).with_names(filter(None, given)),
        )

    @cached_property
    def contradicted(self) -> frozenset[str]:
        """The ids of all claims that another one cannot be true with."""
        found: set[str] = set()
        for story in self.stories(least=2):
            for link in story.contradictions:
                found |= {link.first, link.second}
        return frozenset(found)

    # Lines.

    def line(self, claim: str) -> Line:
        """The line of a claim."""
        reading, event = self.events[claim]
        told = self.claims[claim]
        index = self.index(reading.report.id)
        pieces = phrase(event, index).pieces
        return Line(
            claim=claim,
            report=reading.report.id,
            publisher=one_line(reading.report.publisher or "an unknown outlet"),
            day=told.day,
            status=event.status,
            pieces=pieces,
            word=spoken(chain(event.attribution, index)),
            kind=labels.kind(event.type, event.modes),
            certainty=labels.certainty(event.confidence),
            story=self.group_of.get(claim, ""),
            corrected=(told.report, told.trigger.start, told.trigger.end) in self.touched,
        )

    def index(self, report: str) -> Index:
        """A reading by its ids."""
        if report not in self._indexes:
            self._indexes[report] = Index.of(self.readings[report])
        return self._indexes[report]

    # Days.

    @cached_property
    def days(self) -> list[str]:
        """The days on which reports came out, the last one first."""
        found = {(one.report.published or "")[:10] for one in self.readings.values()}
        return sorted(found - {""}, reverse=True)

    @cached_property
    def _by_day(self) -> Mapping[str, list[Claim]]:
        found: dict[str, list[Claim]] = defaultdict(list)
        for claim in self.claims.values():
            if claim.day and claim.id in self.group_of:
                found[claim.day].append(claim)
        return found

    @property
    def today(self) -> str | None:
        """The last day of the edition."""
        return self.days[0] if self.days else None

    def of_day(self, day: str) -> list[Story]:
        """The stories that reports of a day tell, those of most reports first.

        Of as many, those come first of which the day says who did it.
        """
        found: dict[str, set[str]] = defaultdict(set)
        named: set[str] = set()
        for claim in self._by_day.get(day, ()):
            found[self.group_of[claim.id]].add(claim.report)
            if claim.actors:
                named.add(self.group_of[claim.id])
        told = [
            ((-len(reports), id not in named, -len(story.reports), story.id), story)
            for id, reports in found.items()
            if (story := self.story(id))
        ]
        return [story for _, story in sorted(told, key=lambda one: one[0])]

    def items(self, asked: str) -> list[tuple[Item, Story]]:
        """What is to be checked, as of a day, what is due first coming first."""
        kept: dict[str, list[tuple[Item, Story]]] = self.kept.setdefault("items", {})
        if asked not in kept:
            if len(kept) >= ASKED:
                kept.clear()
            kept[asked] = self._items(asked)
        return kept[asked]

    def _items(self, asked: str) -> list[tuple[Item, Story]]:
        found = []
        for id, claims in self.groups.items():
            if any(self.claims[one].due for one in claims):
                item = item_of([self.claims[one] for one in claims], asked)
                if item is not None and (story := self.story(id)):
                    found.append((item, story))
        return sorted(found, key=lambda one: (one[0].due.latest or one[0].due.earliest or LAST,
                                              one[0].id))  # fmt: skip


def _rewrites(decision: Decision) -> bool:
    """Whether a decision makes an event another one, or none."""
    return decision.act is Act.correct or (decision.act is Act.reject and decision.field == WHOLE)


def _kept_apart(
    kept: Sequence[tuple[str, str]], apart: Sequence[tuple[str, str]]
) -> Iterator[tuple[str, str]]:
    """The pairs without those that would bring together what was parted."""
    whole, joined = Joined(), Joined()
    for pair in kept:
        whole.join(*pair)
    torn = {whole.find(one) for one, other in apart if whole.find(one) == whole.find(other)}
    for first, second in kept:
        if whole.find(first) in torn:
            both = {joined.find(first), joined.find(second)}
            if any({joined.find(one), joined.find(other)} == both for one, other in apart):
                continue
        joined.join(first, second)
        yield first, second


def is_background(claim: Claim) -> bool:
    """Whether a claim speaks of something long past, and so is no news."""
    published = days.parse(claim.published)
    latest = days.parse(claim.date.latest) if claim.date else None
    if published is None or latest is None:
        return False
    return claim.status in ("occurred", "possible", "denied") and (published - latest).days > 180


def short(text: str, limit: int = 160) -> str:
    """A text in one line, cut at a word."""
    return shorten(one_line(text), limit)
