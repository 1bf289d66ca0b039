"""What went wrong, as RFC 9457 says it to programs and as a page says it to people."""

import json
from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, Response

from tipsheet.exports.markup import element, text, void
from tipsheet.exports.plain import one_line

TITLES = {
    400: "That cannot be understood",
    401: "Please log in",
    403: "Not allowed",
    404: "Nothing here",
    405: "Not that way",
    409: "Changed meanwhile",
    413: "Too large",
    415: "Of the wrong kind",
    421: "Not this desk",
    422: "That cannot be understood",
    429: "Too many at once",
    500: "Something broke",
    503: "Busy",
}


@dataclass(slots=True)
class Problem(Exception):
    """An answer of failure: the HTTP status, a code for programs and a line for people."""

    status: int
    code: str
    detail: str

    @property
    def title(self) -> str:
        """What kind of failure it is."""
        return TITLES.get(self.status, "Not done")

    def as_json(self) -> Response:
        """The problem as RFC 9457 has it."""
        body = {
            "type": f"about:blank#{self.code}",
            "title": self.title,
            "status": self.status,
            "code": self.code,
            "detail": one_line(self.detail)[:400],
        }
        return Response(json.dumps(body), self.status, media_type="application/problem+json")


def problem_response(problem: Problem, headers: Headers) -> Response:
    """The problem for a program, or a plain page for a person."""
    if "text/html" not in headers.get("accept", ""):
        return problem.as_json()
    return HTMLResponse(_page(problem), problem.status)


def _page(problem: Problem) -> str:
    head = element(
        "head",
        void("meta", charset="utf-8"),
        void("meta", name="viewport", content="width=device-width, initial-scale=1"),
        void("link", rel="stylesheet", href="/static/desk.css"),
        element("title", problem.title),
    )
    main = element(
        "main",
        element("h1", problem.title),
        element("p", text(problem.detail[:400])),
        element("p", element("a", "To the desk", href="/")),
        class_="plain",
    )
    return f'<!DOCTYPE html>\n<html lang="en">{head}{element("body", main)}</html>\n'
