import pytest
from hypothesis import given as cases
from hypothesis import strategies as st

from tipsheet.errors import (
    InputError,
    LanguageUnsupported,
    NoArticle,
    OptionInvalid,
    SourceEmpty,
    SourceTooLarge,
)
from tipsheet.intake import Given, Limits, report_from_text
from tipsheet.intake.found import Found
from tipsheet.intake.reports import make_report

TEXT = "Troops to leave Norwick\n\nBy Jane Roe\n\nOSTEN, March 3, 2021 (Reuters) - They will go."


def test_report_from_text_reads_the_head() -> None:
    report = report_from_text(TEXT)
    assert (report.title, report.byline) == ("Troops to leave Norwick", ("Jane Roe",))
    assert (report.dateline, report.publisher) == ("OSTEN, March 3, 2021 (Reuters)", "Reuters")
    assert (report.published, report.published_from) == ("2021-03-03", "dateline")


def test_report_from_text_lets_the_caller_win() -> None:
    report = report_from_text(TEXT, published="2021-03-04", publisher="Herald", title="T")
    assert (report.published, report.published_from) == ("2021-03-04", "given")
    assert (report.publisher, report.title, report.text) == ("Herald", "T", TEXT)


def test_make_report_puts_metadata_before_the_head() -> None:
    report = make_report(Found(text=TEXT, kind="html", published="2021-03-05", publisher="Herald"))
    assert (report.published, report.published_from) == ("2021-03-05", "metadata")
    assert report.publisher == "Herald"


def test_report_without_a_date_has_none() -> None:
    report = report_from_text("The army left the city on Monday.")
    assert (report.published, report.published_from) == (None, None)


@cases(st.text(min_size=1).filter(lambda text: any(char.isalpha() for char in text)))
def test_report_from_text_never_alters_the_text(text: str) -> None:
    assert report_from_text(text, language="en").text == text


def test_report_from_text_is_the_same_twice() -> None:
    assert report_from_text(TEXT) == report_from_text(TEXT)


def test_report_from_text_replaces_half_surrogates_one_for_one() -> None:
    report = report_from_text("The \ud800 army left.")
    assert report.text == "The \ufffd army left."


@pytest.mark.parametrize(
    ("text", "error", "cure"),
    [
        ("", SourceEmpty, "is empty: give a file"),
        (" \n\t\ufeff".strip("\ufeff"), SourceEmpty, "is empty: give a file"),
        ("1234 …", NoArticle, "holds no words: give a file"),
        (
            "Der Präsident sagte am Montag, dass die Truppen die Stadt verlassen.",
            LanguageUnsupported,
            ":",
        ),
        ("army " * 100, SourceTooLarge, "limit of 400 characters of text: split it.*--max-text"),
    ],
)
def test_report_from_text_refuses_with_a_cure(
    text: str, error: type[InputError], cure: str
) -> None:
    with pytest.raises(error, match=cure):
        report_from_text(text, limits=Limits(text=400))


def test_report_from_text_reads_what_the_caller_calls_english() -> None:
    text = "Der Präsident sagte am Montag, dass die Truppen die Stadt verlassen."
    assert report_from_text(text, language="en-GB").language == "en"


def test_report_from_text_refuses_a_bad_option() -> None:
    with pytest.raises(OptionInvalid):
        report_from_text(TEXT, published="today")


def test_make_report_keeps_the_callers_id() -> None:
    assert make_report(Found(text=TEXT, kind="json", id="A-7"), Given()).id == "A-7"
