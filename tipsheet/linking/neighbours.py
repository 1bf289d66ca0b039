"""Which reports of a collection may share text with a new one, without looking at all of them.

What a collection knows does not depend on the order in which its reports came. Lists are bounded:
a shingle that more than `CROWD` reports hold (ten thousand copies of one story, a footer) leads
to the `FEW` earliest of them alone, and a report has at most `NEAREST` neighbours; `Near.crowded`
says where that happened.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tipsheet.linking.postings import Postings
from tipsheet.linking.words import Numbers

CROWD = 64
FEW = 4
NEAREST = 64
SHARED = 2  # numbers of a sketch that neighbours have in common; fewer are chance

Place = tuple[str, str]
"""By what reports are put in order, whatever their order of arrival: (day or `~`, id)."""

UNDATED = "~"  # sorts after every date


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """The ids of the neighbours, nearest first; `crowded` where there are more than shown."""

    ids: tuple[str, ...]
    crowded: bool


class Neighbours:
    """A collection of sketches that grows by one report at a time."""

    def __init__(self) -> None:
        self._postings = Postings()
        self._crowds: dict[int, list[int]] = {}
        self._places: list[Place] = []
        self._holder: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._places)

    def __iter__(self) -> Iterator[str]:
        return iter(self._holder)

    def __contains__(self, id: str) -> bool:
        return id in self._holder

    @property
    def bytes(self) -> int:
        """How much memory the numbers take; ids and dates come on top."""
        return self._postings.bytes

    def add(self, id: str, sketch: Numbers, published: str | None = None) -> None:
        """Take in a report by its sketch; a report that is there already is left as it is."""
        if id in self._holder:
            return
        holder = len(self._places)
        self._holder[id] = holder
        self._places.append(((published or UNDATED)[:10], id))
        quiet = self._quiet(sketch)
        self._grow_crowds(sketch[~quiet], holder)
        rare = sketch[quiet]
        self._postings.add(rare, holder)
        self._make_crowds(rare)

    def near(self, sketch: Numbers, *, id: str | None = None) -> Near:
        """The neighbours of a sketch, but for the report `id` itself."""
        quiet = self._quiet(sketch)
        _, holders = self._postings.find(sketch[quiet])
        crowds = [self._crowds[number] for number in sketch[~quiet].tolist()]
        counts = _counted(holders, crowds)
        counts.pop(self._holder.get(id or "", -1), None)
        close = [holder for holder, count in counts.items() if count >= SHARED]
        close.sort(key=lambda holder: (-counts[holder], self._places[holder]))
        ids = tuple(self._places[holder][1] for holder in close[:NEAREST])
        return Near(ids=ids, crowded=bool(ids) and (bool(crowds) or len(close) > NEAREST))

    def _quiet(self, sketch: Numbers) -> NDArray[np.bool_]:
        crowds = self._crowds
        return np.array([number not in crowds for number in sketch.tolist()], dtype=np.bool_)

    def _grow_crowds(self, numbers: Numbers, holder: int) -> None:
        for number in numbers.tolist():
            self._crowds[number] = self._earliest([*self._crowds[number], holder])

    def _make_crowds(self, numbers: Numbers) -> None:
        indexes, holders = self._postings.find(numbers)
        for index in np.flatnonzero(np.bincount(indexes, minlength=len(numbers)) > CROWD):
            held = holders[indexes == index].tolist()
            self._crowds[int(numbers[index])] = self._earliest(held)

    def _earliest(self, holders: Iterable[int]) -> list[int]:
        return sorted(holders, key=self._places.__getitem__)[:FEW]


def _counted(holders: NDArray[np.uint32], crowds: Sequence[Sequence[int]]) -> Counter[int]:
    unique, counts = np.unique(holders, return_counts=True)
    counted = Counter(dict(zip(unique.tolist(), counts.tolist(), strict=True)))
    for crowd in crowds:
        counted.update(crowd)
    return counted
