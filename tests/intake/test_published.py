from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tipsheet.intake.published import any_published, date_in, iso_published


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2025-08-21", "2025-08-21"),
        (" 20250821 ", "2025-08-21"),
        ("2025-08-21T14:30", "2025-08-21T14:30:00"),
        ("2025-08-21 14:30:00+02:00", "2025-08-21T14:30:00+02:00"),
        ("2025-08-21T14:30:00Z", "2025-08-21T14:30:00+00:00"),
    ],
)
def test_iso_published_gives_one_form(value: str, expected: str) -> None:
    assert iso_published(value) == expected


@pytest.mark.parametrize(
    "value", ["", "soon", "2025-08", "2025", "2025-02-30", "21/08/2025", "0001-01-01", "9" * 99]
)
def test_iso_published_refuses_what_is_no_full_date(value: str) -> None:
    assert iso_published(value) is None


@given(st.dates(date(1600, 1, 1), date(2199, 12, 31)))
def test_iso_published_keeps_every_iso_day(day: date) -> None:
    assert iso_published(day.isoformat()) == day.isoformat()


@given(st.dates(date(1600, 1, 1), date(2199, 12, 31)))
def test_date_in_reads_days_in_words(day: date) -> None:
    american = f"{day:%B} {day.day}, {day.year}"
    british = f"{day.day} {day:%b}. {day.year}"
    assert date_in(f"on {american} it") == day.isoformat()
    assert date_in(british) == day.isoformat()


@pytest.mark.parametrize(
    "text", ["03/04/2020", "March 2020", "February 30, 2020", "2020-13-01", ""]
)
def test_date_in_leaves_unclear_dates_alone(text: str) -> None:
    assert date_in(text) is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Thu, 21 Aug 2025 10:00:00 +0200", "2025-08-21T10:00:00+02:00"),
        ("August 21, 2025", "2025-08-21"),
        (1755770400, "2025-08-21T10:00:00+00:00"),
        (1755770400000, "2025-08-21T10:00:00+00:00"),
        (True, None),
        (float("inf"), None),
        (10**30, None),
        (["2025-08-21"], None),
    ],
)
def test_any_published_reads_what_records_hold(value: object, expected: str | None) -> None:
    assert any_published(value) == expected
