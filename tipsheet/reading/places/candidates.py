"""The entries of the gazetteer that each toponym of a text may mean, as columns."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tipsheet.reading.gazetteer import Gazetteer, gazetteer
from tipsheet.reading.places.context import (
    containers_after,
    keys_within,
    kind_beside,
    outlet_keys,
)
from tipsheet.reading.places.naming import Naming, naming_of
from tipsheet.record import Span

Numbers = NDArray[Any]

KINDS = ("country", "admin1", "admin2", "lower", "region", "water", "city")
_KIND_OF_FEATURE = {
    "PCLI": "country",
    "PCLD": "country",
    "ADM1": "admin1",
    "ADM2": "admin2",
    "ADM3": "lower",
    "ADMD": "lower",
    "RGN": "region",
    "CONT": "region",
    "PPL": "city",
    "PPLC": "city",
}
HOLDERS = frozenset({"country", "admin1", "admin2"})  # what may stand after a comma
MOST = 120  # candidates of one name: the largest ones
HOMES = 24  # candidates of the outlet's name


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """All mentions of a text that share a name and what is said to hold it.

    `within` are the rows of the holder named right after a mention, `elsewhere` those named
    after other mentions of the same name; `cues` are kinds of place that words beside tell.
    The outlet's own name makes a group without spans.
    """

    naming: Naming
    spans: tuple[Span, ...] = ()
    within: tuple[int, ...] = ()
    elsewhere: tuple[int, ...] = ()
    cues: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """Candidate rows of all groups, one after the other; columns are of the same length."""

    groups: tuple[Group, ...]
    group: Numbers
    row: Numbers
    other_name: Numbers
    partial: Numbers
    kind: Numbers
    country: Numbers
    admin1: Numbers
    size: Numbers
    point: Numbers  # unit vectors, so that a dot product is the cosine of a distance

    def __len__(self) -> int:
        return len(self.row)

    @property
    def outlet(self) -> int:
        """The group of the outlet's name, or -1."""
        return len(self.groups) - 1 if self.groups and not self.groups[-1].spans else -1

    def take(self, kept: Numbers) -> "Candidates":
        """The candidates at the given positions."""
        return Candidates(
            groups=self.groups,
            group=self.group[kept],
            row=self.row[kept],
            other_name=self.other_name[kept],
            partial=self.partial[kept],
            kind=self.kind[kept],
            country=self.country[kept],
            admin1=self.admin1[kept],
            size=self.size[kept],
            point=self.point[kept],
        )


class Lookup:
    """The gazetteer's answers to all the keys of one text, asked in one go."""

    def __init__(self, book: Gazetteer, keys: Sequence[str]) -> None:
        unique = list(dict.fromkeys(keys))
        self._answers = dict(zip(unique, book.find(unique), strict=True))

    def both(self, key: str | None) -> tuple[list[int], list[int]]:
        """Rows with the key as main name, and rows with it as another name."""
        return self._answers.get(key or "", ([], []))

    def rows(self, key: str) -> list[int]:
        """Rows with the key as any name."""
        main, other = self.both(key)
        return main + other

    def holder(self, keys: Sequence[str]) -> tuple[int, ...]:
        """The countries, states and counties under the first key that names any."""
        kinds = kind_of_rows()
        for key in keys:
            rows = [row for row in self.rows(key) if KINDS[kinds[row]] in HOLDERS]
            if rows:
                return tuple(rows)
        return ()


def gather(
    text: str, toponyms: Sequence[Span], publisher: str | None = None, url: str | None = None
) -> Candidates:
    """The candidates of every toponym, and of the place that the outlet is named after."""
    namings = [naming_of(span.text) for span in toponyms]
    holders = [
        keys_within(naming.within) if naming.within else containers_after(text, span)
        for naming, span in zip(namings, toponyms, strict=True)
    ]
    outlets = outlet_keys(publisher, url)
    own = [key for naming in namings for key in (naming.key, naming.part) if key]
    lookup = Lookup(gazetteer(), [*own, *(key for keys in holders for key in keys), *outlets])
    groups = tuple(_groups(text, toponyms, namings, [lookup.holder(keys) for keys in holders]))
    return _candidates(groups, lookup, _homes(outlets, lookup))


def _homes(keys: Sequence[str], lookup: Lookup) -> list[int]:
    """The largest places under the longest key that names any."""
    size = gazetteer().columns["size"]
    for key in keys:
        rows = lookup.both(key)[0] or lookup.both(key)[1]
        if rows:
            return sorted(rows, key=lambda row: (-int(size[row]), row))[:HOMES]
    return []


