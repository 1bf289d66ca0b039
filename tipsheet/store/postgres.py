"""PostgreSQL: a database of a server, searched with its own full-text search."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from importlib.util import find_spec

from sqlalchemy import URL, Connection, Engine, create_engine, make_url, text
from sqlalchemy.exc import ArgumentError

from tipsheet.errors import ExtraMissing, OptionInvalid
from tipsheet.store.asked import Asked
from tipsheet.store.dialect import Facets, Words, alternatives

WAIT = 60  # seconds for another process to end its batch
LOCK = 1414090835  # "TIPS": the number of the lock that one writer holds
LARGEST = 900_000  # bytes of a tsvector; PostgreSQL takes 1,048,575
RANKED = 1_000  # reports, the newest that fit, that are ranked; each costs some microseconds
APART = 10  # places between the title and the text, so that no phrase spans them

_PREFIX = {"type": "t", "status": "s", "source": "k", "country": "c", "actor": "a", "place": "l"}


class Postgres:
    """A store in a database of a server."""

    words = (
        "SELECT number, CASE WHEN place > " + str(RANKED) + " THEN 0.0 ELSE"
        " (SELECT CAST(ts_rank_cd('{0.1, 0.2, 0.4, 1.0}', stems, CAST(:words AS tsquery), 1)"
        " AS float8) FROM words AS ranked WHERE ranked.report = number) END AS score"
        " FROM (SELECT report AS number, row_number() OVER (ORDER BY report DESC) AS place"
        " FROM words WHERE stems @@ CAST(:words AS tsquery)) AS found"
    )
    snapshots = True
    facets = "SELECT reading AS number FROM facets WHERE stems @@ CAST(:facets AS tsquery)"

    def __init__(self, url: URL) -> None:
        if find_spec("psycopg") is None:
            raise ExtraMissing("PostgreSQL needs psycopg: pip install 'tipsheet[postgres]'.")
        self.url = url

    def engine(self) -> Engine:
        """Connections to the server."""
        return create_engine(self.url, pool_pre_ping=True)

    def exists(self) -> bool:
        """Whether there is one is for the server to say."""
        return True

    def begin(self, connection: Connection) -> None:
        """Wait for the lock that one writer holds until its transaction ends."""
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{WAIT}s'")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")

    def prepare(self, connection: Connection) -> None:
        """Have the indexes used: PostgreSQL takes it for cheap to look at all long tsvectors."""
        connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        connection.exec_driver_sql("SET LOCAL jit = off")

    def put_words(self, connection: Connection, given: Sequence[tuple[int, Words]]) -> None:
        """Give the full-text search reports."""
        rows = [{"number": number, "stems": _of_words(words)} for number, words in given]
        connection.execute(_PUT_WORDS, rows)

    def put_facets(self, connection: Connection, given: Sequence[tuple[int, Facets]]) -> None:
        """Give the full-text search readings."""
        rows = [{"number": number, "stems": _of_facets(facets)} for number, facets in given]
        connection.execute(_PUT_FACETS, rows)

    def words_asked(self, asked: Asked) -> str | None:
        """The words and the publisher as a tsquery."""
        parts = [_phrase(phrase) for phrase in asked.phrases]
        if asked.publishers:
            parts.append(_any(asked.publishers, "p:"))
        return " & ".join(parts) or None

    def facets_asked(self, asked: Asked) -> str | None:
        """What is asked of events as a tsquery."""
        wanted = alternatives(asked).items()
        return " & ".join(_any(given, f"{_PREFIX[facet]}:") for facet, given in wanted) or None

    def size(self, connection: Connection) -> int:
        """The bytes of the database."""
        size = connection.exec_driver_sql("SELECT pg_database_size(current_database())")
        return int(size.scalar_one())

    def flaws(self, connection: Connection) -> Iterator[str]:
        """The server watches over its own files."""
        return iter(())


def parsed(rest: str) -> URL:
    """The address of a database from what follows `postgresql://`."""
    try:
        return make_url(f"postgresql+psycopg://{rest}")
    except (ArgumentError, ValueError) as error:
        raise OptionInvalid(
            "The address of the store cannot be understood: give postgresql://USER@HOST/NAME."
        ) from error


class _Stems:
    """Stems with their places, written as PostgreSQL reads a tsvector."""

    def __init__(self) -> None:
        self.place = 0
        self._places: dict[str, list[str]] = defaultdict(list)
        self._size = 0

    def put(self, stems: Iterable[str], *, weight: str = "") -> None:
        """Add stems, each at the next place."""
        for stem in stems:
            self.place += 1
            if self._room(stem):
                self._places[stem].append(f"{self.place}{weight}")

    def add(self, stems: Iterable[str]) -> None:
        """Add stems without places."""
        for stem in stems:
            if self._room(stem):
                self._places[stem]  # makes the entry

    def _room(self, stem: str) -> bool:
        self._size += 2 if stem in self._places else len(stem.encode()) + 8
        return self._size < LARGEST

    def __str__(self) -> str:
        return " ".join(
            f"'{stem}':{','.join(places)}" if places else f"'{stem}'"
            for stem, places in self._places.items()
        )


def _of_words(words: Words) -> str:
    stems = _Stems()
    stems.put(words.title, weight="A")
    stems.place += APART
    stems.put(words.text)
    stems.put(f"p:{stem}" for stem in words.publisher)
    stems.add(words.further)
    return str(stems)


def _of_facets(facets: Facets) -> str:
    stems = _Stems()
    for name, prefix in _PREFIX.items():
        stems.put(f"{prefix}:{stem}" for stem in getattr(facets, name))
    return str(stems)


_PUT_WORDS = text("INSERT INTO words (report, stems) VALUES (:number, CAST(:stems AS tsvector))")
_PUT_FACETS = text("INSERT INTO facets (reading, stems) VALUES (:number, CAST(:stems AS tsvector))")


def _phrase(stems: Iterable[str], prefix: str = "") -> str:
    joined = " <-> ".join(f"'{prefix}{stem}'" for stem in stems)  # letters and digits alone
    return f"({joined})"


def _any(phrases: Iterable[Iterable[str]], prefix: str) -> str:
    return "(" + " | ".join(_phrase(phrase, prefix) for phrase in phrases) + ")"
