"""A look at a store in a database."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Row,
    Select,
    Table,
    and_,
    exists,
    func,
    or_,
    select,
)

from tipsheet.record import Link, Reader, Report
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
from tipsheet.store.bodies import reading_of, vectors_of
from tipsheet.store.captures import Captures
from tipsheet.store.dialect import Dialect
from tipsheet.store.keys import digest_key, digest_of, key_of, name_key
from tipsheet.store.nearby import Nearby
from tipsheet.store.query import Page, Query
from tipsheet.store.readers import chosen, newest_version, readers_of
from tipsheet.store.schema import (
    captures,
    counts,
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
from tipsheet.store.searching import Search
from tipsheet.store.troubles import translated

CHUNK = 200  # readings taken from the database at a time


class SqlView:
    """A look at the newest reading of every report, or at one reader's readings."""

    def __init__(
        self,
        engine: Engine,
        dialect: Dialect,
        url: str,
        *,
        reader: Reader | None,
        nearby: Nearby,
        captures: Captures | None,
        encode: Encode | None,
    ) -> None:
        self._engine = engine
        self._dialect = dialect
        self._url = url
        self._reader = reader
        self._nearby = nearby
        self._captures = captures
        self._encode = encode

    def standing(self, report: Report, reader: Reader) -> Standing:
        """How a report stands before it is read."""
        wanted = select(reports.c.number, reports.c.digest).where(reports.c.key == key_of(report))
        versions = self._rows(wanted)
        number = next((row.number for row in versions if row.digest == digest_of(report)), None)
        if number is None:
            return Standing.version if versions else Standing.new
        read = (
            select(readings.c.number)
            .join(readers, readers.c.number == readings.c.reader)
            .where(
                readings.c.report == number,
                readers.c.name == reader.name,
                readers.c.version == reader.version,
                readers.c.model == reader.model,
            )
        )
        return Standing.known if self._rows(read) else Standing.reread

    def get(self, id: str, version: int | None = None) -> Stored | None:
        """The reading of a report, by its id or address."""
        with translated(self._url), self._engine.connect() as connection:
            report = _find(connection, id, version)
            if report is None:
                return None
            wanted = _stored().where(
                readings.c.report == report, chosen(connection, readings, self._reader)
            )
            row = connection.execute(wanted).first()
            return _stored_of(row) if row else None

    def versions(self, id: str) -> tuple[Version, ...]:
        """All texts at the report's address, oldest first."""
        with translated(self._url), self._engine.connect() as connection:
            known = {number: reader for reader, number in readers_of(connection).items()}
            return tuple(
                _version(row, _readers_of(connection, row.number, known))
                for row in _at(connection, id)
            )

    def search(self, query: Query) -> Page:
        """A page of the reports that a query asks for."""
        with translated(self._url), self._engine.connect() as connection:
            self._dialect.prepare(connection)
            search = Search(
                connection, self._dialect, query, reader=self._reader, nearby=self._nearby
            )
            return search.page(self._encode)

    def readings(self, *, all_versions: bool = False) -> Iterator[Stored]:
        """Every reading of the view, in the order in which they were added, streamed."""
        after = 0
        while True:
            some = self._some(after, all_versions=all_versions)
            yield from map(_stored_of, some)
            if len(some) < CHUNK:
                return
            after = some[-1].number

    def _some(self, after: int, *, all_versions: bool) -> list[Row[Any]]:
        with translated(self._url), self._engine.connect() as connection:
            wanted = _stored().where(
                readings.c.number > after, chosen(connection, readings, self._reader)
            )
            if not all_versions:
                wanted = wanted.where(newest_version(reports))
            wanted = wanted.order_by(readings.c.number).limit(CHUNK)
            return list(connection.execute(wanted))

    def vectors(self, id: str, version: int | None = None) -> Vectors | None:
        """The vectors kept with a reading."""
        with translated(self._url), self._engine.connect() as connection:
            report = _find(connection, id, version)
            wanted = (
                select(vectors.c.offsets, vectors.c.rows)
                .join(readings, readings.c.number == vectors.c.reading)
                .where(readings.c.report == report, chosen(connection, readings, self._reader))
            )
            row = connection.execute(wanted).first()
            return vectors_of(row.offsets, row.rows) if row else None

    def capture(self, id: str, version: int | None = None) -> Capture | None:
        """The bytes that a version was first made of, where they were kept."""
        with translated(self._url), self._engine.connect() as connection:
            report = _find(connection, id, version)
            row = connection.execute(select(captures).where(captures.c.report == report)).first()
        return self._captures.get(row) if row and self._captures else None

    def state(self, source: str) -> State | None:
        """How far a source has been taken."""
        rows = self._rows(select(states.c.state).where(states.c.key == digest_key(source)))
        return json.loads(rows[0].state) if rows else None

    def rejected(self) -> Iterator[Rejected]:
        """The sources that were no reports."""
        for row in self._rows(select(rejected).order_by(rejected.c.number)):
            yield Rejected(source=row.source, code=row.code, message=row.message, added=row.added)

    def counts(self, run: str) -> Mapping[str, int]:
        """The counts of a run."""
        wanted = select(counts.c.name, counts.c.count).where(counts.c.run == run)
        return {row.name: int(row._mapping["count"]) for row in self._rows(wanted)}

    def links(self, id: str | None = None, *, kind: str | None = None) -> Iterator[Linked]:
        """The links that stand."""
        later = links.alias("later")
        last = ~exists().where(
            and_(
                later.c.id == links.c.id,
                later.c.by == links.c.by,
                later.c.number > links.c.number,
            )
        )
        for row in self._rows(_of(links, id, kind).where(last, ~links.c.withdrawn)):
            link = Link.from_dict(json.loads(row.body))
            yield Linked(link=link, by=row.by, added=row.added)

    def judgements(self, id: str | None = None, *, kind: str | None = None) -> Iterator[Judgement]:
        """The judgements that stand."""
        later = judgements.alias("later")
        last = ~exists().where(
            and_(later.c.key == judgements.c.key, later.c.number > judgements.c.number)
        )
        stands = judgements.c.verdict != str(Verdict.withdrawn)
        for row in self._rows(_of(judgements, id, kind).where(last, stands)):
            yield _judgement(row)

    def _rows(self, wanted: Select[Any]) -> list[Row[Any]]:
        with translated(self._url), self._engine.connect() as connection:
            return list(connection.execute(wanted))


