"""The desk as an ASGI application."""

from importlib.resources import files
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from tipsheet.errors import OptionInvalid, TipsheetError
from tipsheet.review import Log, open_log
from tipsheet.store import Store
from tipsheet.vocabulary.publishers import Publishers
from tipsheet.web import account, api, feeds, pages, reviewing
from tipsheet.web.access import Access
from tipsheet.web.desk import Desk
from tipsheet.web.guard import Guard, Rates
from tipsheet.web.people import People
from tipsheet.web.problems import Problem, problem_response
from tipsheet.web.settings import Settings

MOST_LINES = 5_000  # lines of a sheet that are tied to their words
DAYS_14 = 14 * 24 * 3600

_TIE = (
    "main:has(.l{n}:hover,.l{n}:focus-within,.l{n}:target,#t{n}:target)"
    "{{& .l{n}{{background:var(--glow)}}& .w{n}{{background:var(--spot)}}}}\n"
)


def make_app(
    store: Store,
    *,
    settings: Settings | None = None,
    log: Log | None = None,
    known: Publishers | None = None,
    meaning: bool = False,
) -> "Guarded":
    """The desk over a store; judgements and accounts are kept in `log`, in memory by default.

    `known` are the publishers; `meaning` says that the store was opened with an encoder.
    """
    settings = settings or Settings()
    log = log or open_log("memory:")
    people = People(log)
    interface = api.make_api()
    app = Starlette(
        routes=[*routes(), Mount("/api/v1", app=interface)],
        exception_handlers={
            Problem: _problem, TipsheetError: _error, HTTPException: _http, Exception: _broken,
        },
        middleware=[
            Middleware(Guard, settings=settings),
            Middleware(
                SessionMiddleware, secret_key=settings.secret or people.secret(),
                session_cookie="tipsheet", max_age=DAYS_14, same_site="lax",
                https_only=settings.https,
            ),
            Middleware(Access, people=people, accounts=settings.accounts),
            Middleware(Twin),
        ],
    )  # fmt: skip
    opened = Desk(store, log, known)
    for state in (app.state, interface.state):
        state.desk = opened
        state.people = people
        state.settings = settings
        state.meaning = meaning
        state.logins = Rates()
    return Guarded(app)


class Guarded:
    """The application with its state in reach; failures nobody foresaw carry all headers too."""

    def __init__(self, app: Starlette) -> None:
        self.app = app
        self.state = app.state

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        await self.app(scope, receive, send)


def routes() -> list[BaseRoute]:
    """Every address of the desk but those of the interface for programs."""
    static = StaticFiles(directory=str(files("tipsheet.web").joinpath("static")))
    return [
        Route("/", pages.today),
        Route("/reports", pages.reports),
        Route("/reports/{id:path}", pages.report),
        Route("/stories", pages.stories),
        Route("/stories/{id}", pages.story),
        Route("/stories/{id}/split", reviewing.split, methods=["POST"]),
        Route("/links/{id}", pages.link),
        Route("/map", pages.chart),
        Route("/watch", pages.watch),
        Route("/watch.ics", feeds.calendar),
        Route("/watch.atom", feeds.watch_feed),
        Route("/search", pages.search),
        Route("/search.atom", feeds.search_feed),
        Route("/searches", account.save_search, methods=["POST"]),
        Route("/feeds/{key}.atom", feeds.saved_feed),
        Route("/actors", pages.actor_list),
        Route("/actors/{slug}", pages.actor),
        Route("/places", pages.place_list),
        Route("/places/{slug}", pages.place),
        Route("/publishers", pages.publisher_list),
        Route("/publishers/{slug}", pages.publisher),
        Route("/review", reviewing.queue),
        Route("/review/history", reviewing.history),
        Route("/review/annotations.jsonl", reviewing.export_annotations),
        Route("/review/changes.diff", reviewing.export_diff),
        Route("/review/undo", reviewing.undo, methods=["POST"]),
        Route("/review/{id}", reviewing.task),
        Route("/review/{id}", reviewing.decide, methods=["POST"]),
        Route("/login", account.login_page),
        Route("/login", account.login, methods=["POST"]),
        Route("/logout", account.logout, methods=["POST"]),
        Route("/account", account.account),
        Route("/account", account.change, methods=["POST"]),
        Route("/edition", account.edition, methods=["POST"]),
        Route("/lines/{count:int}.css", lines),
        Route("/healthy", lambda request: PlainTextResponse("yes\n")),
        Mount("/static", app=static),
    ]


def lines(request: Request) -> Response:
    """The style that ties so many lines of a sheet to their words, whichever is pointed at."""
    count = min(request.path_params["count"], MOST_LINES)
    style = "".join(_TIE.format(n=n) for n in range(1, count + 1))
    return Response(style, media_type="text/css")


class Twin:
    """Takes `.json` off the end of an address, and notes that JSON is wanted."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        path = scope.get("path", "")
        if (
            scope["type"] == "http"
            and path.endswith(".json")
            and not path.startswith(("/api/", "/static/"))
        ):
            bare = path.removesuffix(".json")
            scope = {**scope, "path": "/" if bare == "/index" else bare, "json": True}
        await self._app(scope, receive, send)


async def _problem(request: Request, problem: Any) -> Response:
    return problem_response(problem, request.headers)


async def _error(request: Request, error: Any) -> Response:
    status = 400 if isinstance(error, OptionInvalid) else error.http_status
    return problem_response(Problem(status, error.code, error.message), request.headers)


async def _http(request: Request, error: Any) -> Response:
    details = {404: "There is nothing at this address.", 405: "That cannot be done here."}
    detail = details.get(error.status_code, str(error.detail))
    return problem_response(Problem(error.status_code, "http", detail), request.headers)


async def _broken(request: Request, error: Any) -> Response:
    """What nobody foresaw: said without a word of what it was."""
    return problem_response(Problem(500, "broken", "Something broke here."), request.headers)
