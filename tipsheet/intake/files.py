"""Files and standard input as streams of bytes, looked at before they are read."""

import gzip
import io
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import BinaryIO, cast

from tipsheet.errors import (
    ArchiveDamaged,
    SourceMissing,
    SourceTooLarge,
    SourceUndecodable,
    SourceUnreadable,
)
from tipsheet.intake.kinds import HEAD, PACKED, kind_of
from tipsheet.intake.limits import Limits

STDIN = "-"
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """The bytes of one source, with what is known of them from outside.

    `file` is the open file that the bytes come from, where there is one.
    """

    name: str
    head: bytes
    body: BinaryIO
    media_type: str | None = None
    charset: str | None = None
    url: str | None = None
    file: BinaryIO | None = None

    @classmethod
    def of(
        cls,
        name: str,
        body: BinaryIO,
        *,
        media_type: str | None = None,
        charset: str | None = None,
        url: str | None = None,
        file: BinaryIO | None = None,
    ) -> "Stream":
        """A stream over `body` that has read its head, and still gives it back."""
        head, damage = _head(body)
        joined = io.BufferedReader(_Rejoined(head, body, damage))
        return cls(
            name=name,
            head=head,
            body=joined,
            media_type=media_type,
            charset=charset,
            url=url,
            file=file,
        )

    @property
    def kind(self) -> str:
        """What the source is, as `kind_of` tells; raises SourceUndecodable."""
        return kind_of(self.head, self.name, self.media_type)

    @property
    def taken(self) -> int:
        """How many bytes of the file were taken in so far; 0 where there is none."""
        try:
            return self.file.tell() if self.file else 0
        except (OSError, ValueError):  # a pipe, or closed meanwhile
            return 0

    def read(self, limit: int, error: SourceTooLarge) -> bytes:
        """All bytes; raises `error` past `limit` bytes."""
        blocks: list[bytes] = []
        size = 0
        while block := self.body.read(_BLOCK):
            blocks.append(block)
            size += len(block)
            if size > limit:
                raise error
        return b"".join(blocks)

    def read_file(self, limits: Limits) -> bytes:
        """All bytes of a source that is read as one document; raises SourceTooLarge."""
        return self.read(limits.file, file_too_large(limits))

    def lines(self, limit: int) -> Iterator[tuple[int, bytes | None]]:
        """Each line with its number from 1; None stands for a line longer than `limit` bytes."""
        number = 0
        while line := self.body.readline(limit + 1):
            number += 1
            if len(line) > limit and not line.endswith(b"\n"):
                self._skip_line()
                yield number, None
            else:
                yield number, line

    def _skip_line(self) -> None:
        while (part := self.body.readline(_BLOCK)) and not part.endswith(b"\n"):
            pass


class _Rejoined(io.RawIOBase):
    """A head that was read already, then the rest of its stream, or the damage behind the head."""

    def __init__(self, head: bytes, rest: BinaryIO, damage: ArchiveDamaged | None) -> None:
        self._head = head
        self._rest = rest
        self._damage = damage

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if self._damage and not self._head:
            raise self._damage
        data = self._head[: len(buffer)] if self._head else _read(self._rest, len(buffer))
        self._head = self._head[len(buffer) :]
        buffer[: len(data)] = data
        return len(data)


@contextmanager
def open_stream(name: str) -> Iterator[Stream]:
    """The file `name`, or standard input for "-"; raises SourceMissing or SourceUnreadable."""
    if name == STDIN:
        yield Stream.of("standard input", sys.stdin.buffer)
        return
    with _opened(name) as body:
        yield Stream.of(name, body, file=body)


def unpacked(stream: Stream) -> Stream:
    """What is in a gzip file, as a stream; any other stream as it is, WARC files too.

    Raises SourceUndecodable for gzip within gzip: each layer multiplies what it can grow to.
    """
    if stream.kind != "gzip":
        return stream
    inner = Stream.of(
        stream.name.removesuffix(PACKED),
        cast(BinaryIO, gzip.GzipFile(fileobj=stream.body)),
        media_type=stream.media_type if "gzip" not in (stream.media_type or "") else None,
        url=stream.url,
        file=stream.file,
    )
    if inner.kind in {"gzip", "warc"}:
        raise SourceUndecodable("is gzip within gzip: unpack it once")
    return replace(inner, name=stream.name)


def _opened(name: str) -> BinaryIO:
    try:
        return open(name, "rb")
    except (FileNotFoundError, NotADirectoryError) as error:
        raise SourceMissing("no such file: check the path") from error
    except PermissionError as error:
        raise SourceUnreadable("may not be opened: ask for the right to read it") from error
    except OSError as error:
        raise _unreadable(error) from error


def _head(body: BinaryIO) -> tuple[bytes, ArchiveDamaged | None]:
    """The first bytes, and the damage that lies right behind them; raises it where there are none.

    Gzip tells damage once, and gives an end when it is asked again.
    """
    head = b""
    try:
        while len(head) < HEAD and (block := _read(body, HEAD - len(head))):
            head += block
    except ArchiveDamaged as damage:
        if not head:
            raise
        return head, damage
    return head, None


def _read(body: BinaryIO, size: int) -> bytes:
    """Some bytes, at most `size`: those before damage come before its error."""
    try:
        some: bytes = getattr(body, "read1", body.read)(size)
        return some
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise ArchiveDamaged(
            "is packed and damaged or cut off: what came before is read; copy it again"
        ) from error
    except OSError as error:
        raise _unreadable(error) from error


def _unreadable(error: OSError) -> SourceUnreadable:
    return SourceUnreadable(f"cannot be read ({error.strerror or error}): copy it again")


def text_too_large(limits: Limits) -> SourceTooLarge:
    """The error for a report with too much text."""
    return SourceTooLarge(
        f"is over the limit of {limits.text:,} characters of text: "
        "split it, or raise the limit with --max-text"
    )


def file_too_large(limits: Limits) -> SourceTooLarge:
    """The error for a document that is too large, whatever its text."""
    return SourceTooLarge(
        f"is over the limit of {limits.file:,} bytes: split it, or raise the limit with --max-file"
    )
