"""Sentence vectors from the same pass that reads: what search by meaning and linking compare."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tipsheet.reading.encoder import Encoded
from tipsheet.record import Span


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SentenceVectors:
    """A vector of length one for each sentence.

    `starts` and `ends` are code points, shape (sentences,); `values` is float16, shape
    (sentences, 384). The inner product of two rows is the cosine of their angle.
    """

    starts: npt.NDArray[np.int64]
    ends: npt.NDArray[np.int64]
    values: npt.NDArray[np.float16]


def vectors_of(sentences: Sequence[Span], encoded: Encoded) -> SentenceVectors:
    """The vectors of sentences, which are in text order and hold a word each."""
    starts = np.array([span.start for span in sentences], np.int64)
    ends = np.array([span.end for span in sentences], np.int64)
    if not len(starts):
        return SentenceVectors(starts=starts, ends=ends, values=np.zeros((0, 0), np.float16))
    sums = np.add.reduceat(encoded.vectors, np.searchsorted(encoded.starts, starts))
    return SentenceVectors(starts=starts, ends=ends, values=_of_length_one(sums))


def vector_of(encoded: Encoded) -> npt.NDArray[np.float16]:
    """One vector for a whole short text, such as a question; shape (384,)."""
    return _of_length_one(encoded.vectors.sum(0, keepdims=True)).reshape(-1)


def _of_length_one(sums: npt.NDArray[np.float32]) -> npt.NDArray[np.float16]:
    lengths = np.linalg.norm(sums, axis=1, keepdims=True)
    unit: npt.NDArray[np.float16] = (sums / np.maximum(lengths, 1e-6)).astype(np.float16)
    return unit
