"""What a run reads, one file or address after the other, and how to tell that one is the same."""

import os
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from tipsheet.errors import TipsheetError
from tipsheet.intake import Rejection, expand_source
from tipsheet.intake.files import STDIN, open_stream, unpacked
from tipsheet.intake.sources import is_address

_LONGEST_LOOK = 2.0
"""Seconds that are spent on adding up sizes before the work begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One file, address or standard input.

    `stamp` changes when a file does; None for what cannot be told to be the same. `size` is in
    bytes, 0 where it is not known.
    """

    name: str
    stamp: str | None = None
    size: int = 0

    @property
    def key(self) -> str:
        """The name under which a store remembers how far it was taken."""
        return f"file {os.path.abspath(self.name)}"


def places_of(sources: Iterable[str]) -> Iterator[Place | Rejection]:
    """The files and addresses that the sources stand for, in order, lazily."""
    for source in sources:
        for name in expand_source(source):
            yield name if isinstance(name, Rejection) else place_of(name)


def place_of(name: str) -> Place:
    """The place `name`, with its size and stamp if it is a regular file."""
    if name == STDIN or is_address(name) or not os.path.isfile(name):
        return Place(name=name)
    try:
        found = os.stat(name)
    except OSError:  # gone or closed meanwhile: the reading will say so
        return Place(name=name)
    return Place(name=name, stamp=f"{found.st_size}-{found.st_mtime_ns}", size=found.st_size)


def is_list(place: Place) -> bool:
    """Whether a file is a feed, a site map or a list of them, which leads to what may change."""
    try:
        with open_stream(place.name) as stream:
            return unpacked(stream).kind == "feed"
    except TipsheetError:  # whoever reads it will say so
        return False


def weight_of(sources: Iterable[str], clock: Callable[[], float] = time.monotonic) -> int | None:
    """The bytes of all files together; None where that takes long, or one has no size."""
    end = clock() + _LONGEST_LOOK
    total = 0
    for place in places_of(sources):
        if isinstance(place, Rejection):
            continue
        if place.stamp is None or clock() > end:
            return None
        total += place.size
    return total
