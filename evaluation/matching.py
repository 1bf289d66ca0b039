"""One-to-one matching of gold and predicted things, and overlap of what they cover."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

T = TypeVar("T")

Pairs = Mapping[tuple[int, int], float]
"""Similarity above zero of (gold index, predicted index); what is not there does not match."""


def compare(gold: Collection[T], predicted: Collection[T]) -> tuple[int, int, int]:
    """(tp, fp, fn) of two sets; doubles count once."""
    expected, found = set(gold), set(predicted)
    hits = len(expected & found)
    return hits, len(found) - hits, len(expected) - hits


def jaccard(one: Collection[int], other: Collection[int]) -> float:
    """Shared over all indices; two empty sets are the same."""
    if not one and not other:
        return 1.0
    first, second = set(one), set(other)
    return len(first & second) / len(first | second)


def assign(pairs: Pairs) -> dict[int, int]:
    """The one-to-one pairs, gold to predicted, with the greatest total similarity.

    Solved apart for each group of things that are similar at all, by the Hungarian method.
    """
    found: dict[int, int] = {}
    for rows, past in _groups(pairs):
        table = np.array([[pairs.get((row, column), 0.0) for column in past] for row in rows])
        for row, column in _hungarian(table):
            if (rows[row], past[column]) in pairs:
                found[rows[row]] = past[column]
    return dict(sorted(found.items()))


def _groups(pairs: Pairs) -> list[tuple[list[int], list[int]]]:
    """Connected parts of the graph of similar things: (gold indices, predicted indices)."""
    beside: dict[tuple[str, int], list[tuple[str, int]]] = defaultdict(list)
    for row, column in pairs:
        beside["gold", row].append(("predicted", column))
        beside["predicted", column].append(("gold", row))
    groups = []
    seen: set[tuple[str, int]] = set()
    for start in sorted(beside):
        if start in seen:
            continue
        seen.add(start)
        part, waiting = [], [start]
        while waiting:
            node = waiting.pop()
            part.append(node)
            new = [other for other in beside[node] if other not in seen]
            seen.update(new)
            waiting += new
        groups.append((_side(part, "gold"), _side(part, "predicted")))
    return groups


def _side(part: Collection[tuple[str, int]], name: str) -> list[int]:
    return sorted(index for side, index in part if side == name)


def _hungarian(gain: NDArray[Any]) -> list[tuple[int, int]]:
    """The (row, column) pairs of the assignment of greatest gain, in O(n² m).

    Kuhn and Munkres with potentials and shortest augmenting paths; column 0 of the working
    arrays stands for "none yet".
    """
    if gain.shape[0] > gain.shape[1]:
        return [(row, column) for column, row in _hungarian(gain.T)]
    rows, columns = gain.shape
    above, beside = np.zeros(rows + 1), np.zeros(columns + 1)
    holder = np.zeros(columns + 1, dtype=int)
    for row in range(1, rows + 1):
        holder[0] = row
        _augment(-gain, above, beside, holder)
    return [(int(holder[c]) - 1, c - 1) for c in range(1, columns + 1) if holder[c]]


def _augment(
    cost: NDArray[Any], above: NDArray[Any], beside: NDArray[Any], holder: NDArray[Any]
) -> None:
    columns = cost.shape[1]
    least = np.full(columns + 1, np.inf)
    way = np.zeros(columns + 1, dtype=int)
    used = np.zeros(columns + 1, dtype=bool)
    at = 0
    while holder[at]:
        used[at] = True
        row = holder[at]
        reduced = cost[row - 1] - above[row] - beside[1:]
        better = ~used[1:] & (reduced < least[1:])
        least[1:][better] = reduced[better]
        way[1:][better] = at
        at = int(np.argmin(np.where(used[1:], np.inf, least[1:]))) + 1
        step = least[at]
        above[holder[used]] += step
        beside[used] -= step
        least[~used] -= step
    while at:
        holder[at] = holder[way[at]]
        at = way[at]
