"""How a run reads a report: the shipped reader with its sentence vectors, or another."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np

from tipsheet.errors import InstallationBroken, ReadingFailed
from tipsheet.record import Reader, Reading, Report
from tipsheet.store import Vectors


@dataclass(frozen=True, slots=True)
class Read:
    """A reading with the vectors of its sentences, where the reader gives any."""

    reading: Reading
    vectors: Vectors | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reads:
    """Who reads, and how: `reader` is known beforehand, so that what it has read is passed over."""

    reader: Reader
    read: Callable[[Report], Read]

    def __call__(self, report: Report) -> Read:
        """The reading of a report; raises ReadingFailed where the reader breaks down on it."""
        try:
            return self.read(report)
        except InstallationBroken:
            raise
        except Exception as error:  # one report must not end a run of millions
            raise ReadingFailed(
                f"cannot be read ({type(error).__name__}: {str(error)[:120]}): "
                "tell those who maintain Tipsheet, with the text"
            ) from error


@cache
def shipped(threads: int | None = None) -> Reads:
    """The shipped reader; with `threads`, on so many cores."""
    from tipsheet.reading.encoder import OnnxEncoder
    from tipsheet.reading.reader import encoder, package_version, read_with_vectors

    model = encoder() if threads is None else OnnxEncoder(threads=threads)

    def read(report: Report) -> Read:
        reading, found = read_with_vectors(report, model=model)
        offsets = np.stack([found.starts, found.ends], axis=1).astype(np.int32)
        vectors = Vectors(offsets=offsets, rows=found.values) if len(offsets) else None
        return Read(reading, vectors)

    reader = Reader(name="tipsheet", version=package_version(), model=model.name)
    return Reads(reader=reader, read=read)
