import pytest

from tipsheet.reading.dates import due_range, find_dates

THURSDAY = "2025-08-21"


def due(text: str, published: str | None = THURSDAY) -> tuple[str | None, str | None]:
    return due_range(text, find_dates(text, published=published)[0], published)


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("The plans are due by mid-September.", THURSDAY, "2025-09-20"),
        ("He has until 30 September.", THURSDAY, "2025-09-30"),
        ("It must end no later than Friday.", THURSDAY, "2025-08-22"),
        ("It must end before September.", THURSDAY, "2025-08-31"),
        ("It will answer within 48 hours.", THURSDAY, "2025-08-23"),
        ("It will answer within days.", THURSDAY, "2025-08-28"),
        ("A vote is expected over the next three weeks.", THURSDAY, "2025-09-11"),
        ("It will vote on Monday, Sept. 1, 2025.", "2025-09-01", "2025-09-01"),
        ("It will vote after September 5.", "2025-09-05", None),
        ("It will vote in the near future.", THURSDAY, None),
        ("It will vote every Monday.", None, None),
    ],
)
def test_due_range_follows_the_preposition(text: str, earliest: str | None, latest: str | None):
    assert due(text) == (earliest, latest)


def test_due_range_counts_from_the_date_that_follows():
    assert due("It will act within 10 days of the September 1 vote.") == (
        "2025-09-01",
        "2025-09-11",
    )


def test_due_range_counts_a_told_story_from_its_last_date():
    text = "They met in July. Within days, the group split."
    length = find_dates(text, published=THURSDAY)[1]
    assert due_range(text, length, THURSDAY) == ("2025-07-01", "2025-08-07")


def test_due_range_is_open_without_publication():
    assert due("It will answer within 48 hours.", None) == (None, None)
    assert due("It is due by 1 May 2026.", None) == (None, "2026-05-01")


def test_due_range_keeps_no_start_after_a_passed_limit():
    assert due("It was due by 1 May 2024.") == (None, "2024-05-01")
