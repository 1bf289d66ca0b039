"""From the address of a store to the store."""

from pathlib import Path

from tipsheet.errors import OptionInvalid
from tipsheet.store.base import Clock, Encode, Store
from tipsheet.store.clock import now


def open_store(
    url: str,
    *,
    create: bool = False,
    encode: Encode | None = None,
    captures: Path | None = None,
    clock: Clock = now,
) -> Store:
    """The store at an address: `memory:`, a file for SQLite, or `postgresql://…`.

    With `create` a store that is not there is made. `captures` is a folder for the bytes that
    reports were made of; without it none are kept. `encode` is needed to search by meaning.
    Raises OptionInvalid for an address that is none, and StoreError where there is no store.
    """
    if url == "memory:":
        from tipsheet.store.memory import MemoryStore

        return MemoryStore(encode=encode, clock=clock)
    raise OptionInvalid(f"{url!r} is no store: give a file, or an address as postgresql://….")
