"""Files and standard input as streams of bytes, looked at before they are read."""

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

from tipsheet.errors import SourceMissing, SourceTooLarge, SourceUnreadable
from tipsheet.intake.kinds import HEAD, kind_of
from tipsheet.intake.limits import Limits

STDIN = "-"
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """The bytes of one source, with what is known of them from outside."""

    name: str
    head: bytes
    body: BinaryIO
    media_type: str | None = None
    charset: str | None = None
    url: str | None = None

    @classmethod
    def of(
        cls,
        name: str,
        body: BinaryIO,
        *,
        media_type: str | None = None,
        charset: str | None = None,
        url: str | None = None,
    ) -> "Stream":
        """A stream over `body` that has read its head, and still gives it back."""
        head = _read(body, HEAD)
        joined = io.BufferedReader(_Rejoined(head, body))
        return cls(
            name=name, head=head, body=joined, media_type=media_type, charset=charset, url=url
        )

    @property
    def kind(self) -> str:
        """text, html, pdf, json or feed; raises SourceUndecodable."""
        return kind_of(self.head, self.name, self.media_type)

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
    """A head that was read already, then the rest of its stream."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
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
        yield Stream.of(name, body)


def _opened(name: str) -> BinaryIO:
    try:
        return open(name, "rb")
    except (FileNotFoundError, NotADirectoryError) as error:
        raise SourceMissing("no such file: check the path") from error
    except PermissionError as error:
        raise SourceUnreadable("may not be opened: ask for the right to read it") from error
    except OSError as error:
        raise _unreadable(error) from error


def _read(body: BinaryIO, size: int) -> bytes:
    try:
        return body.read(size)
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
