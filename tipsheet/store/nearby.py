"""The index of sentence vectors beside a database, kept by voyager; made anew from it at need.

It is a folder of segments, each for a run of readings: `FIRST-LAST.voyager`. A full segment never
changes, so that adding costs the same however large the store is; the last, unfinished one is
written anew and takes its place whole. What the segments do not cover is compared one by one.
"""

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, func, select

from tipsheet.store.bodies import vectors_of
from tipsheet.store.schema import about, vectors
from tipsheet.store.vectors import WIDTH, Floats

FULL = 100_000  # vectors of a segment: some 50 MB of memory while it is written
LOOSE = 2_000  # vectors that are rather compared one by one than put into a segment first
CONNECTED, ADDING, SEARCHING = 16, 64, 128  # HNSW's M, and ef of adding and of searching
SEED = 1  # the same vectors in the same order make the same index
_BITS = 16  # of a key, for the number of the sentence; the rest is the number of the reading
_NAME = re.compile(r"(\d+)-(\d+)\.voyager")


@dataclass(frozen=True, slots=True, order=True)
class _Segment:
    first: int
    last: int
    path: Path


@dataclass(frozen=True, slots=True)
class Near:
    """A sentence near in meaning: its reading, its number there and the cosine."""

    reading: int
    sentence: int
    cosine: float


class Nearby:
    """The indexes in a folder, one for each store; None keeps none and compares one by one.

    `full` is how many vectors a segment holds.
    """

    def __init__(self, root: Path | None, *, full: int = FULL, loose: int = LOOSE) -> None:
        self._root = root
        self.full = full
        self._loose = loose

    def save(self, connection: Connection) -> None:
        """Take in what is new, if no other process is at it; a folder that is closed stays so."""
        folder = self._folder(connection)
        if folder is None or not _after(connection, _covered(folder)):
            return
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with _locked(folder) as mine:
                if mine:
                    self._grow(connection, folder)
        except (OSError, RuntimeError):  # voyager's error for a file that it cannot write
            return

    def search(self, connection: Connection, asked: Floats, count: int) -> list[Near]:
        """The nearest sentences, `count` of those in the index and as many of those not yet in it.

        Cosines of the index are rounded; compare what is found anew to put it in order.
        """
        folder = self._folder(connection)
        if folder is not None and _after(connection, _covered(folder)) > self._loose:
            self.save(connection)
        segments = _segments(folder)
        parts = [_search(segment.path, asked, count) for segment in segments]
        if None in parts:  # a damaged segment, which is gone now
            return self.search(connection, asked, count)
        found = sorted((near for part in parts for near in part or ()), key=_order)[:count]
        after = segments[-1].last if segments else 0
        return found + sorted(_loose(connection, after, asked, count), key=_order)[:count]

    def _folder(self, connection: Connection) -> Path | None:
        if self._root is None:
            return None
        identity = connection.scalar(select(about.c.value).where(about.c.name == "identity"))
        return self._root / str(identity)

    def _grow(self, connection: Connection, folder: Path) -> None:
        segments = _segments(folder)
        last = segments[-1].last if segments else 0
        index, first = _new(), last + 1
        if segments and (open_one := _opened(segments[-1].path)) and len(open_one) < self.full:
            index, first = open_one, segments[-1].first
        for reading, rows in _rows(connection, last):
            index.add_items(rows, ids=_keys(reading, len(rows)), num_threads=1)
            last = reading
            if len(index) >= self.full:
                _write(index, folder, first, last)
                index, first = _new(), last + 1
        if len(index):
            _write(index, folder, first, last)
        _sweep(folder)


def _segments(folder: Path | None) -> list[_Segment]:
    """The segments that follow one on the other from the first reading, the longest of each."""
    if folder is None or not folder.is_dir():
        return []
    longest: dict[int, _Segment] = {}
    for path in folder.iterdir():
        if match := _NAME.fullmatch(path.name):
            segment = _Segment(int(match[1]), int(match[2]), path)
            longest[segment.first] = max(segment, longest.get(segment.first, segment))
    found: list[_Segment] = []
    while (first := found[-1].last + 1 if found else 1) in longest:
        found.append(longest[first])
    return found


def _covered(folder: Path | None) -> int:
    segments = _segments(folder)
    return segments[-1].last if segments else 0


