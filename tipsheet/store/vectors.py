"""The vectors of sentences: checked, brought to length one, and compared."""

from typing import Any

import numpy as np
import numpy.typing as npt

from tipsheet.errors import RecordInvalid
from tipsheet.record import Span
from tipsheet.store.base import Vectors

WIDTH = 384
MOST = 65_536  # sentences of one report

Floats = npt.NDArray[np.float32]


def kept(vectors: Vectors, text: str) -> Vectors:
    """The vectors as a store keeps them: int32 offsets, float16 rows of length one.

    Raises RecordInvalid where they do not fit the text or each other, or are not finite.
    """
    offsets = np.asarray(vectors.offsets)
    rows = np.asarray(vectors.rows, np.float32)
    if offsets.ndim != 2 or offsets.shape[1:] != (2,) or rows.shape != (len(offsets), WIDTH):
        raise RecordInvalid(
            f"Vectors of shapes {offsets.shape} and {rows.shape}: give (n, 2) and (n, {WIDTH})."
        )
    if len(rows) > MOST:
        raise RecordInvalid(f"{len(rows)} vectors of one report: give {MOST} at most.")
    starts, ends = offsets[:, 0], offsets[:, 1]
    if np.any(starts < 0) or np.any(starts > ends) or np.any(ends > len(text)):
        raise RecordInvalid("A vector's offsets lie outside of the text: give code points of it.")
    if not np.isfinite(rows).all():
        raise RecordInvalid("A vector is not finite: read the report again.")
    return Vectors(offsets=offsets.astype(np.int32), rows=unit(rows).astype(np.float16))


def unit(rows: npt.NDArray[Any]) -> Floats:
    """The rows brought to length one; a row of zeros stays as it is."""
    rows = np.asarray(rows, np.float32)
    # By the largest part first, so that squares of tiny or huge numbers stay finite.
    rows = rows / np.maximum(np.abs(rows).max(axis=-1, keepdims=True, initial=0.0), 1e-30)
    lengths = np.linalg.norm(rows, axis=-1, keepdims=True)
    shortened: Floats = np.divide(rows, np.where(lengths > 0, lengths, 1.0), dtype=np.float32)
    return shortened


def nearest(vectors: Vectors, asked: Floats) -> tuple[float, int] | None:
    """The cosine and the number of the sentence nearest to a vector of length one."""
    if not len(vectors.rows):
        return None
    cosines = vectors.rows.astype(np.float32) @ asked
    best = int(np.argmax(cosines))
    return round(float(cosines[best]), 6), best


def sentence_at(vectors: Vectors, number: int, text: str) -> Span:
    """The sentence that a vector stands for."""
    start, end = map(int, vectors.offsets[number])
    return Span.of(text, start, end)
