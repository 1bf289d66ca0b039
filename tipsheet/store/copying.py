"""Copies a store as it is at one moment, from and to either kind of database."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, insert, select, text

from tipsheet.errors import OptionInvalid
from tipsheet.store import schema
from tipsheet.store.bodies import reading_of, report_of
from tipsheet.store.dialect import Dialect, Facets, Words
from tipsheet.store.founds import founds_of
from tipsheet.store.opening import MEMORY, database
from tipsheet.store.troubles import translated

CHUNK = 500  # rows at a time


def copy_store(source: str, target: str) -> int:
    """Copy the store at one address to another, where there is none yet; how many reports.

    The copy is whole or, where it is a file, not there at all. Raises OptionInvalid where there
    is something at the target, StoreError where the store cannot be read or written.
    """
    if MEMORY in (source, target):
        raise OptionInvalid("A store in memory cannot be copied: give a file or a server.")
    path = None if "://" in target and not target.startswith("sqlite:") else Path(target)
    if path is None:
        return _copy(source, target)
    if path.exists():
        raise OptionInvalid(f"{target} is there already: give the name of a new file.")
    part = path.with_name(f".{path.name}.part")
    _remove(part)
    try:
        copied = _copy(source, str(part))
        part.replace(path)
    finally:
        _remove(part)
    return copied


def _remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _copy(source: str, target: str) -> int:
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
            return _copy_rows(here, there, new.dialect, new.url)


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
        for row in rows:
            dialect.put_words(there, row["report"], Words.of(report_of(row["body"])))
    elif table is schema.records:
        for row in rows:
            founds = founds_of(reading_of(_text_of(here, row["reading"]), row["body"]))
            if founds:
                dialect.put_facets(there, row["reading"], Facets.of(founds))


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
