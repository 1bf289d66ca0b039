"""The map: claims at their places, as precise as the words are, on outlines of Natural Earth."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import cos, radians, sqrt
from urllib.parse import quote

from markupsafe import Markup as Safe

from tipsheet.errors import InstallationBroken
from tipsheet.exports.markup import Markup, element
from tipsheet.record import Claim, Place
from tipsheet.vocabulary.countries import countries

WIDE, HIGH = 1000, 620
CLOSEST = 1.2  # degrees across, at the nearest zoom
GRID = 34  # pixels within which places are put together
COUNTRY = ("PCLI", "PCLD", "PCLS", "PCLF", "PCL", "TERR")
REGION = (
    *("ADM1", "ADM2", "ADM3", "RGN", "RGNE", "CONT", "AREA"),
    *("STM", "STMM", "SEA", "GULF", "BAY", "STRT", "LK", "OCN", "MTS", "DSRT", "PEN", "ISLS"),
)
"""Features of GeoNames that are no point: regions, waters, ranges."""

Ring = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What the map shows: degrees from west to east and from south to north."""

    west: float
    south: float
    east: float
    north: float

    @property
    def squeeze(self) -> float:
        """How much narrower a degree of longitude is, at the middle."""
        return max(0.2, cos(radians((self.south + self.north) / 2)))

    def at(self, longitude: float, latitude: float) -> tuple[float, float]:
        """A place in pixels."""
        x = (longitude - self.west) / (self.east - self.west) * WIDE
        y = (self.north - latitude) / (self.north - self.south) * HIGH
        return round(x, 1), round(y, 1)

    @property
    def word(self) -> str:
        """The frame as the address of a map has it."""
        return f"{self.west:g},{self.south:g},{self.east:g},{self.north:g}"

    def zoomed(self, factor: float) -> "Frame":
        """The same middle, seen from nearer or farther."""
        x, y = (self.west + self.east) / 2, (self.south + self.north) / 2
        return framed(x, y, min(360.0, max(CLOSEST, (self.east - self.west) * factor)))

    def moved(self, right: float, up: float) -> "Frame":
        """A step aside, in parts of what is shown."""
        width, height = self.east - self.west, self.north - self.south
        return framed(
            (self.west + self.east) / 2 + right * width,
            (self.south + self.north) / 2 + up * height, width,
        )  # fmt: skip


WORLD = Frame(west=-180, south=-60, east=180, north=84)


def framed(x: float, y: float, width: float) -> Frame:
    """A frame of the map's form around a place."""
    x, y = max(-180.0, min(180.0, x)), max(-80.0, min(80.0, y))
    height = width * HIGH / WIDE * max(0.2, cos(radians(y)))
    return Frame(
        west=round(x - width / 2, 3), east=round(x + width / 2, 3),
        south=round(max(-89.0, y - height / 2), 3), north=round(min(89.0, y + height / 2), 3),
    )  # fmt: skip


