"""Stories, one story, and why two reports are joined."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from tipsheet.exports import labels
from tipsheet.linking.unnamed import step_words
from tipsheet.record import Link
from tipsheet.web import drawing, names
from tipsheet.web.pages.telling import desk_of, due_line, origins_of, report_line, story_line
from tipsheet.web.problems import Problem
from tipsheet.web.render import answer
from tipsheet.web.views import Edition


def stories(request: Request) -> Response:
    """The stories that more than one report tells."""
    edition = desk_of(request).edition()
    found = [story_line(one) | {"first": one.first, "last": one.last}
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
        "reports": [report_line(edition.readings[id]) for id in found.reports],
        "timeline": [_moment(moment, edition) for moment in found.moments],
        "origins": {stance: origins_of(told, edition) for stance, told in origins.items()},
        "figures": [{"ledger": one, "name": _measure(one)} for one in found.ledgers],
        "contradictions": [_contradiction(link, edition) for link in found.contradictions],
        "watch": due_line(item, found) if item else None,
        "place": found.place,
    }
    shown = {
        "place_slug": names.slug_of(found.place.name) if found.place else "",
        "graphs": {stance: drawing.source_graph(found, told) for stance, told in origins.items()},
        "may": request.state.person is not None and request.state.person.may("coder"),
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
        "ends": [report_line(end) if end else None for end in ends],
    }
    return answer(request, "link.html", data)
