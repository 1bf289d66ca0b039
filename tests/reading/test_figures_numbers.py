"""Numerals to values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tipsheet.reading.figures.numbers import read_numeral
from tipsheet.reading.figures.tokens import Tokens


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("two hundred and fifty", 250),
        ("one hundred and twenty thousand", 120_000),
        ("two million three hundred thousand", 2_300_000),
        ("twenty-five", 25),
        ("a dozen", 12),
        ("two dozen", 24),
        ("half a million", 500_000),
        ("a quarter of a million", 250_000),
        ("two and a half million", 2_500_000),
        ("1.2bn", 1_200_000_000),
        ("500 crore", 5_000_000_000),
        ("1,00,000", 100_000),
        ("2 1/2", 2.5),
        ("2½", 2.5),
        ("three-quarters", 0.75),
        ("two thirds", 0.6667),
    ],
)
def test_read_numeral_reads_the_whole(text: str, value: float) -> None:
    tokens = Tokens(text)
    numeral = read_numeral(tokens, 0)
    assert numeral is not None
    assert (numeral.value, numeral.stop) == (value, len(tokens))


@given(st.integers(min_value=0, max_value=10**15))
def test_read_numeral_reads_grouped_digits(number: int) -> None:
    numeral = read_numeral(Tokens(f"{number:,}"), 0)
    assert numeral is not None
    assert numeral.value == number


@pytest.mark.parametrize("text", ["9/11", "9" * 5000, "tens", "the", "scores", "1/1"])
def test_read_numeral_refuses(text: str) -> None:
    assert read_numeral(Tokens(text), 0) is None


def test_read_numeral_bounds_its_scales() -> None:
    numeral = read_numeral(Tokens("5 " + "million " * 200), 0)
    assert numeral is not None
    assert numeral.value < 1e30
