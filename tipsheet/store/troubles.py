"""What a database complains of, as the errors of Tipsheet, each with its cure."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from tipsheet.errors import (
    StoreBusy,
    StoreDamaged,
    StoreError,
    StoreFull,
    StoreUnreachable,
)

_CURES: dict[type[StoreError], str] = {
    StoreBusy: "another process is writing to it: try again when it is done",
    StoreDamaged: "it is damaged: take the last backup, or run `tipsheet store check`",
    StoreFull: "there is no room left: make room and run the command again, it goes on from here",
    StoreUnreachable: "it cannot be opened: check the address, the rights and the server",
    StoreError: "the database refused",
}

# What SQLite says, as far as it is always there, and the classes of PostgreSQL's codes.
_SAID: dict[str, type[StoreError]] = {
    "database is locked": StoreBusy,
    "database table is locked": StoreBusy,
    "malformed": StoreDamaged,
    "not a database": StoreDamaged,
    "is full": StoreFull,
    "disk i/o error": StoreFull,
    "unable to open": StoreUnreachable,
    "readonly": StoreUnreachable,
    "connection": StoreUnreachable,
}
_CODES: dict[str, type[StoreError]] = {
    "08": StoreUnreachable,
    "28": StoreUnreachable,
    "3D": StoreUnreachable,
    "53": StoreFull,
    "55": StoreBusy,
    "57": StoreUnreachable,
    "58": StoreFull,
    "XX": StoreDamaged,
}


@contextmanager
def translated(url: str) -> Iterator[None]:
    """Raise what a database complains of as a StoreError that names the store and the cure."""
    try:
        yield
    except SQLAlchemyError as error:
        kind = _kind(error)
        said = str(error.orig if isinstance(error, DBAPIError) else error).strip()
        first = said.splitlines()[0] if said else type(error).__name__
        raise kind(f"{url}: {_CURES[kind]} ({first}).") from error


def _kind(error: SQLAlchemyError) -> type[StoreError]:
    if not isinstance(error, DBAPIError):
        return StoreError
    code = getattr(error.orig, "sqlstate", None)
    if code:
        return _CODES.get(code[:2], StoreError)
    said = str(error.orig).lower()
    return next((kind for words, kind in _SAID.items() if words in said), StoreError)
