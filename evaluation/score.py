"""What a task prints: its metrics with their counts and intervals, and its mistakes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from evaluation import bootstrap
from evaluation.bootstrap import Metric
from evaluation.corpus import Corpus
from evaluation.mistakes import Mistake

DIGITS = 4

Row = Mapping[str, Sequence[float]]
"""The counts of one document, by the name of the metric: (tp, fp, fn) or (sum, number)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One metric; `n` is the number of gold things behind it, `low` and `high` the interval."""

    name: str
    value: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """The outcome of one task on one corpus; `n` is the number of gold things scored."""

    task: str
    corpus: Corpus
    documents: int
    n: int
    measures: tuple[Measured, ...]
    mistakes: tuple[Mistake, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Plain data, as the commands print it; mistakes are left out."""
        return {
            "task": self.task,
            "corpus": self.corpus.name,
            "digest": self.corpus.digest,
            "split": self.corpus.split,
            "documents": self.documents,
            "n": self.n,
            "metrics": {measure.name: _plain(measure) for measure in self.measures},
        }


def measured(name: str, counts: ArrayLike, metric: Metric, n: float) -> Measured:
    """A metric over the counts of all documents, with its interval."""
    low, high = bootstrap.interval(counts, metric)
    return Measured(
        name=name, value=bootstrap.value(counts, metric), low=low, high=high, n=round(n)
    )


def f1_measures(rows: Sequence[Row], names: Sequence[str]) -> tuple[Measured, ...]:
    """F1 of each name, where every row has (tp, fp, fn) under it, or nothing."""
    return tuple(_f1_measure(name, rows) for name in names)


def prf_measures(rows: Sequence[Row], names: Sequence[str]) -> tuple[Measured, ...]:
    """F1, precision and recall of each name."""
    parts = (("f1", bootstrap.f1), ("precision", bootstrap.precision), ("recall", bootstrap.recall))
    return tuple(
        measured(f"{name}_{part}", counts, metric, _gold(counts))
        for name in names
        for counts in (columns(rows, name),)
        for part, metric in parts
    )


def mean_measure(name: str, rows: Sequence[Row]) -> Measured:
    """A mean or accuracy, where every row has (sum, number) under `name`, or nothing."""
    counts = columns(rows, name, width=2)
    return measured(name, counts, bootstrap.mean, float(counts[:, 1].sum()))


def confusion(labels: Sequence[str], pairs: Iterable[tuple[str, str]]) -> bootstrap.Counts:
    """The table [gold, predicted] of label pairs; a label unknown is in a last, extra row."""
    place = {label: index for index, label in enumerate(labels)}
    table = np.zeros((len(labels) + 1, len(labels) + 1))
    for gold, predicted in pairs:
        table[place.get(gold, len(labels)), place.get(predicted, len(labels))] += 1
    return table


def class_measures(
    prefix: str, tables: Sequence[bootstrap.Counts], labels: Sequence[str]
) -> tuple[Measured, ...]:
    """Macro-F1 and accuracy over confusion tables, and the F1 of each label."""
    size = len(labels) + 1
    counts = np.asarray(tables, dtype=np.float64).reshape(len(tables), size, size)
    whole = measured(f"{prefix}macro_f1", counts, bootstrap.macro_f1, counts.sum())
    right = measured(f"{prefix}accuracy", counts, bootstrap.accuracy, counts.sum())
    return whole, right, *(_class_f1(prefix, counts, *item) for item in enumerate(labels))


def columns(rows: Sequence[Row], name: str, width: int = 3) -> bootstrap.Counts:
    """The counts of one name as an array [documents, width]; absent ones are zero."""
    counts = [row.get(name, (0,) * width) for row in rows]
    return np.asarray(counts, dtype=np.float64).reshape(len(rows), width)


def _f1_measure(name: str, rows: Sequence[Row]) -> Measured:
    counts = columns(rows, name)
    return measured(f"{name}_f1", counts, bootstrap.f1, _gold(counts))


def _class_f1(prefix: str, tables: bootstrap.Counts, index: int, label: str) -> Measured:
    hits = tables[:, index, index]
    gold, found = tables[:, index, :].sum(axis=1), tables[:, :, index].sum(axis=1)
    counts = np.stack([hits, found - hits, gold - hits], axis=1)
    return measured(f"{prefix}f1:{label}", counts, bootstrap.f1, gold.sum())


def _gold(counts: bootstrap.Counts) -> float:
    return float(counts[:, 0].sum() + counts[:, 2].sum())


def _plain(measure: Measured) -> dict[str, float | int]:
    return {
        "value": round(measure.value, DIGITS),
        "low": round(measure.low, DIGITS),
        "high": round(measure.high, DIGITS),
        "n": measure.n,
    }