def _of(table: Table, id: str | None, kind: str | None) -> Select[Any]:
    """The rows on one thing or all, of one kind or all, oldest first."""
    wanted = select(table).order_by(table.c.number)
    if id is not None:
        key = digest_key(id)
        wanted = wanted.where(or_(table.c.first_key == key, table.c.second_key == key))
    return wanted if kind is None else wanted.where(table.c.kind == kind)


def _at(connection: Connection, id: str) -> list[Row[Any]]:
    """The versions at an address, or at the address of the report with an id."""
    key = name_key(id)
    wanted = select(reports).order_by(reports.c.version)
    rows = list(connection.execute(wanted.where(reports.c.key == key)))
    if rows:
        return rows
    named = (
        select(reports.c.key)
        .where(reports.c.name == key)
        .order_by(reports.c.number.desc())
        .limit(1)
    )
    return list(connection.execute(wanted.where(reports.c.key == named.scalar_subquery())))


def _find(connection: Connection, id: str, version: int | None) -> int | None:
    """The number of a version, the newest at the address or with the id unless given."""
    rows = _at(connection, id)
    if version is not None:
        rows = [row for row in rows if row.version == version]
    elif own := [row for row in rows if row.name == name_key(id)]:
        rows = own
    return rows[-1].number if rows else None


def _stored() -> Select[Any]:
    """Readings with all that `_stored_of` needs."""
    sibling = reports.alias("sibling")
    versions: ColumnElement[int] = (
        select(func.count())
        .select_from(sibling)
        .where(sibling.c.key == reports.c.key)
        .scalar_subquery()
    )
    return (
        select(
            readings.c.number,
            readings.c.added,
            reports.c.version,
            versions.label("versions"),
            texts.c.body.label("text"),
            records.c.body.label("record"),
        )
        .join(reports, reports.c.number == readings.c.report)
        .join(texts, texts.c.report == reports.c.number)
        .join(records, records.c.reading == readings.c.number)
    )


def _stored_of(row: Row[Any]) -> Stored:
    return Stored(
        reading=reading_of(row.text, row.record),
        version=row.version,
        versions=row.versions,
        added=row.added,
    )


def _readers_of(
    connection: Connection, report: int, known: Mapping[int, Reader]
) -> tuple[Reader, ...]:
    wanted = select(readings.c.reader).where(readings.c.report == report)
    return tuple(
        known[row.reader] for row in connection.execute(wanted.order_by(readings.c.number))
    )


def _version(row: Row[Any], read_by: tuple[Reader, ...]) -> Version:
    return Version(
        id=row.id,
        version=row.version,
        title=row.title,
        published=row.published,
        added=row.added,
        readers=read_by,
    )


def _judgement(row: Row[Any]) -> Judgement:
    return Judgement(
        first=row.first,
        second=row.second,
        kind=row.kind,
        verdict=Verdict(row.verdict),
        by=row.by,
        score=row.score,
        reasons=tuple(json.loads(row.reasons)),
        added=row.added,
    )
