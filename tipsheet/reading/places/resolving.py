"""Toponyms to places: each span with the entry of the gazetteer that it most likely means."""

from collections.abc import Iterator, Sequence

import numpy as np

from tipsheet.reading.gazetteer import SIZE_STEPS, gazetteer
from tipsheet.reading.places.candidates import Candidates, Group, Numbers, gather
from tipsheet.reading.places.context import countries_named, outlet_country
from tipsheet.reading.places.features import EARTH, Surroundings
from tipsheet.reading.places.ranking import Weights, rank
from tipsheet.record import Place, Span, content_id
from tipsheet.vocabulary.countries import country_name

SURE = 0.5  # below it a place is named but not resolved
SAME = 161.0  # kilometres: meanings this close count as one (a city and its county)
CEILING = 0.99  # no resolution is certain
HOMES = 6  # places that an outlet's name may stand for
HOME_SIZE = 13 * SIZE_STEPS  # 8,000 people: where outlets of half the weight are at home


def resolve_places(
    text: str, toponyms: Sequence[Span], *, publisher: str | None = None, url: str | None = None
) -> tuple[Place, ...]:
    """A place for every toponym, in text order, resolved where one meaning is likelier than not.

    `publisher` and `url` tell where the outlet is at home. The confidence is the chance that
    the place lies within 161 km of the one meant; below 0.5 only the name is given.
    """
    spans = sorted(toponyms, key=lambda span: (span.start, span.end))
    if not spans:
        return ()
    candidates, homes = gather(text, spans, publisher, url)
    around = surroundings(text, spans, homes, url)
    return resolve_candidates(candidates, around)


def resolve_candidates(
    candidates: Candidates, around: Surroundings, weights: Weights | None = None
) -> tuple[Place, ...]:
    """The places of all groups, in text order."""
    found: list[Place] = []
    likely, chances = rank(candidates, around, weights) if len(candidates) else (candidates, None)
    for at, group in enumerate(candidates.groups):
        mine = np.flatnonzero(likely.group == at)
        if chances is None or not len(mine):
            found.extend(_unresolved(span, 0.0) for span in group.spans)
        else:
            found.extend(_places(group, likely, mine, chances[mine]))
    return tuple(sorted(found, key=lambda place: (place.start, place.end)))


def surroundings(
    text: str, toponyms: Sequence[Span], homes: Sequence[tuple[int, str]], url: str | None
) -> Surroundings:
    """What the text and the outlet tell besides the toponyms."""
    return Surroundings(
        homes=dict(_homes(homes)),
        country=outlet_country(url),
        named=countries_named(text, toponyms),
    )


def _homes(found: Sequence[tuple[int, str]]) -> Iterator[tuple[int, float]]:
    """The places that an outlet's longest matching words may mean, weighed by their size."""
    if not found:
        return
    size = gazetteer().columns["size"]
    longest = max(len(key) for _, key in found)
    rows = [row for row, key in found if len(key) >= longest - 1]
    for row in sorted(set(rows), key=lambda row: (-int(size[row]), row))[:HOMES]:
        yield row, min(1.0, int(size[row]) / HOME_SIZE / 2 + 0.25)


def _places(group: Group, likely: Candidates, mine: Numbers, chances: Numbers) -> Iterator[Place]:
    best = mine[int(chances.argmax())]
    cosine = np.clip(likely.point[mine] @ likely.point[best], -1, 1)
    sure = float(chances[EARTH * np.arccos(cosine) <= SAME].sum())
    confidence = round(min(sure, CEILING), 4)
    for span in group.spans:
        if confidence < SURE:
            yield _unresolved(span, confidence)
        else:
            yield _resolved(span, int(likely.row[best]), confidence)


def _unresolved(span: Span, confidence: float) -> Place:
    return Place(
        start=span.start,
        end=span.end,
        text=span.text,
        id=content_id("p", span.start, span.end, span.text),
        name=" ".join(span.text.split()),
        country=None,
        latitude=None,
        longitude=None,
        geonames_id=None,
        feature=None,
        confidence=confidence,
    )


def _resolved(span: Span, row: int, confidence: float) -> Place:
    book = gazetteer()
    code = book.countries[book.columns["country"][row]] or None
    feature = book.features[book.columns["feature"][row]]
    name = country_name(code) if code and feature.startswith("PCL") else None
    return Place(
        start=span.start,
        end=span.end,
        text=span.text,
        id=content_id("p", span.start, span.end, span.text),
        name=name or book.name(row),
        country=code,
        latitude=round(float(book.columns["latitude"][row]), 5),
        longitude=round(float(book.columns["longitude"][row]), 5),
        geonames_id=int(book.columns["geonames_id"][row]) or None,
        feature=feature,
        confidence=confidence,
    )
