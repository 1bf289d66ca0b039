"""Rows of a batch that wait to be written together, which costs a database far less."""

from collections import defaultdict
from typing import Any

from sqlalchemy import Connection, Table, insert

from tipsheet.store.dialect import Dialect, Facets, Words

MOST = 2_000  # rows that wait, whatever the size of a batch


class Waiting:
    """Rows that nothing of the batch asks for; `write` must end it."""

    def __init__(self, connection: Connection, dialect: Dialect) -> None:
        self._connection = connection
        self._dialect = dialect
        self._rows: dict[Table, list[dict[str, Any]]] = defaultdict(list)
        self._words: list[tuple[int, Words]] = []
        self._facets: list[tuple[int, Facets]] = []

    def put(self, table: Table, *rows: dict[str, Any]) -> None:
        """Add rows of a table; what they point at must have been written."""
        self._rows[table].extend(rows)

    def put_words(self, report: int, words: Words) -> None:
        """Add a report for the full-text search."""
        self._words.append((report, words))

    def put_facets(self, reading: int, facets: Facets) -> None:
        """Add a reading for the full-text search."""
        self._facets.append((reading, facets))

    @property
    def is_full(self) -> bool:
        """Whether so many rows wait that they should be written."""
        return sum(map(len, self._rows.values())) >= MOST

    def write(self) -> None:
        """Give the database all that waits."""
        for table, rows in self._rows.items():
            self._connection.execute(insert(table), rows)
        if self._words:
            self._dialect.put_words(self._connection, self._words)
        if self._facets:
            self._dialect.put_facets(self._connection, self._facets)
        self._rows.clear()
        self._words.clear()
        self._facets.clear()
