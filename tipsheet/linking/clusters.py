"""Claims put together into events, claim by claim, whatever order they come in.

    linker = Linker()
    linker.add(profiles)
    linker.event_of(claim)
    linker.events()

A claim is compared with those it shares a key with; pairs that look alike are joined by the
average of their scores. What people have judged comes first: pairs judged the same are together,
pairs judged not the same never are. Claims in the very same words stand as one. Only what a new
claim can reach is put together anew, so that it costs as little in a large collection as in a
small one.
"""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tipsheet.linking.agglomeration import Limits, Pair, pair
from tipsheet.linking.blocking import keys_of
from tipsheet.linking.judged import Judged, judged_pairs
from tipsheet.linking.pairs import Pairs
from tipsheet.linking.profile import Profile
from tipsheet.linking.regrouping import Group, Groups
from tipsheet.linking.sameness import Comparison, compare, odds_of, threshold
from tipsheet.record import Claim, Link, content_id

MISSING = -3.0  # log-odds of two claims that share no key
UNSEEN = 2.0  # pairs never compared that count for each one compared, in two groups
NEIGHBOUR = -2.5  # log-odds below which a pair is not kept
MOST = 600  # claims, each in its own words, in one event
WORDS = 6  # words of a sentence from which the same sentence is the same claim

