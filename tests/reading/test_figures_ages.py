"""Ages and times of day are no figures; money is, whatever mints it."""

import pytest

from tipsheet.reading.figures import find_figures, find_quantities


def kinds(text: str) -> list[str]:
    return [quantity.kind for quantity in find_quantities(text)]


@pytest.mark.parametrize(
    "text",
    [
        "The suspect, 29, fled.",
        "The colonel, 55, has led the unit.",
        "The former minister, now 81, denied it.",
        "She was 61.",
        "He died at 78.",
        "He turned 40 on Monday.",
        "At 27, she became a judge.",
        "A girl of 14 was among the dead.",
        "Anyone over 65 will get a grant.",
        "Girls under 15 may not marry.",
        "Men between 18 and 60 may not leave.",
        "Men aged 18 to 60 may not leave.",
        "Children as young as seven were taken.",
    ],
)
def test_ages_are_told_from_counts(text: str) -> None:
    assert kinds(text) == ["age"]
    assert find_figures(text) == ()


def test_ages_in_a_row_are_ages() -> None:
    assert kinds("The victims, 19 and 23, were cousins.") == ["age", "age"]
    assert kinds("Her mother, 70, and father, 72, survived.") == ["age", "age"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The mother of three was hurt.", 3),
        ("A list of 14 was drawn up.", 14),
        ("They rescued people, 300 in all.", 300),
        ("The men between 18 and 60 houses burned.", 18),
        ("He turned 40 pages.", 40),
    ],
)
def test_counts_are_not_taken_for_ages(text: str, value: float) -> None:
    (figure,) = find_figures(text)
    assert figure.value == value


@pytest.mark.parametrize(
    "text",
    [
        "The gates open at 9 and close at 5.",
        "Trains stop at 10 on weekdays.",
        "Shops shut at seven.",
        "The blast came at 6.15 and the next at 7.40.",
        "They marched from 9 to 5.",
        "The curfew runs from 10 to 5.",
        "By 11 the square was full.",
        "He will wait until 6.",
    ],
)
def test_times_of_day_are_no_figures(text: str) -> None:
    assert find_quantities(text) == ()


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("The toll stood at 12.", [12]),
        ("Losses fell from 9 to 5.", [9, 5]),
        ("The index closed at 14.", [14]),
        ("They met at 9 camps.", [9]),
        ("By 11 votes it was lost.", [11]),
    ],
)
def test_levels_and_counts_are_no_times(text: str, values: list[float]) -> None:
    assert [figure.value for figure in find_figures(text)] == values


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("The fine is 400 crowns.", 400, "crowns"),
        ("A ransom of 3 million crowns was paid.", 3_000_000, "crowns"),
        ("The grant is worth 12 million Kelmian dollars.", 12_000_000, "dollars"),
        ("It cost 500 Vellish marks.", 500, "marks"),
        ("It cost 500 Swedish crowns.", 500, "SEK"),
        ("He was paid 500 thalers.", 500, "thalers"),
    ],
)
def test_money_of_any_nation_has_a_unit(text: str, value: float, unit: str) -> None:
    (figure,) = find_figures(text)
    assert (figure.value, figure.unit) == (value, unit)


def test_few_crowns_are_prizes() -> None:
    (figure,) = find_figures("She won two crowns.")
    assert (figure.unit, figure.of) == (None, "crowns")
