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

from sqlalchemy import Connection, Row, select

from tipsheet.record import Reader, Span
from tipsheet.store.asked import Asked
from tipsheet.store.base import Encode
from tipsheet.store.bodies import report_of, vectors_of
from tipsheet.store.dialect import Dialect
from tipsheet.store.hits import Fit, hit_of, meaning_of
from tipsheet.store.nearby import Nearby, compare
from tipsheet.store.proposals import Place, Proposals, of_event
from tipsheet.store.query import Found, Hit, Page, Query, cursor_of, place_of
from tipsheet.store.schema import events, texts, vectors
from tipsheet.store.segments import Near
from tipsheet.store.vectors import Floats

EXACT = 500  # readings whose sentences are rather compared one by one than sought in the index
DEEPEST = 20_000  # sentences of the index that are looked at, at most
RANKED = 1_000  # reports put in order at once where not all of them need fit
WIDEST = 5_000  # reports looked at in one step


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    reading: int
    report: int
    version: int
    place: Place
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
        self._asked = Asked.of(query)
        self._proposals = Proposals(connection, dialect, self._asked, reader)
        self._nearby = nearby

    def page(self, encode: Encode | None) -> Page:
        """The page that the query asks for."""
        size = self._asked.query.size
        fits: list[_Candidate] = []
        for candidate in self._candidates(encode):
            fits.append(candidate)
            if len(fits) > size:
                break
        hits = tuple(self._hits(fits[:size]))
        return Page(hits=hits, cursor=cursor_of(*fits[size - 1].place) if fits[size:] else None)

    def _candidates(self, encode: Encode | None) -> Iterator[_Candidate]:
        """All that fits, from the cursor on, best first."""
        asked = self._asked
        vector = meaning_of(asked, encode)
        after = None
        if asked.query.cursor:
            kind = (int, float) if asked.by_meaning or asked.by_words else str
            after = place_of(asked.query.cursor, kind, int)
        if vector is not None:
            return (one for one in self._by_meaning(vector) if after is None or one.place < after)
        return self._by_words(after) if asked.by_words else self._by_day(after)

    def _by_day(self, after: Place | None) -> Iterator[_Candidate]:
        """All that fits, newest first; taken in growing steps."""
        step = 2 * self._asked.query.size + 1
        while True:
            rows = self._proposals.by_day(after, step)
            yield from self._fitting([_candidate(row, (row.place, row.report)) for row in rows])
            if len(rows) < step:
                return
            after = (rows[-1].place, rows[-1].report)
            step = min(4 * step, WIDEST)

    def _by_words(self, after: Place | None) -> Iterator[_Candidate]:
        """All that fits, by how well it fits the words; taken in growing steps.

        Ranking costs as much for some as for all, so it is done once where others may not fit.
        """
        step = 2 * self._asked.query.size + 1
        many = RANKED if self._filtered else step
        while True:
            ranked = self._proposals.ranked(after, many)
            for some in _growing(ranked, step):
                yield from self._ranked(some)
            if len(ranked) < many:
                return
            after = (ranked[-1].score, ranked[-1].number)
            many = WIDEST

    def _ranked(self, ranked: Sequence[Row[Any]]) -> Iterator[_Candidate]:
        """Those of the reports that fit, in the order that is given."""
        found = self._proposals.of_reports([row.number for row in ranked])
        rows = {row.report: row for row in found}
        yield from self._fitting(
            [
                _candidate(rows[row.number], (row.score, row.number))
                for row in ranked
                if row.number in rows
            ]
        )

    def _by_meaning(self, asked: Floats) -> Iterator[_Candidate]:
        """All that fits, the nearest first."""
        if self._narrow:
            some = [row.reading for row in self._proposals.some(EXACT + 1)]
            if len(some) <= EXACT:
                yield from self._near(compare(self._connection, some, asked))
                return
        seen: set[int] = set()
        count = 8 * self._asked.query.size
        while True:
            nears = self._nearby.search(self._connection, asked, count)
            fresh = {near.reading for near in nears} - seen
            seen |= fresh
            # The index rounds to 8 bits; what is shown and put in order is compared anew.
            yield from self._near(compare(self._connection, sorted(fresh), asked))
            if len(nears) < count or count >= DEEPEST:
                return
            count = min(4 * count, DEEPEST)

    @property
    def _narrow(self) -> bool:
        """Whether the query asks for more than meaning."""
        return bool(self._asked.phrases or self._asked.publishers) or self._filtered

    @property
    def _filtered(self) -> bool:
        """Whether it asks for something of events or of days."""
        query = self._asked.query
        return bool(query.of_events or query.since or query.until)

    def _near(self, nears: Sequence[Near]) -> Iterator[_Candidate]:
        """Those of the readings that fit, in the order that is given."""
        found = self._proposals.of_readings([near.reading for near in nears])
        rows = {row.reading: row for row in found}
        yield from self._fitting(
            [
                _candidate(row, (near.cosine, row.report), near.sentence)
                for near in nears
                if (row := rows.get(near.reading))
            ]
        )

    def _fitting(self, candidates: Sequence[_Candidate]) -> Iterator[_Candidate]:
        """Those with an event that has all that is asked, with such events."""
        if not self._asked.query.of_events:
            yield from candidates
            return
        numbers = [one.reading for one in candidates]
        asked = of_event(self._asked.query)
        wanted = select(events).where(events.c.reading.in_(numbers), *asked)
        rows = self._connection.execute(wanted.order_by(events.c.reading, events.c.position))
        found = {
            reading: tuple(filter(self._asked.fits, map(_found, some)))
            for reading, some in groupby(rows, key=lambda row: row.reading)
        }
        for one in candidates:
            if fitting := found.get(one.reading):
                yield replace(one, events=fitting)

    def _hits(self, fits: Sequence[_Candidate]) -> Iterator[Hit]:
        bodies = select(texts).where(texts.c.report.in_([one.report for one in fits]))
        kept = {row.report: row.body for row in self._connection.execute(bodies)}
        ranked = self._asked.by_words or self._asked.by_meaning
        for one in fits:
            report = report_of(kept[one.report])
            fit = Fit(
                number=one.report,
                version=one.version,
                report=report,
                score=float(one.place[0]) if ranked else None,
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


def _growing(rows: Sequence[Row[Any]], step: int) -> Iterator[Sequence[Row[Any]]]:
    """The rows in pieces, each larger than the one before."""
    at = 0
    while at < len(rows):
        yield rows[at : at + step]
        at, step = at + step, min(4 * step, WIDEST)


def _candidate(row: Row[Any], place: Place, sentence: int | None = None) -> _Candidate:
    return _Candidate(
        reading=row.reading,
        report=row.report,
        version=row.version,
        place=place,
        sentence=sentence,
    )


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
