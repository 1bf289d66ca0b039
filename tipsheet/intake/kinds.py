"""What a source is, told from its first bytes, its name and what the server calls it."""

import codecs
import re
import zlib
from functools import cache
from pathlib import PurePath

from tipsheet.errors import SourceUndecodable
from tipsheet.intake.lists import load_list

GZIP = b"\x1f\x8b\x08"
HEAD = 4096
"""So many bytes are enough to tell what a source is."""

SUFFIXES = {
    ".txt": "text",
    ".text": "text",
    ".md": "text",
    ".htm": "html",
    ".html": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".json": "json",
    ".jsonl": "json",
    ".ndjson": "json",
    ".csv": "csv",
    ".tsv": "csv",
    ".parquet": "parquet",
    ".warc": "warc",
    ".rss": "feed",
    ".atom": "feed",
    ".opml": "feed",
    ".xml": "feed",
}
PACKED = ".gz"
"""The suffix of a packed file, after its own."""

_MEDIA_TYPES = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/json": "json",
    "application/jsonl": "json",
    "application/x-ndjson": "json",
    "application/ld+json": "json",
    "text/csv": "csv",
    "text/tab-separated-values": "csv",
    "application/vnd.apache.parquet": "parquet",
    "application/feed+json": "feed",
    "application/rss+xml": "feed",
    "application/atom+xml": "feed",
    "text/x-opml": "feed",
}
_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,500}?-->\s*)?"
    r"<(?:!doctype\s+html|html|head|body|title|meta|article|main|div|section)\b",
    re.IGNORECASE | re.DOTALL,
)
_FEED = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:(?:<!--.{0,500}?-->|<\?xml-.{0,200}?\?>)\s*){0,9}"
    r"(?:<!DOCTYPE[^>]{0,200}>\s*)?<(?:\w{1,20}:)?(?:rss|feed|RDF|urlset|sitemapindex|opml)\b",
    re.DOTALL,
)
_JSON_FEED = re.compile(
    r"\s*\{.{0,500}?\"version\"\s*:\s*\"https?:(?:\\?/){2}jsonfeed\.org", re.DOTALL
)
_RECORD = re.compile(r"\s*(?:\{\s*[\"}]|\[\s*[{\]])")


def kind_of(head: bytes, name: str = "", media_type: str | None = None) -> str:
    """The kind of a source; raises SourceUndecodable for archives, pictures and the like.

    One of text, html, pdf, json, csv, parquet, warc, feed (with site maps and lists of feeds)
    and gzip, which is anything packed but a WARC file. The bytes decide where they are clear,
    then the media type, then the suffix of the name.
    """
    told = _MEDIA_TYPES.get(media_type or "") or SUFFIXES.get(suffix_of(name))
    if head.startswith(b"PAR1"):
        return "parquet"
    if told == "warc" or _unpacked(head).startswith(b"WARC/"):
        return "warc"  # by its name too, since its first record may be the damaged one
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(GZIP):
        return "gzip"
    refuse_signature(head)
    opening = _opening(head)
    if media_type == "text/plain":
        return "text"
    if _FEED.match(opening) or _JSON_FEED.match(opening):
        return "feed"
    if told == "feed" and not _PAGE.match(opening):
        return "feed"
    if _PAGE.match(opening):
        return "html"
    if told in {"html", "json", "csv"}:
        return told
    return "json" if told != "text" and _RECORD.match(opening) else "text"


def suffix_of(name: str) -> str:
    """The suffix of a file's name in lower case, without that of the packing."""
    path = PurePath(name.lower())
    return PurePath(path.stem).suffix if path.suffix == PACKED else path.suffix


def _unpacked(head: bytes) -> bytes:
    """The first bytes of what `head` holds, packed or not."""
    if not head.startswith(GZIP):
        return head
    try:
        return zlib.decompressobj(wbits=31).decompress(head, 16)
    except zlib.error:
        return b""


def refuse_signature(head: bytes) -> None:
    """Raise SourceUndecodable where the first bytes are those of a known binary format."""
    for magic, what, cure in _signatures():
        if head.startswith(magic):
            raise SourceUndecodable(f"is {what}: {cure}")


@cache
def _signatures() -> tuple[tuple[bytes, str, str], ...]:
    rows = load_list("signatures")["signature"]
    return tuple((bytes.fromhex(row["bytes"]), row["what"], row["cure"]) for row in rows)


def _opening(head: bytes) -> str:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head.decode("utf-16", "ignore")
    return head.decode("utf-8-sig", "ignore")
