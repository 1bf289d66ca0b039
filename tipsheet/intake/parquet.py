"""Parquet tables, a few rows at a time."""

import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any

from tipsheet.errors import ExtraMissing, InputError, SourceUndecodable
from tipsheet.intake.files import Stream
from tipsheet.intake.found import Found
from tipsheet.intake.limits import Limits
from tipsheet.intake.records import found_or_error

_ROWS = 64
"""Rows unpacked at a time: as few as still make the columns worth their while."""


def read_parquet(
    stream: Stream, limits: Limits, columns: Mapping[str, str]
) -> Iterator[tuple[str, Found | InputError]]:
    """Each row of `stream` with its name; a row that is no report comes as its error.

    A file is read in place; anything else must fit within `limits.file`. Raises ExtraMissing
    without pyarrow, SourceUndecodable for a table that is damaged.
    """
    number = 0
    with _understood():
        for batch in _opened(stream, limits).iter_batches(batch_size=_ROWS):
            for row in batch.to_pylist():
                number += 1
                record = {name: _plain(value) for name, value in row.items()}
                yield f"{stream.name}#{number}", found_or_error(record, columns)


def _opened(stream: Stream, limits: Limits) -> Any:
    try:
        from pyarrow.parquet import ParquetFile
    except ImportError as error:
        raise ExtraMissing(
            "is a Parquet table, which needs pyarrow: pip install 'tipsheet[parquet]'"
        ) from error
    seekable = stream.file is not None and stream.file.seekable()
    source = stream.file if seekable else io.BytesIO(stream.read_file(limits))
    return ParquetFile(source, pre_buffer=False)


@contextmanager
def _understood() -> Iterator[None]:
    """What the library says of damaged tables, as one error."""
    try:
        yield
    except (OSError, ValueError, KeyError, NotImplementedError) as error:  # Arrow's are of these
        first = (str(error).splitlines() or [""])[0][:80]
        raise SourceUndecodable(f"is no whole Parquet table ({first}): copy it again") from error


def _plain(value: Any) -> Any:
    """A value as JSON would hold it."""
    if isinstance(value, date):  # and datetime, which is one
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return list(map(_plain, value))
    return value if value is None or isinstance(value, (str, int, float)) else str(value)
