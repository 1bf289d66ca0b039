"""Claims put together into events, claim by claim, whatever order they come in.

    linker = Linker()
    linker.add(profiles)
    linker.events()

A claim is compared with those it shares a key with; pairs that look alike are joined by the
average of their scores. What people have judged comes first: pairs judged the same are together,
pairs judged not the same never are. Claims in the very same words stand as one.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tipsheet.linking.agglomeration import Limits, Pair, agglomerate, pair
from tipsheet.linking.blocking import Blocks
from tipsheet.linking.judged import Judged, judged_pairs
from tipsheet.linking.profile import Profile
from tipsheet.linking.sameness import Comparison, compare, odds_of
from tipsheet.record import Claim, Link, content_id

THRESHOLD = -1.0  # mean log-odds from which claims are one event; set on the dev part of ECB+
MISSING = -3.0  # log-odds of two claims that share no key
NEIGHBOUR = -2.5  # log-odds below which a pair is not kept
MOST = 2000  # claims, each in its own words, in one event
WORDS = 6  # words of a sentence from which the same sentence is the same claim


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
        self._blocks = Blocks()
        self._odds: dict[Pair, float] = {}
        self._twins: dict[str, list[str]] = defaultdict(list)
        self._judged = tuple(judged)

    def add(self, profiles: Iterable[Profile]) -> None:
        """Take claims in; one that is known already changes nothing."""
        for profile in profiles:
            self._add(profile)

    def judge(self, judged: Iterable[Judged]) -> None:
        """Take in what people said about pairs of claims; the last word on a pair counts."""
        self._judged = (*self._judged, *judged)

    def events(self) -> tuple[Event, ...]:
        """The events, in order of their first claims."""
        units = self._units()
        scores: dict[Pair, float] = {}
        for (one, other), odds in self._odds.items():
            ends = pair(units[one], units[other])
            if ends[0] != ends[1]:
                scores[ends] = max(odds, scores.get(ends, odds))
        same, apart = self._said(units)
        limits = Limits(threshold=THRESHOLD, missing=MISSING, most=MOST)
        grouped = agglomerate(set(units.values()), scores, limits, same=same, apart=apart)
        members: dict[str, list[str]] = defaultdict(list)
        for id, unit in units.items():
            members[unit].append(id)
        found = (
            self._event([id for unit in group for id in members[unit]], len(group))
            for group in grouped
        )
        return tuple(sorted(found, key=lambda event: self._order(event.claims[0])))

    def why(self, one: str, other: str) -> Comparison:
        """What speaks for and against two claims being about one event."""
        return compare(self.profiles[one], self.profiles[other])

    def links(self) -> tuple[Link, ...]:
        """A same-event link for every pair of an event that was compared and speaks for it."""
        event_of = {id: event.id for event in self.events() for id in event.claims}
        pairs = sorted(p for p, odds in self._odds.items() if odds >= THRESHOLD)
        compared = (self.why(*p) for p in pairs if event_of[p[0]] == event_of[p[1]])
        return tuple(link_of(comparison) for comparison in compared)

    @property
    def capped(self) -> tuple[str, ...]:
        """The keys that so many claims share that not all of these were compared."""
        return self._blocks.capped

    @property
    def conflicts(self) -> tuple[Pair, ...]:
        """Pairs judged the same that are apart all the same, for another judgement parts them."""
        event_of = {id: event.id for event in self.events() for id in event.claims}
        same, _ = judged_pairs(self._judged, self._claims())
        return tuple(sorted(p for p in same if event_of[p[0]] != event_of[p[1]]))

    def _add(self, profile: Profile) -> None:
        id = profile.claim.id
        if id in self.profiles:
            return
        self.profiles[id] = profile
        self._twins[twin_key(profile.claim)].append(id)
        made, parted = self._blocks.add(profile)
        for ends in parted:
            self._odds.pop(ends, None)
        for ends in made:
            odds = odds_of(self.profiles[ends[0]], self.profiles[ends[1]])
            if odds >= NEIGHBOUR:
                self._odds[ends] = odds

    def _claims(self) -> Sequence[Claim]:
        return [profile.claim for profile in self.profiles.values()]

    def _units(self) -> Mapping[str, str]:
        """For every claim the first in the same words; claims judged apart stand alone."""
        _, apart = judged_pairs(self._judged, self._claims())
        parted = {id for ends in apart for id in ends}
        units: dict[str, str] = {}
        for ids in self._twins.values():
            alike = [id for id in ids if id not in parted]
            first = min(alike, key=self._order) if alike else ""
            units.update((id, first if id not in parted else id) for id in ids)
        return units

    def _said(self, units: Mapping[str, str]) -> tuple[list[Pair], list[Pair]]:
        same, apart = judged_pairs(self._judged, self._claims())
        return [pair(units[a], units[b]) for a, b in same], [
            pair(units[a], units[b]) for a, b in apart
        ]

    def _event(self, ids: Iterable[str], units: int) -> Event:
        ordered = tuple(sorted(ids, key=self._order))
        return Event(id=content_id("s", ordered[0]), claims=ordered, full=units >= MOST)

    def _order(self, id: str) -> tuple[str, str]:
        return (self.profiles[id].claim.published or "9999", id)


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
