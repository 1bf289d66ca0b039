"""What is packed, unpacked within limits."""

import io
import re
import zlib
from collections.abc import Callable

from tipsheet.errors import FetchFailed, SourceTooLarge, SourceUndecodable
from tipsheet.intake.limits import Limits

Unpack = Callable[[bytes, int], bytes]
"""A block to what it unpacks to, at most so many bytes."""

_CHUNK = re.compile(rb"\s*([0-9a-fA-F]{1,8})(?:[ \t]*;[^\r\n]{0,256})?[ \t]*\r?\n")


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


def bare_body(data: bytes, transfer: str, content: str, limits: Limits) -> bytes:
    """The body of an archived answer without the encodings of its headers.

    Many crawlers keep the headers and archive the bare body, so what does not look packed is
    taken as it is. Raises SourceTooLarge over `limits.file` bytes, SourceUndecodable where it is
    damaged or packed in an unknown way.
    """
    if "chunked" in transfer.lower():
        data = _joined(data)
    name = content.strip().lower()
    if name in {"", "identity"} or (name in {"gzip", "x-gzip"} and data[:2] != b"\x1f\x8b"):
        bare = data
    else:
        bare = _unpacked(data, name, limits.file + 1)
    if len(bare) > limits.file:
        raise SourceTooLarge(
            f"unpacks to more than {limits.file:,} bytes: raise the limit with --max-file"
        )
    return bare


def _joined(data: bytes) -> bytes:
    """Chunks put together, or the bytes as they are where they are no chunks."""
    parts: list[bytes] = []
    at = 0
    while (head := _CHUNK.match(data, at)) and (size := int(head[1], 16)):
        parts.append(data[head.end() : head.end() + size])
        at = head.end() + size
    return b"".join(parts) if parts else data


def _unpacked(data: bytes, name: str, most: int) -> bytes:
    from fastwarc.stream_io import BrotliReader, ZstdReader

    readers = {"br": BrotliReader, "zstd": ZstdReader}
    try:
        if name in readers:
            return bytes(readers[name](io.BytesIO(data)).read(most))
        if name in {"gzip", "x-gzip", "deflate"}:
            return _inflated(data, most)
    except (OSError, ValueError, zlib.error) as error:
        raise SourceUndecodable("is packed and damaged: it was archived so") from error
    raise SourceUndecodable(f"is packed as {name[:40]!r}, which is not read")


def _inflated(data: bytes, most: int) -> bytes:
    try:
        return zlib.decompressobj(wbits=47).decompress(data, most)
    except zlib.error:
        return zlib.decompressobj(wbits=-15).decompress(data, most)  # bare deflate, as some send
