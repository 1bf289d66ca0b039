"""One at a time: a lock that the system lets go of however its holder ends."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tipsheet.errors import OutputFailed, StoreBusy
from tipsheet.record import content_id
from tipsheet.store.locks import locked


@contextmanager
def alone(path: Path, what: str) -> Iterator[None]:
    """Hold the lock file `path`; raises StoreBusy where another process holds it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("a+", encoding="utf-8")
    except OSError as error:
        raise OutputFailed(f"{path} cannot be made ({error.strerror}): allow it.") from error
    with file:
        if not locked(file):
            raise StoreBusy(f"{what} already: let that one work, or end it first.")
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield


def lock_of(url: str) -> Path:
    """The lock file for a store: beside it where it is a file, else among the user's own state."""
    scheme, _, rest = url.partition("://")
    if not rest or scheme == "sqlite":
        return Path(f"{rest.removeprefix('/') if rest else url}-follow.lock")
    root = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(root) / "tipsheet" / f"{content_id('follow', url)}.lock"
