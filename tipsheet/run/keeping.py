"""Sources into a store: streaming, in batches, each whole or not at all, and resumed at need."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from tipsheet.errors import ReadingFailed
from tipsheet.intake import Item, Rejection, Terms, read_one
from tipsheet.intake.web import Ended
from tipsheet.record import content_id
from tipsheet.run.batch import Batch, Size, write
from tipsheet.run.engines import Engine
from tipsheet.run.places import Place, is_list, places_of
from tipsheet.run.reads import Read, Reads
from tipsheet.run.tally import Tally
from tipsheet.run.tasks import Done, MakeReads, Plan, Result, Slice, Task, work
from tipsheet.store import Standing, Store

Outcome = Item | Rejection


@dataclass(slots=True, kw_only=True)
class Run:
    """A run over sources into a store.

    `name` is the name under which the store keeps its counts. `stopped` is asked after each
    report; `step` is told how far the run is: what is counted, and the bytes taken in; `told`
    gets each rejection, `news` each report that is read.
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
    told: Callable[[Rejection], None] = lambda rejection: None
    news: Callable[[Item, Read], None] = lambda item, read: None
    taken: int = 0
    pending: int = 0

    def over(self, sources: Iterable[str]) -> Tally:
        """Read the sources to their end or until stopped; what was read is kept in any case."""
        return self.over_places(places_of(sources))

    def over_places(self, places: Iterable[Place | Rejection]) -> Tally:
        """As `over`, for places that are known already."""
        with Filling(self) as filling:
            for place in places:
                if self.stopped():
                    break
                if isinstance(place, Rejection):
                    filling.take(place)
                else:
                    self._place(place, filling)
        return self.tally

    def over_tasks(self, plan: Plan, engine: Engine[Task, Done], make_reads: MakeReads) -> Tally:
        """As `over`, with others at work; what they cannot be given is read here at the end."""
        do = partial(work, terms=replace(self.terms, fetch=None), make_reads=make_reads)
        with Filling(self) as filling:
            for task, done in engine(do, self._left(plan, filling)):
                if not plan.has_ended(task):
                    self._done(task, done, filling)
                if done.ended:
                    plan.end(task)
                if self.stopped():
                    return self.tally
        return self.over_places(plan.rest)

    def _left(self, plan: Plan, filling: "Filling") -> Iterator[Task]:
        """The tasks that are left of a plan when what was taken before is left out."""
        for task in plan.tasks():
            if self.stopped():
                return
            left = [one for one in task if not self._passed(one, plan, filling)]
            if left:
                yield tuple(left)

    def _passed(self, one: Slice, plan: Plan, filling: "Filling") -> bool:
        """Whether a slice was taken before; counted where it was."""
        done, whole = self._before(one.place)
        if whole:
            plan.end((one,))
            filling.batch.passed += done
            self.taken += one.place.size
        elif one.most is not None and done >= one.after + one.most:
            filling.batch.passed += one.most
        else:
            return False
        return True

    def _done(self, task: Task, done: Done, filling: "Filling") -> None:
        for one, results in zip(task, done.results, strict=True):
            at = one.after
            for result in results:
                at += 1
                filling.take(result, mark=(one.place, at))
            if one.most is None or len(results) < one.most:
                filling.mark(one.place, at, whole=True)
                self.taken += one.place.size

    def _before(self, place: Place) -> tuple[int, bool]:
        return resumed(self.store.view().state(place.key), place, self.taker)

    @property
    def taker(self) -> str:
        """Who takes the sources and on what terms: what was taken otherwise is taken again."""
        reader, terms = self.reads.reader, self.terms
        about = content_id("t", terms.given, terms.limits, sorted(terms.columns.items()))
        return f"{reader.name}/{reader.version}/{reader.model}/{about}"

    def _place(self, place: Place, filling: "Filling") -> None:
        done, whole = self._before(place)
        filling.batch.passed += done
        if not (done or whole) and self.terms.fetch and is_list(place):
            place = replace(place, stamp=None)  # the file is the same, but not what it leads to
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


class Filling:
    """The batch that is being filled; written when full, and at the end whatever happened."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._view = run.store.view()
        self._taker = run.taker
        self.batch = Batch(began=run.clock())

    def take(self, outcome: Outcome | Result, mark: tuple[Place, int] | None = None) -> None:
        """Put one outcome into the batch, with how far its source is taken then.

        A report is read first, unless it is known or comes with its reading.
        """
        run = self._run
        item, read = outcome if isinstance(outcome, tuple) else (outcome, None)
        if isinstance(item, Rejection) and isinstance(item.error, Ended):
            return  # nothing was found out, so there is nothing to keep
        if isinstance(item, Rejection):
            self._reject(item)
        elif self.batch.holds(item) or self._is_known(item):
            self.batch.known += 1
        else:
            self._read(item, read)
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
            self.batch.marks[place.key] = state_of(place, self._taker, done, whole)

    def write(self) -> None:
        """Keep what is in the batch, and begin another."""
        batch, self.batch = self.batch, Batch(began=self._run.clock())
        write(batch, self._run.store, self._run.tally, self._run.name)
        self._run.pending = 0

    def _is_known(self, item: Item) -> bool:
        standing = self._view.standing(item.report, self._run.reads.reader)
        return standing == Standing.known

    def _read(self, item: Item, read: Read | None) -> None:
        try:
            read = read or self._run.reads(item.report)
        except ReadingFailed as error:
            self._reject(Rejection(item.source, error))
        else:
            self.batch.add(item, read)
            self._run.news(item, read)

    def _reject(self, rejection: Rejection) -> None:
        self.batch.rejections.append(rejection)
        self._run.told(rejection)

    def __enter__(self) -> "Filling":
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Write the rest, unless it was the writing that failed."""
        batch = self.batch
        if batch.items or batch.rejections or batch.marks or batch.known or batch.passed:
            self.write()


def state_of(place: Place, taker: str, done: int, whole: bool) -> dict[str, Any]:
    """How far a file was taken, and by whom, as a store remembers it."""
    return {"stamp": place.stamp, "taker": taker, "done": done, "whole": whole}


def resumed(state: Mapping[str, Any] | None, place: Place, taker: str) -> tuple[int, bool]:
    """How many outcomes of a file were kept before, and whether that was all of it.

    None where the file has changed since, or another reader took it.
    """
    if state is None or place.stamp is None:
        return 0, False
    if state.get("stamp") != place.stamp or state.get("taker") != taker:
        return 0, False
    return int(state.get("done", 0)), bool(state.get("whole"))
