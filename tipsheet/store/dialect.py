"""What differs from one kind of database to the next."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import Connection, Engine

from tipsheet.record import Report
from tipsheet.store.asked import Asked
from tipsheet.store.query import Found
from tipsheet.store.words import indexed, stems_of

TITLE, PUBLISHER, NAME = 200, 50, 50  # words of each that are looked at


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The stems of a report that its full-text search looks through."""

    title: list[str]
    text: list[str]
    further: list[str]
    publisher: list[str]

    @classmethod
    def of(cls, report: Report) -> "Words":
        """The stems of a report."""
        text, further = indexed(report.text)
        return cls(
            title=list(stems_of(report.title or ""))[:TITLE],
            text=text,
            further=further,
            publisher=list(stems_of(report.publisher or ""))[:PUBLISHER],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """What a reading's events are, all together: a search looks here first, then at each event."""

    type: list[str]
    status: list[str]
    source: list[str]
    country: list[str]
    actor: list[str]
    place: list[str]

    @classmethod
    def of(cls, founds: Sequence[Found]) -> "Facets":
        """The facets of a reading's events."""
        return cls(
            type=_distinct(found.type.lower() for found in founds),
            status=_distinct(found.status for found in founds),
            source=_distinct(found.source for found in founds),
            country=_distinct(c.lower() for found in founds for c in found.countries),
            actor=_named(name for found in founds for name in found.actors),
            place=_named(found.place for found in founds if found.place),
        )


def _distinct(values: Iterator[str]) -> list[str]:
    return list(dict.fromkeys(values))


def _named(names: Iterator[str]) -> list[str]:
    """The stems of different names, one name after the other."""
    return [stem for name in dict.fromkeys(names) for stem in list(stems_of(name))[:NAME]]


class Dialect(Protocol):
    """One kind of database.

    `words` and `facets` select the numbers that fit an expression of its full-text search:
    `number` of reports with a `score`, and `number` of readings. With `snapshots`, a transaction
    sees one moment only where it asks to.
    """

    words: str
    facets: str
    snapshots: bool

    def engine(self) -> Engine:
        """Connections to the database; nothing is opened yet."""

    def exists(self) -> bool:
        """Whether there is a database at all."""

    def begin(self, connection: Connection) -> None:
        """Wait until no other process is writing, in the connection's transaction."""

    def prepare(self, connection: Connection) -> None:
        """Set what a search needs, until the connection's transaction ends."""

    def put_words(self, connection: Connection, given: Sequence[tuple[int, Words]]) -> None:
        """Give the full-text search reports by their numbers, at least one."""

    def put_facets(self, connection: Connection, given: Sequence[tuple[int, Facets]]) -> None:
        """Give the full-text search readings by their numbers, at least one."""

    def words_asked(self, asked: Asked) -> str | None:
        """The expression for the words and the publisher, or None where there are none."""

    def facets_asked(self, asked: Asked) -> str | None:
        """The expression for what is asked of events, or None where nothing is."""

    def size(self, connection: Connection) -> int:
        """The bytes that the database takes."""

    def flaws(self, connection: Connection) -> Iterator[str]:
        """What the database itself finds to be wrong."""


def alternatives(asked: Asked) -> dict[str, list[tuple[str, ...]]]:
    """What is asked of events, by facet: one of the phrases of each."""
    query = asked.query
    given: dict[str, list[tuple[str, ...]]] = {
        "type": [(one.lower(),) for one in query.type],
        "status": [(one,) for one in query.status],
        "source": [(one,) for one in query.source],
        "country": [(one.lower(),) for one in query.country],
        "actor": list(asked.actors),
        "place": list(asked.places),
    }
    return {facet: phrases for facet, phrases in given.items() if phrases}
