"""Readings of documents for scoring: each is read once, and kept for the next time.

The installed reader is slow beside the scoring, so what it reads is kept in `runs/readings` under
a digest of the text and of the state of the reader; where either has changed it is read anew.
Another reader under test is asked each time and gives no sentence vectors.
"""

import json
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

import numpy as np

from evaluation.reader import InstalledReader, ReaderUnderTest
from tipsheet.linking.document import Sentences
from tipsheet.record import Reading, Report, from_dict, to_dict

KEPT = Path("runs/readings")
PARTS = ("model", "reading", "vocabulary", "record")
STEP = 25  # documents between two words on how far it is


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A document as it was read, with the vectors of its sentences where the reader gives any."""

    reading: Reading
    sentences: Sentences | None = None


def read_all(
    reports: Sequence[Report], reader: ReaderUnderTest, kept: Path = KEPT
) -> Iterator[Read]:
    """The readings of some reports, in their order; how far it is goes to standard error."""
    state = _state() if isinstance(reader, InstalledReader) else ""
    for number, report in enumerate(reports, 1):
        if isinstance(reader, InstalledReader):
            yield _once(report, kept / _digest(state, report))
        else:
            found = reader.read(report.text, report.published)
            yield Read(reading=_of(found, report))
        if number % STEP == 0 or number == len(reports):
            print(f"{number} of {len(reports)} documents read", file=sys.stderr, flush=True)


def _once(report: Report, folder: Path) -> Read:
    file = folder.with_suffix(".npz")
    if not file.is_file():
        file.parent.mkdir(parents=True, exist_ok=True)
        _write(file, report)
    with np.load(file) as held:
        reading = from_dict(Reading, json.loads(held["reading"].tobytes()))
        sentences = Sentences.of(held["rows"], held["offsets"])
    return Read(reading=_of(reading, report), sentences=sentences)


def _write(file: Path, report: Report) -> None:
    from tipsheet.reading.reader import read_with_vectors

    reading, vectors = read_with_vectors(report)
    told = json.dumps(to_dict(reading)).encode()
    offsets = np.stack([vectors.starts, vectors.ends], axis=1)
    whole = file.with_suffix(".part.npz")
    np.savez(whole, reading=np.frombuffer(told, np.uint8), offsets=offsets, rows=vectors.values)
    whole.replace(file)


def _of(reading: Reading, report: Report) -> Reading:
    """The reading as that of a report, whatever it was called when it was read."""
    return replace(reading, report=report)


def _digest(state: str, report: Report) -> str:
    told = json.dumps([state, report.published, report.text])
    return sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def _state() -> str:
    """The state of the reader: the names, sizes and times of all files that it is made of."""
    package = Path(str(files("tipsheet")))
    found = sorted(
        (str(file.relative_to(package)), file.stat().st_size, file.stat().st_mtime_ns)
        for part in PARTS
        for file in (package / part).rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    )
    told = [os.environ.get("TIPSHEET_MODEL", ""), *found]
    return sha256(json.dumps(told).encode()).hexdigest()
