"""What a store keeps whole: reports, records and vectors as compressed bytes, and back."""

import json
import re
import zlib
from json.encoder import encode_basestring
from typing import Any

import numpy as np

from tipsheet.errors import RecordInvalid
from tipsheet.record import Reading, Report, from_dict, to_dict
from tipsheet.store.base import Vectors
from tipsheet.store.vectors import WIDTH

_UNWRITABLE = re.compile("[\0\ud800-\udfff]")


def cleaned(text: str) -> str:
    """The text with U+FFFD for what a database's column cannot hold: NUL and half surrogates."""
    return _UNWRITABLE.sub("\ufffd", text)


def listed(names: tuple[str, ...]) -> str:
    """Names as a JSON list that a column can hold."""
    return cleaned(f"[{', '.join(map(encode_basestring, names))}]")


def packed_report(report: Report) -> bytes:
    """The report with every character as it came."""
    return _packed(to_dict(report))


def packed_record(reading: Reading) -> bytes:
    """The record without its report; RecordInvalid where a number of it is not finite."""
    record = to_dict(reading)
    del record["report"]
    return _packed(record)


def reading_of(text: bytes, record: bytes) -> Reading:
    """The reading of a packed report and a packed record."""
    return from_dict(Reading, {**_unpacked(record), "report": _unpacked(text)})


def report_of(text: bytes) -> Report:
    """The report that was packed."""
    return from_dict(Report, _unpacked(text))


def vectors_of(offsets: bytes, rows: bytes) -> Vectors:
    """The vectors of the bytes that `packed_vectors` gave."""
    return Vectors(
        offsets=np.frombuffer(offsets, "<i4").reshape(-1, 2).astype(np.int32, copy=False),
        rows=np.frombuffer(rows, "<f2").reshape(-1, WIDTH).astype(np.float16, copy=False),
    )


def packed_vectors(vectors: Vectors) -> tuple[bytes, bytes]:
    """The bytes of the offsets and of the rows."""
    return vectors.offsets.astype("<i4").tobytes(), vectors.rows.astype("<f2").tobytes()


def _packed(value: Any) -> bytes:
    try:
        plain = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    except ValueError as error:
        raise RecordInvalid(f"The record holds a number that is not finite: {error}") from error
    return zlib.compress(plain.encode("utf-8", "surrogatepass"), LEVEL)


def _unpacked(body: bytes) -> Any:
    return json.loads(zlib.decompress(body).decode("utf-8", "surrogatepass"))


LEVEL = 6  # of zlib
