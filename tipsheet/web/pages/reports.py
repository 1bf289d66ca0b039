"""All reports, and one: its text with its layers beside its sheet, its versions, its links."""

from collections.abc import Iterable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from tipsheet.exports.phrase import Evidence
from tipsheet.exports.segments import segments
from tipsheet.exports.sheet import Section, sheet
from tipsheet.linking.claims import claim_id
from tipsheet.record import Link, Reading, Span
from tipsheet.store import Query, Stored
from tipsheet.web.changes import changed
from tipsheet.web.desk import Desk
from tipsheet.web.pages.layers import homes_of, segment_of
from tipsheet.web.pages.telling import desk_of, hit_line, number_of, report_line, tally_of
from tipsheet.web.problems import Problem
from tipsheet.web.render import answer
from tipsheet.web.views import Edition

PAGE = 40  # reports of a page


def reports(request: Request) -> Response:
    """All reports, the newest first, a page at a time."""
    asked = request.query_params
    publisher = asked.get("publisher")
    query = Query(
        newest=True, limit=PAGE, cursor=asked.get("cursor") or None,
        publisher=(publisher,) if publisher else (),
        since=asked.get("since") or None, until=asked.get("until") or None,
    )  # fmt: skip
    desk = desk_of(request)
    page = desk.store.view().search(query)
    edition = desk.edition()
    data = {
        "reports": [hit_line(hit) | {"statuses": tally_of(hit.id, edition)} for hit in page.hits],
        "cursor": page.cursor,
        "publisher": publisher,
        "since": query.since,
        "until": query.until,
    }
    return answer(request, "reports.html", data)


def report(request: Request) -> Response:
    """One report: its text with its layers, and the sheet beside it."""
    id = request.path_params["id"]
    desk = desk_of(request)
    edition = desk.edition()
    stored = _stored(desk, edition, id, number_of(request, "version"))
    reading = edition.corrected(stored.reading)
    versions = desk.store.view().versions(id)
    older = number_of(request, "against")
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
        "rows": [[segment_of(one, tips.sections, len(lines)) for one in row] for row in rows],
        "homes": homes_of(rows, len(lines)),
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


def _report_link(link: Link, id: str, edition: Edition) -> dict[str, Any]:
    other = link.second if link.first == id else link.first
    reading = edition.readings.get(other)
    return {
        "id": link.id, "kind": link.kind, "score": link.score, "other": other,
        "from_here": link.first == id and link.directed, "directed": link.directed,
        "title": report_line(reading)["title"] if reading else other.removeprefix("publisher:"),
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
