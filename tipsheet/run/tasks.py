"""A run cut into tasks for others to do: some files each, or a stretch of a large one."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from tipsheet.errors import ReadingFailed
from tipsheet.intake import Item, Rejection, Terms, read_one
from tipsheet.record import content_id
from tipsheet.run.places import Place, is_list, places_of
from tipsheet.run.reads import Read, Reads

Result = tuple[Item, Read] | Rejection
MakeReads = Callable[[], Reads]
"""How a worker comes by its reader; what this gives is kept by the worker."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """How large tasks are: so many small files together, so many outcomes of a large one."""

    files: int = 64
    outcomes: int = 256
    small: int = 1_000_000
    """Bytes up to which a file is done in one go."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """A stretch of one file: `most` outcomes behind the first `after`, or all that follow."""

    place: Place
    after: int = 0
    most: int | None = None


Task = tuple[Slice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What came of a task: for each slice its results, and whether its file ended with it."""

    results: tuple[tuple[Result, ...], ...]
    ended: bool


@dataclass(slots=True)
class Plan:
    """The tasks of a run over files, in order, lazily.

    A large file is cut into slices until `end` says that it has no more; slices behind its end
    come back empty. What cannot be given to others, such as an address, is put into `rest`.
    """

    sources: Iterable[str]
    cut: Cut = field(default_factory=Cut)
    rest: list[Place | Rejection] = field(default_factory=list)
    _ended: set[str] = field(default_factory=set)

    def end(self, task: Task) -> None:
        """Say that the file of a task has no more."""
        self._ended.add(task[-1].place.name)

    def has_ended(self, task: Task) -> bool:
        """Whether the file that a task is a slice of is known to have no more."""
        return task[-1].most is not None and task[-1].place.name in self._ended

    def tasks(self) -> Iterator[Task]:
        """The tasks."""
        small: list[Slice] = []
        for place in places_of(self.sources):
            if isinstance(place, Rejection) or place.stamp is None or is_list(place):
                self.rest.append(place)
            elif place.size <= self.cut.small:
                small.append(Slice(place=place))
            else:
                yield from self._slices(place)
            if len(small) >= self.cut.files:
                yield tuple(small)
                small.clear()
        if small:
            yield tuple(small)

    def _slices(self, place: Place) -> Iterator[Task]:
        after = 0
        while place.name not in self._ended:
            yield (Slice(place=place, after=after, most=self.cut.outcomes),)
            after += self.cut.outcomes


def work(task: Task, terms: Terms, make_reads: MakeReads) -> Done:
    """Do a task: read its slices, as a plain run would."""
    reads = make_reads()
    results = tuple(tuple(_results(one, terms, reads)) for one in task)
    last = task[-1]
    return Done(results=results, ended=last.most is None or len(results[-1]) < last.most)


def _results(one: Slice, terms: Terms, reads: Reads) -> Iterator[Result]:
    for outcome in islice(read_one(one.place.name, terms, after=one.after), one.most):
        if isinstance(outcome, Rejection):
            yield outcome
            continue
        try:
            yield outcome, reads(outcome.report)
        except ReadingFailed as error:
            yield Rejection(outcome.source, error)


def task_id(task: Task, *about: object) -> str:
    """The id of a task: the same for the same stretches of unchanged files and the same `about`."""
    parts = [(one.place.key, one.place.stamp, one.after, one.most) for one in task]
    return content_id("part", *parts, *about)
