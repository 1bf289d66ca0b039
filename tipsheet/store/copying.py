"""Copies a store as it is at one moment, from and to either kind of database."""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select, text

from tipsheet.errors import OptionInvalid, StoreFull
from tipsheet.store import schema
from tipsheet.store.bodies import reading_of, report_of
from tipsheet.store.dialect import Dialect, Facets, Words
from tipsheet.store.founds import founds_of
from tipsheet.store.opening import MEMORY, captures_beside, database, file_of
from tipsheet.store.query import Found
from tipsheet.store.troubles import translated

CHUNK = 500  # rows at a time
BLOCK = 1_000_000  # bytes of a file at a time


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """What a copy holds; `left` counts the captures that were left where they are."""

    reports: int
    captures: int
    left: int


def copy_store(source: str, target: str, *, captures: Path | None = None) -> Copied:
    """Copy the store at one address to another, where there is none yet.

    The captures go into the folder beside a copy that is a file; `captures` is where they are,
    if not beside the store. The copy is whole or, where it is a file, not there at all. Raises
    OptionInvalid where there is something at the target, StoreError where the store cannot be
    read or written.
    """
    if MEMORY in (source, target):
        raise OptionInvalid("A store in memory cannot be copied: give a file or a server.")
    path, folder = file_of(target), captures or _beside(source)
    if path is None:
        return _copy(source, target, _Move(source=folder, target=None))
    beside = captures_beside(path)
    for taken in (path, beside):
        if taken.exists():
            raise OptionInvalid(f"{taken} is there already: give the name of a new file.")
    part = path.with_name(f".{path.name}.part")
    move = _Move(source=folder, target=captures_beside(part))
    _remove(part)
    try:
        copied = _copy(source, str(part), move)
        if copied.captures:
            captures_beside(part).replace(beside)
        part.replace(path)
    finally:
        _remove(part)
    return copied


@dataclass(frozen=True, slots=True, kw_only=True)
class _Move:
    """From which folder to which captures are copied; None where there is none."""

    source: Path | None
    target: Path | None


def _beside(url: str) -> Path | None:
    path = file_of(url)
    return captures_beside(path) if path else None


def _remove(part: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        part.with_name(part.name + suffix).unlink(missing_ok=True)
    rmtree(captures_beside(part), ignore_errors=True)


def _copy(source: str, target: str, move: _Move) -> Copied:
    with database(source) as old, database(target) as new:
        old.verify()
        new.create()
        new.verify()
        with (
            translated(old.url),
            old.snapshot() as here,
            translated(new.url),
            new.engine.begin() as there,
        ):
            reports = _copy_rows(here, there, new.dialect, new.url)
            captures, left = _copy_captures(here, move)
    return Copied(reports=reports, captures=captures, left=left)


def _copy_captures(here: Connection, move: _Move) -> tuple[int, int]:
    """Copy the files of captures as far as the store knows them; how many were copied and left."""
    file, end = schema.captures.c.file, schema.captures.c.offset + schema.captures.c.length
    wanted = select(file, func.max(end).label("end"), func.count().label("many")).group_by(file)
    copied = left = 0
    for row in here.execute(wanted):
        name = Path(row.file).name
        if move.source and move.target and (move.source / name).is_file():
            _copy_file(move.source / name, move.target / name, row.end)
            copied += row.many
        else:
            left += row.many
    return copied, left


def _copy_file(source: Path, target: Path, size: int) -> None:
    """Copy the first `size` bytes; others may be writing what comes behind them."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with source.open("rb") as old, target.open("wb") as new:
            while size and (block := old.read(min(size, BLOCK))):
                new.write(block)
                size -= len(block)
            new.flush()
            os.fsync(new.fileno())
    except OSError as error:
        raise StoreFull(f"{target} cannot be written ({error.strerror}): make room.") from error


def _copy_rows(here: Connection, there: Connection, dialect: Dialect, url: str) -> int:
    if there.execute(select(schema.reports.c.number).limit(1)).first():
        raise OptionInvalid(f"{url} holds reports already: give an empty one.")
    copied = 0
    for table in schema.metadata.sorted_tables:
        if table is schema.about:  # a copy is another store
            continue
        for rows in _chunks(here, table):
            there.execute(insert(table), rows)
            copied += len(rows) if table is schema.reports else 0
            _index(there, dialect, table, rows, here)
        _count_on(there, table)
    return copied


def _chunks(here: Connection, table: Table) -> Iterator[Sequence[Mapping[str, Any]]]:
    key = list(table.primary_key.columns)
    rows = here.execution_options(yield_per=CHUNK).execute(select(table).order_by(*key))
    for some in rows.mappings().partitions(CHUNK):
        yield [dict(row) for row in some]


def _index(
    there: Connection,
    dialect: Dialect,
    table: Table,
    rows: Sequence[Mapping[str, Any]],
    here: Connection,
) -> None:
    """Give the full-text search of the copy what was copied."""
    if table is schema.texts:
        words = [(row["report"], Words.of(report_of(row["body"]))) for row in rows]
        dialect.put_words(there, words)
    elif table is schema.records:
        found = ((row["reading"], _founds_of(here, row)) for row in rows)
        if facets := [(number, Facets.of(founds)) for number, founds in found if founds]:
            dialect.put_facets(there, facets)


def _founds_of(here: Connection, row: Mapping[str, Any]) -> Sequence[Found]:
    return founds_of(reading_of(_text_of(here, row["reading"]), row["body"]))


def _text_of(here: Connection, reading: int) -> bytes:
    wanted = select(schema.texts.c.body).join(
        schema.readings, schema.readings.c.report == schema.texts.c.report
    )
    body: bytes = here.execute(wanted.where(schema.readings.c.number == reading)).scalar_one()
    return body


def _count_on(there: Connection, table: Table) -> None:
    """Let PostgreSQL number further rows from the last one on; SQLite does so by itself."""
    if there.dialect.name != "postgresql" or "number" not in table.c:
        return
    there.execute(
        text(
            f"SELECT setval(pg_get_serial_sequence('{table.name}', 'number'),"
            f" (SELECT coalesce(max(number), 0) + 1 FROM {table.name}), false)"
        )
    )
