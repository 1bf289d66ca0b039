"""Locks on files, which the system lets go of however their holder ends."""

import os
import sys
from typing import IO, Any

if sys.platform == "win32":
    import msvcrt

    _FAR = 1 << 30  # a byte behind the end, so that others can read what the file says

    def _take(number: int) -> None:
        os.lseek(number, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(number, msvcrt.LK_NBLCK, 1)
        finally:
            os.lseek(number, 0, os.SEEK_SET)
else:
    import fcntl

    def _take(number: int) -> None:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)


def locked(file: IO[Any]) -> bool:
    """Whether an open file is now for this process alone; until it is closed, if so."""
    try:
        _take(file.fileno())
    except OSError:
        return False
    return True
