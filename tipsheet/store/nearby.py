"""The index of sentence vectors beside a database, kept by voyager; made anew from it at need.

It is a folder of segments, of which only the last one grows, so that adding costs the same however
large the store is. What no segment covers yet is compared one by one.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import Connection, func, select

from tipsheet.store.bodies import vectors_of
from tipsheet.store.locks import locked
from tipsheet.store.schema import about, vectors
from tipsheet.store.segments import Growing, Near, segments_in, sweep
from tipsheet.store.vectors import Floats

FULL = 100_000  # vectors of a segment: some 50 MB of memory while it is written
LOOSE = 2_000  # vectors that are rather compared one by one than put into a segment first


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
        segments = segments_in(folder)
        parts = [segment.search(asked, count) for segment in segments]
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
        growing = Growing.after(segments_in(folder), self.full)
        for reading, rows in _rows(connection, _covered(folder)):
            growing.add(reading, rows)
            if len(growing) >= self.full:
                growing.write(folder)
                growing = Growing(reading + 1)
        if len(growing):
            growing.write(folder)
        sweep(folder)


def _covered(folder: Path | None) -> int:
    segments = segments_in(folder)
    return segments[-1].last if segments else 0


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


@contextmanager
def _locked(folder: Path) -> Iterator[bool]:
    """Whether the folder is for this process alone to change."""
    with (folder / "lock").open("w") as lock:
        yield locked(lock)
