"""The interface for programs, version 1: the same things as the pages, with a stable form."""

import base64
import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Body, FastAPI, Path, Query, Request
from fastapi.exceptions import RequestValidationError
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from starlette.exceptions import HTTPException
from starlette.responses import Response, StreamingResponse

from tipsheet.errors import OptionInvalid, TipsheetError
from tipsheet.exports.json import dumps
from tipsheet.record import to_dict
from tipsheet.store import Query as Asked
from tipsheet.vocabulary import contexts, international, source_kinds, statuses, types
from tipsheet.vocabulary.countries import countries
from tipsheet.web.access import person_of
from tipsheet.web.pages.searching import searched
from tipsheet.web.pages.telling import desk_of, due_line, origins_of, story_line
from tipsheet.web.problems import Problem
from tipsheet.web.render import to_dict_of
from tipsheet.web.reviewing import record, take_back

MOST = 200  # things of a page

Limit = Annotated[int, Query(ge=1, le=MOST, description="Things of a page.")]
Cursor = Annotated[
    str | None, Query(max_length=400, description="The `cursor` of the page before.")
]
Id = Annotated[str, Path(max_length=300)]


def _iso_alone(value: Any) -> Any:
    """An ISO day and nothing else that could be taken for one, such as a number of seconds."""
    if isinstance(value, str) and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
        raise ValueError("give an ISO day, such as 2025-09-12")
    return value


Day = Annotated[
    date | None,
    BeforeValidator(_iso_alone),
    Query(description="An ISO day, such as 2025-09-12."),
]
Named = Annotated[
    str | None, Query(max_length=200, pattern=r"[A-Za-z0-9]", description="Words of a name.")
]


def _of(codes: Iterable[str]) -> Any:
    """A string that is one of a closed list, and told so in the description."""
    listed = sorted(codes)

    def check(value: str) -> str:
        if value not in listed:
            raise ValueError(f"choose of {', '.join(listed)}")
        return value

    schema = {"type": "string", "enum": listed}
    return Annotated[str, AfterValidator(check), WithJsonSchema(schema)]


TypeCode: Any = _of(types())
StatusCode: Any = _of(statuses())
SourceCode: Any = _of([*source_kinds(), "author"])
ContextCode: Any = _of(contexts())
ModeCode: Any = _of({mode for one in types().values() for mode in one.modes})
CountryCode: Any = _of([*countries(), *international()])


class Failure(BaseModel):
    """What went wrong, as RFC 9457 has it."""

    type: str
    title: str
    status: int
    code: str
    detail: str


class ReportLine(BaseModel):
    """A report in a list."""

    id: str
    version: int
    url: str | None
    publisher: str | None
    title: str | None
    published: str | None
    score: float | None
    passage: str


class Reports(BaseModel):
    """A page of reports; `cursor` is for the next one, null at the end."""

    reports: list[ReportLine]
    cursor: str | None


class StoryLine(BaseModel):
    """A story in a list; `low` and `high` are how many origins it has."""

    id: str
    title: str
    status: str
    reports: int
    low: int | None
    high: int | None
    first: str | None
    last: str | None


class Stories(BaseModel):
    """A page of stories."""

    stories: list[StoryLine]
    cursor: str | None


class Items(BaseModel):
    """A page of what is to be checked."""

    items: list[dict[str, Any]]
    cursor: str | None


class Told(BaseModel):
    """A judgement to record."""

    model_config = ConfigDict(extra="forbid")

    act: Literal["accept", "reject", "correct", "join"]
    status: StatusCode | None = None
    type: TypeCode | None = None
    modes: list[ModeCode] | None = Field(default=None, max_length=50)
    contexts: list[ContextCode] | None = Field(default=None, max_length=50)
    actors: list[str] | None = Field(default=None, max_length=50)
    recipients: list[str] | None = Field(default=None, max_length=50)
    place: str | None = Field(default=None, max_length=400)
    date: str | None = Field(default=None, max_length=60)
    source: str | None = Field(default=None, max_length=400)
    other: str | None = Field(default=None, max_length=60)
    note: str = Field(default="", max_length=400)


class Decisions(BaseModel):
    """A page of what people said."""

    decisions: list[dict[str, Any]]
    cursor: str | None


FAILURES: dict[int | str, dict[str, Any]] = {
    status: {"model": Failure, "description": text,
             "content": {"application/problem+json": {}}}
    for status, text in {
        400: "Not understood", 401: "Not logged in", 403: "Not allowed", 404: "Not there",
        422: "Not understood", 429: "Too many requests",
    }.items()
}  # fmt: skip

router = APIRouter(responses=FAILURES)


