"""SQLite: a file, written ahead in a log (WAL), searched with FTS5."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, text

from tipsheet.store.asked import Asked
from tipsheet.store.dialect import Facets, Words, alternatives

WAIT = 60_000  # milliseconds for another process to end its batch
TITLE_WEIGHT = 5.0  # a word of the title counts as much as five of the text

_PRAGMAS = (
    f"PRAGMA busy_timeout = {WAIT}",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",  # a batch that was kept outlives a power cut
    "PRAGMA foreign_keys = ON",
    "PRAGMA cache_size = -16384",  # KiB
    "PRAGMA mmap_size = 268435456",
)


class Sqlite:
    """A store in a file."""

    words = (
        f"SELECT rowid AS number, -bm25(words, {TITLE_WEIGHT}, 1.0, 0.0) AS score"
        " FROM words WHERE words MATCH :words"
    )
    snapshots = False
    facets = "SELECT rowid AS number FROM facets WHERE facets MATCH :facets"

    def __init__(self, path: Path) -> None:
        self.path = path

    def engine(self) -> Engine:
        """Connections to the file."""
        engine = create_engine(URL.create("sqlite", database=str(self.path)))
        event.listen(engine, "connect", _connected)
        event.listen(engine, "begin", _begun)
        return engine

    def exists(self) -> bool:
        """Whether the file is there and not empty."""
        return self.path.is_file() and self.path.stat().st_size > 0

    def begin(self, connection: Connection) -> None:
        """Wait for the right to write; the transaction has none before."""
        connection.exec_driver_sql("ROLLBACK")
        connection.exec_driver_sql("PRAGMA mmap_size = 0")  # maps are for those who search
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    def prepare(self, connection: Connection) -> None:
        """A search needs nothing."""

    def put_words(self, connection: Connection, given: Sequence[tuple[int, Words]]) -> None:
        """Give FTS5 reports."""
        connection.execute(_PUT_WORDS, [_words(number, words) for number, words in given])

    def put_facets(self, connection: Connection, given: Sequence[tuple[int, Facets]]) -> None:
        """Give FTS5 readings."""
        connection.execute(_PUT_FACETS, [_facets(number, facets) for number, facets in given])

    def words_asked(self, asked: Asked) -> str | None:
        """The words and the publisher in the language of FTS5."""
        parts = [f"{{title text}} : {_quoted(phrase)}" for phrase in asked.phrases]
        if asked.publishers:
            parts.append(f"publisher : ({_any(asked.publishers)})")
        return " AND ".join(parts) or None

    def facets_asked(self, asked: Asked) -> str | None:
        """What is asked of events in the language of FTS5."""
        wanted = alternatives(asked).items()
        return " AND ".join(f"{facet} : ({_any(given)})" for facet, given in wanted) or None

    def size(self, connection: Connection) -> int:
        """The bytes of the file and of its log."""
        log = self.path.with_name(self.path.name + "-wal")
        return sum(path.stat().st_size for path in (self.path, log) if path.exists())

    def flaws(self, connection: Connection) -> Iterator[str]:
        """What SQLite's own check of the file and of the keys finds."""
        for (line,) in connection.exec_driver_sql("PRAGMA integrity_check"):
            if line != "ok":
                yield str(line)
        for table, number, other, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
            yield f"row {number} of {table} points at a row of {other} that is not there"


_PUT_WORDS = text(
    "INSERT INTO words (rowid, title, text, publisher) VALUES (:number, :title, :text, :publisher)"
)
_PUT_FACETS = text(
    "INSERT INTO facets (rowid, type, status, source, country, actor, place)"
    " VALUES (:number, :type, :status, :source, :country, :actor, :place)"
)


def _words(number: int, words: Words) -> dict[str, Any]:
    return {
        "number": number,
        "title": " ".join(words.title),
        "text": " ".join((*words.text, *words.further)),
        "publisher": " ".join(words.publisher),
    }


def _facets(number: int, facets: Facets) -> dict[str, Any]:
    named = {name: " ".join(getattr(facets, name)) for name in Facets.__slots__}
    return {"number": number, **named}


def _connected(connection: Any, _: Any) -> None:
    connection.isolation_level = None  # the driver begins no transactions of its own
    for pragma in _PRAGMAS:
        connection.execute(pragma)


def _begun(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def _quoted(phrase: Iterable[str]) -> str:
    return f'"{" ".join(phrase)}"'  # letters and digits alone: see words.stem_of


def _any(phrases: Iterable[Iterable[str]]) -> str:
    return " OR ".join(map(_quoted, phrases))
