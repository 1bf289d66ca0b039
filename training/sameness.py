"""Fit the weights by which two claims are compared, on the training part of ECB+.

    python -m training.sameness shared/data/ecbplus/train tipsheet/linking/sameness.toml

A logistic regression over the bins of `tipsheet/linking/sameness.py`, one for each way in which
triggers match, with a ridge, by Newton's method. The pairs are those of marked mentions that the
linker compares: near each other in a block, whatever their topics. Each document is read once
(`evaluation.readings`); a mention is compared with what the reader found at its words. Each pair
counts half as read and half by its words alone, since neither parties nor vectors are always
there. The threshold is chosen on topics that the weights were not fitted on: in turn, each of
FOLDS parts of the topics is left out, and the threshold with the best mean CoNLL F1 is taken.
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evaluation.event_coreference import Text, across, arrived, given_claims, reports_of, texts_of
from evaluation.reader import InstalledReader
from evaluation.readings import Read, read_all
from tipsheet.linking.agglomeration import Limits, Pair, agglomerate, pair
from tipsheet.linking.blocking import Blocks, keys_of
from tipsheet.linking.clusters import MISSING, MOST, NEIGHBOUR, UNSEEN
from tipsheet.linking.profile import Profile
from tipsheet.linking.sameness import RECORD, Sign, signs_of, trigger_match

RIDGE = 4.0
ROUNDS = 8
FOLDS = 5
THRESHOLDS = (-1.75, -1.5, -1.25, -1.0, -0.75, -0.5, -0.25, 0.0)

HEAD = """\
# Log-odds that two claims are about one event, by how their triggers match (same, root, part,
# related, other), then by sign and bin; `bias` is what the match itself says. From `threshold` on,
# on average, claims are one event. Written by `python -m training.sameness` from the training part
# of ECB+: {pairs} pairs, {same} of one event; mean CoNLL F1 over topics left out: {score:.3f}.

threshold = {threshold}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Two mentions that are compared: how their triggers match, by what signs, and the truth."""

    ends: Pair
    match: str
    signs: tuple[Sign, ...]
    same: bool

    @property
    def words(self) -> tuple[Sign, ...]:
        """The signs of the words alone."""
        return tuple(sign for sign in self.signs if sign[0] not in RECORD)


Weights = dict[str, float]


def rows_of(texts: Sequence[Text], read: Mapping[str, Read]) -> list[Row]:
    """The pairs of marked mentions that the linker compares."""
    claims = {text.id: given_claims(text, read.get(text.id)) for text in texts}
    told = arrived(texts, claims, read).linker.profiles
    event = {id: name for text in texts for id, name in text.events.items()}
    return [
        Row(
            ends=(one, other),
            match=trigger_match(told[one], told[other]),
            signs=tuple(signs_of(told[one], told[other])),
            same=event[one] == event[other],
        )
        for one, other in sorted(near_pairs(told.values()))
    ]


def near_pairs(profiles: Iterable[Profile]) -> set[Pair]:
    """The pairs of claims that are compared."""
    blocks = Blocks()
    found: set[Pair] = set()
    for profile in profiles:
        id = profile.claim.id
        near, _ = blocks.add(id, profile.claim.day, keys_of(profile))
        found |= {pair(id, other) for other in near}
    return found


def fitted(rows: Iterable[Row]) -> Weights:
    """The weights by `match.sign.bin`."""
    counts: dict[str, Counter[tuple[tuple[Sign, ...], bool]]] = defaultdict(Counter)
    for row in rows:
        counts[row.match][row.signs, row.same] += 1
        counts[row.match][row.words, row.same] += 1
    weights: Weights = {}
    for match, seen in sorted(counts.items()):
        weights.update((f"{match}.{name}", weight) for name, weight in _fitted(seen).items())
    return weights


def _fitted(counts: Mapping[tuple[tuple[Sign, ...], bool], int]) -> Weights:
    """The weights of pairs whose triggers match in one way; each pair was counted twice."""
    rows = sorted(counts)
    names = ["bias", *sorted({f"{sign}.{bin}" for signs, _ in rows for sign, bin in signs})]
    column = {name: number for number, name in enumerate(names)}
    table = np.zeros((len(rows), len(names)), np.float32)
    table[:, 0] = 1
    for number, (signs, _) in enumerate(rows):
        table[number, [column[f"{sign}.{bin}"] for sign, bin in signs]] = 1
    same = np.array([label for _, label in rows], np.float32)
    often = np.array([counts[row] / 2 for row in rows], np.float32)
    return dict(zip(names, _newton(table, same, often).tolist(), strict=True))


def odds_by(weights: Weights, row: Row) -> float:
    """The log-odds of a pair."""
    told = (weights.get(f"{row.match}.{sign}.{bin}", 0.0) for sign, bin in row.signs)
    return weights.get(f"{row.match}.bias", 0.0) + sum(told)


def chosen(texts: Sequence[Text], rows: Sequence[Row]) -> tuple[float, float]:
    """The best threshold, and its mean CoNLL F1 over topics that were left out of the fit."""
    topic = {id: text.topic for text in texts for id in text.mentions}
    topics = sorted(set(topic.values()))
    scores: dict[float, list[float]] = defaultdict(list)
    for number in range(FOLDS):
        out = set(topics[number::FOLDS])
        inside = [row for row in rows if not out & {topic[id] for id in row.ends}]
        weights = fitted(inside)
        left = [row for row in rows if all(topic[id] in out for id in row.ends)]
        odds = {row.ends: odds_by(weights, row) for row in left}
        for threshold in THRESHOLDS:
            kept = [text for text in texts if text.topic in out]
            scores[threshold].append(grouped(kept, odds, threshold))
    means = {threshold: float(np.mean(found)) for threshold, found in scores.items()}
    best = max(means, key=lambda threshold: (means[threshold], threshold))
    return best, means[best]


def grouped(texts: Sequence[Text], odds: Mapping[Pair, float], threshold: float) -> float:
    """The CoNLL F1 across documents that some log-odds give."""
    ids = [id for text in texts for id in text.mentions]
    kept = {ends: value for ends, value in odds.items() if value >= NEIGHBOUR}
    limits = Limits(threshold=threshold, missing=MISSING, most=MOST, unseen=UNSEEN)
    return across(texts, [frozenset(group) for group in agglomerate(ids, kept, limits)])


def written(weights: Weights, rows: Sequence[Row], threshold: float, score: float) -> str:
    """The weights as TOML."""
    tables: dict[str, list[str]] = defaultdict(list)
    for name, weight in sorted(weights.items()):
        table, _, key = name.rpartition(".")
        tables[table].append(f"{key} = {weight:.3f}")
    same = sum(row.same for row in rows)
    lines = [HEAD.format(pairs=len(rows), same=same, score=score, threshold=threshold)]
    lines += [f"\n[{table}]\n" + "\n".join(told) + "\n" for table, told in sorted(tables.items())]
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
    """Read, fit and write."""
    texts = texts_of(Path(arguments[0]))
    found = read_all(reports_of(texts), InstalledReader())
    rows = rows_of(texts, dict(zip((text.id for text in texts), found, strict=True)))
    threshold, score = chosen(texts, rows)
    told = written(fitted(rows), rows, threshold, score)
    Path(arguments[1]).write_text(told, encoding="utf-8")
    print(f"threshold {threshold}, CoNLL F1 {score:.4f} on topics left out")


if __name__ == "__main__":
    main(sys.argv[1:])
