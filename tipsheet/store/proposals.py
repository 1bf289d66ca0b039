"""The selects of a search: which versions and readings a database proposes, and in which order."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Double,
    Row,
    Select,
    TextualSelect,
    and_,
    exists,
    func,
    or_,
    select,
    text,
)

from tipsheet.record import Reader
from tipsheet.store.asked import Asked
from tipsheet.store.dialect import Dialect
from tipsheet.store.query import Query
from tipsheet.store.readers import chosen, newest_version
from tipsheet.store.schema import events, readings, reports

FEW = 2_000  # numbers that are rather begun with than looked up in the order of days

Place = tuple[Any, ...]
"""Where in its order a report stands: its day or score, and its number."""


class Proposals:
    """What a database proposes for a query; rows have `reading`, `report`, `version` and `place`.

    Everything holds of them but that one and the same event has all that is asked of events.
    """

    def __init__(
        self, connection: Connection, dialect: Dialect, asked: Asked, reader: Reader | None
    ) -> None:
        self._connection = connection
        self._query = asked.query
        self._reader = reader
        self._values = {"words": dialect.words_asked(asked), "facets": dialect.facets_asked(asked)}
        self._words = text(dialect.words).columns(number=reports.c.number.type, score=Double())
        self._facets = text(dialect.facets).columns(number=readings.c.number.type)

    def by_day(self, after: Place | None, limit: int) -> Sequence[Row[Any]]:
        """The next ones after a place, newest first."""
        day, number = reports.c.day, reports.c.number
        wanted = self._all.order_by(day.desc(), number.desc()).limit(limit)
        return self._rows(wanted if after is None else wanted.where(_behind(day, number, after)))

    def some(self, limit: int) -> Sequence[Row[Any]]:
        """So many of them, in no order."""
        return self._rows(self._all.limit(limit))

    def ranked(self, after: Place | None, limit: int) -> Sequence[Row[Any]]:
        """The `number` and `score` of the next reports after a place that fit the words best.

        Nothing else need hold of them: see `of_reports`.
        """
        found = self._words.subquery("ranked")
        wanted = select(found.c.number, found.c.score)
        wanted = wanted.order_by(found.c.score.desc(), found.c.number.desc()).limit(limit)
        if after is not None:
            wanted = wanted.where(_behind(found.c.score, found.c.number, after))
        if self._values["facets"] and self._are_few(self._facets, "facets"):
            wanted = wanted.where(found.c.number.in_(select(self._all.subquery("rare").c.report)))
        return self._rows(wanted)

    def of_reports(self, numbers: Sequence[int]) -> Sequence[Row[Any]]:
        """Those of the reports, which must have been found by their words, that are proposed."""
        return self._rows(self._base.where(reports.c.number.in_(numbers)))

    def of_readings(self, numbers: Sequence[int]) -> Sequence[Row[Any]]:
        """Those of the readings that are proposed."""
        return self._rows(self._all.where(readings.c.number.in_(numbers)))

    @cached_property
    def _base(self) -> Select[Any]:
        """Versions with the reading that counts, in the days that are asked for."""
        query = self._query
        wanted = (
            select(
                readings.c.number.label("reading"),
                reports.c.number.label("report"),
                reports.c.version,
                reports.c.day.label("place"),
            )
            .join(readings, readings.c.report == reports.c.number)
            .where(chosen(self._connection, readings, self._reader))
        )
        if not query.all_versions:
            wanted = wanted.where(newest_version(reports))
        if query.since:
            wanted = wanted.where(reports.c.day >= query.since)
        if query.until:
            wanted = wanted.where(reports.c.day <= query.until, reports.c.day > "")
        return wanted

    @cached_property
    def _all(self) -> Select[Any]:
        """Versions of which all that is asked holds."""
        wanted = self._base
        if self._values["words"]:
            wanted = wanted.where(self._among(reports.c.number, self._words, "words"))
        if self._values["facets"]:
            wanted = wanted.where(self._among(readings.c.number, self._facets, "facets"))
        if self._query.event_since or self._query.event_until:
            wanted = wanted.where(_dated(self._query))
        return wanted

    def _among(
        self, number: ColumnElement[int], found: TextualSelect, name: str
    ) -> ColumnElement[bool]:
        """The condition that a number is among those found.

        Where they are few the database should begin with them, where they are many with the
        order; a sum keeps SQLite from beginning with them.
        """
        begun = number if self._are_few(found, name) else number + 0
        return begun.in_(select(found.subquery(name).c.number))

    def _are_few(self, found: TextualSelect, name: str) -> bool:
        some = select(found.subquery(name).c.number).limit(FEW + 1).subquery()
        (row,) = self._rows(select(func.count()).select_from(some))
        return int(row[0]) <= FEW

    def _rows(self, wanted: Select[Any]) -> Sequence[Row[Any]]:
        return self._connection.execute(wanted, self._values).all()


def _behind(
    value: ColumnElement[Any], number: ColumnElement[int], place: Place
) -> ColumnElement[bool]:
    """The condition that a report comes after a place."""
    return or_(value < place[0], and_(value == place[0], number < place[1]))


def _dated(query: Query) -> ColumnElement[bool]:
    """The condition that a reading has an event in the days that are asked for."""
    earliest = func.coalesce(events.c.earliest, events.c.latest)
    latest = func.coalesce(events.c.latest, events.c.earliest)
    fits = events.c.reading == readings.c.number
    if query.event_since:
        fits = and_(fits, latest >= query.event_since)
    if query.event_until:
        fits = and_(fits, earliest <= query.event_until)
    for column, values in ((events.c.type, query.type), (events.c.status, query.status)):
        fits = and_(fits, column.in_(values)) if values else fits
    return exists().where(fits)
