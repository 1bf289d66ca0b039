"""What several pages tell in the same words: a story, a report, a deadline, a range of origins."""

from collections import Counter
from typing import Any

from starlette.requests import Request

from tipsheet.exports import labels
from tipsheet.exports.plain import one_line
from tipsheet.linking.followthrough import Item
from tipsheet.record import Claim, Reading
from tipsheet.web.desk import Desk
from tipsheet.web.problems import Problem
from tipsheet.web.story import Story
from tipsheet.web.views import Edition, short


def desk_of(request: Request) -> Desk:
    """The desk that answers a request."""
    desk: Desk = request.app.state.desk
    return desk


def story_line(story: Story, told: list[Claim] | None = None) -> dict[str, Any]:
    """A story in a list, told by some of its claims, or by all."""
    claims = told or list(story.claims)
    line = story.edition.line(story.edition.telling(claims, claims[0].status or "").id)
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


def report_line(reading: Reading) -> dict[str, Any]:
    """A report in a list, with how many events it has of each status."""
    report = reading.report
    statuses: Counter[str] = Counter(event.status for event in reading.events)
    return {
        "id": report.id,
        "title": one_line(report.title or "") or short(report.text, 90) or "Untitled report",
        "publisher": report.publisher,
        "published": report.published,
        "day": (report.published or "")[:10] or None,
        "statuses": {code: statuses[code] for code in labels.STATUSES if statuses[code]},
    }


def due_line(item: Item, story: Story) -> dict[str, Any]:
    """Something to be checked, with what became of it."""
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


def tally_of(id: str, edition: Edition) -> dict[str, int]:
    """How many events of each status a report has, where the edition holds it."""
    reading = edition.readings.get(id)
    counts = Counter(event.status for event in (reading.events if reading else ()))
    return {code: counts[code] for code in labels.STATUSES if counts[code]}


def hit_line(hit: Any) -> dict[str, Any]:
    """A report that a search found."""
    return {
        "id": hit.id, "title": one_line(hit.title or "") or short(hit.passage.text, 90),
        "publisher": hit.publisher, "published": hit.published,
        "day": (hit.published or "")[:10] or None, "passage": hit.passage, "score": hit.score,
        "version": hit.version, "events": hit.events,
    }  # fmt: skip


def origins_of(told: Any, edition: Edition) -> dict[str, Any]:
    """How many origins, which, and why."""
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


def kept_of(asked: Any, *without: str) -> str:
    """The query of an address without some of its names."""
    from urllib.parse import urlencode

    return urlencode([(k, v) for k, v in asked.multi_items() if k not in without and v])


def number_of(request: Request, name: str) -> int | None:
    """A number of an address; Problem where it is none."""
    given = request.query_params.get(name)
    if not given:
        return None
    if not (given.isascii() and given.isdigit() and len(given) < 7):
        raise Problem(400, name, f"{name} is a number.")
    return int(given)
