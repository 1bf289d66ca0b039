"""Which reading of a report counts: the newest reader's, or one reader's alone."""

from collections.abc import Mapping

from sqlalchemy import ColumnElement, Connection, and_, case, exists, false, select, true
from sqlalchemy.sql import FromClause

from tipsheet.record import Reader
from tipsheet.store.keys import release_of
from tipsheet.store.schema import readers, readings, reports


def readers_of(connection: Connection) -> Mapping[Reader, int]:
    """Every reader with its number, in the order in which they came."""
    rows = connection.execute(select(readers).order_by(readers.c.number))
    return {Reader(name=row.name, version=row.version, model=row.model): row.number for row in rows}


def chosen(
    connection: Connection, reading: FromClause, reader: Reader | None
) -> ColumnElement[bool]:
    """The condition on a reading that no newer reader has read its report."""
    known = readers_of(connection)
    if reader is not None:
        return reading.c.reader == known[reader] if reader in known else false()
    if len(known) < 2:
        return true()
    order = sorted(known, key=lambda one: (release_of(one), known[one]))
    ranks = {known[one]: rank for rank, one in enumerate(order)}
    other = readings.alias("other")
    newer = case(ranks, value=other.c.reader) > case(ranks, value=reading.c.reader)
    return ~exists().where(and_(other.c.report == reading.c.report, newer))


def newest_version(report: FromClause) -> ColumnElement[bool]:
    """The condition on a version that no later one stands at its address."""
    later = reports.alias("later")
    same = later.c.key == report.c.key
    return ~exists().where(and_(same, later.c.version > report.c.version))
