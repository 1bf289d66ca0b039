"""Web archives: WARC files, packed or not, such as those of CC-NEWS.

A damaged stretch costs the records in it and no others: the reading goes on at the next place
where a record begins.
"""

import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING, BinaryIO, cast

from tipsheet.errors import ArchiveDamaged, InputError, NoArticle, TipsheetError
from tipsheet.intake.answers import answer_in
from tipsheet.intake.documents import read_document
from tipsheet.intake.files import Stream, file_too_large
from tipsheet.intake.found import Found
from tipsheet.intake.heads import is_packed, is_whole, next_head
from tipsheet.intake.limits import Limits
from tipsheet.intake.unpack import bare_body
from tipsheet.intake.web import media_of

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

_PAGES = frozenset({"response", "resource", "conversion"})
_WEB, _LOCAL = ("http://", "https://"), "file://"
_HEADERS = 65_536
"""Bytes that the headers of an answer may take beside the limit on the answer itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """One archived answer or file: the headers that tell what it is, and its body as archived."""

    url: str | None
    headers: Mapping[str, str]
    body: bytes
    seen: str | None


_Placed = tuple[int, str | None, _Page | InputError | None]


def read_archive(
    stream: Stream, limits: Limits, *, capture: bool = False
) -> Iterator[tuple[str, TipsheetError | Callable[[], Found]]]:
    """Each archived page with its name: the file, the byte its record begins at, its address.

    What is no page (requests, notes of the crawler, records that only refer to another) is passed
    over. A page over the limit, an answer of failure and a damaged stretch come as errors.
    """
    for place, url, found in _pages(stream, limits):
        name = f"{stream.name}@{place}" + (f" {url[:300]}" if url else "")
        if found is None:
            continue
        if isinstance(found, _Page):
            yield name, partial(_read, name, found, limits, capture)
        else:
            yield name, found


def _read(name: str, page: _Page, limits: Limits, capture: bool) -> Found:
    transfer, content = map(page.headers.get, ("transfer-encoding", "content-encoding"))
    body = bare_body(page.body, transfer or "", content or "", limits)
    media_type, charset = media_of(page.headers.get("content-type", ""))
    stream = Stream.of(name, io.BytesIO(body), media_type=media_type, charset=charset, url=page.url)
    if not stream.head.strip():
        raise NoArticle("is an empty answer: there was nothing to archive")
    return read_document(stream, limits, seen=page.seen, capture=capture)


def _pages(stream: Stream, limits: Limits) -> Iterator[_Placed]:
    """The pages from the beginning, and behind each damaged stretch from the next record on."""
    file = stream.file if stream.file is not None and stream.file.seekable() else None
    start: int | None = 0
    told = False  # whether the record at `start` has been counted as lost already
    while start is not None:
        walk = _Walk(file, start)
        yield from walk.over(file or cast(BinaryIO, _Forward(stream.body)), limits)
        if walk.ended:
            return
        if not (told and walk.fruitless):
            yield walk.place, None, _damaged(walk, whole=file is not None)
        told = walk.sound
        start = next_head(file, walk.place + 1) if file else None


class _Walk:
    """One walk over the records of an archive, as far as they are sound.

    A record is given out when the next one has begun, since only then its checksum has been
    looked at.
    """

    def __init__(self, file: BinaryIO | None, start: int) -> None:
        self._file = file
        self.place = start
        self.fruitless = True
        self.sound = False
        self.ended = False

    def over(self, source: BinaryIO, limits: Limits) -> Iterator[_Placed]:
        """The pages from `place` on; `ended` when there are no more, `sound` if the last was."""
        from fastwarc.warc import ArchiveIterator

        if self._file:
            self._file.seek(self.place)
        held: _Placed | None = None
        try:
            for record in ArchiveIterator(source, parse_http=False):
                if held:
                    yield held
                held = None
                self.place, self.fruitless = record.stream_pos, False
                held = _placed(record, limits)
            self.ended = not self._is_cut_off()
            self.sound = not self.ended
        except (OSError, ValueError):  # the library's words for all that is not as it should be
            self.sound = not self.fruitless and self._is_whole(held)
        if held and (self.ended or self.sound):
            yield held

    def _is_whole(self, held: _Placed | None) -> bool:
        return held is not None and (self._file is None or is_whole(self._file, self.place))

    def _is_cut_off(self) -> bool:
        """Whether a last packed record is there that the library passed over as too short."""
        if self._file is None:
            return False
        rest = next_head(self._file, self.place + 1)
        return rest is not None and is_packed(self._file, rest)


class _Forward:
    """Bytes that come but once, with the place they have come to."""

    def __init__(self, body: BinaryIO) -> None:
        self._body = body
        self._at = 0

    def read(self, size: int = -1) -> bytes:
        data = self._body.read(size)
        self._at += len(data)
        return data

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = 0) -> int:
        raise io.UnsupportedOperation("seek")

    def close(self) -> None:
        """Whoever opened the body closes it."""


def _damaged(walk: _Walk, *, whole: bool) -> ArchiveDamaged:
    where = f"is damaged {'behind' if walk.sound else 'from'} byte {walk.place:,}"
    if not whole:
        return ArchiveDamaged(f"{where}, and the rest is lost: give the archive as a file")
    return ArchiveDamaged(f"{where}: a record is lost, those after it are read")


def _placed(record: "WarcRecord", limits: Limits) -> _Placed:
    url = record.headers.get("WARC-Target-URI")
    return record.stream_pos, url, _page(record, url or "", limits)


def _page(record: "WarcRecord", url: str, limits: Limits) -> _Page | InputError | None:
    """The page in a record, or why it cannot be had; None where it holds none.

    Raises ValueError for a record that is shorter than it says.
    """
    if "Content-Length" not in record.headers:
        raise ValueError("cut off within its head")
    if str(record.record_type) not in _PAGES or not url.startswith((*_WEB, _LOCAL)):
        return None
    if record.content_length > limits.file + _HEADERS:
        return file_too_large(limits)
    length = record.content_length
    block = record.reader.read()
    if len(block) < length:
        raise ValueError("cut off")
    date = record.record_date
    seen = date.isoformat() if date else None
    if not record.is_http:
        headers = {"content-type": record.headers.get("Content-Type") or ""}
        address = url if url.startswith(_WEB) else None  # a file has a place, but no address
        return _Page(url=address, headers=headers, body=block, seen=seen)
    answer = answer_in(block)
    if answer is None:
        return NoArticle("is no answer of a web server, though its record says so")
    if not 200 <= answer.status < 300:
        return NoArticle(f"was answered with {_phrase(answer.status)} when it was archived")
    return _Page(url=url, headers=answer.headers, body=answer.body, seen=seen)


def _phrase(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)
