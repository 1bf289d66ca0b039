import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tipsheet.intake.dateline import Dateline, agency, dateline_of, day_of_line, outlet
from tipsheet.intake.published import iso_published


@pytest.mark.parametrize(
    ("line", "text", "published", "publisher"),
    [
        ("NORWICK (Reuters) - Troops left.", "NORWICK (Reuters)", None, "Reuters"),
        ("NORWICK, March 3 — Troops left.", "NORWICK, March 3", None, None),
        ("NORWICK, March 3, 2021 -- They", "NORWICK, March 3, 2021", "2021-03-03", None),
        ("OSTEN, Nor. (AP) — They left.", "OSTEN, Nor. (AP)", None, "The Associated Press"),
        (
            "Osten, 3 March 2020 (AFP) – A",
            "Osten, 3 March 2020 (AFP)",
            "2020-03-03",
            "Agence France-Presse",
        ),
        ("Osten (dpa) - A man left.", "Osten (dpa)", None, "dpa"),
        ("ST. OLAV/NORWICK, Norland – A", "ST. OLAV/NORWICK, Norland", None, None),
        ("(CNN) -- The army left.", "(CNN)", None, "CNN"),
    ],
)
def test_dateline_of_reads_house_styles(
    line: str, text: str, published: str | None, publisher: str | None
) -> None:
    assert dateline_of(line) == Dateline(text=text, published=published, publisher=publisher)


@pytest.mark.parametrize(
    "line",
    [
        "BREAKING - Troops left.",
        "Fighters in the east - who came in 2004 - left.",
        "The army left on March 3, 2021 - a Monday.",
        "Well-known people left.",
        "Troops left the city.",
        "(who knows) - maybe",
    ],
)
def test_dateline_of_leaves_other_dashes_alone(line: str) -> None:
    assert dateline_of(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "Friday, January 4, 2019",
        "January 4, 2019 Friday",
        "Published: 4 January 2019 10:00 GMT",
        "By Jane Roe | Jan. 4, 2019, 3:15 p.m. ET",
        "2019-01-04T10:00:00Z",
        "Osten, 4 January 2019",
        "The Norwick Herald, January 4th, 2019",
    ],
)
def test_day_of_line_reads_lines_that_are_a_day(line: str) -> None:
    day = day_of_line(line)
    assert day is not None
    assert (day.published, day.updated) == ("2019-01-04", False)


@pytest.mark.parametrize(
    "line",
    [
        "By Jane Roe, Friday, 4 January 2019",
        "Compiled by the foreign desk, Friday 4 January 2019",
        "Updates by Jane Roe and John Doe. All times local, Friday 4 January 2019.",
    ],
)
def test_day_of_line_reads_a_full_day_in_a_credit(line: str) -> None:
    day = day_of_line(line)
    assert day is not None
    assert day.published == "2019-01-04"


def test_day_of_line_leaves_days_in_sentences_with_by_alone() -> None:
    assert day_of_line("By Jane Roe’s count, it ended on Friday, 4 January 2019, at noon.") is None
    assert day_of_line("By then it was over, and on 4 January 2019.") is None


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Norwick Herald", "Norwick Herald"),
        ("The Osten Post", "The Osten Post"),
        ("AP", "The Associated Press"),
        ("Jane Roe", None),
        ("court reporter", None),
        ("Post", None),
        (None, None),
    ],
)
def test_outlet_wants_the_name_of_a_paper(words: str | None, name: str | None) -> None:
    assert outlet(words) == name


def test_day_of_line_marks_a_day_of_change() -> None:
    day = day_of_line("Last updated on 4 January 2019")
    assert day is not None
    assert day.updated


@pytest.mark.parametrize(
    "line",
    ["What happened on January 4, 2019", "On 4 January 2019 they left.", "04/01/2019", "May"],
)
def test_day_of_line_leaves_sentences_and_unclear_days_alone(line: str) -> None:
    assert day_of_line(line) is None


def test_agency_gives_the_name_behind_the_initials() -> None:
    assert agency("AP, March 3") == "The Associated Press"
    assert agency("D-Norwick") is None


@given(st.text(max_size=300))
def test_lines_of_any_kind_are_survived(line: str) -> None:
    day = day_of_line(line)
    assert day is None or iso_published(day.published) == day.published
    assert dateline_of(line) is None or line.startswith(dateline_of(line).text[:1])  # type: ignore[union-attr]


@pytest.mark.parametrize("piece", ["A ", "A, ", "A-", "1 ", "March ", "(", "A. B/", "— "])
def test_lines_that_nearly_match_cost_little(piece: str) -> None:
    began = time.process_time()
    dateline_of(piece * 50_000)
    day_of_line((piece * 200)[:199])
    assert time.process_time() - began < 1
