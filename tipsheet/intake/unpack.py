"""What is packed, unpacked within limits."""

import zlib
from collections.abc import Callable

from tipsheet.errors import FetchFailed

Unpack = Callable[[bytes, int], bytes]
"""A block to what it unpacks to, at most so many bytes."""


def unpacker(encoding: str) -> Unpack:
    """How to unpack blocks: at most the given number of bytes comes out of each.

    One layer only, since each further one multiplies what a small answer can grow to.
    """
    name = encoding.strip().lower()
    if name in {"", "identity"}:
        return lambda block, most: block
    if name not in {"gzip", "x-gzip", "deflate"}:
        raise FetchFailed(f"is packed as {name[:40]!r}, which was not asked for: try again later")
    packed = zlib.decompressobj(wbits=47)

    def unpack(block: bytes, most: int) -> bytes:
        try:
            return packed.decompress(block, most)
        except zlib.error as error:
            raise FetchFailed("is packed and damaged: try again later") from error

    return unpack
