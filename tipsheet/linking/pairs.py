"""The pairs of things that are near each other, each with its score, as things come and go."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from tipsheet.linking.agglomeration import Pair, pair
from tipsheet.linking.blocking import WINDOW, Blocks

Scored = Callable[[str, str], float]
"""The score of two things by their ids, the same in either order."""


@dataclass(slots=True)
class Kept:
    """A pair that is kept: its score, and the number of blocks in which the two are near."""

    score: float
    blocks: int


_NONE: Mapping[str, Kept] = MappingProxyType({})


class Pairs:
    """All pairs that are near each other and score at least `least`; others take no memory.

    What is kept depends on the things that are there alone, not on the order they came in.
    """

    def __init__(self, score: Scored, least: float, window: int = WINDOW) -> None:
        self._score = score
        self._least = least
        self._blocks = Blocks(window)
        self._near: dict[str, dict[str, Kept]] = {}

    def __iter__(self) -> Iterator[Pair]:
        return ((one, other) for one, near in self._near.items() for other in near if one < other)

    @property
    def capped(self) -> tuple[str, ...]:
        """The keys that so many things share that not all of these were compared."""
        return self._blocks.capped

    def near(self, id: str) -> Mapping[str, Kept]:
        """What a thing is paired with."""
        return self._near.get(id, _NONE)

    def add(self, id: str, day: str | None, keys: Iterable[str]) -> set[str]:
        """Take a thing in: those that were there before and have lost a pair by it."""
        near, parted = self._blocks.add(id, day, keys)
        lost = {end for ends in parted if self._release(*ends) for end in ends}
        for other, blocks in near.items():
            self._meet(id, other, blocks)
        return lost

    def drop(self, id: str) -> set[str]:
        """Take a thing out: those left that have lost or won a pair by it."""
        met = self._blocks.drop(id)
        changed = set(self._near.pop(id, ()))
        for other in changed:
            del self._near[other][id]
        return changed | {end for ends in met if self._meet(*ends, 1) for end in ends}

    def _meet(self, one: str, other: str, blocks: int) -> bool:
        """Note that two are near in so many more blocks; whether that made a pair."""
        kept = self.near(one).get(other)
        if kept is not None:
            kept.blocks += blocks
            return False
        score = self._score(*pair(one, other))
        if score < self._least:
            return False
        made = Kept(score, blocks)
        self._near.setdefault(one, {})[other] = made
        self._near.setdefault(other, {})[one] = made
        return True

    def _release(self, one: str, other: str) -> bool:
        """Note that two are near in one block less; whether that ended their pair."""
        kept = self.near(one).get(other)
        if kept is None:
            return False
        kept.blocks -= 1
        if kept.blocks:
            return False
        del self._near[one][other], self._near[other][one]
        return True
