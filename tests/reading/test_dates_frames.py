"""Dates without a year, and weekdays, by what the words around them tell."""

import pytest

from tipsheet.reading.dates import find_dates

TUESDAY = "2025-10-14"


def values(text: str, published: str | None = TUESDAY) -> list[str]:
    return [date.value for date in find_dates(text, published=published)]


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("The levy was agreed in 2021, and it came into force in March.", "2021-03"),
        ("He was jailed in 2020 and freed in April 2023; in June he left.", "2023-06"),
        ("In 2022, the pit gave 4,000 tonnes by June and 9,000 by December.", "2022-12"),
        ("In 2016, talks broke down. By August the front had moved.", "2016-08"),
        ("The mine opened in 2012 and shut in the autumn.", "2012-FA"),
        ("It was set up in 2018 and wound up in May of the following year.", "2019-05"),
        ("The camp was cleared in December 2023 and burned on 3 February.", "2024-02-03"),
    ],
)
def test_a_year_named_before_frames_a_bare_date(text: str, last: str) -> None:
    assert values(text)[-1] == last


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("The firm, founded in 1985, said in March that it would close.", "2025-03"),
        ("The ban, passed in 2019, was lifted in March.", "2025-03"),
        ("Its share rose from 12 percent in 2019 to 20 percent in May.", "2025-05"),
        ("He has led them since 2016 and was wounded in May.", "2025-05"),
        ("He was born in 1961 in Kelm and died in March.", "2025-03"),
        ("Both were held in 2022 and will be tried in March.", "2026-03"),
        ("He sat here in 2004, and on 3 August this year he left.", "2025-08-03"),
    ],
)
def test_a_year_told_in_passing_frames_nothing(text: str, last: str) -> None:
    assert values(text)[-1] == last


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The council meets on Thursday to vote on the levy.", "2025-10-16"),
        ("The trial opens on Monday in Kelm.", "2025-10-20"),
        ("The strike begins on Friday, the union said.", "2025-10-17"),
        ("Polls open on Sunday.", "2025-10-19"),
        ("The envoy is to visit the camp on Sunday.", "2025-10-19"),
        ("The next hearing is on Monday.", "2025-10-20"),
        ("A funeral is being held on Thursday.", "2025-10-16"),
        ("On Monday, schools reopen.", "2025-10-20"),
        ("On Monday the court will rule.", "2025-10-20"),
    ],
)
def test_weekdays_of_schedules_lie_ahead(text: str, value: str) -> None:
    assert values(text) == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Officials close to the talks met on Monday.", "2025-10-13"),
        ("Police are looking into a shooting on Monday.", "2025-10-13"),
        ("On Monday the court ruled.", "2025-10-13"),
        ("Troops meet little resistance, a witness said on Monday.", "2025-10-13"),
        ("The deal follows Friday's vote by the party, which holds the seat.", "2025-10-10"),
    ],
)
def test_weekdays_of_what_happened_lie_behind(text: str, value: str) -> None:
    assert values(text) == [value]


@pytest.mark.parametrize(
    ("text", "span", "value"),
    [
        ("It ends at midnight on 1 October.", "midnight on 1 October", "2025-10-01T24:00"),
        ("Voting ended Sunday noon.", "Sunday noon", "2025-10-12T12:00"),
        ("They met on Sunday at noon.", "Sunday at noon", "2025-10-12T12:00"),
        ("It shut at 6 p.m. on 20 October.", "6 p.m. on 20 October", "2025-10-20T18:00"),
        ("It shut at 5 o'clock on Friday afternoon.", None, "2025-10-10T17:00"),
        ("It shut at 8 on Sunday evening.", "8 on Sunday evening", "2025-10-12T20:00"),
        ("They came before dawn on Monday.", "dawn on Monday", "2025-10-13TMO"),
        ("They fled on the night of 3 August this year.", None, "2025-08-03TNI"),
    ],
)
def test_clocks_take_the_day_beside_them(text: str, span: str | None, value: str) -> None:
    (date,) = find_dates(text, published=TUESDAY)
    assert date.value == value
    assert span is None or date.text == span


def test_a_count_before_a_weekday_is_no_clock() -> None:
    assert values("They killed 8 Sunday evening.") == ["2025-10-12TEV"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("A march is set for the first Saturday of November.", "2025-11-01"),
        ("He leaves on the last day of October.", "2025-10-31"),
        ("It fell on the last Sunday in September 2024.", "2024-09-29"),
        ("The talks resume on Thursday week.", "2025-10-23"),
        ("The talks resume a week on Thursday.", "2025-10-23"),
        ("It was announced a week ago on Monday.", "2025-10-06"),
    ],
)
def test_days_are_counted_within_months_and_weeks(text: str, value: str) -> None:
    assert values(text) == [value]


@pytest.mark.parametrize(
    ("text", "values_"),
    [
        ("The siege (13 September - 15 October 1951) failed.", ["1951-09-13", "1951-10-15"]),
        ("It ran from 3 December to 4 February 2024.", ["2023-12-03", "2024-02-04"]),
        ("They met in March and April 2019.", ["2019-03", "2019-04"]),
    ],
)
def test_a_range_takes_the_year_of_its_end(text: str, values_: list[str]) -> None:
    assert values(text) == values_
