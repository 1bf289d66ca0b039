"""The log of decisions: a table that only grows."""

import json
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import (
    URL,
    Boolean,
    Column,
    Connection,
    Engine,
    Float,
    Index,
    Integer,
    MetaData,
    Row,
    String,
    Table,
    Text,
    create_engine,
    event,
    func,
    insert,
    make_url,
    select,
)
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.pool import StaticPool

from tipsheet.errors import OptionInvalid, StoreUnreachable
from tipsheet.review.decision import Act, Decision

Clock = Callable[[], datetime]

LOCK = 0x7469_7064_6573_6B  # the number of the desk's own lock in PostgreSQL
WAIT = 30_000  # milliseconds for another process to end its writing

metadata = MetaData()

decisions = Table(
    "desk_decisions",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("id", String(32), nullable=False, unique=True),
    Column("report", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("words", Text, nullable=False),
    Column("field", String(40), nullable=False),
    Column("act", String(20), nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("other", Text),
    Column("by", Text, nullable=False),
    Column("at", String(30), nullable=False),
    Column("note", Text, nullable=False),
    Column("undoes", String(32)),
    Column("settles", Boolean, nullable=False),
    Column("seconds", Float),
    Index("desk_decisions_report", "report"),
    Index("desk_decisions_by", "by"),
)


class Log:
    """Decisions in the order in which they were taken; none is changed and none removed."""

    def __init__(self, engine: Engine, clock: Clock | None = None) -> None:
        self.engine = engine
        self._clock = clock or (lambda: datetime.now(UTC))

    def add(self, decision: Decision) -> Decision:
        """Take in a decision, with an id and the time; `id` and `at` of the one given are not used.

        Raises OptionInvalid where it takes back what is not there, or is another person's.
        """
        known = replace(decision, id=f"d-{secrets.token_hex(8)}", at=self._now())
        with self.writing() as connection:
            if known.act is Act.undo:
                known = self._taken_back(connection, known)
            connection.execute(insert(decisions), _row(known))
        return known

    def _taken_back(self, connection: Connection, undo: Decision) -> Decision:
        found = connection.execute(select(decisions).where(decisions.c.id == undo.undoes)).first()
        if found is None or found.by != undo.by:
            raise OptionInvalid("There is no such decision of yours to take back.")
        told = _decision(found)
        return replace(
            undo, report=told.report, start=told.start, end=told.end, words=told.words,
            field=told.field, before=told.after, after=told.before, other=told.other,
        )  # fmt: skip

    def get(self, id: str) -> Decision | None:
        """A decision by its id."""
        with self.engine.connect() as connection:
            found = connection.execute(select(decisions).where(decisions.c.id == id)).first()
        return _decision(found) if found else None

    def all(self, report: str | None = None) -> list[Decision]:
        """All decisions, or those on one report, the first one first."""
        wanted = select(decisions).order_by(decisions.c.number)
        if report is not None:
            wanted = wanted.where(decisions.c.report == report)
        with self.engine.connect() as connection:
            return [_decision(row) for row in connection.execute(wanted)]

    def last(self, by: str) -> Decision | None:
        """The last decision of a person that has not been taken back."""
        from tipsheet.review.decision import not_undone

        mine = [one for one in not_undone(self.all()) if one.by == by]
        return mine[-1] if mine else None

    def mark(self) -> int:
        """A number that grows with every decision."""
        with self.engine.connect() as connection:
            return connection.scalar(select(func.max(decisions.c.number))) or 0

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction, alone in the right to write.

        On PostgreSQL too, so that decisions are seen in the order of their numbers: one that
        was numbered earlier but seen later would be missed by whoever asks for a new `mark`.
        """
        with self.engine.begin() as connection:
            if self.engine.dialect.name == "postgresql":
                connection.execute(select(func.pg_advisory_xact_lock(LOCK)))
            if self.engine.dialect.name == "sqlite" and self.engine.url.database:
                connection.exec_driver_sql("ROLLBACK")
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            yield connection

    def _now(self) -> str:
        return self._clock().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def open_log(url: str, clock: Clock | None = None) -> Log:
    """The log at an address, made where there is none: `memory:`, a file, or `postgresql://…`.

    Raises OptionInvalid for an address that is none, StoreUnreachable where it cannot be opened.
    """
    engine = _engine(url)
    try:
        metadata.create_all(engine)
    except SQLAlchemyError as error:
        shown = engine.url.render_as_string(hide_password=True)
        raise StoreUnreachable(f"{shown}: the desk's own store cannot be opened.") from error
    return Log(engine, clock)


def _engine(url: str) -> Engine:
    if url == "memory:":
        return create_engine(
            "sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False}
        )
    if "://" in url:
        try:
            parsed = make_url(url)
        except ArgumentError as error:
            raise OptionInvalid("The address of the desk's own store is none.") from error
        if parsed.get_backend_name() == "postgresql" and "+" not in parsed.drivername:
            parsed = parsed.set(drivername="postgresql+psycopg")
        if parsed.get_backend_name() == "postgresql":
            return create_engine(parsed, pool_pre_ping=True)
        url = parsed.database or ""
    engine = create_engine(URL.create("sqlite", database=str(Path(url))))
    event.listen(engine, "connect", _connected)
    event.listen(engine, "begin", _begun)
    return engine


def _connected(connection: Any, _: Any) -> None:
    connection.isolation_level = None  # the driver begins no transactions of its own
    for pragma in (f"busy_timeout = {WAIT}", "journal_mode = WAL", "synchronous = FULL"):
        connection.execute(f"PRAGMA {pragma}")


def _begun(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def _row(decision: Decision) -> dict[str, Any]:
    return {
        "id": decision.id,
        "report": decision.report,
        "start": decision.start,
        "end": decision.end,
        "words": decision.words,
        "field": decision.field,
        "act": str(decision.act),
        "before": json.dumps(decision.before),
        "after": json.dumps(decision.after),
        "other": decision.other,
        "by": decision.by,
        "at": decision.at,
        "note": decision.note,
        "undoes": decision.undoes,
        "settles": decision.settles,
        "seconds": decision.seconds,
    }


def _decision(row: Row[Any]) -> Decision:
    held = dict(row._mapping)
    del held["number"]
    held["act"] = Act(held["act"])
    held["before"], held["after"] = json.loads(held["before"]), json.loads(held["after"])
    return Decision(**held)
