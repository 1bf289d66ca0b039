"""Sentences that say the same in other words, by their vectors: the second channel of copies.

A vector sees what a sentence is about, not who wrote it, so two reporters at one press conference
look alike. Vectors alone therefore never make a rewrite: `copies` asks for shared words as well.
"""

import numpy as np
from numpy.typing import NDArray

from tipsheet.linking.document import Document, Sentences
from tipsheet.record import Reason, Span

ALIKE = 0.70  # cosine from which two sentences that are each other's nearest say the same
RETOLD = 0.5  # share of the shorter report's sentences, by length, that has to be told again
FEWEST = 3  # pairs of sentences
LISTED = 12


def retold(first: Document, second: Document) -> Reason | None:
    """The pairs of sentences that say the same, where they make up half of the shorter report.

    The weight is the share of the shorter report, by characters. None without vectors.
    """
    one, other = first.sentences, second.sentences
    if one is None or other is None or not len(one.offsets) or not len(other.offsets):
        return None
    pairs = alike(one, other)
    share = max(_share(one, pairs[:, 0]), _share(other, pairs[:, 1]))
    if len(pairs) < FEWEST or share < RETOLD:
        return None
    return Reason(
        code="same-sentences",
        why=f"{len(pairs)} sentences say the same in other words; "
        f"they make up {share:.0%} of the shorter report.",
        weight=round(share, 4),
        first=_spans(first, one, pairs[:LISTED, 0]),
        second=_spans(second, other, pairs[:LISTED, 1]),
    )


def alike(one: Sentences, other: Sentences) -> NDArray[np.int64]:
    """Pairs (row of the first, row of the second) that are each other's nearest, shape (n, 2)."""
    cosines = one.vectors @ other.vectors.T
    there, back = cosines.argmax(axis=1), cosines.argmax(axis=0)
    rows = np.arange(len(cosines))
    kept = (back[there] == rows) & (cosines[rows, there] >= ALIKE)
    return np.stack([rows[kept], there[kept]], axis=1)


def _share(sentences: Sentences, rows: NDArray[np.int64]) -> float:
    lengths = sentences.offsets[:, 1] - sentences.offsets[:, 0]
    whole = int(lengths.sum())
    return float(lengths[np.unique(rows)].sum() / whole) if whole else 0.0


def _spans(document: Document, sentences: Sentences, rows: NDArray[np.int64]) -> tuple[Span, ...]:
    places = sentences.offsets[rows].tolist()
    return tuple(Span.of(document.report.text, start, end) for start, end in places)
