import pytest

from tipsheet.reading.dates import find_dates
from tipsheet.record import Span

THURSDAY = "2025-08-21"


def values(text: str, published: str | None = THURSDAY) -> dict[str, str]:
    return {date.text: date.value for date in find_dates(text, published=published)}


@pytest.mark.parametrize(
    ("text", "found", "value"),
    [
        ("It began on 3 March 2014.", "3 March 2014", "2014-03-03"),
        ("It began on Monday, Oct. 26, 1998.", "Monday, Oct. 26, 1998", "1998-10-26"),
        ("It began on 2025-02-03.", "2025-02-03", "2025-02-03"),
        ("It began in the third quarter of 1998.", "the third quarter of 1998", "1998-Q3"),
        ("It began in the second half of 2012.", "the second half of 2012", "2012-H2"),
        ("It began in the early 1990s.", "the early 1990s", "199X"),
        ("It began in the 20th century.", "the 20th century", "19XX"),
        ("It began in the winter of 1994.", "the winter of 1994", "1994-WI"),
        ("It began in nineteen ninety-six.", "nineteen ninety-six", "1996"),
        ("It changed after 9/11.", "9/11", "2001-09-11"),
        ("It met on Christmas Day.", "Christmas Day", "2024-12-25"),
        ("It closed on March 17-18.", "March 17-18", "2025-03-17/2025-03-18"),
    ],
)
def test_find_dates_reads_calendar_dates(text: str, found: str, value: str):
    assert values(text) == {found: value}


@pytest.mark.parametrize(
    ("text", "found", "value"),
    [
        ("He resigned yesterday.", "yesterday", "2025-08-20"),
        ("He resigned last week.", "last week", "2025-W33"),
        ("He resigned two weeks ago.", "two weeks ago", "2025-W32"),
        ("He resigned a year ago.", "a year ago", "2024"),
        ("He will resign next month.", "next month", "2025-09"),
        ("He resigned last October.", "last October", "2024-10"),
        ("He resigned in January.", "January", "2025-01"),
        ("They expect a deal in early December.", "early December", "2025-12"),
        ("He has recently resigned.", "recently", "PAST_REF"),
        ("It will happen in the near future.", "the near future", "FUTURE_REF"),
        ("They are now in talks.", "now", "PRESENT_REF"),
        ("He resigned on Thursday.", "Thursday", "2025-08-21"),
        ("He left for Rome this past Saturday.", "this past Saturday", "2025-08-16"),
    ],
)
def test_find_dates_counts_from_publication(text: str, found: str, value: str):
    assert values(text) == {found: value}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The court ruled on Friday.", "2025-08-15"),
        ("The court will rule on Friday.", "2025-08-22"),
        ("The court will sit again on Tuesday.", "2025-08-26"),
        ("The court met on Tuesday.", "2025-08-19"),
    ],
)
def test_find_dates_places_weekdays_by_tense(text: str, value: str):
    assert [date.value for date in find_dates(text, published=THURSDAY)] == [value]


@pytest.mark.parametrize(
    ("text", "type_", "value"),
    [
        ("The war lasted three years.", "DURATION", "P3Y"),
        ("It took 2 1/2 years.", "DURATION", "P2Y6M"),
        ("After a 16-hour flight he slept.", "DURATION", "PT16H"),
        ("It grew over the past few weeks.", "DURATION", "PXW"),
        ("They fought for decades.", "DURATION", "PXDE"),
        ("They meet every Monday.", "SET", "XXXX-WXX-1"),
        ("It costs $3 million a year.", "SET", "P1Y"),
        ("It is held each July.", "SET", "XXXX-07"),
        ("He was shot on Tuesday night.", "TIME", "2025-08-19TNI"),
        ("He was shot at 10 p.m. Wednesday.", "TIME", "2025-08-20T22:00"),
        ("He was shot last night.", "TIME", "2025-08-20TNI"),
    ],
)
def test_find_dates_tells_types_apart(text: str, type_: str, value: str):
    (found,) = find_dates(text, published=THURSDAY)
    assert (found.type, found.value) == (type_, value)


@pytest.mark.parametrize(
    "text",
    [
        "They may march on the second house.",
        "The sun will fall behind the hill, and the spring broke.",
        "Theresa May said no. Seven others followed.",
        "The 34-year-old read USA TODAY and the Daily Mail.",
        "It bought three-quarters of the 1200 shares for $1999.",
        "The planet is 12 light-years away (Mark 5:11).",
    ],
)
def test_find_dates_leaves_ordinary_words(text: str):
    assert find_dates(text, published=THURSDAY) == ()


def test_find_dates_leans_on_the_date_before():
    found = values("He landed on 28 December 2024. Four days later he spoke. The following month")
    assert found["Four days later"] == "2025-01-01"
    assert found["The following month"] == "2025-02"


def test_find_dates_compares_quarters_with_the_year_before():
    found = values("Profit fell in the second quarter from $2 million a year ago.")
    assert found == {"the second quarter": "2025-Q2", "a year ago": "2024-Q2"}


def test_find_dates_tells_history_by_its_own_years():
    years = " ".join(f"It grew in {year}." for year in range(1911, 1919))
    found = values(f"{years} The line broke on 12 August.")
    assert found["12 August"] == "1918-08-12"


def test_find_dates_stay_underspecified_without_publication():
    found = values("On Tuesday, in September, last week, last year, today.", published=None)
    assert list(found.values()) == ["XXXX-WXX-2", "XXXX-09", "XXXX-WXX", "XXXX", "XXXX-XX-XX"]
    assert not any(date.earliest for date in find_dates("On Tuesday.", published=None))


def test_find_dates_take_a_dateline_for_publication():
    found = values("Monday, August 19, 2019\n\nYesterday the bridge fell.", published=None)
    assert found["Yesterday"] == "2019-08-18"


def test_find_dates_read_a_published_datetime():
    assert values("He spoke today.", "2025-08-21T23:10:00Z") == {"today": "2025-08-21"}
    assert values("He spoke today.", "no date") == {"today": "XXXX-XX-XX"}


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("in mid-September 2025", "2025-09-11", "2025-09-20"),
        ("in late February 2024", "2024-02-20", "2024-02-29"),
        ("in the spring of 2025", "2025-03-01", "2025-05-31"),
        ("earlier this month", "2025-08-01", "2025-08-21"),
        ("later this month", "2025-08-21", "2025-08-31"),
        ("last weekend", "2025-08-16", "2025-08-17"),
        ("for three days", None, None),
    ],
)
def test_find_dates_bounds_the_days(text: str, earliest: str | None, latest: str | None):
    found = find_dates(text, published=THURSDAY)
    assert [(date.earliest, date.latest) for date in found] == [(earliest, latest)]


def test_find_dates_keep_tense_within_given_sentences():
    text = "He will go\nFriday saw rain"
    parts = (Span.of(text, 0, 10), Span.of(text, 11, len(text)))
    assert [d.value for d in find_dates(text, published=THURSDAY)] == ["2025-08-22"]
    apart = find_dates(text, published="2025-08-18", sentences=parts)
    assert [d.value for d in apart] == ["2025-08-15"]
