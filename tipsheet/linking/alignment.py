"""Where two texts say the same in the same words: runs of equal words, found in linear time.

Greedy tiling (Wise, 1993) over three-word seeds: from left to right, the longest run that starts
here and is still free in the other text. Paragraphs that changed places are found all the same.
Seeds that a text repeats over and over lead to its first few places alone.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tipsheet.linking.shingles import SHINGLE, shingles
from tipsheet.linking.words import Words

PLACES = 8  # places of one seed that are tried
ALONE = 5  # words; a shorter run counts only near another
NEAR = 6  # words between runs that count as near, in both texts


@dataclass(frozen=True, slots=True)
class Run:
    """`count` equal words, from word `first` of one text and word `second` of the other."""

    first: int
    second: int
    count: int


def aligned(one: Words, other: Words) -> tuple[Run, ...]:
    """The runs that two texts share, in the order of the first; none overlaps another."""
    return tuple(_kept(list(_tiles(one, other))))


def covered(runs: Iterable[Run], size: int, *, second: bool = False) -> NDArray[np.bool_]:
    """Which of the `size` words of the first text, or of the second, lie in a run."""
    flags = np.zeros(size, dtype=np.bool_)
    for run in runs:
        start = run.second if second else run.first
        flags[start : start + run.count] = True
    return flags


def _tiles(one: Words, other: Words) -> Iterator[Run]:
    seeds, places = _seeds(one, other)
    left, right = one.numbers.tolist(), other.numbers.tolist()
    free = bytearray(b"\x01") * len(right)
    end = 0
    for first in seeds:
        if first < end:
            continue
        run = _longest(left, right, first, places[first], free)
        if run.count >= SHINGLE:
            free[run.second : run.second + run.count] = bytes(run.count)
            end = first + run.count
            yield run


def _seeds(one: Words, other: Words) -> tuple[list[int], dict[int, list[int]]]:
    """The words of `one` where a shared seed starts, and where it starts in `other`."""
    left, right = shingles(one.numbers), shingles(other.numbers)
    starts = np.flatnonzero(np.isin(left, right)).tolist()
    places: dict[int, list[int]] = defaultdict(list)
    for place in np.flatnonzero(np.isin(right, left)).tolist():
        known = places[int(right[place])]
        if len(known) < PLACES:
            known.append(place)
    return starts, {start: places[int(left[start])] for start in starts}


def _longest(
    left: Sequence[int], right: Sequence[int], first: int, places: Sequence[int], free: bytearray
) -> Run:
    counts = [_common(left, right, first, place, free) for place in places]
    best = max(range(len(places)), key=lambda index: (counts[index], -index))
    return Run(first, places[best], counts[best])


def _common(
    left: Sequence[int], right: Sequence[int], first: int, second: int, free: bytearray
) -> int:
    most = min(len(left) - first, len(right) - second)
    count = 0
    while count < most and left[first + count] == right[second + count] and free[second + count]:
        count += 1
    return count


def _kept(runs: list[Run]) -> Iterator[Run]:
    """The runs without the short ones that stand alone: any two reports share some of those."""
    for index, run in enumerate(runs):
        beside = runs[max(0, index - 1) : index] + runs[index + 1 : index + 2]
        if run.count >= ALONE or any(_close(run, other) for other in beside):
            yield run


def _close(run: Run, other: Run) -> bool:
    early, late = (run, other) if run.first < other.first else (other, run)
    gaps = (
        late.first - early.first - early.count,
        late.second - early.second - early.count,
    )
    return all(0 <= gap <= NEAR for gap in gaps)
