"""The selects of a search: which versions and readings a database proposes, and in which order."""

from collections.abc import Iterator, Sequence
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
    case,
    exists,
    false,
    func,
    or_,
    select,
    text,
    true,
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
        self._asked = asked
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
        if self._values["facets"] and self._few_facets:
            wanted = wanted.where(found.c.number.in_(select(self._all.subquery("rare").c.report)))
        return self._rows(wanted)

    def of_reports(self, numbers: Sequence[int]) -> Sequence[Row[Any]]:
        """Those of the reports, which must have been found by their words, that are proposed."""
        return self._rows(self._base.where(reports.c.number.in_(numbers), *self._event))

    def of_readings(self, numbers: Sequence[int]) -> Sequence[Row[Any]]:
        """Those of the readings that are proposed."""
        return self._rows(self._worded.where(readings.c.number.in_(numbers), *self._event))

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
    def _worded(self) -> Select[Any]:
        """Those of them that have the words."""
        if not self._values["words"]:
            return self._base
        return self._base.where(self._among(reports.c.number, self._words, self._few_words))

    @cached_property
    def _all(self) -> Select[Any]:
        """Versions of which all that is asked holds.

        Full-text search finds those that few events share, and names; where many share what is
        asked, looking at the events in the order that is asked for comes to an end sooner.
        """
        wanted = self._worded.where(*self._event)
        named = self._asked.actors or self._asked.places
        if self._values["facets"] and (named or self._few_facets):
            return wanted.where(self._among(readings.c.number, self._facets, self._few_facets))
        return wanted

    @cached_property
    def _event(self) -> Sequence[ColumnElement[bool]]:
        """The condition that one event has all that is asked, its names aside; or none."""
        asked = of_event(self._query)
        return [exists().where(events.c.reading == readings.c.number, *asked)] if asked else []

    @cached_property
    def _few_words(self) -> bool:
        return self._are_few(self._words)

    @cached_property
    def _few_facets(self) -> bool:
        return self._are_few(self._facets)

    def _among(
        self, number: ColumnElement[int], found: TextualSelect, few: bool
    ) -> ColumnElement[bool]:
        """The condition that a number is among those found.

        Where they are few the database should begin with them. Where they are many it should go
        on in its order, and look each up: no database begins with what is in a CASE.
        """
        among = number.in_(select(found.subquery().c.number))
        return among if few else case((among, true()), else_=false())

    def _are_few(self, found: TextualSelect) -> bool:
        some = select(found.subquery().c.number).limit(FEW + 1).subquery()
        (row,) = self._rows(select(func.count()).select_from(some))
        return int(row[0]) <= FEW

    def _rows(self, wanted: Select[Any]) -> Sequence[Row[Any]]:
        return self._connection.execute(wanted, self._values).all()


def _behind(
    value: ColumnElement[Any], number: ColumnElement[int], place: Place
) -> ColumnElement[bool]:
    """The condition that a report comes after a place."""
    return or_(value < place[0], and_(value == place[0], number < place[1]))


def of_event(query: Query) -> Sequence[ColumnElement[bool]]:
    """What a query asks of one event, as conditions on its row; names are left out."""
    return list(_of_event(query))


def _of_event(query: Query) -> Iterator[ColumnElement[bool]]:
    listed = (
        (events.c.type, query.type),
        (events.c.status, query.status),
        (events.c.source, query.source),
    )
    yield from (column.in_(values) for column, values in listed if values)
    if query.country:  # a column holds them as a JSON list
        yield or_(*(events.c.countries.contains(f'"{code}"') for code in query.country))
    if query.event_since:
        yield func.coalesce(events.c.latest, events.c.earliest) >= query.event_since
    if query.event_until:
        yield func.coalesce(events.c.earliest, events.c.latest) <= query.event_until
