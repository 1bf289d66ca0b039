"""From features to the chance that each candidate is what its toponym means."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import numpy as np

from tipsheet.errors import InstallationBroken
from tipsheet.reading.places.candidates import Candidates, Numbers
from tipsheet.reading.places.features import (
    STAGES,
    Surroundings,
    area_features,
    nearness_features,
    own_features,
)

KEPT = 5  # candidates of a group that go into the last stage

Weights = Mapping[str, Numbers]


def rank(
    candidates: Candidates, around: Surroundings, weights: Weights | None = None
) -> tuple[Candidates, Numbers]:
    """The likeliest candidates of each group, and their chances, which add up to 1 in a group."""
    weights = weights or shipped_weights()
    own = own_features(candidates, around)
    chances = softmax(candidates, own @ weights["own"])
    area = np.hstack([own, area_features(candidates, chances)])
    chances = softmax(candidates, area @ weights["area"])
    kept = best_of_group(candidates, chances)
    likely, chances = candidates.take(kept), chances[kept]
    near = last_features(likely, own[kept], chances)
    return likely, softmax(likely, near @ weights["near"])


def last_features(likely: Candidates, own: Numbers, chances: Numbers) -> Numbers:
    """The features of the last stage, from the chances of the stage before."""
    return np.hstack([own, area_features(likely, chances), nearness_features(likely, chances)])


def softmax(candidates: Candidates, scores: Numbers) -> Numbers:
    """Chances within each group."""
    count = len(candidates.groups)
    top = np.full(count, -np.inf)
    np.maximum.at(top, candidates.group, scores)
    raised = np.exp(scores - top[candidates.group])
    total = np.bincount(candidates.group, raised, minlength=count)
    return np.asarray(raised / total[candidates.group])


def best_of_group(candidates: Candidates, chances: Numbers, most: int = KEPT) -> Numbers:
    """Positions of the likeliest candidates of each group, in the order they were in."""
    order = np.lexsort((-chances, candidates.group))
    starts = np.searchsorted(candidates.group[order], candidates.group[order], "left")
    return np.sort(order[np.arange(len(order)) - starts < most])


@cache
def shipped_weights() -> dict[str, Numbers]:
    """The weights that come with the package, as `python -m training.places` fits them.

    Raises InstallationBroken when their file is missing or damaged.
    """
    try:
        path = files("tipsheet.reading") / "data" / "places.toml"
        table = tomllib.loads(path.read_text("utf-8"))
        return {
            stage: np.array([float(table[stage][name]) for name in names])
            for stage, names in STAGES.items()
        }
    except (OSError, KeyError, ValueError) as error:
        raise InstallationBroken(f"places.toml: {error}; install tipsheet again") from error
