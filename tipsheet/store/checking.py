"""Looks through a database for what is damaged or does not fit together."""

import zlib
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Engine, Row, and_, exists, func, select, text

from tipsheet.errors import StoreDamaged
from tipsheet.record import Reading, Span
from tipsheet.store.base import Flaw
from tipsheet.store.bodies import reading_of, vectors_of
from tipsheet.store.captures import Captures
from tipsheet.store.dialect import Dialect
from tipsheet.store.founds import founds_of
from tipsheet.store.keys import digest_of, key_of
from tipsheet.store.schema import captures, events, readings, records, reports, texts, vectors

CHUNK = 200  # readings at a time


def flaws_of(engine: Engine, dialect: Dialect, folder: Captures | None) -> Iterator[Flaw]:
    """Everything that is wrong: in the database's files, between its tables, in the readings."""
    with engine.connect() as connection:
        yield from (Flaw(where="database", what=what) for what in dialect.flaws(connection))
        yield from _orphans(connection)
        yield from _versions(connection)
        yield from _unsearchable(connection)
        yield from _readings(connection)
        if folder is not None:
            yield from _captures(connection, folder)


def _orphans(connection: Connection) -> Iterator[Flaw]:
    """Rows that should have another beside them."""
    pairs = (
        (reports, texts, reports.c.number == texts.c.report, "has no text"),
        (reports, readings, reports.c.number == readings.c.report, "has no reading"),
        (readings, records, readings.c.number == records.c.reading, "has no record"),
    )
    for table, other, joined, what in pairs:
        wanted = select(table.c.number).where(~exists().where(joined).select_from(other))
        for (number,) in connection.execute(wanted.correlate(table)):
            yield Flaw(where=f"{table.name} {number}", what=what)


def _versions(connection: Connection) -> Iterator[Flaw]:
    """Addresses whose versions are not numbered from 1 on."""
    wanted = (
        select(reports.c.key, func.max(reports.c.id).label("id"))
        .group_by(reports.c.key)
        .having(func.max(reports.c.version) != func.count())
    )
    for row in connection.execute(wanted):
        yield Flaw(where=f"report {row.id}", what="its versions are not numbered from 1 on")


def _unsearchable(connection: Connection) -> Iterator[Flaw]:
    """A search that looks through fewer reports than there are."""
    held = connection.scalar(select(func.count()).select_from(reports)) or 0
    searched = connection.scalar(text(f"SELECT count(*) FROM {_WORDS[connection.dialect.name]}"))
    if held != searched:
        yield Flaw(where="words", what=f"search knows {searched} texts of {held}")


_WORDS = {"sqlite": "words_docsize", "postgresql": "words"}


def _readings(connection: Connection) -> Iterator[Flaw]:
    after = 0
    while some := _some(connection, after):
        for row in some:
            where = f"reading {row.number} of {row.id}"
            yield from (Flaw(where=where, what=what) for what in _of_reading(connection, row))
        after = some[-1].number


def _some(connection: Connection, after: int) -> list[Row[Any]]:
    wanted = (
        select(
            readings.c.number,
            reports.c.id,
            reports.c.key,
            reports.c.digest,
            texts.c.body.label("text"),
            records.c.body.label("record"),
            vectors.c.count.label("sentences"),
            vectors.c.offsets,
            vectors.c.rows,
        )
        .join(reports, reports.c.number == readings.c.report)
        .join(texts, texts.c.report == reports.c.number)
        .join(records, records.c.reading == readings.c.number)
        .outerjoin(vectors, vectors.c.reading == readings.c.number)
        .where(readings.c.number > after)
    )
    return list(connection.execute(wanted.order_by(readings.c.number).limit(CHUNK)))


def _of_reading(connection: Connection, row: Row[Any]) -> Iterator[str]:
    try:
        reading = reading_of(row.text, row.record)
    except (zlib.error, ValueError, TypeError, KeyError) as error:
        yield f"it cannot be unpacked ({error})"
        return
    if (key_of(reading.report), digest_of(reading.report)) != (row.key, row.digest):
        yield "its text is not what its digest says"
    if _events(connection, row.number) != _listed(reading):
        yield "its events are not those of its record"
    if any(span.text != reading.report.text[span.start : span.end] for span in _spans(reading)):
        yield "a span of its record is not in its text"
    if row.sentences is not None:
        yield from _of_vectors(row, len(reading.report.text))


def _of_vectors(row: Row[Any], length: int) -> Iterator[str]:
    try:
        kept = vectors_of(row.offsets, row.rows)
    except ValueError:
        yield "its vectors are cut off"
        return
    if not row.sentences == len(kept.rows) == len(kept.offsets):
        yield "its vectors are not as many as their offsets"
    elif len(kept.offsets) and int(kept.offsets.max()) > length:
        yield "a vector stands for words outside of the text"


def _events(connection: Connection, reading: int) -> list[tuple[str, str, str]]:
    wanted = select(events.c.id, events.c.type, events.c.status)
    wanted = wanted.where(events.c.reading == reading).order_by(events.c.position)
    return [(row.id, row.type, row.status) for row in connection.execute(wanted)]


def _listed(reading: Reading) -> list[tuple[str, str, str]]:
    return [(found.id, found.type, found.status) for found in founds_of(reading)]


def _spans(reading: Reading) -> Iterator[Span]:
    """The spans on which the record rests."""
    for event in reading.events:
        yield from (event.trigger, event.sentence)
    for attribution in reading.attributions:
        parts = (attribution.source, attribution.cue, *attribution.content)
        yield from (part for part in parts if part is not None)
    yield from (mention for entity in reading.entities for mention in entity.mentions)
    yield from (*reading.dates, *reading.places, *reading.figures)


def _captures(connection: Connection, folder: Captures) -> Iterator[Flaw]:
    wanted = select(captures, reports.c.id).join(
        reports, and_(reports.c.number == captures.c.report)
    )
    for row in connection.execute(wanted):
        try:
            folder.get(row)
        except StoreDamaged as error:
            yield Flaw(where=f"capture of {row.id}", what=error.message)