Order = tuple[str, str]
"""When a claim was published, late where that is unknown, and its id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """The claims that are about one event, in order of day and id; `id` is made of the first.

    `full` says that it was kept from growing: it holds as many claims as an event may.
    """

    id: str
    claims: tuple[str, ...]
    full: bool = False


class Linker:
    """All claims so far and what joins them; `judged` are what people said about pairs."""

    def __init__(self, judged: Iterable[Judged] = ()) -> None:
        self.profiles: dict[str, Profile] = {}
        self._pairs = Pairs(self._odds, NEIGHBOUR)
        limits = Limits(threshold=threshold(), missing=MISSING, most=MOST, unseen=UNSEEN)
        self._groups = Groups(self._pairs.near, limits)
        self._twins: dict[str, list[Order]] = {}
        self._twin: dict[str, str] = {}
        self._of_report: dict[str, set[str]] = defaultdict(set)
        self._judged: tuple[Judged, ...] = ()
        self._told = _Told()
        self.judge(judged)

    def add(self, profiles: Iterable[Profile]) -> None:
        """Take claims in; one that is known already changes nothing."""
        for profile in profiles:
            claim = profile.claim
            if claim.id not in self.profiles:
                self.profiles[claim.id] = profile
                self._of_report[claim.report].add(claim.id)
                self._told.heed(claim.report)
                self._place(claim.id)

    def drop(self, report: str) -> None:
        """Take the claims of a report out, as when it has been read anew."""
        for id in sorted(self._of_report.pop(report, ())):
            self._unplace(id)
            del self.profiles[id]
        self._told.heed(report)

    def profiles_of(self, report: str) -> list[Profile]:
        """The claims of a report, as they are compared."""
        return [self.profiles[id] for id in sorted(self._of_report.get(report, ()))]

    def judge(self, judged: Iterable[Judged]) -> None:
        """Take in what people said about pairs of claims; the last word on a pair counts."""
        self._judged = (*self._judged, *judged)
        self._told.reports = {a.report for one in self._judged for a in (one.first, one.second)}
        self._told.stale = True

    def event_of(self, claim: str) -> Event:
        """The event that a claim is about."""
        self._settle()
        return self._event(self._groups.group_of(self._first(claim)))

    def events(self) -> tuple[Event, ...]:
        """The events, in order of their first claims."""
        self._settle()
        found = (self._event(group) for group in self._groups.groups())
        return tuple(sorted(found, key=lambda event: self._order(event.claims[0])))

    def why(self, one: str, other: str) -> Comparison:
        """What speaks for and against two claims being about one event."""
        return compare(self.profiles[one], self.profiles[other])

    def links(self) -> tuple[Link, ...]:
        """A same-event link for every pair of an event that was compared and speaks for it.

        Of claims in the very same words the first one stands for all.
        """
        self._settle()
        pairs = sorted(ends for ends in self._pairs if self._speaks(*ends))
        return tuple(link_of(self.why(*ends)) for ends in pairs)

    @property
    def capped(self) -> tuple[str, ...]:
        """The keys that so many claims share that not all of these were compared."""
        return self._pairs.capped

    @property
    def regrouped(self) -> int:
        """How many claims, each in its own words, were put together anew the last time."""
        return self._groups.regrouped

    def _odds(self, one: str, other: str) -> float:
        return odds_of(self.profiles[one], self.profiles[other])

    def _speaks(self, one: str, other: str) -> bool:
        kept = self._pairs.near(one)[other]
        same = self._groups.group_of(one) == self._groups.group_of(other)
        return same and kept.score >= threshold()

    def _place(self, id: str) -> None:
        """Put a claim beside those in the same words; the first of these stands for all."""
        key = id if id in self._told.parted else twin_key(self.profiles[id].claim)
        self._twin[id] = key
        twins = self._twins.setdefault(key, [])
        before = twins[0][1] if twins else None
        insort(twins, self._order(id))
        self._stand(before, twins[0][1])

    def _unplace(self, id: str) -> None:
        key = self._twin.pop(id)
        twins = self._twins[key]
        before = twins[0][1]
        del twins[bisect_left(twins, self._order(id))]
        self._stand(before, twins[0][1] if twins else None)
        if not twins:
            del self._twins[key]

    def _stand(self, before: str | None, now: str | None) -> None:
        """Let one claim stand for some words in place of another."""
        if before == now:
            return
        if before is not None:
            changed = self._pairs.drop(before)
            self._groups.drop(before)
            self._groups.touch(changed)
            self._told.stale = self._told.stale or bool(self._told.reports)
        if now is not None:
            profile = self.profiles[now]
            lost = self._pairs.add(now, profile.claim.day, keys_of(profile))
            self._groups.add(now)
            self._groups.touch(lost)

    def _settle(self) -> None:
        """Bring what people said to the claims that there are."""
        if not self._told.stale:
            return
        claims = [self.profiles[id].claim for id in self._judged_claims()]
        same, apart = judged_pairs(self._judged, claims)
        for id in sorted(self._told.tell(same, apart)):
            if id in self.profiles:
                self._unplace(id)
                self._place(id)
        self._told.stale = False
        self._groups.judge(self._firsts(same), self._firsts(apart))

    def _judged_claims(self) -> Iterator[str]:
        for report in sorted(self._told.reports):
            yield from sorted(self._of_report.get(report, ()))

    def _firsts(self, pairs: Iterable[Pair]) -> Iterator[Pair]:
        ends = (pair(self._first(one), self._first(other)) for one, other in pairs)
        return (told for told in ends if told[0] != told[1])

    def _first(self, id: str) -> str:
        """The claim that stands for the words of a claim."""
        return self._twins[self._twin[id]][0][1]

    def _event(self, group: Group) -> Event:
        twins = (twin for first in group for twin in self._twins[self._twin[first]])
        ids = tuple(id for _, id in sorted(twins))
        return Event(id=content_id("s", ids[0]), claims=ids, full=len(group) >= MOST)

    def _order(self, id: str) -> Order:
        return (self.profiles[id].claim.published or "9999", id)


class _Told:
    """What people said of pairs of claims, by the claims' ids, and whether that may be stale."""

    def __init__(self) -> None:
        self.reports: set[str] = set()
        self.same: set[Pair] = set()
        self.parted: set[str] = set()
        self.stale = True

    def heed(self, report: str) -> None:
        """Note that the claims of a report have changed."""
        self.stale = self.stale or report in self.reports

    def tell(self, same: set[Pair], apart: set[Pair]) -> set[str]:
        """Take in the pairs: the claims that now stand alone, or no longer do."""
        parted = {id for ends in apart for id in ends}
        changed = parted ^ self.parted
        self.same, self.parted = same, parted
        return changed


def twin_key(claim: Claim) -> str:
    """The key of claims in the very same words; short sentences are said of many events."""
    words = claim.sentence.text.split()
    if len(words) < WORDS:
        return claim.id
    at = claim.trigger.start - claim.sentence.start
    return content_id("t", claim.kind, at, " ".join(words))


def link_of(comparison: Comparison) -> Link:
    """The link that a comparison makes."""
    return Link.of(
        comparison.first,
        comparison.second,
        kind="same-event",
        score=round(comparison.score, 4),
        reasons=comparison.reasons,
    )
