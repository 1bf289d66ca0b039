"""RSS and Atom, by feedparser."""

import io
import re
from datetime import UTC, datetime
from functools import partial
from time import struct_time
from typing import Any

from tipsheet.errors import RecordInvalid
from tipsheet.intake.limits import Limits
from tipsheet.intake.listing import Entry, Listing
from tipsheet.intake.published import YEARS
from tipsheet.intake.xmltext import cut_after

_ENTRY = re.compile(r"<(?:[\w.-]{1,40}:)?(?:item|entry)\b", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")


def read_feed(text: str, url: str | None, limits: Limits) -> Listing:
    """The entries of a feed; raises RecordInvalid where it is none."""
    text, left = cut_after(text, _ENTRY, limits.entries)
    found = _parsed(_DECLARATION.sub("", text), url)
    if not found.get("version") and not found.entries:
        raise RecordInvalid("is no feed that can be understood: check the address")
    title = _line(found.feed.get("title"))
    language = found.feed.get("language")
    entries = tuple(_entry(one, title, language) for one in found.entries)
    return Listing(title=title, entries=entries, left=left)


def _parsed(text: str, url: str | None) -> Any:
    import feedparser  # type: ignore[import-untyped]

    try:
        return feedparser.parse(
            io.BytesIO(text.encode("utf-8", "replace")),
            response_headers={
                "content-type": "application/xml; charset=utf-8",
                "content-location": url or "",
            },
            sanitize_html=False,  # the words are read, never shown as a page
            resolve_relative_uris=False,
        )
    except Exception as error:  # whatever hostile markup does to the parser ends here
        raise RecordInvalid("is no feed that can be understood: check the address") from error


def _entry(one: Any, publisher: str | None, language: str | None) -> Entry:
    # dict.get: feedparser's own get warns, and answers for "updated" with what was published.
    published, updated = map(partial(dict.get, one), ("published_parsed", "updated_parsed"))
    return Entry(
        url=_line(one.get("link")),
        id=_line(one.get("id")),
        title=_line(one.get("title")),
        publisher=_line((one.get("source") or {}).get("title")) or publisher,
        byline=tuple(
            filter(None, (_line(author.get("name")) for author in one.get("authors", ())))
        ),
        published=_moment(published or updated),
        language=language,
        changed=dict.get(one, "updated") or dict.get(one, "published"),
        words=_words(one),
    )


def _words(one: Any) -> str:
    """The longest of what the feed says itself."""
    held = [part.get("value") or "" for part in one.get("content", ())]
    return max((*held, one.get("summary") or ""), key=len)


def _moment(moment: struct_time | None) -> str | None:
    """An ISO datetime in UTC; None for the years that unset clocks give."""
    if moment is None or moment.tm_year not in YEARS:
        return None
    try:
        return datetime(*moment[:6], tzinfo=UTC).isoformat()
    except ValueError:  # a leap second, or a day that is none
        return None


def _line(value: Any) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None
