"""The map."""

from collections import Counter
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from tipsheet.record import Claim
from tipsheet.web import atlas, names
from tipsheet.web.pages.telling import (
    desk_of,
    kept_of,
)
from tipsheet.web.render import answer


def chart(request: Request) -> Response:
    """Claims at their places; filtered by time, type and status."""
    edition = desk_of(request).edition()
    asked = request.query_params
    claims = [claim for claim in edition.claims.values() if claim.place and claim.kind == "event"
              and _fits(claim, asked)]  # fmt: skip
    frame = atlas.frame_of(asked.get("frame"), claims)
    chosen = _chosen(claims, asked)
    data = {
        "frame": frame, "claims": [edition.line(one.id) for one in chosen[:80]],
        "count": len(claims), "chosen": len(chosen), "place": asked.get("place"),
        "country": asked.get("country"), "since": asked.get("since"), "until": asked.get("until"),
        "type": asked.get("type"), "status": asked.getlist("status"),
        "places": [{"name": name, "claims": count, "slug": names.slug_of(name)}
                   for name, count in Counter(
                       c.place.name for c in claims if c.place).most_common(40)],
    }  # fmt: skip
    kept = kept_of(asked, "frame", "place", "country")
    query = f"{kept}&frame={frame.word}" if asked.get("frame") else kept
    shown = {
        "drawing": atlas.map_of(claims, frame, query), "kept": kept,
        "moves": {
            "nearer": frame.zoomed(0.55).word, "farther": frame.zoomed(1.8).word,
            "west": frame.moved(-0.4, 0).word, "east": frame.moved(0.4, 0).word,
            "north": frame.moved(0, 0.4).word, "south": frame.moved(0, -0.4).word,
        },
    }  # fmt: skip
    return answer(request, "map.html", data, shown)


def _fits(claim: Claim, asked: Any) -> bool:
    statuses = [one for one in asked.getlist("status") if one]
    since, until = asked.get("since"), asked.get("until")
    return (
        (not statuses or claim.status in statuses)
        and (not asked.get("type") or claim.type == asked.get("type"))
        and (not since or (claim.day or "") >= since)
        and (not until or "" < (claim.day or "") <= until)
    )


def _chosen(claims: list[Claim], asked: Any) -> list[Claim]:
    place, country = asked.get("place"), asked.get("country")
    if not place and not country:
        return []
    found = [
        c for c in claims
        if c.place and (c.place.name == place if place else c.place.country == country
                        and atlas.precision(c.place) == "country")
    ]  # fmt: skip
    return sorted(found, key=lambda c: (c.published or "", c.id), reverse=True)
