"""Figures: hedge, value, unit and noun, and what is no figure."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tipsheet.reading.figures import find_figures
from tipsheet.record import Span, content_id
from tipsheet.vocabulary import figure_modifiers

WORDS = """
5 12,000 1.2bn $ £ % million percent two hundred a dozen half of third - – to and or between from
more than at least about km 's 1/2 ½ 9/11 F-16 June 2019 , . ( ) people one in five Rs crore
possibly 40 scores tens thousands ° C 007 ² ٣ 9999999999999999999999999999
"""
PIECES = st.sampled_from(WORDS.split())


@pytest.mark.parametrize(
    ("text", "span", "value", "modifier", "of"),
    [
        ("It sent more than 4,000 Marines.", "more than 4,000", 4000, "more_than", "Marines"),
        ("At least nine people died.", "At least nine", 9, "at_least", "people"),
        ("Some 1,500 ethnic Rhunes marched.", "Some 1,500", 1500, "about", "ethnic Rhunes"),
        ("As many as 60 inmates fled.", "As many as 60", 60, "at_most", "inmates"),
        ("Fewer than 20 trucks came.", "Fewer than 20", 20, "less_than", "trucks"),
        ("Two or more victims were found.", "Two or more", 2, "at_least", "victims"),
        ("There were 20-odd boats.", "20-odd", 20, "about", "boats"),
        ("A seven-member panel met.", "seven", 7, "exact", "members"),
        ("Then 84 were killed.", "84", 84, "exact", "killed"),
        ("Only 38 of the 50 seats changed.", "38", 38, "exact", "seats"),
    ],
)
def test_find_figures_keeps_hedge_and_noun(
    text: str, span: str, value: float, modifier: str, of: str
) -> None:
    figure = find_figures(text)[0]
    assert (figure.text, figure.value, figure.modifier) == (span, value, modifier)
    assert figure.of == of


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("dozens of homes", 24),
        ("scores of homes", 40),
        ("hundreds of homes", 200),
        ("several hundred homes", 200),
        ("thousands of homes", 2000),
        ("tens of thousands of homes", 20_000),
        ("hundreds of thousands of homes", 200_000),
        ("millions of homes", 2_000_000),
    ],
)
def test_find_figures_gives_plurals_a_floor(text: str, value: float) -> None:
    (figure,) = find_figures(f"The flood hit {text}.")
    assert (figure.value, figure.modifier, figure.of) == (value, "at_least", "homes")


@pytest.mark.parametrize(
    ("text", "value", "upper", "unit"),
    [
        ("between 12 and 15 dead", 12, 15, None),
        ("at least 30, possibly 40 dead", 30, 40, None),
        ("2-3 million people", 2_000_000, 3_000_000, None),
        ("from 5 % to 7 % of homes", 5, 7, "percent"),
        ("$1.8 million to $2.1 million", 1_800_000, 2_100_000, "USD"),
        ("£20-25 billion", 20_000_000_000, 25_000_000_000, "GBP"),
        ("two or three rifles", 2, 3, None),
        ("12–15 soldiers", 12, 15, None),
    ],
)
def test_find_figures_reads_ranges(text: str, value: float, upper: float, unit: str | None) -> None:
    (figure,) = find_figures(f"They counted {text}.")
    assert (figure.value, figure.upper, figure.unit) == (value, upper, unit)
    assert figure.modifier == "range"


def test_find_figures_keeps_both_ends_of_a_change_apart() -> None:
    figures = find_figures("The rate rose from 5 percent to 7 percent.")
    assert [(figure.value, figure.upper) for figure in figures] == [(5, None), (7, None)]


@pytest.mark.parametrize(
    "text",
    [
        "Flight 447, a Boeing 737, left at 10:30 on 4 May.",
        "The F-16 and the AK-47 were shown to the G20.",
        "COVID-19 and 9/11 changed 2001 and the 1990s.",
        "Article 5 and Section 301 were cited in Resolution 1701.",
        "Northam beat Southam 3-1 and won 2-0 away.",
        "The justices voted 5 to 4 to hear it.",
        "Call 555-0143 or write to 10 Harbour Street.",
        "1. Order\n2) Counter-order",
        "He was one of them, and no one else came one day.",
        "She ranked 2nd, and the two agreed.",
        "Anna Roe, 54, and a 9-year-old girl aged 9 waited three days.",
        "Agent 007 dialled 911 at 5 p.m.",
    ],
)
def test_find_figures_leaves_names_dates_and_scores(text: str) -> None:
    assert find_figures(text) == ()


def test_find_figures_leaves_what_lies_in_dates() -> None:
    text = "The 300 days of 1848 cost 40 lives."
    dates = [Span.of(text, 4, 16)]
    assert [figure.value for figure in find_figures(text, dates=dates)] == [40]


def test_find_figures_reads_nothing_across_sentences() -> None:
    text = "They lost 40 People say so"
    whole = find_figures(text)
    cut = find_figures(text, sentences=[Span.of(text, 0, 12), Span.of(text, 13, len(text))])
    assert [figure.of for figure in whole] == ["People"]
    assert [figure.of for figure in cut] == [None]


def test_find_figures_makes_ids_of_place_and_value() -> None:
    (figure,) = find_figures("Then 40 trucks came.")
    assert figure.id == content_id("f", 5, 7, 40)
    assert (figure.event, figure.attribution) == (None, None)


@given(st.lists(PIECES, max_size=25), st.sampled_from(["", " "]))
def test_find_figures_spans_are_slices_in_order(pieces: list[str], gap: str) -> None:
    text = gap.join(pieces)
    figures = find_figures(text)
    assert all(text[f.start : f.end] == f.text and f.start < f.end for f in figures)
    assert all(one.end <= other.start for one, other in pairwise(figures))
    assert {figure.modifier for figure in figures} <= set(figure_modifiers())


@given(st.text(max_size=80))
def test_find_figures_survives_any_text(text: str) -> None:
    assert find_figures(text) == find_figures(text)