def frame_of(word: str | None, claims: Sequence[Claim]) -> Frame:
    """The frame that an address asks for, else one that holds nearly all places."""
    try:
        west, south, east, north = (float(part) for part in (word or "").split(","))
        fits = -720 <= west < east <= 720 and -90 <= south < north <= 90
        if fits and east - west >= CLOSEST / 2:
            return framed((west + east) / 2, (south + north) / 2, east - west)
    except ValueError:
        pass
    places = [claim.place for claim in claims if claim.place and _is_point(claim.place)]
    if not places:
        return WORLD
    xs = sorted(place.longitude or 0.0 for place in places)
    ys = sorted(place.latitude or 0.0 for place in places)
    cut = len(xs) // 10
    xs, ys = xs[cut : len(xs) - cut], ys[cut : len(ys) - cut]
    y = (ys[0] + ys[-1]) / 2
    width = max(xs[-1] - xs[0], (ys[-1] - ys[0]) * WIDE / HIGH / max(0.2, cos(radians(y))), 4.0)
    return framed((xs[0] + xs[-1]) / 2, y, min(360.0, width * 1.4))


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Claims at places so near to each other that one mark stands for them."""

    x: float
    y: float
    names: tuple[str, ...]
    claims: tuple[Claim, ...]
    region: bool

    @property
    def radius(self) -> float:
        """In pixels, by area."""
        return round(min(30.0, 5 + 2.6 * sqrt(len(self.claims))), 1)


def map_of(claims: Sequence[Claim], frame: Frame, query: str) -> Safe:
    """The map as SVG: countries tinted by what is said of them whole, marks for closer places."""
    whole = _of_countries(claims)
    land = [_country(code, rings, frame, whole.get(code, ()), query)
            for code, rings in outlines().items()]  # fmt: skip
    spots = spots_of(claims, frame)
    drawn = [_spot(spot, query) for spot in sorted(spots, key=lambda s: -len(s.claims))]
    return Safe(
        element(
            "svg",
            element("title", f"{len(spots)} marks on a map"),
            element("rect", width=str(WIDE), height=str(HIGH), class_="sea"),
            *filter(None, land),
            *drawn,
            *_names(spots),
            viewBox=f"0 0 {WIDE} {HIGH}",
            role="group",
            class_="map",
        )
    )


def spots_of(claims: Iterable[Claim], frame: Frame) -> list[Spot]:
    """The marks of a map: places put together where they would overlap."""
    near: dict[tuple[int, int, bool], list[tuple[float, float, Claim]]] = defaultdict(list)
    for claim in claims:
        place = claim.place
        if not _is_point(place) or place is None:
            continue
        x, y = frame.at(place.longitude or 0.0, place.latitude or 0.0)
        if -20 <= x <= WIDE + 20 and -20 <= y <= HIGH + 20:
            region = place.feature in REGION
            near[int(x // GRID), int(y // GRID), region].append((x, y, claim))
    return [_joined(group, key[2]) for key, group in sorted(near.items())]


def _joined(group: Sequence[tuple[float, float, Claim]], region: bool) -> Spot:
    names: dict[str, int] = defaultdict(int)
    for _, _, claim in group:
        names[claim.place.name if claim.place else ""] += 1
    most = sorted(names, key=lambda name: (-names[name], name))
    first = [one for one in group if one[2].place and one[2].place.name == most[0]]
    return Spot(
        x=first[0][0], y=first[0][1], names=tuple(most), region=region,
        claims=tuple(claim for _, _, claim in group),
    )  # fmt: skip


def precision(place: Place) -> str:
    """How closely a place is known: country, region or place."""
    if place.feature in COUNTRY:
        return "country"
    return "region" if place.feature in REGION else "place"


def _is_point(place: Place | None) -> bool:
    known = place is not None and place.latitude is not None and place.confidence >= 0.5
    return bool(known and place and precision(place) != "country")


def _of_countries(claims: Iterable[Claim]) -> Mapping[str, Sequence[Claim]]:
    found: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.place and claim.place.country and precision(claim.place) == "country":
            found[claim.place.country].append(claim)
    return found


def _country(
    code: str, rings: Sequence[Ring], frame: Frame, claims: Sequence[Claim], query: str
) -> Markup | None:
    seen = [ring for ring in rings if _is_seen(ring, frame)]
    if not seen:
        return None
    path = element("path", d="".join(_path(ring, frame) for ring in seen),
                   class_="land said" if claims else "land")  # fmt: skip
    if not claims:
        return path
    name = countries()[code].name if code in countries() else code
    said = f"{name} as a whole: {len(claims)} claims"
    return element("a", element("title", said), path, href=f"/map?{query}&country={code}#claims",
                   aria_label=said)  # fmt: skip


def _path(ring: Ring, frame: Frame) -> str:
    points = [frame.at(x, y) for x, y in ring]
    kept = [points[0]]
    for point in points[1:]:
        if abs(point[0] - kept[-1][0]) + abs(point[1] - kept[-1][1]) > 1.0:
            kept.append(point)
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in kept) + "Z"


def _is_seen(ring: Ring, frame: Frame) -> bool:
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    across = min(xs) <= frame.east and max(xs) >= frame.west
    return across and min(ys) <= frame.north and max(ys) >= frame.south


def _spot(spot: Spot, query: str) -> Markup:
    named = ", ".join(spot.names[:3]) + (" and others" if len(spot.names) > 3 else "")
    count = len(spot.claims)
    said = f"{named}: {count} claim{'' if count == 1 else 's'}"
    ahead = sum(claim.status in ("planned", "threatened", "requested", "possible")
                for claim in spot.claims)  # fmt: skip
    kind = "region" if spot.region else "open" if ahead * 2 > count else "done"
    size = {"cx": str(spot.x), "cy": str(spot.y), "r": str(spot.radius)}
    inside = [element("title", said), element("circle", **size, class_=f"spot {kind}")]
    if count > 1:
        inside.append(
            element("text", str(count), x=str(spot.x), y=str(spot.y + 4), class_=f"count {kind}")
        )
    where = quote(spot.names[0], safe="")
    return element("a", *inside, href=f"/map?{query}&place={where}#claims", aria_label=said)


def _names(spots: Sequence[Spot]) -> list[Markup]:
    """Names beside the largest marks, where they do not cover each other."""
    taken: list[tuple[float, float, float]] = []
    found: list[Markup] = []
    for spot in sorted(spots, key=lambda spot: -len(spot.claims)):
        x, y, width = spot.x + spot.radius + 5, spot.y + 4, 7.2 * len(spot.names[0])
        clear = all(abs(y - b) > 17 or x > a + w or x + width < a for a, b, w in taken)
        off = all(abs(o.y - spot.y) > o.radius + 8 or not x - o.radius < o.x < x + width + o.radius
                  for o in spots if o is not spot)  # fmt: skip
        if clear and off and x + width < WIDE and len(found) < 24:
            taken.append((x, y, width))
            found.append(element("text", spot.names[0], x=str(x), y=str(y), class_="place"))
    return found


@cache
def outlines() -> Mapping[str, tuple[Ring, ...]]:
    """The countries by code, each as rings of longitude and latitude in degrees."""
    try:
        text = files("tipsheet.web").joinpath("data", "outlines.json").read_text("utf-8")
        return {code: tuple(map(_ring, rings)) for code, rings in json.loads(text).items()}
    except (OSError, ValueError) as error:
        raise InstallationBroken(f"outlines.json: {error}; install tipsheet again.") from error


def _ring(steps: Sequence[int]) -> Ring:
    x = y = 0
    found = []
    for at in range(0, len(steps) - 1, 2):
        x, y = x + steps[at], y + steps[at + 1]
        found.append((x / 100, y / 100))
    return tuple(found)
