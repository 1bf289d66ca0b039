"""Feeds: Atom of a search, iCalendar of what is due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, parse_qsl, quote
from xml.sax.saxutils import escape, quoteattr

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response

from tipsheet.exports import labels
from tipsheet.exports.plain import one_line, visible
from tipsheet.web.pages.searching import query_of, searched
from tipsheet.web.pages.telling import desk_of
from tipsheet.web.problems import Problem

ENTRIES = 50
NEVER = "1970-01-01T00:00:00Z"


def search_feed(request: Request) -> Response:
    """The newest reports of a search as Atom."""
    asked = str(request.url.query)
    return _atom(request, f"Search: {request.query_params.get('q', '')}", asked)


def saved_feed(request: Request) -> Response:
    """The feed of a saved search; whoever has its key may read it."""
    found = request.app.state.people.search_by_key(request.path_params["key"])
    if found is None:
        raise Problem(404, "feed", "There is no such feed.")
    if found.watch:
        claim = parse_qs(found.asked).get("claim", [""])[0]
        return _watched(request, found.name, claim)
    return _atom(request, found.name, found.asked)


def _atom(request: Request, title: str, asked: str) -> Response:
    from dataclasses import replace

    pairs = [(k, v) for k, v in parse_qsl(asked) if k not in ("cursor", "by")]
    query = replace(query_of(QueryParams(pairs), limit=ENTRIES), newest=True)
    page = searched(desk_of(request), query)
    base = str(request.base_url).rstrip("/")
    told = [
        Entry(
            title=hit.title or "Untitled report",
            id=(url := f"{base}/reports/{quote(hit.id, safe='')}"),
            url=url,
            updated=_instant(hit.published),
            author=hit.publisher or "unknown",
            summary=hit.passage.text,
        )
        for hit in page.hits
    ]
    return _feed(title, base + request.url.path, told)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a feed; `updated` is an RFC 3339 time."""

    title: str
    id: str
    url: str
    updated: str
    author: str
    summary: str


def _feed(title: str, id: str, entries: Sequence[Entry]) -> Response:
    updated = max((entry.updated for entry in entries), default=NEVER)
    parts = [
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">',
        f"<title>{_xml(title)}</title><id>{_xml(id)}</id>",
        f"<updated>{updated}</updated><author><name>Tipsheet</name></author>",
    ]
    parts += [
        f"<entry><title>{_xml(one.title)}</title><id>{_xml(one.id)}</id>"
        f"<link href={quoteattr(one.url)}/><updated>{one.updated}</updated>"
        f"<author><name>{_xml(one.author)}</name></author>"
        f"<summary>{_xml(one.summary)}</summary></entry>"
        for one in entries
    ]
    return Response("".join([*parts, "</feed>\n"]), media_type="application/atom+xml")


def watch_feed(request: Request) -> Response:
    """What is watched as Atom: an entry is new when an outcome is."""
    return _watched(request, "What is watched", "")


def _watched(request: Request, title: str, claim: str) -> Response:
    """What is watched, or what one claim announces."""
    edition = desk_of(request).edition()
    base = str(request.base_url).rstrip("/")
    told = []
    for item, story in edition.items(edition.today or "9999-12-31"):
        if claim and story.id != edition.group_of.get(claim):
            continue
        line = edition.line(item.claims[0])
        days = [one.day for one in item.evidence if one.day]
        told.append(
            Entry(
                title=f"{item.outcome.capitalize()}: {line.text}",
                id=f"{base}/stories/{story.id}#{item.id}-{item.outcome.replace(' ', '-')}",
                url=f"{base}/stories/{story.id}",
                updated=_instant(max(days, default=line.day)),
                author=line.publisher,
                summary=item.why,
            )
        )
    told.sort(key=lambda entry: entry.updated, reverse=True)
    return _feed(title, base + request.url.path, told[:ENTRIES])


def calendar(request: Request) -> Response:
    """What is due, as iCalendar: one entry a deadline, its outcome in the words."""
    from icalendar import Calendar, Event

    edition = desk_of(request).edition()
    found = Calendar()
    found.add("prodid", "-//Tipsheet//Watch//EN")
    found.add("version", "2.0")
    found.add("x-wr-calname", "Tipsheet: what is due")
    base = str(request.base_url).rstrip("/")
    for item, story in edition.items(edition.today or "9999-12-31"):
        last = item.due.latest or item.due.earliest
        first = item.due.earliest or last
        if first is None or last is None:
            continue
        line = edition.line(item.claims[0])
        entry = Event()
        entry.add("uid", f"{item.id}@tipsheet")
        entry.add("dtstamp", datetime(2000, 1, 1, tzinfo=UTC))
        # One day where only its end is telling: a deadline does not fill the weeks before it.
        start = date.fromisoformat(last if _long(first, last) else first)
        entry.add("dtstart", start)
        entry.add("dtend", date.fromisoformat(last) + timedelta(days=1))
        entry.add("summary", one_line(f"{labels.status(item.status).capitalize()}: {line.text}"))
        entry.add("description", one_line(f"{line.word}. {item.outcome}: {item.why}"))
        entry.add("url", f"{base}/stories/{story.id}")
        found.add_component(entry)
    return Response(found.to_ical(), media_type="text/calendar; charset=utf-8", headers={
        "content-disposition": 'inline; filename="watch.ics"'})  # fmt: skip


def _long(first: str, last: str) -> bool:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days > 3


def _instant(published: str | None) -> str:
    """An RFC 3339 time of a date or datetime."""
    try:
        found = datetime.fromisoformat(published or "")
    except ValueError:
        return NEVER
    found = found if found.tzinfo else found.replace(tzinfo=UTC)
    return found.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _xml(words: Any) -> str:
    return escape(visible(str(words)))