def _sweep(folder: Path) -> None:
    """Remove segments that longer ones have taken the place of, and halves of files."""
    kept = {segment.path for segment in _segments(folder)}
    for path in folder.iterdir():
        if (_NAME.fullmatch(path.name) and path not in kept) or path.suffix == ".part":
            path.unlink(missing_ok=True)


def compare(connection: Connection, readings: Sequence[int], asked: Floats) -> list[Near]:
    """The nearest sentence of each of the readings that have vectors, best first."""
    wanted = select(vectors).where(vectors.c.reading.in_(readings))
    found = [near for row in connection.execute(wanted) for near in _best(row, asked, 1)]
    return sorted(found, key=_order)


def _order(near: Near) -> tuple[float, int, int]:
    """The nearest first, then the newest reading."""
    return -near.cosine, -near.reading, near.sentence


def _loose(connection: Connection, after: int, asked: Floats, count: int) -> list[Near]:
    wanted = select(vectors).where(vectors.c.reading > after)
    return [near for row in connection.execute(wanted) for near in _best(row, asked, count)]


def _best(row: Any, asked: Floats, count: int) -> Iterator[Near]:
    cosines = vectors_of(row.offsets, row.rows).rows.astype(np.float32) @ asked
    for number in np.argsort(-cosines, kind="stable")[:count]:
        yield Near(row.reading, int(number), round(float(cosines[number]), 6))


def _after(connection: Connection, reading: int) -> int:
    """How many vectors there are of later readings."""
    wanted = select(func.sum(vectors.c.count)).where(vectors.c.reading > reading)
    return connection.scalar(wanted) or 0


def _rows(connection: Connection, after: int) -> Iterator[tuple[int, Floats]]:
    while True:
        wanted = select(vectors).where(vectors.c.reading > after)
        some = connection.execute(wanted.order_by(vectors.c.reading).limit(500)).all()
        for row in some:
            yield row.reading, vectors_of(row.offsets, row.rows).rows.astype(np.float32)
        if not some:
            return
        after = some[-1].reading


def _new() -> Any:
    from voyager import Index, Space, StorageDataType

    return Index(
        Space.Cosine,
        num_dimensions=WIDTH,
        M=CONNECTED,
        ef_construction=ADDING,
        random_seed=SEED,
        storage_data_type=StorageDataType.Float8,
    )


def _opened(path: Path) -> Any:
    """The index in a file, None where the file is damaged."""
    from voyager import Index

    try:
        return Index.load(str(path))
    except (RuntimeError, ValueError, OSError):
        path.unlink(missing_ok=True)
        return None


@lru_cache(maxsize=256)
def _loaded(path: Path, changed: int) -> Any:
    return _opened(path)


def _search(path: Path, asked: Floats, count: int) -> list[Near] | None:
    """The nearest sentences in a segment, None where its file is damaged or gone."""
    try:
        index = _loaded(path, path.stat().st_mtime_ns)
    except FileNotFoundError:
        return None
    if index is None:
        return None
    keys, distances = _asked(index, asked, min(count, len(index)))
    pairs = zip(keys.tolist(), distances.tolist(), strict=True)
    return [Near(key >> _BITS, key & (1 << _BITS) - 1, round(1.0 - far, 6)) for key, far in pairs]


def _asked(index: Any, asked: Floats, count: int) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
    """Keys and distances of the nearest; fewer where the index cannot reach so many."""
    from voyager import RecallError

    while True:
        try:
            found: tuple[npt.NDArray[Any], npt.NDArray[Any]] = index.query(
                asked, k=count, num_threads=1, query_ef=max(SEARCHING, count)
            )
            return found
        except RecallError:
            count //= 2


def _write(index: Any, folder: Path, first: int, last: int) -> None:
    path = folder / f"{first}-{last}.voyager"
    part = path.with_suffix(".part")
    index.save(str(part))
    with part.open("rb") as written:
        os.fsync(written.fileno())
    os.replace(part, path)


def _keys(reading: int, count: int) -> list[int]:
    return [(reading << _BITS) + number for number in range(count)]


@contextmanager
def _locked(folder: Path) -> Iterator[bool]:
    """Whether the folder is for this process alone to change."""
    try:
        import fcntl
    except ImportError:  # a system without it has one process at a time at most
        yield True
        return
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
            return
        yield True
