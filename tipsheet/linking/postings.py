"""Which reports hold a shingle: sorted arrays in levels, so that adding and asking stay cheap.

Each report comes in as a level of its own; neighbours of like size are merged, as in a
log-structured store. So there are about log2(n) levels, a question is as many binary searches,
and a number costs twelve bytes.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tipsheet.linking.words import Numbers

Holders = NDArray[np.uint32]

_GROWTH = 2  # a level is merged with one that is less than so many times larger


@dataclass(frozen=True, slots=True)
class _Level:
    numbers: Numbers
    holders: Holders


class Postings:
    """Numbers, each with the reports (uint32) that hold it."""

    def __init__(self) -> None:
        self._levels: list[_Level] = []

    def __len__(self) -> int:
        return sum(len(level.numbers) for level in self._levels)

    @property
    def bytes(self) -> int:
        """How much memory the arrays take."""
        return sum(level.numbers.nbytes + level.holders.nbytes for level in self._levels)

    def add(self, numbers: Numbers, holder: int) -> None:
        """Note that the report `holder` holds `numbers`, which are sorted."""
        if len(numbers):
            holders = np.full(len(numbers), holder, dtype=np.uint32)
            self._levels.append(_Level(numbers, holders))
            self._settle()

    def find(self, numbers: Numbers) -> tuple[NDArray[np.int64], Holders]:
        """Pairs of an index into `numbers` and a report that holds that number."""
        found = [_found(level, numbers) for level in self._levels]
        if not found:
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.uint32)
        indexes, holders = zip(*found, strict=True)
        return np.concatenate(indexes), np.concatenate(holders)

    def _settle(self) -> None:
        levels = self._levels
        while len(levels) > 1 and len(levels[-2].numbers) < _GROWTH * len(levels[-1].numbers):
            later, earlier = levels.pop(), levels.pop()
            levels.append(_merged(earlier, later))


def _merged(one: _Level, other: _Level) -> _Level:
    numbers = np.concatenate([one.numbers, other.numbers])
    order = np.argsort(numbers, kind="stable")
    return _Level(numbers[order], np.concatenate([one.holders, other.holders])[order])


def _found(level: _Level, numbers: Numbers) -> tuple[NDArray[np.int64], Holders]:
    begins = np.searchsorted(level.numbers, numbers, side="left")
    counts = np.searchsorted(level.numbers, numbers, side="right") - begins
    indexes = np.repeat(np.arange(len(numbers), dtype=np.int64), counts)
    within = np.arange(len(indexes)) - np.repeat(np.cumsum(counts) - counts, counts)
    return indexes, level.holders[np.repeat(begins, counts) + within]
