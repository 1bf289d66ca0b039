"""From what was found and what is given to a report."""

import re
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from tipsheet.errors import NoArticle, SourceEmpty
from tipsheet.intake.files import text_too_large
from tipsheet.intake.found import Found
from tipsheet.intake.given import NOTHING_GIVEN, Given
from tipsheet.intake.head import Head, read_head
from tipsheet.intake.language import language_of, refuse_unreadable
from tipsheet.intake.limits import DEFAULT_LIMITS, Limits
from tipsheet.intake.published import is_ahead
from tipsheet.record import Report

_SURROGATE = re.compile("[\ud800-\udfff]")
_LETTER = re.compile(r"[^\W\d_]")


def make_report(
    found: Found, given: Given = NOTHING_GIVEN, limits: Limits = DEFAULT_LIMITS
) -> Report:
    """The report in `found`; raises an InputError where there is none that can be read.

    For each fact the caller's word wins, then the source's own metadata, then the head of the
    text; `published_from` says which of them gave the date. A date after the moment at which the
    source was taken is passed over.
    """
    return weigh(found, given, limits)[0]


def weigh(
    found: Found, given: Given = NOTHING_GIVEN, limits: Limits = DEFAULT_LIMITS
) -> tuple[Report, tuple[str, ...]]:
    """As `make_report`, with the codes of what was not believed."""
    found = _whole(found)
    text = found.text
    _refuse_size(text, limits)
    head = read_head(text)
    language = given.language or language_of(text, found.language)
    refuse_unreadable(language)
    dates = _dates(found, given, head)
    believed = [one for one in dates if one[1] == "given" or not is_ahead(one[0], found.seen)]
    published, published_from = believed[0] if believed else (None, None)
    report = Report.of(
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
        metadata=dict(found.metadata),
    )
    return report, ("date-ahead",) if len(believed) < len(dates) else ()


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


def _whole(found: Found) -> Found:
    """What was found, without half surrogate pairs in any of its values."""
    values = {field.name: getattr(found, field.name) for field in fields(found)}
    return Found(**{name: _mended(value) for name, value in values.items()})


def _mended(value: Any) -> Any:
    if isinstance(value, str):
        return whole_characters(value)
    if isinstance(value, (list, tuple)):
        return type(value)(map(_mended, value))
    if isinstance(value, Mapping):
        return {_mended(key): _mended(item) for key, item in value.items()}
    return value


def _refuse_size(text: str, limits: Limits) -> None:
    if len(text) > limits.text:
        raise text_too_large(limits)
    if not text or text.isspace():
        raise SourceEmpty("is empty: give a file with a report in it")
    if not _LETTER.search(text):
        raise NoArticle("holds no words: give a file with a report in it")


def _dates(found: Found, given: Given, head: Head) -> list[tuple[str, str]]:
    """The dates of publication with where each is from, the first to be believed first."""
    told = (
        (given.published, "given"),
        (found.published, found.published_from or "metadata"),
        (head.published, "dateline"),
    )
    return [(published, origin) for published, origin in told if published]
