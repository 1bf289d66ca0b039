"""The pages to look at; each is a dictionary first, and its JSON is at the same address."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from tipsheet.errors import OptionInvalid
from tipsheet.exports import days, labels
from tipsheet.exports.phrase import Evidence
from tipsheet.exports.plain import one_line
from tipsheet.exports.segments import Segment, segments
from tipsheet.exports.sheet import Section, sheet
from tipsheet.linking.claims import claim_id
from tipsheet.linking.followthrough import Item
from tipsheet.linking.routes import step_words
from tipsheet.record import Claim, Link, Reading, Span
from tipsheet.store import Page, Query, Stored
from tipsheet.web import atlas, drawing, names
from tipsheet.web.changes import changed
from tipsheet.web.problems import Problem
from tipsheet.web.render import answer
from tipsheet.web.views import Desk, Edition, Line, Story, is_background, short

PAGE = 40  # reports of a page
LINES = 14  # stories of a section of the front page
NEXT = 10  # deadlines of the front page

SECTIONS = (
    ("happened", "What happened", ("occurred", "ongoing")),
    ("planned", "Planned, threatened, asked for", ("planned", "threatened", "requested")),
    ("possible", "Only possible", ("possible",)),
    ("denied", "Denied", ("denied",)),
)


def desk_of(request: Request) -> Desk:
    """The desk that answers a request."""
    desk: Desk = request.app.state.desk
    return desk


# Today.


def today(request: Request) -> Response:
    """The front page: what is new on a day, by status, and what is due next."""
    edition = desk_of(request).edition()
    day = request.query_params.get("day") or edition.today
    if day is not None and days.parse(day) is None:
        raise Problem(400, "day", f"{day!r} is no day: give one such as 2025-09-12.")
    stories = edition.of_day(day) if day else []
    fresh, past = _apart(stories, day)
    items = edition.items(day) if day else []
    data = {
        "day": day,
        "before": next((one for one in edition.days if day and one < day), None),
        "after": next((one for one in reversed(edition.days) if day and one > day), None),
        "last": edition.today,
        "sections": [
            {"key": key, "title": title, "stories": chosen[:LINES], "more": len(chosen) - LINES}
            for key, title, statuses in SECTIONS
            if (chosen := [one for one in fresh if one["status"] in statuses])
        ],
        "background": past[:LINES],
        "due": [_due(*one) for one in items if _is_ahead(one[0], day or "")][:NEXT],
        "reports": [_report_line(edition.readings[id]) for id in _of_day(edition, day)],
        "held": len(edition.readings),
    }  # fmt: skip
    return answer(request, "today.html", data)


def _is_ahead(item: Item, day: str) -> bool:
    return item.outcome in ("open", "moved") and (item.due.latest or "") >= day


def _apart(stories: Iterable[Story], day: str | None) -> tuple[list[Any], list[Any]]:
    """What is news on a day, and what is only told again as background."""
    fresh: list[Any] = []
    past: list[Any] = []
    for story in stories:
        told = [claim for claim in story.claims if claim.day == day]
        back = all(is_background(claim) for claim in told)
        (past if back else fresh).append(_story_line(story, told))
    return fresh, past


def _story_line(story: Story, told: list[Claim] | None = None) -> dict[str, Any]:
    claims = told or list(story.claims)
    line = story.edition.line(story.edition._telling(claims, claims[0].status or "").id)
    found = story.asserted
    return {
        "id": story.id,
        "status": line.status,
        "now": story.status,
        "line": line,
        "title": line.text,
        "word": line.word,
        "kind": line.kind,
        "certainty": line.certainty,
        "publishers": sorted({claim.publisher or "unknown" for claim in claims}),
        "reports": len({claim.report for claim in story.claims}),
        "origins": {"low": found.low, "high": found.high} if found else None,
        "contradicted": bool(len(story.reports) > 1 and story.contradictions),
    }


def _of_day(edition: Edition, day: str | None) -> list[str]:
    return [id for id, one in edition.readings.items() if (one.report.published or "")[:10] == day]


def _report_line(reading: Reading) -> dict[str, Any]:
    report = reading.report
    statuses = Counter(event.status for event in reading.events)
    return {
        "id": report.id,
        "title": one_line(report.title or "") or short(report.text, 90) or "Untitled report",
        "publisher": report.publisher,
        "published": report.published,
        "day": (report.published or "")[:10] or None,
        "statuses": {code: statuses[code] for code in labels.STATUSES if statuses[code]},
    }


def _due(item: Item, story: Story) -> dict[str, Any]:
    claim = story.edition.claims[item.claims[0]]
    return {
        "id": item.id, "story": story.id, "status": item.status, "due": item.due,
        "first_due": item.first_due, "outcome": item.outcome, "why": item.why,
        "line": story.edition.line(claim.id), "title": story.edition.line(claim.id).text,
        "report": claim.report, "claim": claim.id, "publisher": claim.publisher,
        "evidence": [
            {"claim": one.claim, "report": one.report, "day": one.day, "outcome": one.outcome,
             "why": one.why, "words": one.words,
             "publisher": story.edition.readings[one.report].report.publisher}
            for one in item.evidence
        ],
    }  # fmt: skip


# Reports.


def reports(request: Request) -> Response:
    """All reports, the newest first, a page at a time."""
    asked = request.query_params
    publisher = asked.get("publisher")
    query = Query(
        newest=True, limit=PAGE, cursor=asked.get("cursor") or None,
        publisher=(publisher,) if publisher else (),
        since=asked.get("since") or None, until=asked.get("until") or None,
    )  # fmt: skip
    view = desk_of(request).store.view()
    page = view.search(query)
    data = {
        "reports": [_hit(hit) for hit in page.hits],
        "cursor": page.cursor,
        "publisher": publisher,
        "since": query.since,
        "until": query.until,
    }
    return answer(request, "reports.html", data)


def _hit(hit: Any) -> dict[str, Any]:
    return {
        "id": hit.id, "title": one_line(hit.title or "") or short(hit.passage.text, 90),
        "publisher": hit.publisher, "published": hit.published,
        "day": (hit.published or "")[:10] or None, "passage": hit.passage, "score": hit.score,
        "version": hit.version, "events": hit.events,
    }  # fmt: skip


def report(request: Request) -> Response:
    """One report: its text with its layers, and the sheet beside it."""
    id = request.path_params["id"]
    desk = desk_of(request)
    edition = desk.edition()
    stored = _stored(desk, edition, id, _number(request, "version"))
    reading = _as_corrected(edition, stored)
    versions = desk.store.view().versions(id)
    older = _number(request, "against")
    text = reading.report.text
    tips = sheet(reading)
    mark = _marked(request.query_params.get("mark"), text)
    lines = [line.evidence for line in tips.lines]
    extra = [(Evidence(span=mark, role="content"),)] if mark else []
    rows = segments(text, [*lines, *extra])
    data: dict[str, Any] = {
        "report": reading.report,
        "reader": reading.reader,
        "version": stored.version,
        "versions": versions,
        "added": stored.added,
        "sections": _sections(tips.sections, reading, edition),
        "links": [_report_link(link, reading.report.id, edition) for link in edition.links
                  if reading.report.id in (link.first, link.second)],
        "against": older,
        "diff": _diff(desk, id, reading, older),
        "reading": reading,
    }  # fmt: skip
    shown = {
        "tips": tips,
        "rows": [[_segment(one, tips.sections, len(lines)) for one in row] for row in rows],
        "homes": _homes(rows, len(lines)),
        "count": len(lines),
    }
    return answer(request, "report.html", data, shown)


def _stored(desk: Desk, edition: Edition, id: str, version: int | None) -> Stored:
    if version is None and id in edition.holdings.stored:
        return edition.holdings.stored[id]
    found = desk.store.view().get(id, version)
    if found is None:
        raise Problem(404, "report", "There is no such report in the store.")
    return found


def _as_corrected(edition: Edition, stored: Stored) -> Reading:
    return edition._corrected(stored.reading)


def _number(request: Request, name: str) -> int | None:
    given = request.query_params.get(name)
    if not given:
        return None
    if not (given.isascii() and given.isdigit() and len(given) < 7):
        raise Problem(400, name, f"{name} is a number.")
    return int(given)


def _marked(given: str | None, text: str) -> Span | None:
    start, _, end = (given or "").partition("-")
    if not (start.isdigit() and end.isdigit() and start.isascii() and end.isascii()):
        return None
    if len(start) > 9 or len(end) > 9 or not int(start) < int(end) <= len(text):
        return None
    return Span.of(text, int(start), int(end))


def _sections(
    sections: Iterable[Section], reading: Reading, edition: Edition
) -> list[dict[str, Any]]:
    """The sections of the sheet, each event line with its claim and its story."""
    claims = {
        (event.trigger.start, event.trigger.end): claim_id(
            reading.report.id, "event", event.trigger)
        for event in reading.events
    }  # fmt: skip
    number = 0
    found = []
    for section in sections:
        lines = []
        for line in section.lines:
            number += 1
            triggers = [e.span for e in line.evidence if e.role == "what"]
            ids = [claims[s.start, s.end] for s in triggers if (s.start, s.end) in claims]
            claim = ids[0] if ids and (line.is_event or section.key == "watch") else None
            story = edition.group_of.get(claim or "")
            width = len({edition.claims[c].report for c in edition.groups[story]}) if story else 1
            lines.append(
                {
                    "n": number, "line": line, "claim": claim,
                    "story": story, "reports": width,
                    "corrected": bool(claim and _is_touched(edition, claim)),
                }
            )  # fmt: skip
        found.append({"key": section.key, "title": section.title, "lines": lines})
    return found


def _is_touched(edition: Edition, claim: str) -> bool:
    told = edition.claims.get(claim)
    if told is None:
        return False
    return (told.report, told.trigger.start, told.trigger.end) in edition.touched


_LAYERS = {
    "who": "party", "whom": "party", "where": "where", "when": "when",
    "source": "says", "cue": "says", "content": "quote",
}  # fmt: skip


def _segment(segment: Segment, sections: Iterable[Section], count: int) -> dict[str, Any]:
    """A stretch of text with the layers and lines that it belongs to."""
    uses = [use for use in segment.uses if use.line <= count]
    marked = any(use.line > count for use in segment.uses)
    by_line = _by_line(sections)
    layers: dict[str, None] = {}
    status = ""
    for use in uses:
        key, line = by_line[use.line]
        if use.role == "what":
            layers["many" if key == "figures" else "what"] = None
            if line.is_event and not status:
                status = line.status
        elif key != "figures" or use.role in ("source", "cue"):
            layers[_LAYERS[use.role]] = None
    closes = any(use.role == "what" and by_line[use.line][1].is_event
                 for use in segment.closes if use.line <= count)  # fmt: skip
    names = [f"k-{layer}" for layer in layers]
    names += [f"s-{status}"] if status in labels.STATUSES else []
    names += dict.fromkeys(f"l{use.line}" for use in uses)
    names += dict.fromkeys(f"w{use.line}" for use in uses if use.role == "what")
    return {
        "text": segment.text, "names": " ".join(names), "line": uses[0].line if uses else None,
        "lines": [use.line for use in uses], "marked": marked,
        "status": status if closes and status in labels.STATUSES else "",
        "quote": bool(uses) and uses[0].role == "content",
    }  # fmt: skip


def _by_line(sections: Iterable[Section]) -> dict[int, tuple[str, Any]]:
    numbered = ((section.key, line) for section in sections for line in section.lines)
    return dict(enumerate(numbered, 1))


def _homes(rows: list[list[Segment]], count: int) -> list[list[int]]:
    """For each paragraph the lines that begin in it, so that a link to a line's words has an end.

    A line's words begin where the most telling of them stands first.
    """
    best: dict[int, int] = {}
    for row in rows:
        for segment in row:
            for use in segment.uses:
                best[use.line] = min(best.get(use.line, 99), use.rank)
    homes: list[list[int]] = []
    housed: set[int] = set()
    for row in rows:
        here = {u.line for s in row for u in s.uses if u.rank == best[u.line] and u.line <= count}
        homes.append(sorted(here - housed))
        housed |= here
    return homes


def _report_link(link: Link, id: str, edition: Edition) -> dict[str, Any]:
    other = link.second if link.first == id else link.first
    reading = edition.readings.get(other)
    return {
        "id": link.id, "kind": link.kind, "score": link.score, "other": other,
        "from_here": link.first == id and link.directed, "directed": link.directed,
        "title": _report_line(reading)["title"] if reading else other.removeprefix("publisher:"),
        "publisher": reading.report.publisher if reading else None,
        "held": reading is not None, "why": link.reasons[0].why if link.reasons else "",
    }  # fmt: skip


def _diff(desk: Desk, id: str, reading: Reading, older: int | None) -> list[Any] | None:
    if older is None:
        return None
    found = desk.store.view().get(id, older)
    if found is None:
        raise Problem(404, "version", "There is no such version of the report.")
    return changed(found.reading.report.text, reading.report.text)


# Stories.


def stories(request: Request) -> Response:
    """The stories that more than one report tells."""
    edition = desk_of(request).edition()
    found = [_story_line(one) | {"first": one.first, "last": one.last}
             for one in edition.stories(least=2)[:200]]  # fmt: skip
    return answer(request, "stories.html", {"stories": found})


def story(request: Request) -> Response:
    """One event over all reports: timeline, sources, figures, contradictions, origins."""
    edition = desk_of(request).edition()
    found = edition.story(request.path_params["id"])
    if found is None:
        raise Problem(404, "story", "There is no such story here.")
    asked = edition.today or "9999-12-31"
    item = next((item for item, one in edition.items(asked) if one.id == found.id), None)
    origins = found.origins
    data = {
        "id": found.id,
        "title": found.title,
        "line": found.line,
        "status": found.status,
        "first": found.first,
        "last": found.last,
        "claims": [edition.line(claim.id) for claim in found.claims],
        "reports": [_report_line(edition.readings[id]) for id in found.reports],
        "timeline": [_moment(moment, edition) for moment in found.moments],
        "origins": {stance: _origins(told, edition) for stance, told in origins.items()},
        "figures": [{"ledger": one, "name": _measure(one)} for one in found.ledgers],
        "contradictions": [_contradiction(link, edition) for link in found.contradictions],
        "watch": _due(item, found) if item else None,
        "place": found.place,
    }
    shown = {
        "place_slug": names.slug_of(found.place.name) if found.place else "",
        "graphs": {stance: drawing.source_graph(found, told) for stance, told in origins.items()},
        "plots": [drawing.figure_plot(one) if len(one.entries) > 1 else None
                  for one in found.ledgers],
    }  # fmt: skip
    return answer(request, "story.html", data, shown)


def _measure(ledger: Any) -> str:
    measure = ledger.measure
    return " ".join(filter(None, (measure.scope, measure.name, measure.unit or "")))


def _moment(moment: Any, edition: Edition) -> dict[str, Any]:
    lines = [edition.line(claim) for claim in moment.claims]
    return {
        "day": moment.day, "status": moment.status, "words": moment.words,
        "lines": lines, "publishers": list(dict.fromkeys(line.publisher for line in lines)),
        "turn": (moment.turn or "").replace(moment.status, labels.status(moment.status)) or None,
    }  # fmt: skip


def _origins(told: Any, edition: Edition) -> dict[str, Any]:
    found = []
    for origin in told.origins:
        claim = edition.claims.get(origin.claims[0]) if origin.claims else None
        found.append(
            {
                "key": origin.key, "kind": origin.kind, "name": origin.name,
                "through": origin.through, "people": origin.people, "claims": origin.claims,
                "words": origin.words, "report": claim.report if claim else None,
            }
        )  # fmt: skip
    return {
        "low": told.low, "high": told.high, "reports": told.reports, "origins": found,
        "reasons": told.reasons, "circles": told.circles, "root": told.root,
        "routes": told.routes,
    }  # fmt: skip


def _contradiction(link: Link, edition: Edition) -> dict[str, Any]:
    sides = []
    for id in (link.first, link.second):
        claim = edition.claims[id]
        line = edition.line(id) if id in edition.events else None
        sides.append(
            {
                "claim": id, "report": claim.report, "publisher": claim.publisher,
                "day": claim.day, "sentence": claim.sentence, "status": claim.status,
                "source": step_words(claim.chain[0]) if claim.chain else None, "line": line,
            }
        )  # fmt: skip
    return {"id": link.id, "kind": link.kind, "score": link.score, "sides": sides,
            "why": link.reasons[0].why if link.reasons else ""}  # fmt: skip


def link(request: Request) -> Response:
    """One link between two reports: its reasons, with the words on both sides."""
    edition = desk_of(request).edition()
    id = request.path_params["id"]
    found = next((one for one in edition.links if one.id == id), None)
    if found is None:
        raise Problem(404, "link", "There is no such link here.")
    ends = [edition.readings.get(end) for end in (found.first, found.second)]
    data = {
        "link": found,
        "ends": [_report_line(end) if end else None for end in ends],
    }
    return answer(request, "link.html", data)


# Map, watch, search.


def chart(request: Request) -> Response:
    """Claims at their places; filtered by time, type and status."""
    edition = desk_of(request).edition()
    asked = request.query_params
    claims = [claim for claim in edition.claims.values() if claim.place and claim.kind == "event"
              and _fits(claim, asked)]  # fmt: skip
    frame = atlas.frame_of(asked.get("frame"), claims)
    chosen = _chosen(claims, asked)
    data = {
        "frame": frame, "claims": [edition.line(one.id) for one in chosen[:80]],
        "count": len(claims), "chosen": len(chosen), "place": asked.get("place"),
        "country": asked.get("country"), "since": asked.get("since"), "until": asked.get("until"),
        "type": asked.get("type"), "status": asked.getlist("status"),
        "places": [{"name": name, "claims": count, "slug": names.slug_of(name)}
                   for name, count in Counter(
                       c.place.name for c in claims if c.place).most_common(40)],
    }  # fmt: skip
    kept = _kept(asked, "frame", "place", "country")
    query = f"{kept}&frame={frame.word}" if asked.get("frame") else kept
    shown = {
        "drawing": atlas.map_of(claims, frame, query), "kept": kept,
        "moves": {
            "nearer": frame.zoomed(0.55).word, "farther": frame.zoomed(1.8).word,
            "west": frame.moved(-0.4, 0).word, "east": frame.moved(0.4, 0).word,
            "north": frame.moved(0, 0.4).word, "south": frame.moved(0, -0.4).word,
        },
    }  # fmt: skip
    return answer(request, "map.html", data, shown)


def _fits(claim: Claim, asked: Any) -> bool:
    statuses = [one for one in asked.getlist("status") if one]
    since, until = asked.get("since"), asked.get("until")
    return (
        (not statuses or claim.status in statuses)
        and (not asked.get("type") or claim.type == asked.get("type"))
        and (not since or (claim.day or "") >= since)
        and (not until or "" < (claim.day or "") <= until)
    )


def _chosen(claims: list[Claim], asked: Any) -> list[Claim]:
    place, country = asked.get("place"), asked.get("country")
    if not place and not country:
        return []
    found = [
        c for c in claims
        if c.place and (c.place.name == place if place else c.place.country == country
                        and atlas.precision(c.place) == "country")
    ]  # fmt: skip
    return sorted(found, key=lambda c: (c.published or "", c.id), reverse=True)


def _kept(asked: Any, *without: str) -> str:
    from urllib.parse import urlencode

    return urlencode([(k, v) for k, v in asked.multi_items() if k not in without and v])


def watch(request: Request) -> Response:
    """What was announced, when it is due, and what became of it."""
    edition = desk_of(request).edition()
    asked = request.query_params.get("day") or edition.today or "9999-12-31"
    if days.parse(asked) is None:
        raise Problem(400, "day", f"{asked!r} is no day: give one such as 2025-09-12.")
    items = [_due(item, story) for item, story in edition.items(asked)]
    groups = [
        ("open", "Still to come", [i for i in items if i["outcome"] == "open"]),
        ("moved", "Moved", [i for i in items if i["outcome"] == "moved"]),
        ("nothing", "Nothing heard", [i for i in items if i["outcome"] == "nothing heard"]),
        ("done", "Done", [i for i in items if i["outcome"] == "done"]),
        ("broken", "Not done", [i for i in items if i["outcome"] == "broken"]),
    ]
    data = {
        "asked": asked, "last": edition.today,
        "groups": [{"key": k, "title": t, "items": found} for k, t, found in groups if found],
    }  # fmt: skip
    return answer(request, "watch.html", data)


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
            page = desk.store.view().search(query)
        except OptionInvalid as error:
            trouble = error.message
    edition = desk.edition()
    data = {
        "q": query.words or query.meaning, "asked": bool(given), "trouble": trouble,
        "hits": [_hit(hit) | {"lines": _lines_of(hit, edition)} for hit in page.hits],
        "cursor": page.cursor,
    }  # fmt: skip
    shown = {
        "f": asked, "kept": _kept(asked, "cursor"),
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


# Actors, places, publishers.


def actor_list(request: Request) -> Response:
    """Everybody who is named in more than one report."""
    found = names.actors(desk_of(request).edition()).values()
    ordered = sorted(found, key=lambda one: (-len(one.reports), one.name))
    data = {"title": "Actors", "path": "actors", "entries": [
        {"slug": one.slug, "name": one.name, "kind": one.kind, "count": len(one.reports),
         "country": _most(one.countries)} for one in ordered[:300]]}  # fmt: skip
    return answer(request, "names.html", data)


def actor(request: Request) -> Response:
    """What somebody said, did and suffered."""
    edition = desk_of(request).edition()
    found = names.actors(edition).get(request.path_params["slug"])
    if found is None:
        raise Problem(404, "actor", "Nobody of that name is in these reports.")
    data = {
        "name": found.name, "kind": found.kind, "country": _most(found.countries),
        "forms": [form for form, _ in found.forms.most_common(12)],
        "reports": len(found.reports),
        "acts": _lines(found.acts, edition), "suffers": _lines(found.suffers, edition),
        "statements": [_statement(id, said, edition) for id, said in found.statements[:60]],
    }  # fmt: skip
    return answer(request, "actor.html", data)


def _statement(id: str, said: Any, edition: Edition) -> dict[str, Any]:
    reading = edition.readings[id]
    return {
        "report": id, "publisher": reading.report.publisher, "quote": said.quote,
        "day": (reading.report.published or "")[:10] or None, "content": said.content,
        "cue": said.cue,
    }  # fmt: skip


def _lines(claims: Iterable[Claim], edition: Edition) -> list[Line]:
    ordered = sorted(claims, key=lambda claim: (claim.published or "", claim.id), reverse=True)
    return [edition.line(claim.id) for claim in ordered[:80] if claim.id in edition.events]


def _most(counts: Counter[str]) -> str | None:
    return counts.most_common(1)[0][0] if counts else None


def place_list(request: Request) -> Response:
    """The places at which something is said to happen."""
    found = names.places(desk_of(request).edition()).values()
    ordered = sorted(found, key=lambda one: (-len(one.claims), one.name))
    data = {"title": "Places", "path": "places", "entries": [
        {"slug": one.slug, "name": one.name, "kind": None, "count": len(one.claims),
         "country": one.country} for one in ordered[:300]]}  # fmt: skip
    return answer(request, "names.html", data)


def place(request: Request) -> Response:
    """What is said to happen at a place."""
    edition = desk_of(request).edition()
    found = names.places(edition).get(request.path_params["slug"])
    if found is None:
        raise Problem(404, "place", "Nothing is said to happen at a place of that name.")
    shown: Mapping[str, Any] = {"drawing": None}
    if found.latitude is not None:
        frame = atlas.framed(found.longitude or 0.0, found.latitude, 12)
        shown = {"drawing": atlas.map_of(found.claims, frame, "")}
    data = {
        "name": found.name, "country": found.country, "latitude": found.latitude,
        "longitude": found.longitude, "feature": found.feature,
        "claims": _lines(found.claims, edition),
    }  # fmt: skip
    return answer(request, "place.html", data, dict(shown))


def publisher_list(request: Request) -> Response:
    """The publishers of the reports."""
    found = names.houses(desk_of(request).edition()).values()
    ordered = sorted(found, key=lambda one: (-len(one.reports), one.name))
    data = {"title": "Publishers", "path": "publishers", "entries": [
        {"slug": one.slug, "name": one.name, "kind": None, "count": len(one.reports),
         "country": None} for one in ordered]}  # fmt: skip
    return answer(request, "names.html", data)


def publisher(request: Request) -> Response:
    """The reports of a publisher, whom it has news from and who has news from it."""
    edition = desk_of(request).edition()
    found = names.houses(edition).get(request.path_params["slug"])
    if found is None:
        raise Problem(404, "publisher", "No publisher of that name is in these reports.")
    reports_ = [_report_line(edition.readings[id]) for id in found.reports]
    reports_.sort(key=lambda one: one["published"] or "", reverse=True)
    data = {
        "name": found.name, "reports": reports_,
        "takes": found.takes.most_common(), "gives": found.gives.most_common(),
    }  # fmt: skip
    return answer(request, "publisher.html", data)
