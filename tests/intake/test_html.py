import io

import pytest

from tipsheet.errors import NoArticle, SourceTooLarge
from tipsheet.intake.files import Stream
from tipsheet.intake.found import Found
from tipsheet.intake.html import read_page
from tipsheet.intake.limits import Limits


def read(page: str | bytes, url: str | None = None) -> Found:
    data = page.encode() if isinstance(page, str) else page
    return read_page(Stream.of("a.html", io.BytesIO(data), url=url), Limits())


def test_read_page_gives_the_article_without_the_furniture(page: str) -> None:
    text = read(page).text
    assert "withdraw its troops" in text
    assert "\n\n“We have kept our word,”" in text
    assert not any(word in text for word in ("Home", "©", "<p>"))


def test_read_page_takes_metadata(page: str) -> None:
    found = read(page)
    assert (found.title, found.publisher) == (
        "Troops to leave Norwick by June",
        "The Norwick Herald",
    )
    assert (found.byline, found.published) == (("Jane Roe", "John Doe"), "2025-03-03")
    assert (found.url, found.language) == ("https://herald.example/troops", "en")


def test_read_page_does_not_guess_a_date(page: str) -> None:
    bare = page.replace('<meta property="article:published_time" content="2025-03-03">', "")
    assert read(bare).published is None


def test_read_page_keeps_the_address_it_came_from(page: str) -> None:
    bare = page.replace("og:site_name", "x").replace('rel="canonical"', "")
    found = read(bare, url="https://www.osten.example/a")
    assert (found.url, found.publisher) == ("https://www.osten.example/a", "osten.example")


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_read_page_reads_declared_and_marked_encodings(page: str, encoding: str) -> None:
    declared = page.replace('charset="utf-8"', f'charset="{encoding}"')
    assert "“We have kept our word,”" in read(declared.encode(encoding)).text


def test_read_page_ignores_nul_and_an_xml_declaration(page: str) -> None:
    odd = '<?xml version="1.0" encoding="utf-8"?>\n' + page.replace("Residents", "Resi\0dents")
    assert "welcomed the decision" in read(odd).text


@pytest.mark.parametrize(
    "page",
    [
        "<html><body><nav><a href=x>Home</a> <a href=y>News</a></nav></body></html>",
        "<html><body><p>Please enable JavaScript.</p></body></html>",
        "<html></html>",
        "<html><body>" + "<div>" * 20_000 + "deep",
        "<!doctype html>" + "<" * 3000,
    ],
)
def test_read_page_refuses_a_page_without_an_article(page: str) -> None:
    with pytest.raises(NoArticle, match=r"(save its text|open it in a browser)"):
        read(page)


@pytest.mark.parametrize(
    "markup", ["<i>x</i>" * 60_000, "<p " + " ".join(f"a{n}" for n in range(20_000)) + ">"]
)
def test_read_page_refuses_markup_that_would_take_minutes(page: str, markup: str) -> None:
    with pytest.raises(SourceTooLarge, match="more markup than any report needs"):
        read(page.replace("<article>", "<article>" + markup))


def test_read_page_allows_a_long_attribute(page: str) -> None:
    long = "<div data-state='" + "a b " * 20_000 + "'></div>"
    assert "withdraw" in read(page.replace("<article>", "<article>" + long)).text


def test_read_page_says_nothing_on_standard_error(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(NoArticle):
        read("<html><body></body></html>")
    assert capfd.readouterr().err == ""
