from datetime import date

import pytest

from tipsheet.reading.dates.lexicon import lexicon
from tipsheet.reading.dates.numbers import count_of, year_of
from tipsheet.reading.dates.resolve.holidays import easter
from tipsheet.reading.dates.values import Point, duration, end_of, moved, shift, span_of


@pytest.mark.parametrize(
    ("value", "days"),
    [
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("2020-W53", ("2020-12-28", "2021-01-03")),
        ("2025-W31-WE", ("2025-08-02", "2025-08-03")),
        ("2025-Q4", ("2025-10-01", "2025-12-31")),
        ("2025-WI", ("2025-12-01", "2026-02-28")),
        ("199X", ("1990-01-01", "1999-12-31")),
        ("2025-08-19TNI", ("2025-08-19", "2025-08-19")),
        ("2025-03-17/2025-03-18", ("2025-03-17", "2025-03-18")),
        ("2025-02-30", (None, None)),
        ("XXXX-09", (None, None)),
        ("PAST_REF", (None, None)),
    ],
)
def test_span_of_gives_inclusive_days(value: str, days: tuple[str | None, str | None]):
    assert span_of(value) == days


def test_shift_keeps_within_the_calendar():
    assert shift(date(2024, 1, 31), "month", 1) == date(2024, 2, 29)
    assert shift(date(9999, 12, 31), "day", 1) is None
    assert shift(date(1, 1, 1), "century", -1) is None


def test_moved_takes_the_unit_as_grain():
    point = moved(Point(day=date(2025, 8, 21), grain="day"), "week", -1)
    assert point is not None
    assert point.value == "2025-W33"


def test_duration_splits_fractions():
    assert [duration("year", 2.5), duration("hour", 1.5), duration("day", None)] == [
        "P2Y6M",
        "PT1H30M",
        "PXD",
    ]
    assert [duration("fortnight", 1), duration("decade", 5)] == ["P2W", "P50Y"]


def test_end_of_counts_begun_days():
    assert end_of(date(2025, 8, 21), "PT25H") == date(2025, 8, 23)
    assert end_of(date(2025, 8, 21), "P1M") == date(2025, 9, 21)
    assert end_of(date(2025, 8, 21), "PAST_REF") is None


def test_easter_falls_on_known_sundays():
    assert [easter(year) for year in (1998, 2000, 2024)] == [
        date(1998, 4, 12),
        date(2000, 4, 23),
        date(2024, 3, 31),
    ]


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("twenty - four", 24),
        ("two thousand five hundred", 2500),
        ("2 1/2", 2.5),
        ("a couple of", 2),
        ("one and a half", 1.5),
        ("12 - 18", 12),
        ("several", None),
    ],
)
def test_count_of_reads_words(words: str, count: float | None):
    assert count_of(words.split(), lexicon()) == count


def test_year_of_reads_spoken_years():
    assert year_of(["nineteen", "ninety", "-", "six"], lexicon()) == 1996
    assert year_of(["two", "thousand", "five"], lexicon()) == 2005
    assert year_of(["twenty", "five"], lexicon()) is None