@router.get("/reports", tags=["reports"])
def list_reports(
    request: Request,
    q: Annotated[str, Query(max_length=500, description="Words that must be in it.")] = "",
    type: Annotated[list[TypeCode], Query(max_length=20)] = [],  # noqa: B006  # never changed
    status: Annotated[list[StatusCode], Query(max_length=20)] = [],  # noqa: B006
    source: Annotated[list[SourceCode], Query(max_length=20)] = [],  # noqa: B006
    publisher: Named = None,
    actor: Named = None,
    place: Named = None,
    country: Annotated[CountryCode | None, Query()] = None,
    since: Day = None,
    until: Day = None,
    newest: bool = False,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Reports:
    """Reports that fit, the best first where words are given, else the newest."""
    asked = Asked(
        words=q, type=tuple(type), status=tuple(status), source=tuple(source),
        publisher=_one(publisher), actor=_one(actor), place=_one(place), country=_one(country),
        since=_iso(since), until=_iso(until), newest=newest, limit=limit, cursor=cursor,
    )  # fmt: skip
    try:
        page = searched(desk_of(request), asked)
    except OptionInvalid as error:
        if cursor and "cursor" in error.message:
            raise _no_page() from error
        raise
    lines = [
        ReportLine(id=hit.id, version=hit.version, url=hit.url, publisher=hit.publisher,
                   title=hit.title, published=hit.published, score=hit.score,
                   passage=hit.passage.text) for hit in page.hits
    ]  # fmt: skip
    return Reports(reports=lines, cursor=page.cursor)


@router.get("/reports/{id}", tags=["reports"])
def get_report(
    request: Request,
    id: Id,
    version: Annotated[int | None, Query(ge=1, le=1_000_000)] = None,
    as_read: Annotated[bool, Query(description="Without what people corrected.")] = False,
) -> dict[str, Any]:
    """The record of a report, as people corrected it."""
    desk = desk_of(request)
    found = desk.store.view().get(id, version)
    if found is None:
        raise Problem(404, "report", "There is no such report in the store.")
    reading = found.reading if as_read else desk.edition().corrected(found.reading)
    plain: dict[str, Any] = to_dict(reading)
    return plain


@router.get("/stories", tags=["stories"])
def list_stories(
    request: Request,
    least: Annotated[int, Query(ge=1, le=1000, description="Reports that tell it, at least.")] = 2,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Stories:
    """Stories, those of most reports first."""
    edition = desk_of(request).edition()
    found = edition.stories(least=least)
    start = _start(cursor)
    lines = []
    for story in found[start : start + limit]:
        told = story.asserted
        lines.append(
            StoryLine(id=story.id, title=story.title, status=story.status,
                      reports=len(story.reports), low=told.low if told else None,
                      high=told.high if told else None, first=story.first, last=story.last)
        )  # fmt: skip
    return Stories(stories=lines, cursor=_next(start, limit, len(found)))


@router.get("/stories/{id}", tags=["stories"])
def get_story(request: Request, id: Id) -> dict[str, Any]:
    """A story: its claims, timeline, origins with reasons, figures and contradictions."""
    edition = desk_of(request).edition()
    found = edition.story(id)
    if found is None:
        raise Problem(404, "story", "There is no such story here.")
    plain: dict[str, Any] = to_dict_of(
        {
            **story_line(found),
            "claims": found.claims,
            "timeline": found.moments,
            "origins": {stance: origins_of(one, edition) for stance, one in found.origins.items()},
            "figures": found.ledgers,
            "contradictions": found.contradictions,
        }
    )
    return plain


@router.get("/watch", tags=["watch"])
def list_watch(
    request: Request, asked: Day = None, limit: Limit = 50, cursor: Cursor = None
) -> Items:
    """What was announced and what became of it as of a day, what is due first coming first."""
    edition = desk_of(request).edition()
    found = edition.items(_iso(asked) or edition.today or "9999-12-31")
    start = _start(cursor)
    items = [to_dict_of(due_line(item, story)) for item, story in found[start : start + limit]]
    return Items(items=items, cursor=_next(start, limit, len(found)))


@router.get("/vocabulary", tags=["vocabulary"])
def get_vocabulary() -> dict[str, dict[str, str]]:
    """The closed lists: what each code means."""
    lists = {"statuses": statuses(), "types": types(), "contexts": contexts(),
             "source_kinds": source_kinds()}  # fmt: skip
    return {name: {code: one.definition for code, one in listed.items()}
            for name, listed in lists.items()}  # fmt: skip


EXPORTED: dict[int | str, dict[str, Any]] = {
    200: {"description": "One record a line.", "content": {"application/x-ndjson": {}}}
}


@router.get("/export", tags=["reports"], response_class=StreamingResponse, responses=EXPORTED)
def export(
    request: Request,
    as_read: Annotated[bool, Query(description="Without what people corrected.")] = False,
) -> StreamingResponse:
    """Every record of the store, streamed as JSON Lines."""
    desk = desk_of(request)
    edition = desk.edition()

    def lines() -> Iterator[bytes]:
        for stored in desk.store.view().readings():
            reading = stored.reading if as_read else edition.corrected(stored.reading)
            yield dumps(reading).encode("utf-8", "replace") + b"\n"

    return StreamingResponse(lines(), media_type="application/x-ndjson")


@router.get("/decisions", tags=["review"])
def list_decisions(request: Request, limit: Limit = 50, cursor: Cursor = None) -> Decisions:
    """What people said, the first first: an editor sees everything, others what is their own."""
    person = person_of(request)
    told = [one for one in desk_of(request).edition().decisions
            if person.may("editor") or one.by == person.name]  # fmt: skip
    start = _start(cursor)
    page = [to_dict_of(one) for one in told[start : start + limit]]
    return Decisions(decisions=page, cursor=_next(start, limit, len(told)))


@router.post("/claims/{id}/decisions", tags=["review"], status_code=201)
def decide(request: Request, id: Id, told: Annotated[Told, Body()]) -> Decisions:
    """Record a judgement on a claim."""
    person = person_of(request, "coder")
    given = {key: value for key, value in told.model_dump().items() if value not in (None, "")}
    made = record(desk_of(request), person, id, given)
    return Decisions(decisions=[to_dict_of(one) for one in made], cursor=None)


@router.delete("/decisions/{id}", tags=["review"], status_code=200)
def undo(request: Request, id: Id) -> Decisions:
    """Take back a judgement of one's own; it stays in the history."""
    done = take_back(desk_of(request), person_of(request, "coder"), id)
    return Decisions(decisions=[to_dict_of(done)], cursor=None)


def make_api() -> FastAPI:
    """The interface as an application of its own, to be mounted."""
    from importlib.metadata import version

    api = FastAPI(
        title="Tipsheet", version=version("tipsheet"), openapi_url="/openapi.json", docs_url=None,
        redoc_url=None, summary="What reports claim, how real it is, and on whose word.",
    )  # fmt: skip
    api.include_router(router)
    api.add_exception_handler(Problem, _problem)
    api.add_exception_handler(TipsheetError, _error)
    api.add_exception_handler(RequestValidationError, _invalid)
    api.add_exception_handler(HTTPException, _http)
    api.middleware("http")(_tagging)
    return api


async def _problem(request: Any, problem: Any) -> Response:
    found: Response = problem.as_json()
    return found


async def _error(request: Any, error: Any) -> Response:
    status = 422 if isinstance(error, OptionInvalid) else error.http_status
    return Problem(status, error.code, error.message).as_json()


async def _invalid(request: Any, error: Any) -> Response:
    first = error.errors()[0]
    where = ".".join(str(part) for part in first.get("loc", ()) if part not in ("query", "path"))
    return Problem(422, "invalid", f"{where}: {first.get('msg', '')}").as_json()


async def _http(request: Any, error: Any) -> Response:
    answer = Problem(error.status_code, "http", str(error.detail)).as_json()
    for name, value in (error.headers or {}).items():
        answer.headers[name] = value
    return answer


async def _tagging(request: Any, call_next: Any) -> Response:
    """Give every small answer an ETag, and say 304 to who has it already."""
    response: Any = await call_next(request)
    kind = response.headers.get("content-type", "")
    if request.method != "GET" or response.status_code != 200 or "ndjson" in kind:
        return response  # type: ignore[no-any-return]
    body = b"".join([part async for part in response.body_iterator])
    tag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
    headers = {"etag": tag, "cache-control": "private, no-cache"}
    asked = request.headers.get("if-none-match", "")
    if tag in (one.strip() for one in asked.split(",")):
        return Response(status_code=304, headers=headers)
    return Response(body, 200, headers=headers, media_type=kind)


def _one(value: str | None) -> tuple[str, ...]:
    return (value,) if value else ()


def _start(cursor: str | None) -> int:
    if not cursor:
        return 0
    try:
        found = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except ValueError as error:
        raise _no_page() from error
    if not isinstance(found, int) or isinstance(found, bool) or not 0 <= found < 10**9:
        raise _no_page()
    return found


def _no_page() -> Problem:
    return Problem(404, "cursor", "There is no such page of this list: begin without a cursor.")


def _next(start: int, limit: int, count: int) -> str | None:
    if start + limit >= count:
        return None
    return base64.urlsafe_b64encode(json.dumps(start + limit).encode()).rstrip(b"=").decode()


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
