"""From what was found and what is given to a report."""

import re

from tipsheet.errors import NoArticle, SourceEmpty
from tipsheet.intake.files import text_too_large
from tipsheet.intake.found import Found
from tipsheet.intake.given import NOTHING_GIVEN, Given
from tipsheet.intake.head import Head, read_head
from tipsheet.intake.language import language_of, refuse_unreadable
from tipsheet.intake.limits import DEFAULT_LIMITS, Limits
from tipsheet.record import Report

_SURROGATE = re.compile("[\ud800-\udfff]")
_LETTER = re.compile(r"[^\W\d_]")


def make_report(
    found: Found, given: Given = NOTHING_GIVEN, limits: Limits = DEFAULT_LIMITS
) -> Report:
    """The report in `found`; raises an InputError where there is none that can be read.

    For each fact the caller's word wins, then the source's own metadata, then the head of the
    text; `published_from` says which of them gave the date.
    """
    text = whole_characters(found.text)
    _refuse_size(text, limits)
    head = read_head(text)
    language = given.language or language_of(text, found.language)
    refuse_unreadable(language)
    published, published_from = _published(found, given, head)
    return Report.of(
        text,
        id=found.id,
        url=given.url or found.url,
        publisher=given.publisher or found.publisher or head.publisher,
        title=given.title or found.title or head.title,
        byline=found.byline or head.byline,
        dateline=found.dateline or head.dateline,
        published=published,
        published_from=published_from,
        language=language,
        kind=found.kind,
    )


def report_from_text(
    text: str,
    *,
    published: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
    title: str | None = None,
    language: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Report:
    """The report that `text` is; raises an InputError or OptionInvalid."""
    given = Given(published=published, publisher=publisher, url=url, title=title, language=language)
    return make_report(Found(text=text, kind="text"), given, limits)


def whole_characters(text: str) -> str:
    """`text` with half surrogate pairs, which no encoding can write, as U+FFFD one for one."""
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)


def _refuse_size(text: str, limits: Limits) -> None:
    if len(text) > limits.text:
        raise text_too_large(limits)
    if not text or text.isspace():
        raise SourceEmpty("is empty: give a file with a report in it")
    if not _LETTER.search(text):
        raise NoArticle("holds no words: give a file with a report in it")


def _published(found: Found, given: Given, head: Head) -> tuple[str | None, str | None]:
    if given.published:
        return given.published, "given"
    if found.published:
        return found.published, found.published_from or "metadata"
    return (head.published, "dateline") if head.published else (None, None)
