"""How many people stand behind a source."""

import pytest

from tipsheet.reading.figures import count_of


@pytest.mark.parametrize(
    ("source", "count"),
    [
        ("three military sources", 3),
        ("Two people familiar with the talks", 2),
        ("one senior intelligence official", 1),
        ("a senior official who was not authorized to speak", 1),
        ("another aide", 1),
        ("the official", 1),
        ("the three ministers", 3),
        ("at least 12 villagers", 12),
        ("He and Roe", 2),
    ],
)
def test_count_of_counts_people(source: str, count: int) -> None:
    assert count_of(source) == count


@pytest.mark.parametrize(
    "source",
    [
        "officials",
        "dozens of officials",
        "Anna Roe",
        "a former officer, Anna Roe",
        "the president",
        "the ministry",
        "a report",
        "two reports",
        "a spokesman for the ministry",
        "",
    ],
)
def test_count_of_says_nothing_without_a_number(source: str) -> None:
    assert count_of(source) is None
