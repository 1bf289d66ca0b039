from dataclasses import replace
from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tipsheet.exports.amounts import HEDGES, amount, number
from tipsheet.record import Figure
from tipsheet.vocabulary import figure_modifiers

FIGURE = Figure(
    start=0,
    end=1,
    text="x",
    id="f",
    value=4000,
    upper=None,
    modifier="exact",
    unit=None,
    of=None,
    event=None,
    attribution=None,
)


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (4000, "4,000"),
        (2.5, "2.5"),
        (3_200_000, "3.2 million"),
        (1_234_567, "1,234,567"),
        (2e12, "2 trillion"),
        (0, "0"),
        (-12, "-12"),
        (1e300, "1e+300"),
    ],
)
def test_number_prints_thousands_and_scales(value: float, printed: str) -> None:
    assert number(value) == printed


@given(st.floats())
def test_number_prints_any_float(value: float) -> None:
    assert number(value)


def test_number_does_not_pretend_to_know_what_is_not_finite() -> None:
    assert number(inf) == "?"
    assert number(nan) == "?"


def test_amount_keeps_the_hedge() -> None:
    assert amount(replace(FIGURE, modifier="more_than")) == "over 4,000"
    assert amount(replace(FIGURE, modifier="at_most", unit="percent", value=40)) == "up to 40%"


def test_amount_gives_ranges_and_money() -> None:
    assert amount(replace(FIGURE, value=12, upper=15, modifier="range")) == "12–15"
    both = replace(FIGURE, value=6e6, upper=8e6, modifier="range", unit="USD")
    assert amount(both) == "$6–8 million"


def test_hedges_are_modifiers_of_the_vocabulary() -> None:
    assert HEDGES.keys() | {"exact", "range"} == figure_modifiers().keys()


@pytest.mark.parametrize(
    ("value", "upper", "modifier", "printed"),
    [
        (0.5, None, "exact", "½"),
        (0.3333, None, "more_than", "over ⅓"),
        (0.1, None, "about", "about 10%"),
        (0.25, 0.5, "range", "¼–½"),
    ],
)
def test_share_is_printed_as_its_fraction(
    value: float, upper: float | None, modifier: str, printed: str
) -> None:
    figure = replace(FIGURE, value=value, upper=upper, modifier=modifier, unit="fraction")
    assert amount(figure) == printed
