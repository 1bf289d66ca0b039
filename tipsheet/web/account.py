"""Logging in and out, tokens, saved searches, and the choice of the day or night edition."""

from typing import Any
from urllib.parse import parse_qsl, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from tipsheet.errors import OptionInvalid
from tipsheet.web.access import form_of, logged_in, person_of
from tipsheet.web.guard import client_of, own_path
from tipsheet.web.notices import begin, checked_hook, origin_of
from tipsheet.web.people import ROLES, People
from tipsheet.web.problems import Problem
from tipsheet.web.render import THEMES, answer


def people_of(request: Request) -> People:
    """The accounts of the desk."""
    people: People = request.app.state.people
    return people


def login_page(request: Request) -> Response:
    """The form to log in."""
    onward = own_path(request.query_params.get("next"))
    return answer(request, "login.html", {"trouble": ""}, {"next": onward})


async def login(request: Request) -> Response:
    """Log in; a name and an address have a few tries a minute each."""
    form = await form_of(request)
    name = form.get("name", "")[:80]
    rates, most = request.app.state.logins, request.app.state.settings.logins
    allowed = rates.allows(f"from:{client_of(request)}", most * 3)
    if not (rates.allows(f"name:{name.casefold()}", most) and allowed):
        raise Problem(429, "too-many", "Too many tries: wait a minute.")
    password = form.get("password", "")
    person = await run_in_threadpool(people_of(request).login, name, password)
    onward = own_path(form.get("next"))
    if person is None:
        trouble = "That name and password do not go together."
        return answer(request, "login.html", {"trouble": trouble}, {"next": onward}, status=401)
    logged_in(request, person)
    return RedirectResponse(onward, 303)


async def logout(request: Request) -> Response:
    """Log out."""
    await form_of(request)
    request.session.clear()
    return RedirectResponse("/login", 303)


def account(request: Request) -> Response:
    """A person's own page: password, tokens, saved searches; for an admin all accounts."""
    return answer(request, "account.html", *_own(request))


def _own(request: Request, **more: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    person, people = person_of(request), people_of(request)
    data = {
        "name": person.name, "role": person.role,
        "tokens": [{"number": n, "name": t, "made": m} for n, t, m in people.tokens_of(person)],
        "everybody": [{"name": one.name, "role": one.role} for one in people.all()]
        if person.may("admin") else [],
    }  # fmt: skip
    shown = {"searches": people.searches_of(person), "roles": ROLES, "token": "", "trouble": ""}
    return data, {**shown, **more}


async def change(request: Request) -> Response:
    """What the forms of the account page do."""
    person = person_of(request)
    form = await form_of(request)
    people = people_of(request)
    what = form.get("what")
    if what == "password":
        return await _password(request, form)
    if what == "token" and request.state.accounts:
        token = people.give_token(person, form.get("name", ""))
        return answer(request, "account.html", *_own(request, token=token))
    if what == "drop-token":
        people.drop_token(person, _number(form.get("number")))
    elif what == "drop-search":
        people.drop_search(person, _number(form.get("number")))
    elif what == "add" and person.may("admin"):
        people.add(form.get("name", ""), form.get("password", ""), form.get("role", "reader"))
    elif what == "role" and person.may("admin"):
        people.change(form.get("name", ""), role=form.get("role", "reader"))
    else:
        raise Problem(403, "role", "That is not yours to do.")
    return RedirectResponse("/account", 303)


async def _password(request: Request, form: Any) -> Response:
    person, people = person_of(request), people_of(request)
    rates, most = request.app.state.logins, request.app.state.settings.logins
    if not rates.allows(f"name:{person.name.casefold()}", most):
        raise Problem(429, "too-many", "Too many tries: wait a minute.")
    if await run_in_threadpool(people.login, person.name, form.get("old", "")) is None:
        raise Problem(403, "password", "That is not your password as it was.")
    await run_in_threadpool(lambda: people.change(person.name, password=form.get("new", "")))
    changed = people.named(person.name)
    if changed is not None:
        logged_in(request, changed)
    return RedirectResponse("/account", 303)


async def save_search(request: Request) -> Response:
    """Keep a search or a watch, with a feed, and a webhook or an address to tell of it."""
    person = person_of(request)
    form = await form_of(request)
    asked = urlencode([(k, v) for k, v in parse_qsl(form.get("asked", ""))[:30] if k != "cursor"])
    hook, email = form.get("hook", "").strip(), form.get("email", "").strip()
    if email and ("@" not in email or not email.isprintable() or len(email) > 200 or " " in email):
        raise OptionInvalid("That is no e-mail address.")
    if hook:
        inside = tuple(map(origin_of, request.app.state.settings.hooks))
        hook = await run_in_threadpool(lambda: checked_hook(hook, inside=inside))
    people, name = people_of(request), form.get("name", "") or asked

    def save() -> None:
        kept = people.save_search(person, name, asked, hook=hook or None, email=email or None,
                                  watch=form.get("watch") == "1")  # fmt: skip
        if hook or email:
            begin(request.app.state.desk, people, kept)

    await run_in_threadpool(save)
    return RedirectResponse("/account#searches", 303)


async def edition(request: Request) -> Response:
    """Choose the day or the night edition; kept in a cookie."""
    form = await form_of(request)
    chosen = form.get("edition", "system")
    response = RedirectResponse(own_path(form.get("next")), 303)
    secure = request.app.state.settings.https
    if chosen in THEMES:
        response.set_cookie("edition", chosen, max_age=31_536_000, httponly=True, secure=secure,
                            samesite="lax")  # fmt: skip
    return response


def _number(given: str | None) -> int:
    if given and given.isascii() and given.isdigit() and len(given) < 10:
        return int(given)
    raise Problem(400, "number", "That is no number.")
