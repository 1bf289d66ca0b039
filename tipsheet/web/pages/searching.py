"""One box with filters."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from tipsheet.errors import OptionInvalid
from tipsheet.linking.claims import claim_id
from tipsheet.record import Reading
from tipsheet.store import Hit, Page, Query, Store, open_store
from tipsheet.web.desk import Desk
from tipsheet.web.pages.telling import desk_of, hit_line, kept_of
from tipsheet.web.render import answer
from tipsheet.web.story import Line
from tipsheet.web.views import Edition


def query_of(asked: Any, *, limit: int = 20) -> Query:
    """The query that a search's address stands for."""

    def many(name: str) -> tuple[str, ...]:
        return tuple(one.strip() for one in asked.getlist(name) if one.strip())

    words = (asked.get("q") or "").strip()[:500]
    by_meaning = asked.get("by") == "meaning" and words
    return Query(
        words="" if by_meaning else words, meaning=words if by_meaning else "",
        type=many("type"), status=many("status"), actor=many("actor"), country=many("country"),
        place=many("place"), source=many("source"), publisher=many("publisher"),
        since=asked.get("since") or None, until=asked.get("until") or None,
        event_since=asked.get("event_since") or None, event_until=asked.get("event_until") or None,
        newest=asked.get("by") == "newest", cursor=asked.get("cursor") or None, limit=limit,
    )  # fmt: skip


def searched(desk: Desk, query: Query) -> Page:
    """What a search finds, by what people say of events where they corrected what was read.

    A report that fits only as it was read is left out; one that fits only as it was corrected
    stands at the head of the first page.
    """
    page = desk.store.view().search(query)
    edition = desk.edition()
    if not (query.of_events and edition.rewritten):
        return page
    every = replace(query, meaning="", cursor=None, newest=True, limit=len(edition.rewritten))
    now, before = (_hits(one, every) for one in _both_ways(edition))
    hits = [
        replace(hit, events=now[hit.id].events) if hit.id in now else hit
        for hit in page.hits
        if hit.id in now or hit.id not in edition.rewritten
    ]
    if query.cursor is None and not query.meaning:
        hits = [*(now[id] for id in now if id not in before), *hits]
    return replace(page, hits=tuple(hits))


def _hits(store: Store, query: Query) -> Mapping[str, Hit]:
    return {hit.id: hit for hit in store.view().search(query).hits}


def _both_ways(edition: Edition) -> tuple[Store, Store]:
    """The reports that people rewrote, to be searched: as they are now, and as they were read."""
    if "rewritten" not in edition.kept:
        ids = sorted(edition.rewritten)
        edition.kept["rewritten"] = (
            _held(edition.readings[id] for id in ids),
            _held(edition.holdings.stored[id].reading for id in ids),
        )
    found: tuple[Store, Store] = edition.kept["rewritten"]
    return found


def _held(readings: Iterable[Reading]) -> Store:
    store = open_store("memory:", create=True)
    with store.writer() as writer:
        for reading in readings:
            writer.add(reading)
    return store


def search(request: Request) -> Response:
    """One box with filters, over words and meaning."""
    desk = desk_of(request)
    asked = request.query_params
    query = query_of(asked)
    trouble = ""
    page = Page(hits=())
    given = query.words or query.meaning or query.of_events or query.publisher or query.since
    if given or query.until:
        try:
            page = searched(desk, query)
        except OptionInvalid as error:
            trouble = error.message
    edition = desk.edition()
    data = {
        "q": query.words or query.meaning, "asked": bool(given), "trouble": trouble,
        "hits": [hit_line(hit) | {"lines": _lines_of(hit, edition)} for hit in page.hits],
        "cursor": page.cursor,
    }  # fmt: skip
    shown = {
        "f": asked, "kept": kept_of(asked, "cursor"),
        "saved": request.app.state.people.searches_of(request.state.person),
        "meaning": request.app.state.meaning,
    }  # fmt: skip
    return answer(request, "search.html", data, shown)


def _lines_of(hit: Any, edition: Edition) -> list[Line]:
    reading = edition.readings.get(hit.id)
    if reading is None:
        return []
    ids = {event.id: claim_id(hit.id, "event", event.trigger) for event in reading.events}
    found = [ids[event.id] for event in hit.events if event.id in ids]
    return [edition.line(id) for id in found[:4] if id in edition.events]
