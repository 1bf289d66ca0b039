"""Fit the weights by which two claims are compared, on the training part of ECB+.

    python -m training.sameness shared/data/ecbplus/train tipsheet/linking/sameness.toml

A logistic regression over the bins of `tipsheet/linking/sameness.py`, with a ridge, by Newton's
method. Pairs of marked mentions within one topic; of the many pairs with different triggers that
are not one event a seventh is kept, seven times as heavy.
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations
from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray

from evaluation.event_coreference import profiles_of, texts_of
from tipsheet.linking.sameness import Sign, signs_of, trigger_match

RIDGE = 4.0
ROUNDS = 7
KEPT = 7  # one in how many unlike pairs that are not one event is kept
SEED = 1

HEAD = """\
# Log-odds that two claims are about one event, by how their triggers match (same, root, part,
# related, other), then by sign and bin; `bias` is what the match itself says. Written by
# `python -m training.sameness` from the training part of ECB+: {pairs} pairs, {same} of one event.
"""

Row = tuple[str, tuple[Sign, ...]]
"""How two triggers match, and the signs."""


def pairs_of(path: Path) -> Counter[tuple[Row, bool]]:
    """The pairs of marked mentions in one topic, by their signs, with how often they occur."""
    random = Random(SEED)
    topics = defaultdict(list)
    for text, id, profile in profiles_of(texts_of(path)):
        topics[text.topic].append((text.events[id], profile))
    counts: Counter[tuple[Row, bool]] = Counter()
    for _, mentions in sorted(topics.items()):
        for (event, one), (other_event, other) in combinations(mentions, 2):
            match, same = trigger_match(one, other), event == other_event
            if match == "other" and not same and random.randrange(KEPT):
                continue
            weight = KEPT if match == "other" and not same else 1
            counts[(match, tuple(signs_of(one, other))), same] += weight
    return counts


def fitted(counts: Mapping[tuple[Row, bool], int]) -> dict[str, float]:
    """The weights by `match.sign.bin`."""
    rows = sorted(counts)
    names = {name: n for n, name in enumerate(sorted({x for r, _ in rows for x in names_of(r)}))}
    table = np.zeros((len(rows), len(names)), np.float32)
    for number, (row, _) in enumerate(rows):
        table[number, [names[name] for name in names_of(row)]] = 1
    same = np.array([float(label) for _, label in rows], np.float32)
    often = np.array([counts[row] for row in rows], np.float32)
    weights = _newton(table, same, often)
    return {name: float(weights[n]) for name, n in names.items()}


def names_of(row: Row) -> list[str]:
    """The names of the weights of a pair."""
    return [f"{row[0]}.bias", *(f"{row[0]}.{sign}.{bin}" for sign, bin in row[1])]


def written(weights: Mapping[str, float], counts: Mapping[tuple[Row, bool], int]) -> str:
    """The weights as TOML."""
    tables: dict[str, list[str]] = defaultdict(list)
    for name, weight in sorted(weights.items()):
        table, _, key = name.rpartition(".")
        tables[table].append(f"{key} = {weight:.3f}")
    same = sum(number for (_, label), number in counts.items() if label)
    lines = [HEAD.format(pairs=sum(counts.values()), same=same)]
    lines += [f"\n[{table}]\n" + "\n".join(rows) + "\n" for table, rows in sorted(tables.items())]
    return "".join(lines)


def _newton(
    table: NDArray[np.float32], same: NDArray[np.float32], often: NDArray[np.float32]
) -> NDArray[np.float64]:
    weights = np.zeros(table.shape[1])
    for _ in range(ROUNDS):
        chance = 1 / (1 + np.exp(-(table @ weights)))
        slope = table.T @ (often * (chance - same)) + RIDGE * weights
        curve = (often * chance * (1 - chance)).astype(np.float32)
        bend = (table * curve[:, None]).T @ table + RIDGE * np.eye(len(weights))
        weights = weights - np.linalg.solve(bend, slope)
    return weights


def main(arguments: Sequence[str]) -> None:
    """Fit and write."""
    counts = pairs_of(Path(arguments[0]))
    Path(arguments[1]).write_text(written(fitted(counts), counts), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
