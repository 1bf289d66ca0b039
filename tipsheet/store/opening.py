"""From the address of a store to the store."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from tipsheet.errors import OptionInvalid
from tipsheet.store.base import Clock, Encode, Store
from tipsheet.store.clock import now

if TYPE_CHECKING:
    from tipsheet.store.sql import SqlStore

MEMORY = "memory:"


def open_store(
    url: str,
    *,
    create: bool = False,
    encode: Encode | None = None,
    captures: Path | None = None,
    clock: Clock = now,
) -> Store:
    """The store at an address: `memory:`, a file for SQLite, or `postgresql://…`.

    With `create` a store that is not there is made. `captures` is the folder for the captures
    that are given with readings: `FILE-captures` for a file, while a server's store keeps none
    unless a folder is named. `encode` is needed to search by meaning. Raises OptionInvalid for
    an address that is none, ExtraMissing without the driver, StoreError where there is no store.
    """
    if url == MEMORY:
        from tipsheet.store.memory import MemoryStore

        return MemoryStore(encode=encode, clock=clock)
    store = database(url, encode=encode, captures=captures, clock=clock)
    if create:
        store.create()
    store.verify()
    return store


def database(
    url: str,
    *,
    encode: Encode | None = None,
    captures: Path | None = None,
    clock: Clock = now,
) -> "SqlStore":
    """The store in a database, whether it is there, and of this version, or not."""
    from tipsheet.store.captures import Captures
    from tipsheet.store.nearby import Nearby
    from tipsheet.store.sql import SqlStore

    path = file_of(url)
    if path is None:
        from tipsheet.store.postgres import Postgres, parsed

        address = parsed(url.partition("://")[2])
        return SqlStore(
            Postgres(address),
            address.render_as_string(hide_password=True),
            nearby=Nearby(_cache()),
            captures=Captures(captures) if captures else None,
            encode=encode,
            clock=clock,
        )
    from tipsheet.store.sqlite import Sqlite

    return SqlStore(
        Sqlite(path),
        str(path),
        nearby=Nearby(path.with_name(f"{path.name}-vectors")),
        captures=Captures(captures or captures_beside(path)),
        encode=encode,
        clock=clock,
    )


def captures_beside(path: Path) -> Path:
    """The folder for captures beside a store in a file."""
    return path.with_name(f"{path.name}-captures")


def file_of(url: str) -> Path | None:
    """The file of the store at an address; None for a store on a server."""
    scheme, _, rest = url.partition("://")
    if rest and scheme in ("postgresql", "postgres"):
        return None
    if rest and scheme != "sqlite":
        raise OptionInvalid(f"{url!r} is no store: give a file, or postgresql://….")
    path = Path(rest.removeprefix("/") if rest else url)
    if not url or path.is_dir():
        raise OptionInvalid(f"{url!r} is no file: a store is one file, such as news.db.")
    return path


def _cache() -> Path:
    """Where indexes of stores are kept that have no folder of their own."""
    root = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(root) / "tipsheet" / "vectors"
