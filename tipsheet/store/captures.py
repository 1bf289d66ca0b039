"""The bytes that reports were made of, kept as WARC files in a folder beside the store.

Each process that writes has a file of its own, and records are on the disk before the database
learns of them. What a process that was killed leaves behind is at worst a broken last record that
nothing points at.
"""

import gzip
import hashlib
import os
import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from tipsheet.errors import StoreDamaged, StoreFull
from tipsheet.store.base import Capture
from tipsheet.store.clock import now, stamp

LARGEST = 1_000_000_000  # bytes of a file before the next is begun, as archives recommend
_HEADER_BREAK = re.compile(r"[\s\0-\x1f\x7f]+")


class Captures:
    """A folder of WARC files."""

    def __init__(self, folder: Path, *, largest: int = LARGEST) -> None:
        self.folder = folder
        self._largest = largest
        self._file: BinaryIO | None = None
        self._name = ""

    def put(self, capture: Capture) -> dict[str, Any]:
        """Write a capture; where it is, as the row of a table. Raises StoreFull for no room.

        It is kept for good when `sync` has been called.
        """
        digest = hashlib.sha256(capture.body).hexdigest()
        member = gzip.compress(_record(capture, digest), mtime=0)
        with self._with_room():
            file = self._opened()
            offset = file.tell()
            file.write(member)
        return {
            "url": _header(capture.url),
            "media_type": _header(capture.media_type),
            "fetched": stamp(capture.fetched),
            "digest": digest,
            "file": self._name,
            "offset": offset,
            "length": len(member),
        }

    def get(self, row: Any) -> Capture:
        """The capture that a row points at; StoreDamaged where it is not there whole."""
        path = self.folder / row.file
        try:
            with path.open("rb") as file:
                file.seek(row.offset)
                record = gzip.decompress(file.read(row.length))
        except (OSError, EOFError, ValueError) as error:
            raise StoreDamaged(f"{path} at {row.offset}: the capture cannot be read.") from error
        body = record.partition(b"\r\n\r\n")[2][: -len(_END)]
        if hashlib.sha256(body).hexdigest() != row.digest:
            raise StoreDamaged(f"{path} at {row.offset}: the capture has changed.")
        fetched = datetime.strptime(row.fetched, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
        return Capture(url=row.url, body=body, media_type=row.media_type, fetched=fetched)

    def sync(self) -> None:
        """Have all that was written on the disk; raises StoreFull for no room."""
        if self._file is not None:
            with self._with_room():
                self._file.flush()
                os.fsync(self._file.fileno())

    def close(self) -> None:
        """Let go of the file."""
        if self._file is not None:
            file, self._file = self._file, None
            with suppress(OSError):  # what matters was synced before
                file.close()

    @contextmanager
    def _with_room(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise StoreFull(
                f"{self.folder}: a capture cannot be written ({error.strerror}): make room there."
            ) from error

    def _opened(self) -> BinaryIO:
        if self._file is not None and self._file.tell() >= self._largest:
            self.sync()
            self.close()
        if self._file is None:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._name = f"{now():%Y%m%d%H%M%S}-{uuid.uuid4().hex[:12]}.warc.gz"
            self._file = (self.folder / self._name).open("xb")
            self._file.write(gzip.compress(_head(self._name), mtime=0))
        return self._file


_END = b"\r\n\r\n"


def _record(capture: Capture, digest: str) -> bytes:
    return _warc(
        "resource",
        capture.body,
        {
            "WARC-Target-URI": _header(capture.url),
            "WARC-Date": stamp(capture.fetched),
            "WARC-Record-ID": f"<urn:uuid:{uuid.uuid4()}>",
            "WARC-Block-Digest": f"sha256:{digest}",
            "Content-Type": _header(capture.media_type),
        },
    )


def _head(name: str) -> bytes:
    return _warc(
        "warcinfo",
        b"software: Tipsheet\r\nformat: WARC File Format 1.1\r\n",
        {
            "WARC-Filename": name,
            "WARC-Date": stamp(now()),
            "WARC-Record-ID": f"<urn:uuid:{uuid.uuid4()}>",
            "Content-Type": "application/warc-fields",
        },
    )


def _warc(kind: str, body: bytes, headers: dict[str, str]) -> bytes:
    lines = ["WARC/1.1", f"WARC-Type: {kind}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    lines += [f"Content-Length: {len(body)}", "", ""]
    return "\r\n".join(lines).encode("utf-8", "replace") + body + _END


def _header(value: str) -> str:
    """A value that stays on its line."""
    return _HEADER_BREAK.sub(" ", value).strip().encode("utf-8", "replace").decode()
