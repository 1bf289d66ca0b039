"""What was announced, and what became of it."""

from starlette.requests import Request
from starlette.responses import Response

from tipsheet.exports import days
from tipsheet.web.pages.telling import desk_of, due_line
from tipsheet.web.problems import Problem
from tipsheet.web.render import answer


def watch(request: Request) -> Response:
    """What was announced, when it is due, and what became of it."""
    edition = desk_of(request).edition()
    asked = request.query_params.get("day") or edition.today or "9999-12-31"
    if days.parse(asked) is None:
        raise Problem(400, "day", f"{asked!r} is no day: give one such as 2025-09-12.")
    items = [due_line(item, story) for item, story in edition.items(asked)]
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
