"""Segments of an index: files of voyager, each for a run of readings, `FIRST-LAST.voyager`.

A full segment never changes; the last, unfinished one is written anew and takes its place whole.
"""

import os
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy.typing as npt

from tipsheet.store.vectors import WIDTH, Floats

CONNECTED, ADDING, SEARCHING = 16, 64, 128  # HNSW's M, and ef of adding and of searching
SEED = 1  # the same vectors in the same order make the same index
_BITS = 16  # of a key, for the number of the sentence; the rest is the number of the reading
_NAME = re.compile(r"(\d+)-(\d+)\.voyager")


@dataclass(frozen=True, slots=True)
class Near:
    """A sentence near in meaning: its reading, its number there and the cosine."""

    reading: int
    sentence: int
    cosine: float


@dataclass(frozen=True, slots=True, order=True)
class Segment:
    """A file with the vectors of the readings from `first` to `last`."""

    first: int
    last: int
    path: Path

    def search(self, asked: Floats, count: int) -> list[Near] | None:
        """Sentences near to a vector of length one; None where the file is damaged or gone."""
        try:
            index = _loaded(self.path, self.path.stat().st_mtime_ns)
        except FileNotFoundError:
            return None
        if index is None:
            return None
        keys, distances = _asked(index, asked, min(count, len(index)))
        pairs = zip(keys.tolist(), distances.tolist(), strict=True)
        return [
            Near(key >> _BITS, key & (1 << _BITS) - 1, round(1.0 - far, 6)) for key, far in pairs
        ]


class Growing:
    """A segment that readings are added to, until it is written."""

    def __init__(self, first: int, index: Any = None) -> None:
        self.first = self.last = first
        self._index = _new() if index is None else index

    @classmethod
    def after(cls, segments: list[Segment], full: int) -> "Growing":
        """The last segment opened again where it is not full, else a new one behind it."""
        if not segments:
            return cls(1)
        last = segments[-1]
        index = opened(last.path)
        if index is not None and len(index) < full:
            return cls(last.first, index)
        return cls(last.last + 1)

    def __len__(self) -> int:
        return len(self._index)

    def add(self, reading: int, rows: Floats) -> None:
        """Add the vectors of a reading, later than those before it."""
        keys = [(reading << _BITS) + number for number in range(len(rows))]
        self._index.add_items(rows, ids=keys, num_threads=1)
        self.last = reading

    def write(self, folder: Path) -> None:
        """Write the file, whole or not at all."""
        path = folder / f"{self.first}-{self.last}.voyager"
        part = path.with_suffix(".part")
        self._index.save(str(part))
        with part.open("rb") as written:
            os.fsync(written.fileno())
        os.replace(part, path)


def segments_in(folder: Path | None) -> list[Segment]:
    """The segments that follow one on the other from the first reading, the longest of each."""
    if folder is None or not folder.is_dir():
        return []
    longest: dict[int, Segment] = {}
    for path in folder.iterdir():
        if match := _NAME.fullmatch(path.name):
            segment = Segment(int(match[1]), int(match[2]), path)
            longest[segment.first] = max(segment, longest.get(segment.first, segment))
    found: list[Segment] = []
    while (first := found[-1].last + 1 if found else 1) in longest:
        found.append(longest[first])
    return found


def sweep(folder: Path) -> None:
    """Remove segments that longer ones have taken the place of, and halves of files."""
    kept = {segment.path for segment in segments_in(folder)}
    for path in folder.iterdir():
        if (_NAME.fullmatch(path.name) and path not in kept) or path.suffix == ".part":
            path.unlink(missing_ok=True)


def opened(path: Path) -> Any:
    """The index in a file; None where the file is damaged, which is then removed."""
    from voyager import Index

    try:
        return Index.load(str(path))
    except (RuntimeError, ValueError, OSError):
        path.unlink(missing_ok=True)
        return None


@lru_cache(maxsize=256)
def _loaded(path: Path, changed: int) -> Any:
    return opened(path)


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
