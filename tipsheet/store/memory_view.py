"""A look at a store in memory: every search looks at every report."""

import math
from collections.abc import Iterator, Mapping
from typing import Any

from tipsheet.record import Reader, Report
from tipsheet.store.asked import Asked
from tipsheet.store.base import (
    Capture,
    Encode,
    Judgement,
    Linked,
    Rejected,
    Standing,
    State,
    Stored,
    Vectors,
    Verdict,
    Version,
)
from tipsheet.store.held import Held, Row, Statement, maker_of, person_of, standing_of
from tipsheet.store.hits import Fit, hit_of, meaning_of
from tipsheet.store.keys import digest_of, key_of, name_key, release_of
from tipsheet.store.query import Page, Query, cursor_of, place_of
from tipsheet.store.vectors import nearest
from tipsheet.store.words import holds, stems_of


class MemoryView:
    """A look at a store in memory."""

    def __init__(self, held: Held, reader: Reader | None, encode: Encode | None) -> None:
        self._held = held
        self._reader = reader
        self._encode = encode

    def standing(self, report: Report, reader: Reader) -> Standing:
        """How a report stands before it is read."""
        return standing_of(self._held, key_of(report), digest_of(report), reader)

    def get(self, id: str, version: int | None = None) -> Stored | None:
        """The reading of a report, by its id or address."""
        row = self._find(id, version)
        return self._stored(row) if row else None

    def versions(self, id: str) -> tuple[Version, ...]:
        """All texts at the report's address, oldest first."""
        return tuple(map(_version, self._rows(id)))

    def search(self, query: Query) -> Page:
        """A page of the reports that a query asks for."""
        asked = Asked.of(query)
        vector = meaning_of(asked, self._encode)
        fits = [fit for row in self._held.rows if (fit := self._fit(row, asked, vector))]
        fits.sort(key=lambda fit: fit.place, reverse=True)
        if query.cursor:
            after = place_of(query.cursor, (float, str), int)
            fits = [fit for fit in fits if fit.place < after]
        shown, more = fits[: query.size], len(fits) > query.size
        return Page(
            hits=tuple(hit_of(fit, asked) for fit in shown),
            cursor=cursor_of(*shown[-1].place) if more else None,
        )

    def readings(self, *, all_versions: bool = False) -> Iterator[Stored]:
        """Every reading of the view, in the order in which they were added."""
        rows = [row for row in self._held.rows if all_versions or self._is_newest(row)]
        stored = [(found.number, row) for row in rows if (found := self._chosen(row))]
        for _, row in sorted(stored, key=lambda one: one[0]):
            yield self._stored(row)  # type: ignore[misc]

    def vectors(self, id: str, version: int | None = None) -> Vectors | None:
        """The vectors kept with a reading."""
        row = self._find(id, version)
        found = self._chosen(row) if row else None
        return found.vectors if found else None

    def capture(self, id: str, version: int | None = None) -> Capture | None:
        """The bytes that a version was first made of."""
        row = self._find(id, version)
        return row.capture if row else None

    def state(self, source: str) -> State | None:
        """How far a source has been taken."""
        return self._held.states.get(source)

    def rejected(self) -> Iterator[Rejected]:
        """The sources that were no reports."""
        yield from self._held.rejected.values()

    def counts(self, run: str) -> Mapping[str, int]:
        """The counts of a run."""
        return dict(self._held.counts.get(run, {}))

    def links(self, id: str | None = None, *, kind: str | None = None) -> Iterator[Linked]:
        """The links that stand."""
        last = {maker_of(one): one for one in self._held.links}
        for one in last.values():
            ends = (one.link.first, one.link.second)
            if not one.withdrawn and id in (None, *ends) and kind in (None, one.link.kind):
                yield one

    def judgements(self, id: str | None = None, *, kind: str | None = None) -> Iterator[Judgement]:
        """The judgements that stand."""
        last = {person_of(one): one for one in self._held.judgements}
        for one in last.values():
            stands = one.verdict != Verdict.withdrawn
            if stands and id in (None, one.first, one.second) and kind in (None, one.kind):
                yield one

    def _rows(self, id: str) -> list[Row]:
        """The versions at an address, or at the address of the report with an id."""
        key = name_key(id)
        if key in self._held.by_key:
            return self._held.by_key[key]
        named = self._held.by_id.get(key, ())
        return self._held.by_key[named[-1].key] if named else []

    def _find(self, id: str, version: int | None) -> Row | None:
        rows = self._rows(id)
        if version is None:
            own = [row for row in rows if row.report.id == id] or rows
            return own[-1] if own else None
        return next((row for row in rows if row.version == version), None)

    def _chosen(self, row: Row) -> Statement | None:
        if self._reader is not None:
            return row.statements.get(self._reader)
        newest = max(row.statements, key=lambda one: (release_of(one), self._held.readers[one]))
        return row.statements[newest]

    def _is_newest(self, row: Row) -> bool:
        return self._held.by_key[row.key][-1] is row

    def _stored(self, row: Row) -> Stored | None:
        found = self._chosen(row)
        if found is None:
            return None
        return Stored(
            reading=found.reading,
            version=row.version,
            versions=len(self._held.by_key[row.key]),
            added=found.added,
        )

    def _fit(self, row: Row, asked: Asked, vector: Any) -> Fit | None:
        """How a version fits the query, or None where it does not."""
        found = self._chosen(row)
        if found is None or not (asked.query.all_versions or self._is_newest(row)):
            return None
        events = tuple(filter(asked.fits, found.founds)) if asked.query.of_events else ()
        if (asked.query.of_events and not events) or not _of_report(row.report, asked):
            return None
        near = nearest(found.vectors, vector) if vector is not None and found.vectors else None
        if asked.by_meaning and near is None:
            return None
        score = near[0] if near and asked.by_meaning else _weight(row.report, asked)
        return Fit(
            number=row.number,
            version=row.version,
            report=row.report,
            score=score if asked.by_words or asked.by_meaning else None,
            events=events,
            sentence=None if near is None or found.vectors is None else _span(found, near[1]),
        )


def _span(found: Statement, number: int) -> tuple[int, int]:
    start, end = found.vectors.offsets[number].tolist()  # type: ignore[union-attr]
    return start, end


def _version(row: Row) -> Version:
    return Version(
        id=row.report.id,
        version=row.version,
        title=row.report.title,
        published=row.report.published,
        added=row.added,
        readers=tuple(row.statements),
    )


def _of_report(report: Report, asked: Asked) -> bool:
    """Whether all that the query asks of the report itself holds."""
    query = asked.query
    day = (report.published or "")[:10]
    if (query.since and day < query.since) or (query.until and not "" < day <= query.until):
        return False
    publisher = tuple(stems_of(report.publisher or ""))
    if asked.publishers and not any(holds(publisher, one) for one in asked.publishers):
        return False
    if not asked.phrases:
        return True
    title, text = tuple(stems_of(report.title or "")), tuple(stems_of(report.text))
    return all(holds(title, one) or holds(text, one) for one in asked.phrases)


def _weight(report: Report, asked: Asked) -> float:
    """How well the report fits the words: more of them, in fewer, and most of all in the title."""
    if not asked.by_words:
        return 0.0
    title, text = tuple(stems_of(report.title or "")), tuple(stems_of(report.text))
    wanted = {stem for phrase in asked.phrases for stem in phrase}
    often = sum(map(wanted.__contains__, text)) + 5 * sum(map(wanted.__contains__, title))
    return round(often / math.sqrt(1 + len(text)), 6)
