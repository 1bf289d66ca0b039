"""Sources into a store: streaming, in batches, each whole or not at all, and resumed at need."""

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tipsheet.errors import ReadingFailed
from tipsheet.intake import Item, Rejection, Terms, read_one
from tipsheet.record import Reader
from tipsheet.run.batch import Batch, Size, write
from tipsheet.run.places import Place, places_of
from tipsheet.run.reads import Reads
from tipsheet.run.tally import Tally
from tipsheet.store import Standing, Store

Outcome = Item | Rejection


@dataclass(slots=True, kw_only=True)
class Run:
    """A run over sources into a store.

    `name` is the name under which the store keeps its counts. `stopped` is asked after each
    report; `step` is told how far the run is: what is counted, and the bytes taken in.
    """

    store: Store
    reads: Reads
    terms: Terms
    name: str = "run"
    size: Size = field(default_factory=Size)
    tally: Tally = field(default_factory=Tally)
    clock: Callable[[], float] = time.monotonic
    stopped: Callable[[], bool] = lambda: False
    step: Callable[["Run"], None] = lambda run: None
    taken: int = 0
    pending: int = 0

    def over(self, sources: Iterable[str]) -> Tally:
        """Read the sources to their end or until stopped; what was read is kept in any case."""
        return self.over_places(places_of(sources))

    def over_places(self, places: Iterable[Place | Rejection]) -> Tally:
        """As `over`, for places that are known already."""
        with _Filling(self) as filling:
            for place in places:
                if self.stopped():
                    break
                if isinstance(place, Rejection):
                    filling.take(place)
                else:
                    self._place(place, filling)
        return self.tally

    def _place(self, place: Place, filling: "_Filling") -> None:
        done, whole = resumed(self.store.view().state(place.key), place, self.reads.reader)
        filling.batch.passed += done
        if not whole:
            before = self.taken
            for outcome in read_one(place.name, self.terms, after=done):
                done += 1
                filling.take(outcome, mark=(place, done))
                if isinstance(outcome, Item) and outcome.taken:
                    self.taken = before + min(outcome.taken, place.size)
                if self.stopped():
                    return
            filling.mark(place, done, whole=True)
            self.taken = before
        self.taken += place.size
        self.step(self)


class _Filling:
    """The batch that is being filled; written when full, and at the end whatever happened."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._view = run.store.view()
        self.batch = Batch(began=run.clock())

    def take(self, outcome: Outcome, mark: tuple[Place, int] | None = None) -> None:
        """Put one outcome into the batch, with how far its source is taken then."""
        run = self._run
        if isinstance(outcome, Rejection):
            self.batch.rejections.append(outcome)
        elif self.batch.holds(outcome) or self._is_known(outcome):
            self.batch.known += 1
        else:
            self._read(outcome)
        if mark:
            self.mark(*mark)
        batch = self.batch
        run.pending = len(batch.items) + len(batch.rejections) + batch.known
        if batch.is_full(run.size, run.clock()):
            self.write()
        run.step(run)

    def mark(self, place: Place, done: int, *, whole: bool = False) -> None:
        """Note how far a file was taken; what cannot be told to be the same is not noted."""
        if place.stamp is not None:
            self.batch.marks[place.key] = state_of(place, self._run.reads.reader, done, whole)

    def write(self) -> None:
        """Keep what is in the batch, and begin another."""
        batch, self.batch = self.batch, Batch(began=self._run.clock())
        write(batch, self._run.store, self._run.tally, self._run.name)
        self._run.pending = 0

    def _is_known(self, item: Item) -> bool:
        standing = self._view.standing(item.report, self._run.reads.reader)
        return standing == Standing.known

    def _read(self, item: Item) -> None:
        try:
            self.batch.add(item, self._run.reads(item.report))
        except ReadingFailed as error:
            self.batch.rejections.append(Rejection(item.source, error))

    def __enter__(self) -> "_Filling":
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Write the rest, unless it was the writing that failed."""
        batch = self.batch
        if batch.items or batch.rejections or batch.marks or batch.known or batch.passed:
            self.write()


def state_of(place: Place, reader: Reader, done: int, whole: bool) -> dict[str, Any]:
    """How far a file was taken, and by whom, as a store remembers it."""
    return {"stamp": place.stamp, "reader": _named(reader), "done": done, "whole": whole}


def resumed(state: Mapping[str, Any] | None, place: Place, reader: Reader) -> tuple[int, bool]:
    """How many outcomes of a file were kept before, and whether that was all of it.

    None where the file has changed since, or another reader took it.
    """
    if state is None or place.stamp is None:
        return 0, False
    if state.get("stamp") != place.stamp or state.get("reader") != _named(reader):
        return 0, False
    return int(state.get("done", 0)), bool(state.get("whole"))


def _named(reader: Reader) -> str:
    return f"{reader.name}/{reader.version}/{reader.model}"
