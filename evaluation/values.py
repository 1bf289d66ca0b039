"""Dates, places and figures of two marked reports: found, and with the right value.

A predicted span is found when it overlaps a gold one, one to one, and the value is judged on
that pair, as TempEval-3 does for dates.
"""

from collections.abc import Callable, Mapping, Sequence
from math import asin, cos, radians, sin, sqrt
from typing import Protocol, TypeVar

from evaluation.events import Counts, overlap
from evaluation.marked import Marked, MarkedDate, MarkedFigure, MarkedPlace
from evaluation.matching import assign
from evaluation.reader import Degrees
from evaluation.tokens import Range

EARTH = 6371.0  # km, mean radius
NEAR = 161.0  # km, a hundred miles: the field's measure of a place well resolved
TOLERANCE = 1e-6  # relative, for values that went through decimals

Locate = Callable[[str, str | None], Degrees | None]


class Spanned(Protocol):
    """Something marked at one place of the text."""

    @property
    def span(self) -> Range:
        """Where it stands."""


T = TypeVar("T", bound=Spanned)


def same_spans(gold: Sequence[Spanned], found: Sequence[Spanned]) -> dict[int, int]:
    """Gold index to predicted index of things that overlap, one to one."""
    pairs = {
        (i, j): 1 + shared
        for i, one in enumerate(gold)
        for j, other in enumerate(found)
        if (shared := overlap(one.span, other.span)) > 0
    }
    return assign(pairs)


def count_values(gold: Marked, found: Marked, locate: Locate) -> dict[str, Counts]:
    """(tp, fp, fn) of spans and values in the three layers."""

    def near(one: MarkedPlace, other: MarkedPlace) -> bool:
        return same_place(one, other, locate)

    return {
        **_counts("date", gold.dates, found.dates, {"value": same_date}),
        **_counts("place", gold.places, found.places, {"country": same_country, "161km": near}),
        **_counts(
            "figure",
            gold.figures,
            found.figures,
            {"value": same_value, "value_unit": same_unit, "value_hedge": same_hedge},
        ),
    }


VALUES = (
    "date_span",
    "date_value",
    "place_span",
    "place_country",
    "place_161km",
    "figure_span",
    "figure_value",
    "figure_value_unit",
    "figure_value_hedge",
)


def same_date(one: MarkedDate, other: MarkedDate) -> bool:
    """Whether the TIMEX3 values are the same."""
    return one.value == other.value


def same_country(one: MarkedPlace, other: MarkedPlace) -> bool:
    """Whether the countries are the same; a gold place without one matches any."""
    return one.country is None or one.country == other.country


def same_place(one: MarkedPlace, other: MarkedPlace, locate: Locate) -> bool:
    """Whether two places lie within 161 km of each other.

    Where either cannot be located, country and canonical name must be the same.
    """
    here, there = _degrees(one, locate), _degrees(other, locate)
    if here is not None and there is not None:
        return kilometres(here, there) <= NEAR
    return same_country(one, other) and one.name.casefold() == other.name.casefold()


def kilometres(one: Degrees, other: Degrees) -> float:
    """Great-circle distance (haversine)."""
    (north, east), (up, across) = (map(radians, point) for point in (one, other))
    half = sin((up - north) / 2) ** 2 + cos(north) * cos(up) * sin((across - east) / 2) ** 2
    return 2 * EARTH * asin(min(1.0, sqrt(half)))


def same_value(one: MarkedFigure, other: MarkedFigure) -> bool:
    """Whether value, and upper end where there is one, are the same."""
    return _equal(one.value, other.value) and _equal(one.upper, other.upper)


def same_unit(one: MarkedFigure, other: MarkedFigure) -> bool:
    """Whether value and unit are the same."""
    return same_value(one, other) and one.unit == other.unit


def same_hedge(one: MarkedFigure, other: MarkedFigure) -> bool:
    """Whether value and modifier are the same."""
    return same_value(one, other) and one.modifier == other.modifier


def _counts(
    layer: str, gold: Sequence[T], found: Sequence[T], tests: Mapping[str, Callable[[T, T], bool]]
) -> dict[str, Counts]:
    same = same_spans(gold, found)
    hits = {"span": len(same)}
    for name, test in tests.items():
        hits[name] = sum(test(gold[i], found[j]) for i, j in same.items())
    return {f"{layer}_{name}": (n, len(found) - n, len(gold) - n) for name, n in hits.items()}


def _degrees(place: MarkedPlace, locate: Locate) -> Degrees | None:
    if place.latitude is not None and place.longitude is not None:
        return place.latitude, place.longitude
    return locate(place.name, place.country)


def _equal(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) <= TOLERANCE * max(1.0, abs(one))
