"""JSON Feed, versions 1 and 1.1."""

import json
from html import escape
from typing import Any
from urllib.parse import urljoin

from tipsheet.errors import RecordInvalid
from tipsheet.intake.limits import Limits
from tipsheet.intake.listing import Entry, Listing
from tipsheet.intake.published import any_published


def read_json_feed(text: str, url: str | None, limits: Limits) -> Listing:
    """The entries of a feed; raises RecordInvalid where it is none."""
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise RecordInvalid("is no JSON that can be understood: check the address") from error
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        raise RecordInvalid('is no JSON feed: it has no list of "items"')
    title = _line(feed.get("title"))
    taken = [one for one in items[: limits.entries] if isinstance(one, dict)]
    entries = [_entry(one, title, url or "") for one in taken]
    return Listing(title=title, entries=tuple(entries), left=max(0, len(items) - limits.entries))


def _entry(one: dict[str, Any], publisher: str | None, base: str) -> Entry:
    address = _line(one.get("url"))
    return Entry(
        url=_joined(base, address) if address else None,
        id=_line(one.get("id")),
        title=_line(one.get("title")),
        publisher=publisher,
        byline=_names(one),
        published=any_published(one.get("date_published") or one.get("date_modified")),
        language=_line(one.get("language")),
        changed=_line(one.get("date_modified")) or _line(one.get("date_published")),
        words=_words(one),
    )


def _joined(base: str, address: str) -> str:
    try:
        return urljoin(base, address)
    except ValueError:  # brackets that hold no address; whoever asks for it is told
        return address


def _names(one: dict[str, Any]) -> tuple[str, ...]:
    many = one.get("authors")
    authors = many if isinstance(many, list) else [one.get("author")]
    return tuple(
        name
        for author in authors
        if isinstance(author, dict) and (name := _line(author.get("name")))
    )


def _words(one: dict[str, Any]) -> str:
    for key in ("content_html", "content_text", "summary"):
        value = one.get(key)
        if isinstance(value, str) and value.strip():
            return value if key == "content_html" else _paragraphs(value)
    return ""


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{escape(part)}</p>" for part in text.split("\n") if part.strip())


def _line(value: Any) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None
