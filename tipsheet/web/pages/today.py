"""The front page."""

from collections.abc import Iterable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from tipsheet.exports import days
from tipsheet.linking.followthrough import Item
from tipsheet.web.holdings import MOST
from tipsheet.web.pages.telling import desk_of, due_line, report_line, story_line
from tipsheet.web.problems import Problem
from tipsheet.web.render import answer
from tipsheet.web.story import Story
from tipsheet.web.views import Edition, is_background

LINES = 14  # stories of a section of the front page


NEXT = 10  # deadlines of the front page

WIDEST = 6  # stories of most reports, whatever the day


SECTIONS = (
    ("happened", "What happened", ("occurred", "ongoing")),
    ("planned", "Planned, threatened, asked for", ("planned", "threatened", "requested")),
    ("possible", "Only possible", ("possible",)),
    ("denied", "Denied", ("denied",)),
)


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
        "beyond": bool(day and edition.days and day < edition.days[-1]
                       and len(edition.readings) >= MOST),
        "sections": [
            {"key": key, "title": title, "stories": chosen[:LINES], "more": len(chosen) - LINES}
            for key, title, statuses in SECTIONS
            if (chosen := [one for one in fresh if one["status"] in statuses])
        ],
        "background": past[:LINES],
        "due": [due_line(*one) for one in items if _is_ahead(one[0], day or "")][:NEXT],
        "widest": [story_line(one) for one in edition.stories(least=3)[:WIDEST]],
        "reports": [report_line(edition.readings[id]) for id in _of_day(edition, day)],
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
        (past if back else fresh).append(story_line(story, told))
    return fresh, past


def _of_day(edition: Edition, day: str | None) -> list[str]:
    return [id for id, one in edition.readings.items() if (one.report.published or "")[:10] == day]
