"""Fit the weights that tell which place a toponym means: `python -m training.places CORPUS...`.

Each stage is a conditional logit over the candidates of a toponym: the likelihood of the
meanings that the annotators chose, with a penalty on large weights. Articles of the
development split are left out of the weights that are written. `--folds` reports instead what
is reached on outlets (LGL) or articles that were not trained on.
"""

import argparse
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

import numpy as np

from evaluation.geo import Article, GoldPlace, load
from evaluation.splits import is_dev
from tipsheet.reading.gazetteer import gazetteer
from tipsheet.reading.places.candidates import Candidates, Numbers, gather, unit_vectors
from tipsheet.reading.places.features import (
    EARTH,
    OWN,
    STAGES,
    Surroundings,
    area_features,
    own_features,
)
from tipsheet.reading.places.ranking import best_of_group, last_features, softmax
from tipsheet.reading.places.resolving import resolve_candidates, surroundings

TARGET = Path(__file__).parents[1] / "tipsheet" / "reading" / "data" / "places.toml"
CLOSE = 40.0  # kilometres: where no candidate has the id, the ones this close are right
ROUNDS, RATE, PENALTY = 800, 0.05, 0.0003  # chosen by --folds
SAME = 161.0  # kilometres
# Where the state after the comma is a toponym too, the other features take its credit; the
# weight of "within" is held up, so that it decides where only one of the two was found.
WITHIN = 4.0


@dataclass(slots=True, kw_only=True)
class Case:
    """One article's candidates; `right` marks the meanings chosen, `gold` holds what was marked."""

    article: Article
    candidates: Candidates
    around: Surroundings
    weight: Numbers
    right: Numbers
    features: Numbers
    chances: Numbers


def main() -> None:
    """Fit and write the weights, or report on folds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, default=TARGET)
    parser.add_argument("--folds", type=int, default=0)
    options = parser.parse_args()
    articles = [article for path in options.corpora for article in load(path)]
    cases = [case for article in articles if (case := case_of(article))]
    if options.folds:
        for fold in range(options.folds):
            held = [case for case in cases if _fold(case.article, options.folds) == fold]
            rest = [case for case in cases if _fold(case.article, options.folds) != fold]
            print(fold, report(held, fit(rest)))
        return
    weights = fit([case for case in cases if not is_dev(case.article.id)])
    options.out.write_text(_toml(weights), encoding="utf-8")
    print(report([case for case in cases if is_dev(case.article.id)], weights))


def thinned(article: Article) -> Article:
    """The article with half of its toponyms, as when a finder misses some."""
    kept = (place for place in article.places if _digest(f"{article.id} {place.span.start}") % 2)
    return replace(article, places=tuple(kept))


def case_of(article: Article) -> Case | None:
    """The candidates of an article's gold toponyms, with what is right about them."""
    gold = [place for place in article.places if place.latitude is not None]
    if not gold:
        return None
    spans = [place.span for place in gold]
    candidates = gather(article.text, spans, url=article.url)
    if not len(candidates):
        return None
    around = surroundings(article.text, spans, article.url)
    by_start = {place.span.start: place for place in gold}
    right = np.zeros(len(candidates), dtype=bool)
    weight = np.zeros(len(candidates.groups))
    for at, group in enumerate(candidates.groups):
        if not group.spans:
            continue
        mine = np.flatnonzero(candidates.group == at)
        marks = [by_start[span.start] for span in group.spans]
        right[mine] = _right(candidates, mine, max(marks, key=lambda m: _times(m, marks)))
        weight[at] = np.sqrt(len(marks)) if right[mine].any() else 0
    own = own_features(candidates, around)
    return Case(
        article=article,
        candidates=candidates,
        around=around,
        weight=weight,
        right=right,
        features=own,
        chances=np.zeros(len(candidates)),
    )


def _times(mark: GoldPlace, marks: Sequence[GoldPlace]) -> int:
    return sum(m.latitude == mark.latitude and m.longitude == mark.longitude for m in marks)


def _right(candidates: Candidates, mine: Numbers, mark: GoldPlace) -> Numbers:
    ids = gazetteer().columns["geonames_id"][candidates.row[mine]]
    same = ids == (mark.geonames_id or -1)
    if same.any():
        return np.asarray(same)
    away = _away(candidates, mine, mark)
    return np.asarray((away <= CLOSE) & (away <= away.min(initial=np.inf) + 5))


def _away(candidates: Candidates, mine: Numbers, mark: GoldPlace) -> Numbers:
    there = unit_vectors(np.array([mark.latitude]), np.array([mark.longitude]))[0]
    return np.asarray(EARTH * np.arccos(np.clip(candidates.point[mine] @ there, -1, 1)))


