"""Bootstrap intervals by document, for every metric that is a function of summed counts.

Counts are an array with one row a document and any shape behind it: (tp, fp, fn) for F1,
(sum, number) for a mean, a confusion table or one (tp, fp, fn) a class for macro-F1. A metric
takes counts summed over documents, with any number of leading axes, and keeps those axes.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Counts = NDArray[Any]
Metric = Callable[[Counts], Counts]

LEVEL = 0.95
CELLS = 4_000_000  # draws held in memory at once, so that large corpora stay small


def interval(
    counts_per_document: ArrayLike, metric: Metric, seed: int = 0, rounds: int = 1000
) -> tuple[float, float]:
    """The 95 % percentile interval of `metric` when documents are drawn with replacement.

    The order of the documents does not matter: rows are sorted before they are drawn.
    """
    counts = np.asarray(counts_per_document, dtype=np.float64)
    documents = len(counts)
    if documents == 0:
        return 0.0, 0.0
    rows = counts.reshape(documents, -1)
    rows = rows[np.lexsort(rows.T[::-1])]
    generator = np.random.default_rng(seed)
    step = max(1, CELLS // documents)
    values: list[Counts] = []
    for begun in range(0, rounds, step):
        drawn = _draws(generator, documents, min(step, rounds - begun))
        values.append(metric((drawn @ rows).reshape(-1, *counts.shape[1:])))
    tail = 100 * (1 - LEVEL) / 2
    low, high = np.percentile(np.concatenate(values), [tail, 100 - tail])
    return float(low), float(high)


def value(counts_per_document: ArrayLike, metric: Metric) -> float:
    """The metric of all documents together; 0 when there are none."""
    counts = np.asarray(counts_per_document, dtype=np.float64)
    return float(metric(counts.sum(axis=0)[None])[0]) if len(counts) else 0.0


def f1(counts: Counts) -> Counts:
    """F1 of (tp, fp, fn) in the last axis; 0 where there is neither gold nor prediction."""
    hits, alarms, misses = counts[..., 0], counts[..., 1], counts[..., 2]
    return _ratio(2 * hits, 2 * hits + alarms + misses)


def precision(counts: Counts) -> Counts:
    """Precision of (tp, fp, fn) in the last axis."""
    return _ratio(counts[..., 0], counts[..., 0] + counts[..., 1])


def recall(counts: Counts) -> Counts:
    """Recall of (tp, fp, fn) in the last axis."""
    return _ratio(counts[..., 0], counts[..., 0] + counts[..., 2])


def mean(counts: Counts) -> Counts:
    """Mean (or accuracy) of (sum, number) in the last axis."""
    return _ratio(counts[..., 0], counts[..., 1])


def macro_f1(confusion: Counts) -> Counts:
    """Mean F1 over the classes that occur, from confusion tables [..., gold, predicted]."""
    hits = np.diagonal(confusion, axis1=-2, axis2=-1)
    both = confusion.sum(axis=-1) + confusion.sum(axis=-2)
    occurs = confusion.sum(axis=-1) > 0
    scores = np.where(occurs, _ratio(2 * hits, both), 0.0)
    return _ratio(scores.sum(axis=-1), occurs.sum(axis=-1))


def accuracy(confusion: Counts) -> Counts:
    """Share on the diagonal of confusion tables [..., gold, predicted]."""
    hits = np.trace(confusion, axis1=-2, axis2=-1)
    return _ratio(hits, confusion.sum(axis=(-2, -1)))


def _draws(generator: np.random.Generator, documents: int, rounds: int) -> Counts:
    chances = np.full(documents, 1.0 / documents)
    return generator.multinomial(documents, chances, size=rounds).astype(np.float64)


def _ratio(above: Counts, below: Counts) -> Counts:
    above, below = np.broadcast_arrays(np.asarray(above, float), np.asarray(below, float))
    return np.divide(above, below, out=np.zeros_like(above), where=below > 0)
