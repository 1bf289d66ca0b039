"""From what a person types to the sources it stands for: files, folders, globs, addresses."""

import glob
import os
import re
from collections.abc import Iterator

from tipsheet.errors import NoArticle, SourceMissing, SourceUnreadable
from tipsheet.intake.files import STDIN
from tipsheet.intake.kinds import SUFFIXES, suffix_of
from tipsheet.intake.rejection import Rejection

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)


def is_address(source: str) -> bool:
    """Whether `source` begins with a scheme, as https:// does."""
    return bool(_SCHEME.match(source))


def expand_source(source: str) -> Iterator[str | Rejection]:
    """The files and addresses that `source` stands for, lazily and in sorted order.

    A folder gives the files in it and below it; hidden ones are passed over, and one whose
    suffix is none of `SUFFIXES` is a rejection, since it must be named itself to be read.
    """
    if source == STDIN or is_address(source) or _is_file(source):
        yield source
    elif os.path.isdir(source):
        yield from _some(_walk(source), source, "holds no files: give another folder")
    elif glob.has_magic(source):
        yield from _some(_matches(source), source, "matches no file: check the pattern")
    else:
        yield Rejection(source, SourceMissing(_missing_line(source)))


def _is_file(source: str) -> bool:
    """Whether `source` is there and no folder: a regular file, a pipe or a device."""
    return os.path.exists(source) and not os.path.isdir(source)


def _some(
    found: Iterator[str | Rejection], source: str, otherwise: str
) -> Iterator[str | Rejection]:
    empty = True
    for item in found:
        empty = False
        yield item
    if empty:
        yield Rejection(source, SourceMissing(otherwise))


def _matches(pattern: str) -> Iterator[str | Rejection]:
    for path in sorted(glob.glob(pattern, recursive=True)):
        if not os.path.isdir(path):
            yield path


def _walk(folder: str) -> Iterator[str | Rejection]:
    try:
        with os.scandir(folder) as listing:
            entries = sorted(
                (entry.name, entry.is_dir(follow_symlinks=False), entry.is_file())
                for entry in listing
                if not entry.name.startswith(".")
            )
    except OSError as error:
        yield Rejection(folder, SourceUnreadable(f"cannot be listed ({error.strerror})"))
        return
    for name, is_folder, is_file in entries:
        path = os.path.join(folder, name)
        if is_folder:
            yield from _walk(path)
        elif is_file:
            yield _named(path)


def _named(path: str) -> str | Rejection:
    suffix = suffix_of(path)
    if not suffix or suffix in SUFFIXES:
        return path
    return Rejection(path, NoArticle(f"is a {suffix} file: name it itself if it is to be read"))


def _missing_line(source: str) -> str:
    if re.match(r"[\w-]+(\.[\w-]+)+/", source):
        return "no such file: check the path, or begin a web address with https://"
    return "no such file: check the path"
