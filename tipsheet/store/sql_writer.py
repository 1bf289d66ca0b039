"""A batch of a store in a database: all its rows in one transaction."""

import json
from typing import Any

from sqlalchemy import Connection, Row, Table, insert, select, update

from tipsheet.record import Link, Reader, Reading, Report
from tipsheet.store.base import Capture, Judgement, Standing, State, Vectors
from tipsheet.store.bodies import (
    cleaned,
    listed,
    packed_record,
    packed_report,
    packed_vectors,
)
from tipsheet.store.captures import Captures
from tipsheet.store.dialect import Dialect, Facets, Words
from tipsheet.store.founds import founds_of
from tipsheet.store.keys import digest_key, digest_of, key_of, name_key
from tipsheet.store.query import Found
from tipsheet.store.readers import readers_of
from tipsheet.store.schema import (
    captures,
    counts,
    events,
    judgements,
    links,
    readers,
    readings,
    records,
    rejected,
    reports,
    states,
    texts,
    vectors,
)
from tipsheet.store.vectors import kept
from tipsheet.store.waiting import Waiting


class SqlWriter:
    """Writes rows as they are given; they are kept or undone together.

    `vectors` counts those that were added.
    """

    def __init__(
        self, connection: Connection, dialect: Dialect, added: str, folder: Captures | None
    ) -> None:
        self._connection = connection
        self._added = added
        self._captures = folder
        self._readers = dict(readers_of(connection))
        self._waiting = Waiting(connection, dialect)
        self.vectors = 0

    def flush(self) -> None:
        """Write what waits, captures first; the batch is not whole before."""
        if self._captures:
            self._captures.sync()
        self._waiting.write()

    def add(
        self,
        reading: Reading,
        *,
        vectors: Vectors | None = None,
        capture: Capture | None = None,
    ) -> Standing:
        """Take in a reading and say how its report stood before."""
        report = reading.report
        vectors = kept(vectors, report.text) if vectors else None
        versions = self._versions(key_of(report))
        digest = digest_of(report)
        number = next((row.number for row in versions if row.digest == digest), None)
        if number is None:
            number = self._put_report(report, digest, len(versions) + 1)
            standing = Standing.version if versions else Standing.new
            if capture and self._captures:
                self._put_capture(number, capture, self._captures)
        elif self._has_read(number, reading.reader):
            return Standing.known
        else:
            standing = Standing.reread
        self._put_reading(number, reading, vectors)
        if self._waiting.is_full:
            self.flush()
        return standing

    def _versions(self, key: str) -> list[Row[Any]]:
        wanted = select(reports.c.number, reports.c.digest).where(reports.c.key == key)
        return list(self._connection.execute(wanted))

    def _has_read(self, report: int, reader: Reader) -> bool:
        number = self._readers.get(reader)
        wanted = select(readings.c.number).where(
            readings.c.report == report, readings.c.reader == number
        )
        return number is not None and self._connection.scalar(wanted) is not None

    def _put_report(self, report: Report, digest: str, version: int) -> int:
        number = self._put(
            reports,
            key=key_of(report),
            version=version,
            digest=digest,
            name=name_key(report.id),
            id=cleaned(report.id),
            url=_cleaned(report.url),
            publisher=_cleaned(report.publisher),
            title=_cleaned(report.title),
            published=_cleaned(report.published),
            day=cleaned(report.published or "")[:10],
            added=self._added,
        )
        self._waiting.put(texts, {"report": number, "body": packed_report(report)})
        self._waiting.put_words(number, Words.of(report))
        return number

    def _put_reading(self, report: int, reading: Reading, given: Vectors | None) -> None:
        number = self._put(
            readings, report=report, reader=self._reader(reading.reader), added=self._added
        )
        self._waiting.put(records, {"reading": number, "body": packed_record(reading)})
        founds = founds_of(reading)
        if founds:
            rows = [_event(number, at, found) for at, found in enumerate(founds)]
            self._waiting.put(events, *rows)
            self._waiting.put_facets(number, Facets.of(founds))
        if given is not None:
            self.vectors += len(given.rows)
            self._waiting.put(vectors, _vectors(number, given))

    def _reader(self, reader: Reader) -> int:
        if reader not in self._readers:
            self._readers[reader] = self._put(
                readers, name=reader.name, version=reader.version, model=reader.model
            )
        return self._readers[reader]

    def _put_capture(self, report: int, capture: Capture, folder: Captures) -> None:
        self._waiting.put(captures, {"report": report, **folder.put(capture)})

    def reject(self, source: str, code: str, message: str) -> None:
        """Take in a source that is no report; the same rejection is kept once."""
        key = digest_key(source, code, message)
        if self._connection.scalar(select(rejected.c.number).where(rejected.c.key == key)):
            return
        self._put(
            rejected,
            key=key,
            source=cleaned(source),
            code=code,
            message=cleaned(message),
            added=self._added,
        )

    def mark(self, source: str, state: State) -> None:
        """Say how far a source has been taken; the last word counts."""
        key = digest_key(source)
        plain = json.dumps(dict(state))
        changed = self._connection.execute(
            update(states).where(states.c.key == key).values(state=plain, added=self._added)
        )
        if not changed.rowcount:
            self._put(states, key=key, source=cleaned(source), state=plain, added=self._added)

    def count(self, run: str, **counted: int) -> None:
        """Add to the counts of a run."""
        for name, number in counted.items():
            here = (counts.c.run == run) & (counts.c.name == name)
            changed = self._connection.execute(
                update(counts).where(here).values(count=counts.c.count + number)
            )
            if not changed.rowcount:
                self._put(counts, run=run, name=name, count=number)

    def link(self, link: Link, *, by: str, withdrawn: bool = False) -> None:
        """Take in a link, or a later word that undoes it."""
        body = json.dumps(link.to_dict())
        last = self._connection.execute(
            select(links.c.body, links.c.withdrawn)
            .where(links.c.id == link.id, links.c.by == by)
            .order_by(links.c.number.desc())
            .limit(1)
        ).first()
        if last is None or (last.body, last.withdrawn) != (body, withdrawn):
            self._put(
                links,
                id=link.id,
                by=by,
                kind=link.kind,
                first=cleaned(link.first),
                second=cleaned(link.second),
                first_key=digest_key(link.first),
                second_key=digest_key(link.second),
                score=link.score,
                withdrawn=withdrawn,
                added=self._added,
                body=body,
            )

    def judge(self, judgement: Judgement) -> None:
        """Take in a judgement; a later one by the same person counts."""
        key = digest_key(judgement.first, judgement.second, judgement.kind, judgement.by)
        given = {
            "verdict": str(judgement.verdict),
            "score": judgement.score,
            "reasons": json.dumps(judgement.reasons),
        }
        last = self._connection.execute(
            select(*(judgements.c[name] for name in given))
            .where(judgements.c.key == key)
            .order_by(judgements.c.number.desc())
            .limit(1)
        ).first()
        if last is None or dict(last._mapping) != given:
            self._put(
                judgements,
                key=key,
                first=cleaned(judgement.first),
                second=cleaned(judgement.second),
                first_key=digest_key(judgement.first),
                second_key=digest_key(judgement.second),
                kind=judgement.kind,
                by=judgement.by,
                added=self._added,
                **given,
            )

    def _put(self, table: Table, **values: Any) -> int:
        """Add a row; its number, or whatever its key is."""
        done = self._connection.execute(insert(table), values)
        key = done.inserted_primary_key
        return int(key[0]) if key and isinstance(key[0], int) else 0


def _vectors(reading: int, given: Vectors) -> dict[str, Any]:
    offsets, rows = packed_vectors(given)
    return {"reading": reading, "count": len(given.rows), "offsets": offsets, "rows": rows}


def _event(reading: int, position: int, found: Found) -> dict[str, Any]:
    return {
        "reading": reading,
        "position": position,
        "id": cleaned(found.id),
        "type": found.type,
        "status": found.status,
        "source": found.source,
        "actors": listed(found.actors),
        "recipients": listed(found.recipients),
        "place": _cleaned(found.place),
        "countries": listed(found.countries),
        "earliest": found.earliest,
        "latest": found.latest,
        "sentence_start": found.sentence.start,
        "sentence_end": found.sentence.end,
    }


def _cleaned(text: str | None) -> str | None:
    return None if text is None else cleaned(text)