def fit(whole: Sequence[Case]) -> dict[str, Numbers]:
    """The weights of the three stages, each fitted on the chances of the one before.

    Each article is taken twice, with all of its toponyms and with half of them.
    """
    halves = (case_of(thinned(case.article)) for case in whole)
    cases = [*whole, *(case for case in halves if case)]
    weights = {"own": _fit([(c.candidates, c.features, c) for c in cases])}
    second = []
    for case in cases:
        case.chances = softmax(case.candidates, case.features @ weights["own"])
        area = np.hstack([case.features, area_features(case.candidates, case.chances)])
        second.append((case.candidates, area, case))
    weights["area"] = _fit(second)
    third = []
    for candidates, area, case in second:
        chances = softmax(candidates, area @ weights["area"])
        kept = best_of_group(candidates, chances)
        likely = candidates.take(kept)
        near = last_features(likely, case.features[kept], chances[kept])
        third.append((likely, near, _cut(case, kept)))
    weights["near"] = _fit(third)
    return weights


def _cut(case: Case, kept: Numbers) -> Case:
    right = case.right[kept]
    reached = np.zeros(len(case.weight), dtype=bool)
    reached[case.candidates.group[kept][right]] = True
    return Case(
        article=case.article,
        candidates=case.candidates,
        around=case.around,
        weight=case.weight * reached,
        right=right,
        features=case.features,
        chances=case.chances,
    )


def _fit(parts: Sequence[tuple[Candidates, Numbers, Case]]) -> Numbers:
    """Conditional logit by Adam over all articles at once."""
    features = np.vstack([table for _, table, _ in parts])
    right = np.concatenate([case.right for _, _, case in parts])
    starts = np.cumsum([0, *(len(case.weight) for _, _, case in parts)])
    group = np.concatenate(
        [candidates.group + start for (candidates, _, _), start in zip(parts, starts, strict=False)]
    )
    weight = np.concatenate([case.weight for _, _, case in parts])
    theta, mean, square = (np.zeros(features.shape[1]) for _ in range(3))
    for step in range(1, ROUNDS + 1):
        slope = _slope(features, group, right, weight, theta) + PENALTY * theta
        mean = 0.9 * mean + 0.1 * slope
        square = 0.999 * square + 0.001 * slope**2
        theta = theta - RATE * (mean / (1 - 0.9**step)) / (
            np.sqrt(square / (1 - 0.999**step)) + 1e-8
        )
    theta[OWN.index("within")] = max(WITHIN, theta[OWN.index("within")])
    return theta


def _slope(
    features: Numbers, group: Numbers, right: Numbers, weight: Numbers, theta: Numbers
) -> Numbers:
    scores = features @ theta
    top = np.full(len(weight), -np.inf)
    np.maximum.at(top, group, scores)
    raised = np.exp(scores - top[group])
    chance = raised / np.bincount(group, raised, len(weight))[group]
    mass = np.bincount(group, raised * right, len(weight))
    wanted = np.where(right, raised, 0) / np.where(mass > 0, mass, 1)[group]
    pull = (chance - wanted) * weight[group]
    return np.asarray(pull @ features / weight.sum())


def report(cases: Iterable[Case], weights: Mapping[str, Numbers]) -> str:
    """Share of gold toponyms with the right id and within 161 km, per file."""
    tally: dict[str, list[int]] = {}
    for case in cases:
        gold = {m.span.start: m for m in case.article.places if m.latitude is not None}
        found = {p.start: p for p in resolve_candidates(case.candidates, case.around, weights)}
        row = tally.setdefault(case.article.id.split("-")[0], [0, 0, 0, 0])
        for start, mark in gold.items():
            place = found.get(start)
            row[0] += 1
            if place and place.latitude is not None:
                row[1] += 1
                there = unit_vectors(np.array([mark.latitude]), np.array([mark.longitude]))[0]
                here = unit_vectors(np.array([place.latitude]), np.array([place.longitude]))[0]
                row[2] += EARTH * np.arccos(np.clip(here @ there, -1, 1)) <= SAME
                row[3] += place.geonames_id == mark.geonames_id and mark.geonames_id is not None
    return "; ".join(
        f"{name} n={n} resolved={r / n:.3f} 161km={k / n:.3f} id={i / n:.3f}"
        for name, (n, r, k, i) in sorted(tally.items())
    )


def _fold(article: Article, folds: int) -> int:
    return _digest(article.group) % folds


def _digest(key: str) -> int:
    return int.from_bytes(sha256(key.encode()).digest()[:8], "big")


def _toml(weights: Mapping[str, Numbers]) -> str:
    return "\n".join(_lines(weights))


def _lines(weights: Mapping[str, Numbers]) -> Iterator[str]:
    yield "# Weights of the places' features, written by `python -m training.places`."
    for stage, names in STAGES.items():
        yield f"\n[{stage}]"
        for name, value in zip(names, weights[stage].tolist(), strict=True):
            yield f"{name} = {value:.4f}"
    yield ""


if __name__ == "__main__":
    main()
