"""Outputs that are whole or not there at all."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from tipsheet.errors import OptionInvalid


@contextmanager
def output(path: Path | None) -> Iterator[TextIO]:
    """A stream to standard output, or to a file that takes its name only when all is written.

    Raises OptionInvalid when the file cannot be made.
    """
    if path is None:
        yield sys.stdout
        sys.stdout.flush()
        return
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    except OSError as error:
        raise OptionInvalid(
            f"{path} cannot be written ({error.strerror}): name a file in a folder that exists."
        ) from error
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
            yield stream
        os.chmod(name, 0o666 & ~_umask())
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
