"""Who makes a request, whether they may, and whether a form is their own."""

import hmac
import secrets
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from tipsheet.web.people import ALONE, People, Person
from tipsheet.web.problems import Problem

OPEN = ("/login", "/static/", "/lines/", "/feeds/", "/edition", "/healthy")
"""Where nobody is asked to log in; a feed is opened by its key."""


class Access:
    """Finds out who makes a request, by token or by session, and keeps the token of their forms."""

    def __init__(self, app: ASGIApp, people: People, accounts: bool) -> None:
        self._app = app
        self._people = people
        self._accounts = accounts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] == "http":
            request = Request(scope)
            state: dict[str, Any] = scope.setdefault("state", {})
            state["accounts"] = self._accounts
            state["person"], state["by_token"] = self._who(request)
            state["csrf"] = _form_token(request)
            closed = not request.url.path.startswith(OPEN)
            if self._accounts and state["person"] is None and closed:
                await self._ask(request)(scope, receive, send)
                return
        await self._app(scope, receive, send)

    def _who(self, request: Request) -> tuple[Person | None, bool]:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            return self._people.by_token(token.strip()), True
        if not self._accounts:
            return ALONE, False
        name = request.session.get("name")
        person = self._people.named(name) if isinstance(name, str) else None
        same = person is not None and person.epoch == request.session.get("epoch")
        return (person if same else None), False

    def _ask(self, request: Request) -> Any:
        from urllib.parse import quote

        from starlette.responses import RedirectResponse

        if "text/html" in request.headers.get("accept", "") and request.method == "GET":
            return RedirectResponse(f"/login?next={quote(request.url.path, safe='/')}", 303)
        problem = Problem(401, "login", "Log in, or send a token as Authorization: Bearer.")
        answer = problem.as_json()
        answer.headers["www-authenticate"] = 'Bearer realm="tipsheet"'
        return answer


def person_of(request: Request, role: str = "reader") -> Person:
    """Whoever makes the request; Problem where they may not do what a role may."""
    person: Person | None = request.state.person
    if person is None:
        raise Problem(401, "login", "Log in, or send a token as Authorization: Bearer.")
    if not person.may(role):
        raise Problem(403, "role", f"Only a {role} may do that; you are a {person.role}.")
    return person


async def form_of(request: Request) -> Mapping[str, str]:
    """The fields of a form that this desk gave to this person; Problem for any other.

    Only simple forms are taken: no files, and few fields.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/x-www-form-urlencoded":
        raise Problem(415, "form", "Only plain forms are taken here.")
    form = await request.form(max_files=0, max_fields=100)
    fields = {key: value for key, value in form.items() if isinstance(value, str)}
    own = str(request.session.get("csrf", ""))
    if not own or not hmac.compare_digest(own.encode(), fields.get("csrf", "").encode()):
        raise Problem(403, "csrf", "This form is out of date: go back, load the page, try again.")
    return fields


def logged_in(request: Request, person: Person) -> None:
    """Begin a session of a person's own, with nothing left of the one before."""
    request.session.clear()
    request.session.update(name=person.name, epoch=person.epoch, csrf=secrets.token_urlsafe(24))


def _form_token(request: Request) -> str:
    token = request.session.get("csrf")
    if not isinstance(token, str):
        token = secrets.token_urlsafe(24)
        request.session["csrf"] = token
    return token
