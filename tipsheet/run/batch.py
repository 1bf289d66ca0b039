"""What is kept together: some readings and rejections, and how far their sources were taken."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from tipsheet import store
from tipsheet.intake import Capture, Item, Rejection
from tipsheet.run.reads import Read
from tipsheet.run.tally import Tally
from tipsheet.store import Standing, Store, Writer
from tipsheet.store.base import State
from tipsheet.store.keys import digest_of, key_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much a batch holds at most, and for how many seconds it is filled."""

    readings: int = 32
    outcomes: int = 1_000
    seconds: float = 5.0


@dataclass(slots=True, kw_only=True)
class Batch:
    """A batch being filled; `began` is when, on the clock of the run."""

    began: float
    items: list[tuple[Item, Read]] = field(default_factory=list)
    rejections: list[Rejection] = field(default_factory=list)
    known: int = 0
    passed: int = 0
    marks: dict[str, State] = field(default_factory=dict)
    keys: set[tuple[str, str]] = field(default_factory=set)

    def holds(self, item: Item) -> bool:
        """Whether the same report is in the batch already."""
        return _key(item) in self.keys

    def add(self, item: Item, read: Read) -> None:
        """Put a reading in."""
        self.items.append((item, read))
        self.keys.add(_key(item))

    def is_full(self, size: Size, now: float) -> bool:
        """Whether it is time to write the batch."""
        outcomes = len(self.items) + len(self.rejections) + self.known + len(self.marks)
        return (
            len(self.items) >= size.readings
            or outcomes >= size.outcomes
            or (now - self.began >= size.seconds and outcomes > 0)
        )


def write(batch: Batch, kept: Store, tally: Tally, run: str) -> None:
    """Keep all of the batch or nothing of it, and count it when it is kept."""
    counted = Tally(known=batch.known, passed=batch.passed)
    with kept.writer() as writer:
        for item, read in batch.items:
            _count(counted, item, _added(writer, item, read))
        for rejection in batch.rejections:
            counted.add(rejection)
            writer.reject(rejection.source, rejection.error.code, rejection.error.message)
        for key, state in batch.marks.items():
            writer.mark(key, state)
        writer.count(run, **counted.counts())
    merge(tally, counted)


def merge(tally: Tally, counted: Tally) -> None:
    """Add one count to another."""
    for name in ("read", "known", "versions", "again", "passed"):
        setattr(tally, name, getattr(tally, name) + getattr(counted, name))
    tally.rejected.update(counted.rejected)
    tally.doubts.update(counted.doubts)
    tally.first = tally.first or counted.first


def _added(writer: Writer, item: Item, read: Read) -> Standing:
    capture = _capture(item.capture) if item.capture else None
    return writer.add(read.reading, vectors=read.vectors, capture=capture)


def _count(tally: Tally, item: Item, standing: Standing) -> None:
    if standing == Standing.known:
        tally.known += 1
        return
    tally.read += 1
    tally.versions += standing == Standing.version
    tally.again += standing == Standing.reread
    tally.doubts.update(item.doubts)


def _capture(capture: Capture) -> store.Capture:
    moment = datetime.fromisoformat(capture.when) if capture.when else datetime.now(UTC)
    return store.Capture(
        url=capture.url or Path(capture.name).absolute().as_uri(),
        body=capture.data,
        media_type=capture.media_type or "application/octet-stream",
        fetched=moment if moment.tzinfo else moment.replace(tzinfo=UTC),
    )


def _key(item: Item) -> tuple[str, str]:
    return key_of(item.report), digest_of(item.report)
