"""A report made ready to be compared: words, sketch, credits, relays, sentence vectors."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tipsheet.linking.credits import Credit, credits_of
from tipsheet.linking.relays import Relay, relays_of
from tipsheet.linking.shingles import sketch_of
from tipsheet.linking.words import Numbers, Words, words_of
from tipsheet.record import Reading, Report
from tipsheet.vocabulary.publishers import Publisher, Publishers, publishers


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentences:
    """Sentence vectors with where the sentences stand.

    `vectors` has the shape (sentences, width) and rows of length 1; `offsets` has the shape
    (sentences, 2) and holds half-open character offsets.
    """

    vectors: NDArray[np.float32]
    offsets: NDArray[np.int64]

    @classmethod
    def of(cls, vectors: Any, offsets: Any) -> "Sentences":
        """The sentences of two arrays; rows are brought to length 1.

        Raises ValueError when the arrays do not belong together.
        """
        rows = np.asarray(vectors, dtype=np.float32)
        places = np.asarray(offsets, dtype=np.int64).reshape(-1, 2)
        if rows.ndim != 2 or len(rows) != len(places):
            raise ValueError(f"{len(rows)} vectors for {len(places)} sentences")
        rows = np.nan_to_num(rows, nan=0.0, posinf=0.0, neginf=0.0)
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        rows = np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 0)
        return cls(vectors=rows, offsets=places)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A report with what comparison needs of it; `house` is who publishes it."""

    report: Report
    words: Words
    sketch: Numbers
    house: Publisher | None
    credits: tuple[Credit, ...]
    relays: tuple[Relay, ...]
    sentences: Sentences | None = None

    @property
    def id(self) -> str:
        """The id of the report."""
        return self.report.id


def document_of(
    report: Report,
    *,
    known: Publishers | None = None,
    reading: Reading | None = None,
    sentences: Sentences | None = None,
) -> Document:
    """The report made ready; `known` are the publishers, those of the package when left out.

    With its `reading`, what a report relays is known by the content of its attributions.
    """
    listed = known or publishers()
    words = words_of(report.text)
    credits = credits_of(report, listed)
    return Document(
        report=report,
        words=words,
        sketch=sketch_of(words),
        house=listed.resolve(report.publisher, report.url),
        credits=credits,
        relays=relays_of(report, listed, reading=reading, credits=credits),
        sentences=sentences,
    )
