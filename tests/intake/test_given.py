import pytest

from tipsheet.errors import OptionInvalid
from tipsheet.intake import Given
from tipsheet.intake.given import language_code


def test_given_normalises_its_values() -> None:
    given = Given(published="20250821", language="en_US", url="https://herald.example/a")
    assert (given.published, given.language) == ("2025-08-21", "en")


@pytest.mark.parametrize("published", ["", "yesterday", "21.08.2025", "2025-02-29", "2025-8-1"])
def test_given_refuses_a_date_that_is_none(published: str) -> None:
    with pytest.raises(OptionInvalid, match=r"write it as 2025-08-21 or 2025-08-21T"):
        Given(published=published)


@pytest.mark.parametrize("url", ["herald.example", "file:///etc/passwd", "http://"])
def test_given_refuses_a_url_that_is_no_web_address(url: str) -> None:
    with pytest.raises(OptionInvalid, match="https://"):
        Given(url=url)


def test_given_refuses_a_language_that_is_no_code() -> None:
    with pytest.raises(OptionInvalid, match="write en for English"):
        Given(language="plain English")


@pytest.mark.parametrize("tag", ["en", "EN-gb", "en_US", "eng", "English"])
def test_language_code_knows_english(tag: str) -> None:
    assert language_code(tag) == "en"
