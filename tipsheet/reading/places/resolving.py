"""Toponyms to places: each span with the entry of the gazetteer that it most likely means."""

from collections.abc import Iterator, Sequence

import numpy as np

from tipsheet.reading.gazetteer import gazetteer
from tipsheet.reading.places.candidates import Candidates, Group, Numbers, gather, state_rows
from tipsheet.reading.places.context import areas_named, outlet_country
from tipsheet.reading.places.features import EARTH, Surroundings
from tipsheet.reading.places.ranking import Weights, rank
from tipsheet.record import Place, Span, content_id
from tipsheet.vocabulary.countries import country_name

SURE = 0.5  # below it a place is named but not resolved
SAME = 161.0  # kilometres: meanings this close count as one (a city and its county)
_STOPS = frozenset(",.;:)")
CEILING = 0.99  # no resolution is certain


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
    found = resolve_candidates(gather(text, spans, publisher, url), surroundings(text, spans, url))
    return tuple(
        _unresolved(place, 0.0) if _is_thing(text, place) or _is_shore(place) else place
        for place in found
    )


def _is_thing(text: str, place: Place) -> bool:
    """Whether an article makes a ship or a house of what would be a town: "aboard the Lorne."."""
    if place.feature != "PPL" or " " in place.text or place.name.casefold().startswith("the "):
        return False
    before, after = text[max(0, place.start - 4) : place.start], text[place.end : place.end + 1]
    return before.casefold() == "the " and after in _STOPS


def _is_shore(place: Place) -> bool:
    """Whether a sea was taken for land that bears its name."""
    kind = place.text.rpartition(" ")[2].casefold()
    return kind in ("sea", "ocean") and place.country is not None


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


def surroundings(text: str, toponyms: Sequence[Span], url: str | None) -> Surroundings:
    """What the text and the outlet tell besides the toponyms."""
    named, states = areas_named(text, toponyms, state_rows())
    return Surroundings(country=outlet_country(url), named=named, states=states)


def _places(group: Group, likely: Candidates, mine: Numbers, chances: Numbers) -> Iterator[Place]:
    best = mine[int(chances.argmax())]
    confidence = round(min(_sure(likely.point[mine], likely.point[best], chances), CEILING), 4)
    for span in group.spans:
        if confidence < SURE:
            yield _unresolved(span, confidence)
        else:
            yield _resolved(span, int(likely.row[best]), confidence)


def _sure(points: Numbers, best: Numbers, chances: Numbers) -> float:
    """The chance that a place lies close to the best of some points."""
    if len(chances) == 1:
        return float(chances[0])
    cosine = np.clip(points @ best, -1, 1)
    return float(chances[EARTH * np.arccos(cosine) <= SAME].sum())


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
