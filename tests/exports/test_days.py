import pytest

from tipsheet.exports import days
from tipsheet.record import Due, TimeExpression


def _time(words: str, value: str, earliest: str | None, latest: str | None) -> TimeExpression:
    return TimeExpression(
        start=0,
        end=len(words),
        text=words,
        id="t",
        type="DATE",
        value=value,
        earliest=earliest,
        latest=latest,
    )


@pytest.mark.parametrize(
    ("earliest", "latest", "printed"),
    [
        ("2025-09-11", "2025-09-20", "11–20 Sep 2025"),
        ("2025-09-11", "2025-09-11", "11 Sep 2025"),
        ("2025-08-28", "2025-09-02", "28 Aug – 2 Sep 2025"),
        ("2024-12-30", "2025-01-02", "30 Dec 2024 – 2 Jan 2025"),
        ("2025-02-01", "2025-02-28", "Feb 2025"),
        ("2025-03-01", "2025-05-31", "Mar–May 2025"),
        ("2024-12-01", "2025-02-28", "Dec 2024 – Feb 2025"),
        ("2019-01-01", "2019-12-31", "2019"),
        ("2010-01-01", "2019-12-31", "2010–2019"),
        (None, "2025-09-20", "by 20 Sep 2025"),
        ("2025-09-20", None, "from 20 Sep 2025"),
        (None, None, ""),
        ("tomorrow", "soon", ""),
    ],
)
def test_between_prints_days_as_a_desk_does(
    earliest: str | None, latest: str | None, printed: str
) -> None:
    assert days.between(earliest, latest) == printed


@pytest.mark.parametrize(
    ("words", "value", "earliest", "latest", "note"),
    [
        ("mid-September", "2025-09", "2025-09-11", "2025-09-20", "11–20 Sep 2025"),
        ("Tuesday", "2025-09-16", "2025-09-16", "2025-09-16", "16 Sep 2025"),
        ("29 May", "2025-05-29", "2025-05-29", "2025-05-29", "2025"),
        ("March 2019", "2019-03", "2019-03-01", "2019-03-31", ""),
        ("September", "XXXX-09", None, None, "year not known"),
        ("someday", "FUTURE_REF", None, None, ""),
    ],
)
def test_note_adds_only_what_the_words_do_not_say(
    words: str, value: str, earliest: str | None, latest: str | None, note: str
) -> None:
    assert days.note(_time(words, value, earliest, latest)) == note


def test_day_gives_the_hour_where_there_is_one() -> None:
    assert days.day("2025-08-21") == "21 Aug 2025"
    assert days.day("2025-08-21T07:30:00Z") == "21 Aug 2025, 07:30"
    assert days.day("in August") == "in August"


def test_due_says_that_no_day_is_given() -> None:
    assert days.due(Due(earliest=None, latest="2031-10-01")) == "by 1 Oct 2031"
    assert days.due(Due(earliest=None, latest=None)) == "no day given"