def _groups(
    text: str,
    toponyms: Sequence[Span],
    namings: Sequence[Naming],
    holders: Sequence[tuple[int, ...]],
) -> Iterator[Group]:
    members: dict[tuple[Naming, tuple[int, ...]], list[Span]] = {}
    for span, naming, within in zip(toponyms, namings, holders, strict=True):
        members.setdefault((naming, within), []).append(span)
    said: dict[str, list[tuple[int, ...]]] = {}
    for naming, within in members:
        said.setdefault(naming.key, []).append(within)
    for (naming, within), spans in members.items():
        others = (row for rows in said[naming.key] if rows != within for row in rows)
        cues = {kind for span in spans if (kind := kind_beside(text, span))}
        yield Group(
            naming=naming,
            spans=tuple(spans),
            within=within,
            elsewhere=tuple(dict.fromkeys(others)),
            cues=frozenset(cues),
        )


def _candidates(groups: tuple[Group, ...], lookup: Lookup, homes: list[int]) -> Candidates:
    lines = [
        (at, *meaning)
        for at, group in enumerate(groups)
        for meaning in _meanings(group.naming, lookup)
    ]
    if homes:
        lines += [(len(groups), row, 0, 0) for row in homes]
        groups = (*groups, Group(naming=Naming(key="")))
    table = np.array(lines, dtype=np.int64).reshape(-1, 4)
    return candidates_at(groups, *table.T)


def _meanings(naming: Naming, lookup: Lookup) -> list[tuple[int, int, int]]:
    """(row, by another name, by a part of the name), the largest places first."""
    main, other = lookup.both(naming.key)
    if naming.country:
        return [(row, 0, 0) for row in main if _is_country(row, naming.country)]
    found = dict.fromkeys(((row, 0, 0) for row in main), None)
    found |= dict.fromkeys(((row, 1, 0) for row in other if row not in set(main)), None)
    if naming.part and not main:
        whole = {row for row, _, _ in found}
        main, other = lookup.both(naming.part)
        found |= dict.fromkeys(((r, 0, 1) for r in main if r not in whole), None)
        found |= dict.fromkeys(((r, 1, 1) for r in other if r not in whole), None)
    if len(found) <= MOST:
        return list(found)
    size = gazetteer().columns["size"]
    return sorted(found, key=lambda meaning: (-int(size[meaning[0]]), meaning))[:MOST]


def _is_country(row: int, code: str) -> bool:
    book = gazetteer()
    of_country = KINDS[kind_of_rows()[row]] == "country"
    return of_country and book.countries[book.columns["country"][row]] == code


def candidates_at(
    groups: tuple[Group, ...], group: Numbers, row: Numbers, other_name: Numbers, partial: Numbers
) -> Candidates:
    """Candidates with the columns that the gazetteer has on their rows."""
    columns = gazetteer().columns
    return Candidates(
        groups=groups,
        group=group,
        row=row,
        other_name=other_name,
        partial=partial,
        kind=kind_of_rows()[row],
        country=columns["country"][row],
        admin1=columns["admin1"][row],
        size=columns["size"][row].astype(np.float32),
        point=unit_vectors(columns["latitude"][row], columns["longitude"][row]),
    )


@cache
def state_rows() -> dict[str, int]:
    """The rows of first-level divisions by their name, without those that share one."""
    book = gazetteer()
    rows = book.columns["admin1_rows"][1:].tolist()
    names = [book.name(row) for row in rows]
    counts = Counter(names)
    return {name: row for name, row in zip(names, rows, strict=True) if counts[name] == 1}


@cache
def kind_of_rows() -> Numbers:
    """The kind of every row of the gazetteer, as an index of KINDS."""
    book = gazetteer()
    kinds = [KINDS.index(_KIND_OF_FEATURE.get(feature, "water")) for feature in book.features]
    return np.asarray(np.array(kinds, dtype=np.uint8)[book.columns["feature"]])


def unit_vectors(latitude: Numbers, longitude: Numbers) -> Numbers:
    """Points on the unit sphere, [n, 3]."""
    north, east = np.radians(latitude), np.radians(longitude)
    flat = np.cos(north)
    return np.stack([flat * np.cos(east), flat * np.sin(east), np.sin(north)], axis=1)
