import pytest

import tipsheet
from tests.reading.stub import StubEncoder
from tipsheet.errors import LanguageUnsupported, NoArticle, OptionInvalid, SourceEmpty
from tipsheet.reading import reader

TEXT = "The army will leave the city on 3 September, and the mayor said that it was time."
GERMAN = "Die Regierung hat am Montag beschlossen, die Truppen aus der Stadt abzuziehen, sagte er."


@pytest.fixture(autouse=True)
def _stub(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "encoder", StubEncoder)


def test_read_gives_the_reading_of_the_text() -> None:
    reading = tipsheet.read(TEXT)
    assert isinstance(reading, tipsheet.Reading)
    assert (reading.report.text, reading.report.language) == (TEXT, "en")


def test_read_takes_what_the_caller_knows() -> None:
    reading = tipsheet.read(
        TEXT, published="2025-08-21", publisher="Herald", url="https://a.example/1", title="Out"
    )
    report = reading.report
    assert (report.publisher, report.url, report.title) == ("Herald", "https://a.example/1", "Out")
    assert (report.published, report.published_from) == ("2025-08-21", "given")
    assert [date.value for date in reading.dates] == ["2025-09-03"]


def test_read_without_a_day_of_publication_leaves_dates_open() -> None:
    assert [date.value for date in tipsheet.read(TEXT).dates] == ["XXXX-09-03"]


def test_read_makes_whole_characters_of_half_ones() -> None:
    report = tipsheet.read(f"\ud83d {TEXT}").report
    assert report.text == f"\ufffd {TEXT}"


@pytest.mark.parametrize(
    ("text", "published", "error"),
    [
        ("", None, SourceEmpty),
        (" \n\t", None, SourceEmpty),
        ("1234 …", None, NoArticle),
        (GERMAN, None, LanguageUnsupported),
        (TEXT, "last week", OptionInvalid),
    ],
)
def test_read_says_what_is_wrong(text: str, published: str | None, error: type[Exception]) -> None:
    with pytest.raises(error):
        tipsheet.read(text, published=published)
