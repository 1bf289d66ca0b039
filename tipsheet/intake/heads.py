"""Where records of a web archive begin and whether they are whole, for going on behind damage."""

import re
import zlib
from typing import BinaryIO

from tipsheet.intake.kinds import GZIP

_BLOCK = 1 << 20
_OVERLAP = 16
_HEAD = re.compile(rb"(?P<packed>\x1f\x8b\x08)|WARC/[01]\.[0-9]\r?\n")
_ENOUGH = 4096


def next_head(file: BinaryIO, begin: int) -> int | None:
    """The first byte at or after `begin` at which a record begins, packed or not, or None.

    A packed record is a gzip member of its own; three bytes that look like the beginning of one
    come up by chance, so what they unpack to is looked at.
    """
    at, kept = begin, b""
    while True:
        file.seek(at)
        block = file.read(_BLOCK)
        if not block:
            return None
        data = kept + block
        for match in _HEAD.finditer(data):
            place = at - len(kept) + match.start()
            if not match["packed"] or _holds_record(file, place):
                return place
        at, kept = at + len(block), data[-_OVERLAP:]


def is_packed(file: BinaryIO, place: int) -> bool:
    """Whether a gzip member begins at `place`."""
    file.seek(place)
    return file.read(len(GZIP)) == GZIP


def is_whole(file: BinaryIO, place: int) -> bool:
    """Whether the gzip member at `place` unpacks to its end and its checksum fits.

    True for a record that is not packed, which has no checksum.
    """
    file.seek(place)
    block = file.read(_BLOCK)
    if not block.startswith(GZIP):
        return True
    packed = zlib.decompressobj(wbits=31)
    try:
        while block and not packed.eof:
            packed.decompress(block, _BLOCK)
            block = packed.unconsumed_tail or file.read(_BLOCK)
    except zlib.error:
        return False
    return packed.eof


def _holds_record(file: BinaryIO, place: int) -> bool:
    file.seek(place)
    block = file.read(_ENOUGH)
    try:
        opening = zlib.decompressobj(wbits=31).decompress(block, 16)
    except zlib.error:
        return False
    if len(block) < _ENOUGH:  # the last record may be cut off before it says anything
        return b"WARC/".startswith(opening[:5])
    return opening.startswith(b"WARC/")
