"""Actors, places and publishers."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from tipsheet.record import Claim
from tipsheet.web import atlas, names
from tipsheet.web.pages.telling import (
    desk_of,
    report_line,
)
from tipsheet.web.problems import Problem
from tipsheet.web.render import answer
from tipsheet.web.story import Line
from tipsheet.web.views import Edition


def actor_list(request: Request) -> Response:
    """Everybody who goes by a name and does, suffers or says something, the widest told first."""
    found = (one for one in names.actors(desk_of(request).edition()).values() if one.is_listed)
    ordered = sorted(found, key=lambda one: (-len(one.reports), one.name))
    data = {"title": "Actors", "path": "actors", "entries": [
        {"slug": one.slug, "name": one.name, "kind": one.kind, "count": len(one.reports),
         "country": _most(one.countries)} for one in ordered[:300]]}  # fmt: skip
    return answer(request, "names.html", data)


def actor(request: Request) -> Response:
    """What somebody said, did and suffered."""
    edition = desk_of(request).edition()
    found = names.actors(edition).get(request.path_params["slug"])
    if found is None:
        raise Problem(404, "actor", "Nobody of that name is in these reports.")
    data = {
        "name": found.name, "kind": found.kind, "country": _most(found.countries),
        "forms": [form for form, _ in found.forms.most_common(12)],
        "reports": len(found.reports),
        "acts": _lines(found.acts, edition), "suffers": _lines(found.suffers, edition),
        "statements": [_statement(id, said, edition) for id, said in found.statements[:60]],
    }  # fmt: skip
    return answer(request, "actor.html", data)


def _statement(id: str, said: Any, edition: Edition) -> dict[str, Any]:
    reading = edition.readings[id]
    return {
        "report": id, "publisher": reading.report.publisher, "quote": said.quote,
        "day": (reading.report.published or "")[:10] or None, "content": said.content,
        "cue": said.cue,
    }  # fmt: skip


def _lines(claims: Iterable[Claim], edition: Edition) -> list[Line]:
    ordered = sorted(claims, key=lambda claim: (claim.published or "", claim.id), reverse=True)
    return [edition.line(claim.id) for claim in ordered[:80] if claim.id in edition.events]


def _most(counts: Counter[str]) -> str | None:
    return counts.most_common(1)[0][0] if counts else None


def place_list(request: Request) -> Response:
    """The places at which something is said to happen."""
    found = names.places(desk_of(request).edition()).values()
    ordered = sorted(found, key=lambda one: (-len(one.claims), one.name))
    data = {"title": "Places", "path": "places", "entries": [
        {"slug": one.slug, "name": one.name, "kind": None, "count": len(one.claims),
         "country": one.country} for one in ordered[:300]]}  # fmt: skip
    return answer(request, "names.html", data)


def place(request: Request) -> Response:
    """What is said to happen at a place."""
    edition = desk_of(request).edition()
    found = names.places(edition).get(request.path_params["slug"])
    if found is None:
        raise Problem(404, "place", "Nothing is said to happen at a place of that name.")
    shown: Mapping[str, Any] = {"drawing": None}
    if found.latitude is not None:
        frame = atlas.framed(found.longitude or 0.0, found.latitude, 12)
        shown = {"drawing": atlas.map_of(found.claims, frame, "")}
    data = {
        "name": found.name, "country": found.country, "latitude": found.latitude,
        "longitude": found.longitude, "feature": found.feature,
        "claims": _lines(found.claims, edition), "count": len(found.claims),
    }  # fmt: skip
    return answer(request, "place.html", data, dict(shown))


def publisher_list(request: Request) -> Response:
    """The publishers of the reports."""
    found = names.houses(desk_of(request).edition()).values()
    ordered = sorted(found, key=lambda one: (-len(one.reports), one.name))
    data = {"title": "Publishers", "path": "publishers", "entries": [
        {"slug": one.slug, "name": one.name, "kind": None, "count": len(one.reports),
         "country": None} for one in ordered]}  # fmt: skip
    return answer(request, "names.html", data)


def publisher(request: Request) -> Response:
    """The reports of a publisher, whom it has news from and who has news from it."""
    edition = desk_of(request).edition()
    found = names.houses(edition).get(request.path_params["slug"])
    if found is None:
        raise Problem(404, "publisher", "No publisher of that name is in these reports.")
    reports_ = [report_line(edition.readings[id]) for id in found.reports]
    reports_.sort(key=lambda one: one["published"] or "", reverse=True)
    data = {
        "name": found.name, "reports": reports_,
        "takes": found.takes.most_common(), "gives": found.gives.most_common(),
    }  # fmt: skip
    slugs = {name: names.slug_of(name) for name in (*found.takes, *found.gives)}
    return answer(request, "publisher.html", data, {"slugs": slugs})
