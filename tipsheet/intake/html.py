"""Pages: the article in them, by trafilatura, and what their metadata say."""

import logging
import re
from typing import Any
from urllib.parse import urlsplit

from tipsheet.errors import NoArticle, SourceTooLarge
from tipsheet.intake.decode import decode_page
from tipsheet.intake.files import Stream
from tipsheet.intake.found import Found
from tipsheet.intake.given import language_code
from tipsheet.intake.limits import Limits
from tipsheet.intake.published import iso_published

_CHARSET = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{2,30})", re.IGNORECASE)
_DECLARED_LANGUAGE = re.compile(
    r"<html\b[^>]{0,500}?\blang\s*=\s*[\"']?([\w-]{2,20})", re.IGNORECASE
)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_HEAD = 4096
_LOGGERS = ("trafilatura", "htmldate", "courlan", "justext")
_FEWEST_WORDS = 8
_MOST_TAGS = 100_000
"""Markup signs in a page; a long live blog has some 20,000. Parsing 100,000 takes seconds."""
_LONG_TAG = re.compile(r"<[^<>]{20000,}")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_MOST_ATTRIBUTES = 2000
"""libxml2 compares each attribute of a tag with all others of it."""
_DATES = {
    "original_date": True,
    "extensive_search": False,  # no guess from any date that the page happens to show
    "min_date": "1990-01-01",
    "max_date": "2199-12-31",  # fixed, so that a page reads the same on another day
}


def read_page(stream: Stream, limits: Limits) -> Found:
    """The article of the page; raises NoArticle, SourceUndecodable or SourceTooLarge."""
    data = stream.read_file(limits)
    page = decode_page(data, declared=stream.charset or _declared_charset(data))
    _refuse_overgrown(page)
    document = _extract(_DECLARATION.sub("", page), stream.url)
    text = (getattr(document, "text", None) or "").strip()
    if len(text.split()) < _FEWEST_WORDS:
        raise NoArticle("holds no article: open it in a browser, and save its text")
    url = stream.url or _web_address(document.url)
    return Found(
        text=text.replace("\n", "\n\n"),
        kind="html",
        title=_line(document.title),
        publisher=_line(document.sitename) or _host(url),
        byline=_names(document.author),
        published=iso_published(document.date or ""),
        url=url,
        language=_declared_language(page),
    )


def _refuse_overgrown(page: str) -> None:
    """Raise SourceTooLarge for markup that would keep the parser busy for minutes."""
    overgrown = page.count("<") > _MOST_TAGS or any(
        len(_QUOTED.sub("", tag[0]).split()) > _MOST_ATTRIBUTES for tag in _LONG_TAG.finditer(page)
    )
    if overgrown:
        raise SourceTooLarge("has more markup than any report needs: save its text, and give that")


def _extract(page: str, url: str | None) -> Any:
    _quieten()
    from trafilatura import bare_extraction

    try:
        return bare_extraction(
            page,
            url=url,
            with_metadata=True,
            include_comments=False,
            include_tables=False,
            date_extraction_params=dict(_DATES),
        )
    except Exception as error:  # whatever hostile markup does to the parser ends here
        raise NoArticle("is markup that cannot be parsed: save its text instead") from error


def _quieten() -> None:
    """Keep the libraries' warnings about odd pages off standard error; the error says it."""
    for name in _LOGGERS:
        logger = logging.getLogger(name)
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())


def _declared_charset(data: bytes) -> str | None:
    match = _CHARSET.search(data[:_HEAD])
    return match[1].decode("ascii", "replace") if match else None


def _declared_language(page: str) -> str | None:
    match = _DECLARED_LANGUAGE.search(page[:_HEAD])
    return language_code(match[1]) if match else None


def _names(author: str | None) -> tuple[str, ...]:
    return tuple(name.strip() for name in (author or "").split(";") if name.strip())


def _line(value: str | None) -> str | None:
    return " ".join((value or "").split()) or None


def _web_address(value: str | None) -> str | None:
    return value if value and value.startswith(("https://", "http://")) else None


def _host(url: str | None) -> str | None:
    host = urlsplit(url).hostname if url else None
    return host.removeprefix("www.") if host else None
