"""A search of a database: its full-text search proposes, and each event is looked at.

The database gives reports in order, those that hold all the words and whose events, taken
together, have all that is asked. Whether one and the same event has it is seen row by row, for
as many reports as a page needs.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Double,
    Row,
    Select,
    and_,
    exists,
    func,
    or_,
    select,
    text,
)

from tipsheet.record import Reader, Span
from tipsheet.store.asked import Asked
from tipsheet.store.base import Encode
from tipsheet.store.bodies import report_of, vectors_of
from tipsheet.store.dialect import Dialect
from tipsheet.store.hits import Fit, hit_of, meaning_of
from tipsheet.store.nearby import Nearby, compare
from tipsheet.store.query import Found, Hit, Page, Query, cursor_of, place_of
from tipsheet.store.readers import chosen, newest_version
from tipsheet.store.schema import events, readings, reports, texts, vectors
from tipsheet.store.segments import Near
from tipsheet.store.vectors import Floats

FEW = 2_000  # reports that are rather sorted than picked from all reports in order
EXACT = 500  # readings whose sentences are rather compared one by one than sought in the index
DEEPEST = 20_000  # sentences of the index that are looked at, at most
WIDEST = 5_000  # reports looked at in one step


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    reading: int
    report: int
    version: int
    place: tuple[float | str, int]
    events: tuple[Found, ...] = ()
    sentence: int | None = None


class Search:
    """One search on a connection."""

    def __init__(
        self,
        connection: Connection,
        dialect: Dialect,
        query: Query,
        *,
        reader: Reader | None,
        nearby: Nearby,
    ) -> None:
        self._connection = connection
        self._dialect = dialect
        self._asked = Asked.of(query)
        self._reader = reader
        self._nearby = nearby
        self._values: dict[str, str] = {}

    def page(self, encode: Encode | None) -> Page:
        """The page that the query asks for."""
        asked = self._asked
        vector = meaning_of(asked, encode)
        after = None
        if asked.query.cursor:
            kind = (int, float) if asked.by_meaning or asked.by_words else str
            after = place_of(asked.query.cursor, kind, int)
        found = self._in_order(after) if vector is None else self._by_meaning(vector, after)
        size = asked.query.size
        fits: list[_Candidate] = []
        for candidate in found:
            fits.append(candidate)
            if len(fits) > size:
                break
        hits = tuple(self._hits(fits[:size]))
        return Page(hits=hits, cursor=cursor_of(*fits[size - 1].place) if fits[size:] else None)

    def _in_order(self, after: tuple[Any, ...] | None) -> Iterator[_Candidate]:
        """All that fits, by day or by words, from a place on; taken in growing steps."""
        wanted = self._wanted()
        step = 2 * self._asked.query.size + 1
        while True:
            page = wanted if after is None else wanted.where(_after(wanted, after))
            rows = self._rows(page.limit(step))
            yield from self._fitting([_candidate(row) for row in rows])
            if len(rows) < step:
                return
            after = (rows[-1].place, rows[-1].report)
            step = min(4 * step, WIDEST)

    def _by_meaning(self, asked: Floats, after: tuple[Any, ...] | None) -> Iterator[_Candidate]:
        """All that fits, the nearest first."""
        if self._narrow and (some := self._few()) is not None:
            nears = compare(self._connection, some, asked)
            yield from _beyond(self._near(nears), after)
            return
        seen: set[int] = set()
        count = 8 * self._asked.query.size
        while True:
            nears = self._nearby.search(self._connection, asked, count)
            fresh = {near.reading for near in nears} - seen
            seen |= fresh
            # The index rounds to 8 bits; what is shown and put in order is compared anew.
            exact = compare(self._connection, sorted(fresh), asked)
            yield from _beyond(self._near(exact), after)
            if len(nears) < count or count >= DEEPEST:
                return
            count = min(4 * count, DEEPEST)

    @property
    def _narrow(self) -> bool:
        """Whether the query asks for more than meaning."""
        query = self._asked.query
        filtered = self._asked.phrases or self._asked.publishers or query.of_events
        return bool(filtered or query.since or query.until)

    def _few(self) -> list[int] | None:
        """The readings that may fit, or None where they are many."""
        rows = self._rows(self._wanted(ordered=False).limit(EXACT + 1))
        return [row.reading for row in rows] if len(rows) <= EXACT else None

    def _near(self, nears: Sequence[Near]) -> Iterator[_Candidate]:
        """Those of the readings that fit, in the order that is given."""
        if not nears:
            return
        here = readings.c.number.in_([near.reading for near in nears])
        rows = {row.reading: row for row in self._rows(self._wanted(ordered=False).where(here))}
        found = [
            _Candidate(
                reading=near.reading,
                report=rows[near.reading].report,
                version=rows[near.reading].version,
                place=(near.cosine, rows[near.reading].report),
                sentence=near.sentence,
            )
            for near in nears
            if near.reading in rows
        ]
        yield from self._fitting(found)

    def _wanted(self, *, ordered: bool = True) -> Select[Any]:
        """The reports that may fit, best first."""
        query = self._asked.query
        place: ColumnElement[Any] = reports.c.day
        wanted = select(reports.c.number.label("report"), reports.c.version)
        wanted = wanted.join(readings, readings.c.report == reports.c.number)
        words = self._dialect.words_asked(self._asked)
        if words is not None:
            self._values["words"] = words
            found = text(self._dialect.words).columns(number=reports.c.number.type, score=Double())
            if self._asked.by_words:
                ranked = found.subquery("ranked")
                wanted = wanted.join(ranked, ranked.c.number == reports.c.number)
                place = ranked.c.score
            else:
                wanted = wanted.where(self._among(reports.c.number, found, "words"))
        facets = self._dialect.facets_asked(self._asked)
        if facets is not None:
            self._values["facets"] = facets
            found = text(self._dialect.facets).columns(number=readings.c.number.type)
            wanted = wanted.where(self._among(readings.c.number, found, "facets"))
        wanted = wanted.where(chosen(self._connection, readings, self._reader))
        if not query.all_versions:
            wanted = wanted.where(newest_version(reports))
        if query.since:
            wanted = wanted.where(reports.c.day >= query.since)
        if query.until:
            wanted = wanted.where(reports.c.day <= query.until, reports.c.day > "")
        if query.event_since or query.event_until:
            wanted = wanted.where(_dated(query))
        wanted = wanted.add_columns(readings.c.number.label("reading"), place.label("place"))
        return wanted.order_by(place.desc(), reports.c.number.desc()) if ordered else wanted

    def _among(self, number: ColumnElement[int], found: Any, name: str) -> ColumnElement[bool]:
        """The condition that a number is among those found.

        Where they are few the database should begin with them, where they are many with the
        order; a sum keeps SQLite from beginning with them.
        """
        inside = select(found.subquery(name).c.number)
        some = select(func.count()).select_from(inside.limit(FEW + 1).subquery())
        many = (self._connection.execute(some, self._values).scalar() or 0) > FEW
        return (number + 0 if many else number).in_(inside)

    def _rows(self, wanted: Select[Any]) -> Sequence[Row[Any]]:
        return self._connection.execute(wanted, self._values).all()

    def _fitting(self, candidates: Sequence[_Candidate]) -> Iterator[_Candidate]:
        """Those with an event that has all that is asked, with such events."""
        if not self._asked.query.of_events:
            yield from candidates
            return
        numbers = [one.reading for one in candidates]
        wanted = select(events).where(events.c.reading.in_(numbers))
        rows = self._connection.execute(wanted.order_by(events.c.reading, events.c.position))
        found = {
            reading: tuple(filter(self._asked.fits, map(_found, some)))
            for reading, some in groupby(rows, key=lambda row: row.reading)
        }
        for one in candidates:
            if fitting := found.get(one.reading):
                yield replace(one, events=fitting)

    def _hits(self, fits: Sequence[_Candidate]) -> Iterator[Hit]:
        if not fits:
            return
        bodies = select(texts).where(texts.c.report.in_([one.report for one in fits]))
        kept = {row.report: row.body for row in self._connection.execute(bodies)}
        ranked = self._asked.by_words or self._asked.by_meaning
        for one in fits:
            report = report_of(kept[one.report])
            score = one.place[0] if ranked else None
            fit = Fit(
                number=one.report,
                version=one.version,
                report=report,
                score=None if score is None else float(score),
                events=tuple(_with_words(event, report.text) for event in one.events),
                sentence=self._sentence(one),
            )
            yield hit_of(fit, self._asked)

    def _sentence(self, one: _Candidate) -> tuple[int, int] | None:
        if one.sentence is None:
            return None
        wanted = select(vectors).where(vectors.c.reading == one.reading)
        row = self._connection.execute(wanted).one()
        start, end = vectors_of(row.offsets, row.rows).offsets[one.sentence].tolist()
        return start, end


def _candidate(row: Row[Any]) -> _Candidate:
    return _Candidate(
        reading=row.reading,
        report=row.report,
        version=row.version,
        place=(row.place, row.report),
    )


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


def _after(wanted: Select[Any], place: tuple[Any, ...]) -> ColumnElement[bool]:
    """The condition that a report comes after a place."""
    value = next(column for column in wanted.selected_columns if column.key == "place")
    same = and_(value == place[0], reports.c.number < place[1])
    return or_(value < place[0], same)


def _beyond(
    candidates: Iterator[_Candidate], after: tuple[Any, ...] | None
) -> Iterator[_Candidate]:
    return (one for one in candidates if after is None or one.place < after)


def _found(row: Row[Any]) -> Found:
    return Found(
        id=row.id,
        type=row.type,
        status=row.status,
        source=row.source,
        actors=tuple(json.loads(row.actors)),
        recipients=tuple(json.loads(row.recipients)),
        place=row.place,
        countries=tuple(json.loads(row.countries)),
        earliest=row.earliest,
        latest=row.latest,
        sentence=Span(start=row.sentence_start, end=row.sentence_end, text=""),
    )


def _with_words(found: Found, text: str) -> Found:
    """The event with its sentence, now that the text is there."""
    return replace(found, sentence=Span.of(text, found.sentence.start, found.sentence.end))
