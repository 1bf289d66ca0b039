"""Outputs that are whole or not there at all."""

import errno
import io
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from tipsheet.errors import OptionInvalid, OutputFailed

FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EROFS})
"""What the system says when a disk has no room for what is written, or breaks down under it."""


@contextmanager
def output(path: Path | None) -> Iterator[TextIO]:
    """A stream in UTF-8 to standard output, or to a file that takes its name when all is written.

    What is no regular file, such as a pipe or a device, is written to as it is. Raises
    OptionInvalid when the file cannot be made, OutputFailed when there is no room for it.
    """
    with _with_room(path), _stream(path) as stream:
        yield stream


@contextmanager
def _stream(path: Path | None) -> Iterator[TextIO]:
    if path is None:
        yield _in_utf8(sys.stdout)
        sys.stdout.flush()
    elif path.exists() and not path.is_file():
        with _opened(path) as stream:
            yield stream
    else:
        with _whole(path.resolve()) as stream:
            yield stream


@contextmanager
def _with_room(path: Path | None) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno not in FULL:
            raise
        if path is None:
            _abandon(sys.stdout)
        raise OutputFailed(
            f"{path or 'standard output'} cannot be written ({error.strerror}): make room, or "
            "name a file on another disk."
        ) from error


def _abandon(stream: TextIO) -> None:
    """Let what a stream still holds go nowhere, so that it is not tried again at the end."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


def _in_utf8(stream: TextIO) -> TextIO:
    """The stream, whatever encoding the surroundings chose for it; reports hold all of Unicode."""
    if isinstance(stream, io.TextIOWrapper) and stream.encoding.lower() != "utf-8":
        stream.reconfigure(encoding="utf-8")
    return stream


def _opened(path: Path) -> TextIO:
    try:
        return path.open("w", encoding="utf-8", newline="")
    except OSError as error:
        raise _unwritable(path, error) from error


@contextmanager
def _whole(path: Path) -> Iterator[TextIO]:
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    except OSError as error:
        raise _unwritable(path, error) from error
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
            yield stream
        os.chmod(name, 0o666 & ~_umask())
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _unwritable(path: Path, error: OSError) -> OptionInvalid:
    return OptionInvalid(
        f"{path} cannot be written ({error.strerror}): name a file in a folder that exists."
    )


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
