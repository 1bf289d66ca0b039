"""Build the outlines of the desk's map from Natural Earth, as TopoJSON of the package world-atlas.

    python -m training.outlines countries-50m.json tipsheet/web/data/outlines.json

Shared borders stay shared: arcs are simplified, and put together afterwards. Coordinates are
hundredths of a degree, each ring a list of steps from the point before.
"""

import json
import sys
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import pycountry

TOLERANCE = 0.025  # degrees that a line may be off
SMALLEST = 0.008  # square degrees of a ring that is kept

Point = tuple[float, float]


def build(source: Path, target: Path) -> None:
    """Write the outlines of all countries by their ISO 3166 alpha-3 codes."""
    world = json.loads(source.read_text("utf-8"))
    arcs = [_simplified(_decoded(arc, world["transform"])) for arc in world["arcs"]]
    countries: dict[str, list[list[int]]] = {}
    for shape in world["objects"]["countries"]["geometries"]:
        rings = [_steps(_ring(ring, arcs)) for ring in _rings(shape)]
        countries.setdefault(_code(shape), []).extend(filter(None, rings))
    text = json.dumps(dict(sorted(countries.items())), separators=(",", ":"))
    target.write_text(text + "\n", "utf-8")


def _decoded(arc: Iterable[Sequence[int]], transform: dict[str, Any]) -> list[Point]:
    (kx, ky), (dx, dy) = transform["scale"], transform["translate"]
    x = y = 0
    points = []
    for step in arc:
        x, y = x + step[0], y + step[1]
        points.append((x * kx + dx, y * ky + dy))
    return points


def _rings(shape: dict[str, Any]) -> Iterable[list[int]]:
    polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape.get("arcs", [])
    return (ring for polygon in polygons for ring in polygon)


def _ring(ring: Iterable[int], arcs: Sequence[Sequence[Point]]) -> list[Point]:
    points: list[Point] = []
    for number in ring:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points.extend(arc[1:] if points else arc)
    return points


def _simplified(points: list[Point]) -> list[Point]:
    """Douglas and Peucker, without recursion."""
    kept = {0, len(points) - 1}
    spans = [(0, len(points) - 1)]
    while spans:
        first, last = spans.pop()
        far, at = 0.0, first
        for number in range(first + 1, last):
            off = _distance(points[number], points[first], points[last])
            if off > far:
                far, at = off, number
        if far > TOLERANCE:
            kept.add(at)
            spans += [(first, at), (at, last)]
    return [points[number] for number in sorted(kept)]


def _distance(point: Point, start: Point, end: Point) -> float:
    width, height = end[0] - start[0], end[1] - start[1]
    length = width * width + height * height
    share = 0.0
    if length:
        share = ((point[0] - start[0]) * width + (point[1] - start[1]) * height) / length
    share = max(0.0, min(1.0, share))
    off = point[0] - start[0] - share * width, point[1] - start[1] - share * height
    return (off[0] ** 2 + off[1] ** 2) ** 0.5


def _steps(points: list[Point]) -> list[int]:
    """A ring as hundredths of degrees, each point but the first from the one before."""
    if len(points) < 4 or _area(points) < SMALLEST:
        return []
    found: list[int] = []
    x = y = 0
    for point in points[:-1]:
        here = round(point[0] * 100), round(point[1] * 100)
        found += [here[0] - x, here[1] - y]
        x, y = here
    return found


def _area(points: list[Point]) -> float:
    pairs = pairwise(points)
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)) / 2


def _code(shape: dict[str, Any]) -> str:
    country = pycountry.countries.get(numeric=str(shape.get("id", "")).zfill(3))
    return country.alpha_3 if country else f"-{shape['properties']['name'][:20]}"


if __name__ == "__main__":
    build(Path(sys.argv[1]), Path(sys.argv[2]))
