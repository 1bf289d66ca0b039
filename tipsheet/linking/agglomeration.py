"""Putting things into groups by the average of their scores, in near-linear time.

The two groups whose members score best on average are joined first, until no two are good enough.
Pairs that were never compared count as `missing`. The outcome depends on the scores alone, not on
the order in which things came: where scores are equal, less than a millionth that the names give
tells the pairs apart.
"""

import heapq
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import inf
from zlib import crc32

Pair = tuple[str, str]
"""Two ids in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Where joining stops: below `threshold` on average, and at `most` members in a group.

    Of pairs that were never compared, `unseen` count for each one that was, at most: two large
    groups, compared here and there alone, are not held to be apart for it.
    """

    threshold: float
    missing: float
    most: int
    unseen: float = inf


@dataclass(slots=True, kw_only=True)
class _Group:
    members: list[str]
    sums: dict[str, tuple[float, int]] = field(default_factory=dict)
    apart: set[str] = field(default_factory=set)
    weight: int = 1


def pair(one: str, other: str) -> Pair:
    """Two ids in order."""
    return (one, other) if one <= other else (other, one)


def nudge(one: str, other: str) -> float:
    """Less than a millionth, by the names of a pair, so that no two pairs score the same."""
    return crc32(f"{one} {other}".encode("utf-8", "surrogatepass")) / (1 << 32) / 1_000_000


def agglomerate(
    ids: Iterable[str],
    scores: Mapping[Pair, float],
    limits: Limits,
    *,
    same: Iterable[Pair] = (),
    apart: Iterable[Pair] = (),
) -> list[tuple[str, ...]]:
    """The groups, each in order; `same` pairs are joined and `apart` pairs kept apart first.

    Where the two cannot both be had, what is kept apart wins. A `same` pair counts as one thing
    from then on, as near to the others as the nearer of the two.
    """
    work = _Work(sorted(set(ids)), scores, limits)
    work.keep_apart(apart)
    for one, other in sorted(pair(*ends) for ends in same):
        work.join_given(one, other)
    work.run()
    return sorted(tuple(sorted(group.members)) for group in work.groups.values())


class _Work:
    def __init__(self, ids: Sequence[str], scores: Mapping[Pair, float], limits: Limits) -> None:
        self.limits = limits
        self.groups = {id: _Group(members=[id]) for id in ids}
        self.group_of = {id: id for id in ids}
        self.heap: list[tuple[float, str, str, int, int]] = []
        for (one, other), score in sorted(scores.items()):
            if one in self.groups and other in self.groups and one != other:
                told = (score + nudge(one, other), 1)
                self.groups[one].sums[other] = self.groups[other].sums[one] = told

    def keep_apart(self, pairs: Iterable[Pair]) -> None:
        for one, other in pairs:
            if one in self.groups and other in self.groups and one != other:
                self.groups[one].apart.add(other)
                self.groups[other].apart.add(one)

    def join_given(self, one: str, other: str) -> None:
        first, second = self.group_of.get(one), self.group_of.get(other)
        if first and second and first != second and second not in self.groups[first].apart:
            kept, gone = pair(first, second)
            ours, theirs = self.groups[kept].sums, self.groups[gone].sums
            best = {
                other: max(ours.get(other, (score, 1)), (score, 1))
                for other, (score, _) in theirs.items()
                if other != kept
            }
            self._join(kept, gone)
            self.groups[kept].weight = 1
            for other, told in best.items():
                ours[other] = self.groups[other].sums[kept] = told

    def run(self) -> None:
        for id, group in self.groups.items():
            for other in group.sums:
                if id < other:
                    self._push(id, other)
        heapq.heapify(self.heap)
        while self.heap:
            _, one, other, size, other_size = heapq.heappop(self.heap)
            if self._stands(one, size) and self._stands(other, other_size):
                self._join(one, other)
                for neighbour in self.groups[one].sums:
                    self._push(*pair(one, neighbour))

    def _stands(self, id: str, size: int) -> bool:
        return id in self.groups and len(self.groups[id].members) == size

    def _push(self, one: str, other: str) -> None:
        first, second = self.groups[one], self.groups[other]
        if other in first.apart or len(first.members) + len(second.members) > self.limits.most:
            return
        average = self._average(one, other)
        if average >= self.limits.threshold:
            entry = (-average, one, other, len(first.members), len(second.members))
            heapq.heappush(self.heap, entry)

    def _average(self, one: str, other: str) -> float:
        first, second = self.groups[one], self.groups[other]
        total, known = first.sums.get(other, (0.0, 0))
        unseen: float = first.weight * second.weight - known
        if known:
            unseen = min(unseen, self.limits.unseen * known)
        return (total + self.limits.missing * unseen) / (known + unseen)

    def _join(self, kept: str, gone: str) -> None:
        """Put the group `gone` into the group `kept`, the one with the smaller name."""
        first, second = self.groups[kept], self.groups.pop(gone)
        first.members += second.members
        first.weight += second.weight
        for member in second.members:
            self.group_of[member] = kept
        first.sums.pop(gone, None)
        for other, (total, known) in second.sums.items():
            if other == kept:
                continue
            mine, count = first.sums.get(other, (0.0, 0))
            beside = self.groups[other].sums
            beside.pop(gone, None)
            first.sums[other] = beside[kept] = (mine + total, count + known)
        for other in second.apart:
            self.groups[other].apart.discard(gone)
            self.groups[other].apart.add(kept)
            first.apart.add(other)
