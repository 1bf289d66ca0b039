"""What speaks for each candidate: columns of numbers, in three stages.

The first stage looks at the candidate, the words around its mentions and the outlet; the
second also at the states and countries of the other toponyms' likely meanings; the third at
their distance. Each stage weighs the meanings of the one before by their probability.
"""

from collections import Counter
from dataclasses import dataclass

import numpy as np

from tipsheet.reading.gazetteer import SIZE_STEPS, gazetteer
from tipsheet.reading.places.candidates import (
    KINDS,
    Candidates,
    Numbers,
    kind_of_rows,
    unit_vectors,
)

EARTH = 6371.0  # kilometres
NEAR = 100.0  # kilometres over which nearness falls to 1/e
BESIDE = 60.0  # kilometres from a county within which a town may lie in it

_COUNTRY, _ADMIN1, _ADMIN2 = (KINDS.index(kind) for kind in ("country", "admin1", "admin2"))
_CITY = KINDS.index("city")

OWN = (
    "size",
    "below_largest",
    "largest",
    "country",
    "admin1",
    "admin2",
    "lower",
    "region",
    "water",
    "capital",
    "american",
    "other_name",
    "other_name_of_county",
    "other_name_of_city",
    "partial",
    "unidentified",
    "within",
    "not_within",
    "within_elsewhere",
    "as_cued",
    "not_as_cued",
    "country_of_outlet",
    "country_named",
    "country_often_named",
    "state_named",
)
AREA = (
    "state_shared",
    "state_given",
    "country_shared",
    "country_given",
    "near_outlet",
    "state_of_outlet",
)
NEARNESS = ("neighbours", "nearest", "crowd")
STAGES = {"own": OWN, "area": OWN + AREA, "near": OWN + AREA + NEARNESS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What is known besides the toponyms.

    `country` is that of the outlet's domain, `named` counts the countries that the text names
    outside its toponyms (alpha-3 both), `states` are rows of the states that it so names.
    """

    country: str | None
    named: Counter[str]
    states: frozenset[int]


def own_features(candidates: Candidates, around: Surroundings) -> Numbers:
    """The columns OWN, [candidates, features]."""
    book = gazetteer()
    kind, other = candidates.kind, candidates.other_name.astype(bool)
    gap = largest(candidates) - candidates.size
    us = np.array(book.countries.index("USA") if "USA" in book.countries else -1)
    american = candidates.country == us
    named = np.array([around.named.get(code, 0) for code in book.countries], dtype=float)
    mentions = named[candidates.country] * (kind != _COUNTRY)
    columns = [
        candidates.size / (10 * SIZE_STEPS),
        gap / (10 * SIZE_STEPS),
        gap == 0,
        *(kind == KINDS.index(k) for k in ("country", "admin1", "admin2", "lower", "region")),
        kind == KINDS.index("water"),
        book.columns["feature"][candidates.row] == _feature("PPLC"),
        american,
        other,
        other & (kind == _ADMIN2),
        other & (kind == _CITY),
        candidates.partial,
        book.columns["geonames_id"][candidates.row] == 0,
        *_holding(candidates),
        *_cued(candidates),
        _outlet_country(candidates, around),
        mentions > 0,
        np.log1p(mentions),
        _state_named(candidates, around),
    ]
    return np.stack([np.asarray(column, dtype=np.float64) for column in columns], axis=1)


def largest(candidates: Candidates) -> Numbers:
    """The largest size in each candidate's group."""
    sizes = np.zeros(len(candidates.groups), dtype=np.float32)
    np.maximum.at(sizes, candidates.group, candidates.size)
    return sizes[candidates.group]


def area_features(candidates: Candidates, chances: Numbers) -> Numbers:
    """The columns AREA: other groups that may lie in the same state or country, or be it."""
    rows = gazetteer().columns["admin1_rows"]
    state = _shared(candidates, candidates.admin1, chances)
    country = _shared(candidates, candidates.country, chances)
    small = candidates.kind != _COUNTRY
    inner = small & (candidates.kind != _ADMIN1)
    given = _given(candidates, chances, _ADMIN1, rows[candidates.admin1])
    nation = _given_country(candidates, chances)
    columns = [
        np.log1p(state) * (candidates.admin1 > 0),
        given * inner * (candidates.admin1 > 0),
        np.log1p(country) * small * (candidates.country > 0),
        nation * small,
        *_outlet(candidates, chances),
    ]
    return np.stack(columns, axis=1)


def nearness_features(candidates: Candidates, chances: Numbers) -> Numbers:
    """The columns NEARNESS: how close the likely meanings of the other groups lie."""
    count = len(candidates.groups)
    if count < 2:
        return np.zeros((len(candidates), len(NEARNESS)))
    point = candidates.point.astype(np.float32)
    angle = np.arccos(np.clip(point @ point.T, -1, 1))
    pull = np.exp(angle * np.float32(-EARTH / NEAR)) * chances[None, :].astype(np.float32)
    starts = np.flatnonzero(np.diff(candidates.group, prepend=-1))
    best = np.maximum.reduceat(pull, starts, axis=1)
    present = candidates.group[starts]
    best[np.arange(len(candidates)), np.searchsorted(present, candidates.group)] = 0
    total = best.sum(axis=1)
    return np.stack([np.log1p(total), best.max(axis=1), total / (count - 1)], axis=1)


def near_rows(rows: list[int], candidates: Candidates) -> Numbers:
    """The angle to the nearest of some rows, in kilometres, for each candidate."""
    columns = gazetteer().columns
    points = unit_vectors(columns["latitude"][rows], columns["longitude"][rows])
    cosine = np.clip(candidates.point @ points.T, -1, 1).max(axis=1)
    return np.asarray(EARTH * np.arccos(cosine))


def _feature(name: str) -> int:
    features = gazetteer().features
    return features.index(name) if name in features else -1


def _holding(candidates: Candidates) -> list[Numbers]:
    within, against, elsewhere = (np.zeros(len(candidates)) for _ in range(3))
    for at, group in enumerate(candidates.groups):
        mine = np.flatnonzero(candidates.group == at) if group.within or group.elsewhere else None
        if mine is None:
            continue
        if group.within:
            inside, apt = _inside(candidates, mine, group.within)
            within[mine] = inside
            against[mine] = ~inside & apt & bool(inside.any())
        if group.elsewhere:
            elsewhere[mine], _ = _inside(candidates, mine, group.elsewhere)
    return [within, against, elsewhere]


def _inside(
    candidates: Candidates, mine: Numbers, holders: tuple[int, ...]
) -> tuple[Numbers, Numbers]:
    """Which candidates lie in one of the holders, and which could lie in such a one at all."""
    rows = np.array(holders)
    kinds, columns = kind_of_rows()[rows], gazetteer().columns
    kind = candidates.kind[mine]
    small = kind != _COUNTRY
    smaller = small & (kind != _ADMIN1)
    nations = columns["country"][rows[kinds == _COUNTRY]]
    inside = small & np.isin(candidates.country[mine], nations)
    states = rows[kinds == _ADMIN1]
    inside |= smaller & np.isin(columns["admin1_rows"][candidates.admin1[mine]], states)
    counties = rows[kinds == _ADMIN2]
    if len(counties):
        near = near_rows(counties.tolist(), candidates)[mine] < BESIDE
        inside |= smaller & (kind != _ADMIN2) & near
    return inside, small if len(nations) else smaller


def _cued(candidates: Candidates) -> list[Numbers]:
    as_cued, not_as_cued = np.zeros(len(candidates)), np.zeros(len(candidates))
    for at, group in enumerate(candidates.groups):
        if group.cues:
            mine = candidates.group == at
            fits = np.isin(candidates.kind, [KINDS.index(cue) for cue in group.cues])
            as_cued[mine & fits] = 1
            not_as_cued[mine & ~fits] = 1
    return [as_cued, not_as_cued]


def _outlet_country(candidates: Candidates, around: Surroundings) -> Numbers:
    countries = gazetteer().countries
    if around.country not in countries:
        return np.zeros(len(candidates))
    same = candidates.country == countries.index(around.country)
    return np.asarray(same & (candidates.kind != _COUNTRY))


def _state_named(candidates: Candidates, around: Surroundings) -> Numbers:
    rows = gazetteer().columns["admin1_rows"][candidates.admin1]
    inner = (candidates.kind != _COUNTRY) & (candidates.kind != _ADMIN1)
    return np.asarray(np.isin(rows, list(around.states)) & inner & (candidates.admin1 > 0))


def _outlet(candidates: Candidates, chances: Numbers) -> list[Numbers]:
    """Nearness to the likely homes of the outlet, and the chance to be in its state."""
    homes = np.flatnonzero(candidates.group == candidates.outlet)
    if not len(homes):
        return [np.zeros(len(candidates))] * 2
    cosine = np.clip(candidates.point @ candidates.point[homes].T, -1, 1)
    near = np.exp(-EARTH * np.arccos(cosine) / NEAR) @ chances[homes]
    states = np.zeros(len(gazetteer().columns["admin1_rows"]))
    np.add.at(states, candidates.admin1[homes], chances[homes])
    states[0] = 0
    toponym = candidates.group != candidates.outlet
    return [near * toponym, states[candidates.admin1] * toponym]


def _shared(candidates: Candidates, area: Numbers, chances: Numbers) -> Numbers:
    """For each candidate, the summed chance that other groups lie in its area."""
    width = int(area.max(initial=0)) + 1
    best = np.zeros((len(candidates.groups), width), dtype=np.float32)
    np.maximum.at(best, (candidates.group, area), chances.astype(np.float32))
    return np.asarray(best.sum(axis=0)[area] - best[candidates.group, area])


def _given(candidates: Candidates, chances: Numbers, kind: int, wanted: Numbers) -> Numbers:
    """For each candidate, the chance that some other group is the wanted row."""
    named: dict[int, float] = {}
    for at in np.flatnonzero(candidates.kind == kind):
        row = int(candidates.row[at])
        named[row] = max(named.get(row, 0.0), float(chances[at]))
    return np.array([named.get(row, 0.0) for row in wanted.tolist()])


def _given_country(candidates: Candidates, chances: Numbers) -> Numbers:
    chance = np.zeros(len(gazetteer().countries))
    mine = candidates.kind == _COUNTRY
    np.maximum.at(chance, candidates.country[mine], chances[mine])
    chance[0] = 0
    return chance[candidates.country]
