"""A store in a database, whichever kind it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property

from sqlalchemy import Connection, Table, func, inspect, select
from sqlalchemy.engine import Engine

from tipsheet.errors import StoreDamaged, StoreMissing, StoreOutdated
from tipsheet.record import Reader
from tipsheet.store import schema
from tipsheet.store.base import Clock, Encode, Flaw, Stats
from tipsheet.store.captures import Captures
from tipsheet.store.checking import flaws_of
from tipsheet.store.clock import now, stamp
from tipsheet.store.dialect import Dialect
from tipsheet.store.nearby import Nearby
from tipsheet.store.readers import readers_of
from tipsheet.store.sql_view import SqlView
from tipsheet.store.sql_writer import SqlWriter
from tipsheet.store.troubles import translated


class SqlStore:
    """A store in a database of the kind `dialect`; `nearby` is the index of vectors beside it."""

    def __init__(
        self,
        dialect: Dialect,
        url: str,
        *,
        nearby: Nearby,
        captures: Captures | None = None,
        encode: Encode | None = None,
        clock: Clock = now,
    ) -> None:
        self.url = url
        self.dialect = dialect
        self._nearby = nearby
        self._captures = captures
        self._encode = encode
        self._clock = clock
        self._unindexed = 0  # vectors

    @cached_property
    def engine(self) -> Engine:
        """The connections to the database."""
        return self.dialect.engine()

    def create(self) -> None:
        """Make the store where there is none; one that is there is left as it is."""
        with self._changing() as connection:
            if self._revision(connection) is None:
                self._refuse_strangers(connection)
                _upgrade(connection)

    def migrate(self) -> tuple[str, str]:
        """Bring the tables to the newest version; the version before and after.

        Raises StoreMissing where there is no store, StoreOutdated for one that a newer
        Tipsheet made.
        """
        if not self.dialect.exists():
            raise self._missing()
        with self._changing() as connection:
            before = self._revision(connection)
            if before is None:
                raise self._missing()
            if before > schema.HEAD:
                raise self._newer(before)
            _upgrade(connection)
        return before, schema.HEAD

    def verify(self) -> None:
        """Raise StoreMissing or StoreOutdated where the store cannot be used as it is."""
        if not self.dialect.exists():
            raise self._missing()
        with translated(self.url), self.engine.connect() as connection:
            revision = self._revision(connection)
        if revision is None:
            raise self._missing()
        if revision < schema.HEAD:
            raise StoreOutdated(f"{self.url} is older: run `tipsheet store migrate` on it.")
        if revision > schema.HEAD:
            raise self._newer(revision)

    @contextmanager
    def writer(self) -> Iterator[SqlWriter]:
        """A batch to write: one transaction."""
        with self._changing() as connection:
            writer = SqlWriter(connection, self.dialect, stamp(self._clock()), self._captures)
            yield writer
            writer.flush()
        self._unindexed += writer.vectors
        if self._unindexed >= self._nearby.full:
            self._index()

    def view(self, *, reader: Reader | None = None) -> SqlView:
        """A look at the newest reading of every report, or at one reader's."""
        return SqlView(
            self.engine,
            self.dialect,
            self.url,
            reader=reader,
            nearby=self._nearby,
            captures=self._captures,
            encode=self._encode,
        )

    def stats(self) -> Stats:
        """How much there is."""
        with translated(self.url), self.engine.connect() as connection:
            reports = func.count(schema.reports.c.key.distinct())
            return Stats(
                reports=connection.scalar(select(reports)) or 0,
                versions=_count(connection, schema.reports),
                readings=_count(connection, schema.readings),
                events=_count(connection, schema.events),
                vectors=connection.scalar(select(func.sum(schema.vectors.c.count))) or 0,
                captures=_count(connection, schema.captures),
                links=_count(connection, schema.links),
                judgements=_count(connection, schema.judgements),
                rejected=_count(connection, schema.rejected),
                size=self.dialect.size(connection),
                readers=tuple(readers_of(connection)),
            )

    def check(self) -> Iterator[Flaw]:
        """Look through everything for what is damaged or does not fit together."""
        try:
            with translated(self.url):
                yield from flaws_of(self.engine, self.dialect, self._captures)
        except StoreDamaged as error:  # too damaged to look any further
            yield Flaw(where="database", what=error.message)

    def close(self) -> None:
        """Give the index of vectors what was added, and let go of files and connections."""
        if self._unindexed:
            self._index()
        if "engine" in self.__dict__:
            self.engine.dispose()
        if self._captures:
            self._captures.close()

    def __enter__(self) -> "SqlStore":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _index(self) -> None:
        with translated(self.url), self.engine.connect() as connection:
            self._nearby.save(connection)
        self._unindexed = 0

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """A connection that sees the store as it is now, whatever is written meanwhile."""
        options = {"isolation_level": "REPEATABLE READ"} if self.dialect.snapshots else {}
        with self.engine.connect().execution_options(**options) as connection:
            yield connection

    @contextmanager
    def _changing(self) -> Iterator[Connection]:
        """One transaction, alone in the right to write, kept only if it ends well."""
        with translated(self.url), self.engine.begin() as connection:
            self.dialect.begin(connection)
            yield connection

    def _revision(self, connection: Connection) -> str | None:
        """The version of the tables, None where there are none of ours."""
        if not inspect(connection).has_table("alembic_version"):
            return None
        if not inspect(connection).has_table(schema.readings.name):
            return None
        return str(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar())

    def _refuse_strangers(self, connection: Connection) -> None:
        ours = set(schema.metadata.tables)
        if others := [name for name in inspect(connection).get_table_names() if name in ours]:
            raise StoreDamaged(
                f"{self.url} has tables of something else ({others[0]}): give another address."
            )

    def _missing(self) -> StoreMissing:
        return StoreMissing(
            f"There is no store at {self.url}: `tipsheet run … --store {self.url}` makes one."
        )

    def _newer(self, revision: str) -> StoreOutdated:
        return StoreOutdated(
            f"{self.url} was made by a newer Tipsheet (tables {revision}): upgrade Tipsheet."
        )


def _upgrade(connection: Connection) -> None:
    from tipsheet.store.migrations import upgrade  # Alembic is slow to load and seldom needed

    upgrade(connection)


def _count(connection: Connection, table: Table) -> int:
    return connection.scalar(select(func.count()).select_from(table)) or 0
