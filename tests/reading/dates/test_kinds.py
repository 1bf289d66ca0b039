"""Kinds of expression that news writes and a calendar does not list."""

import pytest

from tipsheet.reading.dates import find_dates

WEDNESDAY = "2013-03-06"


def values(text: str, published: str | None = WEDNESDAY) -> list[str]:
    return [date.value for date in find_dates(text, published=published)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They vowed to appeal against Monday's ruling.", "2013-03-04"),
        ("They will play in Sunday's final.", "2013-03-10"),
        ("They prepare for Sunday's final.", "2013-03-10"),
        ("The hearing was postponed until Tuesday.", "2013-03-12"),
        ("The hearing was adjourned on Tuesday.", "2013-03-05"),
        ("Mercer and Lund meet in Oslo Monday.", "2013-03-11"),
        ("The offer had been due to expire at midnight Friday.", "2013-03-01T24:00"),
        ("By Friday morning they had fled.", "2013-03-01TMO"),
        ("They must leave by Friday.", "2013-03-08"),
        ("Two Sundays ago it rained.", "2013-02-24"),
    ],
)
def test_a_weekday_is_placed_by_what_is_said_of_it(text: str, value: str) -> None:
    assert values(text) == [value]


def test_a_weekday_that_ends_a_range_follows_its_start() -> None:
    assert values("It lasted from Monday to Friday.") == ["2013-03-04", "2013-03-08"]
    assert values("It sold from 11 February to Thursday.") == ["2013-02-11", "2013-02-28"]


@pytest.mark.parametrize(
    ("text", "values_"),
    [
        ("Sales rose in Q1 2013 and Q3.", ["2013-Q1", "2012-Q3"]),
        ("For the quarter ended Jan. 31 it lost $2.", ["2012-Q4", "2013-01-31"]),
        ("In the third quarter it lost; last year's quarter was flat.", ["2012-Q3", "2011-Q3"]),
        ("In the third quarter it lost. For the quarter a year ago,", ["2012-Q3", "2011-Q3"]),
        ("For the nine months it lost, and a year earlier,", ["P9M", "2012"]),
        ("In the third quarter and the nine months, a year ago,", ["2012-Q3", "P9M", "2012"]),
    ],
)
def test_results_are_told_of_their_quarter(text: str, values_: list[str]) -> None:
    assert values(text) == values_


def test_a_year_earlier_said_twice_is_one_year() -> None:
    text = "In 2008 it grew. A year earlier, it shrank; costs rose from a year earlier."
    assert values(text) == ["2008", "2007", "2007"]


@pytest.mark.parametrize(
    ("text", "found", "value"),
    [
        ("These days he is ill.", "These days", "PRESENT_REF"),
        ("At present it is shut.", "present", "PRESENT_REF"),
        ("He will one day be king.", "one day", "FUTURE_REF"),
        ("He was king for one day.", "one day", "P1D"),
        ("He has more recently moved.", "more recently", "PAST_REF"),
        ("It fell in recent months.", "recent months", "PXM"),
        ("It opens in five years' time.", "five years' time", "2018"),
        ("Half a century ago it opened.", "Half a century ago", "1963"),
        ("A quarter of a century passed.", "A quarter of a century", "P25Y"),
        ("Half a day passed.", "Half a day", "PT12H"),
        ("He sang every other day.", "every other day", "P2D"),
        ("They rest on weekends.", "weekends", "XXXX-WXX-WE"),
        ("Around noon they fled.", "Around noon", "2013-03-06T12:00"),
    ],
)
def test_vague_words_have_values(text: str, found: str, value: str) -> None:
    assert [(date.text, date.value) for date in find_dates(text, published=WEDNESDAY)] == [
        (found, value)
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They prayed on Good Friday.", "2012-04-06"),
        ("They will pray on Easter Monday.", "2013-04-01"),
        ("They rested on May Day.", "2012-05-01"),
        ("They rested on the Fourth of July.", "2012-07-04"),
        ("They rested on Labor Day weekend.", "2012-W35-WE"),
    ],
)
def test_a_holiday_has_its_day(text: str, value: str) -> None:
    assert values(text) == [value]


def test_a_holiday_close_ahead_is_meant_even_in_the_past_tense() -> None:
    assert values("As Easter week began, they prayed.", "2013-03-25") == ["2013-W13"]
    assert values("They bought on Christmas.", "2013-03-25") == ["2012-12-25"]


@pytest.mark.parametrize("tail", ["early", "wee"])
def test_small_hours_are_no_length(tail: str) -> None:
    assert values(f"He fled in the {tail} hours of Sunday.") == ["2013-03-03"]
    assert values("The annual meeting on days like these; 60 Minutes ran.") == []


def test_the_end_of_the_year_may_be_its_last_day() -> None:
    assert values("It must be done by year-end.") == ["2013-12-31"]
    assert values("It must be done by year's end.") == ["2013"]
    assert values("It has risen since year-end.") == ["2012-12-31"]


def test_kinds_stay_underspecified_without_publication() -> None:
    text = "Two Sundays ago; on Good Friday; Q3; in five years' time; by year-end."
    found = find_dates(text, published=None)
    assert [date.value[:4] for date in found if date.value[:4] != "XXXX"] == []
    assert not any(date.earliest for date in found)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Sunday's vote will be close.", "2013-03-10"),
        ("Tuesday's ruling will be appealed.", "2013-03-05"),
        ("He will go on 28 December.", "2013-12-28"),
        ("He went on 28 December.", "2012-12-28"),
        ("They'll launch it in December.", "2013-12"),
        ("He left on Wednesday of last week.", "2013-02-27"),
        ("He left the week before last.", "2013-W08"),
        ("He left the night before last.", "2013-03-04TNI"),
        ("It ends the year after next.", "2015"),
        ("This winter was mild.", "2012-WI"),
        ("This winter will be mild.", "2013-WI"),
        ("The current quarter is slow.", "2013-Q1"),
    ],
)
def test_a_date_is_of_the_year_or_week_that_its_words_tell(text: str, value: str) -> None:
    assert values(text) == [value]


def test_two_counts_joined_by_and_are_a_range_unless_they_are_one_number() -> None:
    assert values("It took between two and three years.") == ["P2Y"]
    assert values("It took two hundred and five days.") == ["P205D"]
    assert values("It took two and a half years.") == ["P2Y6M"]


def test_a_daily_paper_is_not_every_day() -> None:
    assert values("The leftist daily Libre wrote it. The daily said so.") == []
    assert values("Two daily flights leave.") == ["P1D"]
