"""WARC files made by hand, and what is in them."""

import gzip

from tipsheet.errors import TipsheetError
from tipsheet.intake import Item, Rejection
from tipsheet.intake.formats import Outcome

HTML = (
    "<!DOCTYPE html><html lang=en><head><title>Report {n}</title></head><body><article>"
    "<p>The army left town number {n} on Monday, and the mayor said that it would not come back."
    "</p></article></body></html>"
)


def answer(
    n: int, body: bytes | None = None, headers: str = "Content-Type: text/html; charset=utf-8"
) -> bytes:
    """An HTTP answer that holds report number `n`."""
    body = HTML.format(n=n).encode() if body is None else body
    return f"HTTP/1.1 200 OK\r\n{headers}\r\n\r\n".encode() + body


def record(n: int, block: bytes | None = None, *, kind: str = "response", date: str = "") -> bytes:
    """A WARC record of page number `n`."""
    block = answer(n) if block is None else block
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://herald.example/{n}\r\n"
        f"WARC-Date: {date or f'2025-03-0{n % 9 + 1}T06:00:00Z'}\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{n:012d}>\r\n"
        f"Content-Type: application/http; msgtype={kind}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def packed(*records: bytes) -> bytes:
    """An archive with a gzip member for each record, as crawlers write it."""
    return b"".join(gzip.compress(one, mtime=0) for one in records)


def told(outcome: Outcome | TipsheetError) -> str:
    """The address of a report, or the code of the error."""
    if isinstance(outcome, Item):
        return (outcome.report.url or "").rpartition("/")[2]
    return outcome.error.code if isinstance(outcome, Rejection) else outcome.code
