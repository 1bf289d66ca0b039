"""Pages and their JSON twins: one dictionary, two ways to give it."""

import hashlib
import json
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from tipsheet.exports import amounts, days, labels
from tipsheet.exports.markup import link
from tipsheet.exports.plain import one_line, shorten, visible
from tipsheet.record import to_dict
from tipsheet.vocabulary import contexts, origin_kinds, statuses, types
from tipsheet.vocabulary.countries import country_name
from tipsheet.web.holdings import MOST

THEMES = ("system", "day", "night")


def answer(
    request: Request,
    template: str,
    data: dict[str, Any],
    shown: dict[str, Any] | None = None,
    *,
    status: int = 200,
) -> Response:
    """The page of a request, or `data` as JSON where that is asked for; with an ETag.

    `shown` is for the page alone, such as drawings.
    """
    if wants_json(request):
        body = json.dumps(to_dict_of(data), ensure_ascii=False).encode("utf-8", "replace")
        return _tagged(request, Response(body, status, media_type="application/json"))
    context = {**data, **(shown or {}), "request": request, **_standing(request)}
    page = environment().get_template(template).render(context)
    return _tagged(request, HTMLResponse(page.encode("utf-8", "replace"), status))


def wants_json(request: Request) -> bool:
    """Whether the address ends in `.json`, or JSON is preferred to a page."""
    if request.scope.get("json"):
        return True
    accept = request.headers.get("accept", "")
    return "application/json" in accept and "text/html" not in accept


def to_dict_of(value: Any) -> Any:
    """Plain values of dictionaries, lists and the types of the record."""
    if isinstance(value, dict):
        return {str(key): to_dict_of(one) for key, one in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [to_dict_of(one) for one in value]
    return to_dict(value)


def _tagged(request: Request, response: Response) -> Response:
    digest = hashlib.sha256(bytes(response.body)).hexdigest()[:20]
    tag = f'"{digest}"'
    response.headers["etag"] = tag
    response.headers["cache-control"] = "private, no-cache"
    asked = request.headers.get("if-none-match", "")
    if response.status_code == 200 and tag in (one.strip() for one in asked.split(",")):
        return Response(status_code=304, headers={"etag": tag})
    return response


def _standing(request: Request) -> dict[str, Any]:
    """What every page knows: who looks, in which edition, and the token of its forms."""
    state = request.state
    return {
        "person": getattr(state, "person", None),
        "csrf": getattr(state, "csrf", ""),
        "accounts": getattr(state, "accounts", False),
        "theme": theme_of(request),
        "here": request.url.path,
        "query": str(request.url.query),
    }


def theme_of(request: Request) -> str:
    """The edition that the reader chose: day, night, or as the system has it."""
    chosen = request.cookies.get("edition", "system")
    return chosen if chosen in THEMES else "system"


@cache
def environment() -> Environment:
    """The templates; everything printed is made visible and escaped."""
    made = Environment(
        loader=PackageLoader("tipsheet.web"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    made.filters.update(
        day=lambda iso: days.day(iso) if iso else "no date",
        when=lambda iso: long_day(iso) if iso else "no date",
        due=days.due,
        number=amounts.number,
        amount=amounts.amount,
        line=one_line,
        short=lambda text, most=160: shorten(one_line(text or ""), most),
        url=lambda text: quote(str(text), safe=""),
        asked=lambda pairs: urlencode(pairs, doseq=True),
        safe_link=link,
        status=labels.status,
        country=lambda code: country_name(code) or code,
        plural=plural,
    )
    made.globals.update(
        STATUSES=tuple(statuses()),
        CONTEXTS=tuple(contexts()),
        TYPES={code: one.label for code, one in types().items()},
        MOST_HELD=MOST,
        ORIGINS={code: one.label for code, one in origin_kinds().items()},
        KINDS=labels.SOURCES,
        v=version,
    )
    return made


def _shown(value: Any) -> Any:
    """Text from anywhere with what could act on a screen made visible; markup as it is."""
    if value is None:
        return ""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def long_day(iso: str) -> str:
    """A day with its weekday, as a masthead has it: Thursday, 11 September 2025."""
    found = days.parse(iso)
    return f"{found:%A}, {found.day} {found:%B} {found.year}" if found else one_line(iso)


def plural(count: int, one: str, many: str | None = None) -> str:
    """A number and its noun."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


@cache
def version(name: str) -> str:
    """The address of a static file, with a mark that changes when the file does."""
    found = files("tipsheet.web").joinpath("static", *name.split("/"))
    digest = hashlib.sha256(found.read_bytes()).hexdigest()[:10]
    return f"/static/{name}?{digest}"
