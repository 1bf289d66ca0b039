from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tipsheet.exports.markup import element, link, text, void
from tipsheet.exports.plain import visible


def test_element_escapes_children_and_attributes() -> None:
    made = element("p", "<b>&", class_='a"b', hidden=None)
    assert made == '<p class="a&quot;b">&lt;b&gt;&amp;</p>'


def test_element_takes_markup_as_it_is() -> None:
    assert element("p", element("b", "x"), aria_label="y") == '<p aria-label="y"><b>x</b></p>'
    assert void("meta", charset="utf-8") == '<meta charset="utf-8">'


@given(st.text())
def test_text_reads_back_as_what_was_shown(words: str) -> None:
    found: list[str] = []
    parser = HTMLParser()
    parser.handle_data = found.append  # type: ignore[method-assign]
    parser.feed(text(words))
    parser.close()
    assert "".join(found) == visible(words)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "https://a b", 'https://a"b', "", None]
)
def test_only_ordinary_addresses_become_links(url: str | None) -> None:
    assert link(url) is None
    assert link("https://news.example/a?b=c&d") == "https://news.example/a?b=c&d"
