"""What a source is, told from its first bytes, its name and what the server calls it."""

import codecs
import re
from functools import cache
from pathlib import PurePath

from tipsheet.errors import SourceUndecodable
from tipsheet.intake.lists import load_list

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
}
_MEDIA_TYPES = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/json": "json",
    "application/jsonl": "json",
    "application/x-ndjson": "json",
    "application/ld+json": "json",
}
_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,500}?-->\s*)?"
    r"<(?:!doctype\s+html|html|head|body|title|meta|article|main|div|section)\b",
    re.IGNORECASE | re.DOTALL,
)
_FEED = re.compile(r"\s*(?:<\?xml[^>]{0,200}>\s*)?<(?:rss|feed|rdf:RDF|urlset|sitemapindex)\b")
_RECORD = re.compile(r"\s*(?:\{\s*[\"}]|\[\s*[{\]])")


def kind_of(head: bytes, name: str = "", media_type: str | None = None) -> str:
    """text, html, pdf, json or feed; raises SourceUndecodable for archives, pictures and the like.

    The bytes decide where they are clear, then the media type, then the suffix of the name.
    """
    if b"%PDF-" in head[:1024]:
        return "pdf"
    refuse_signature(head)
    opening = _opening(head)
    if media_type == "text/plain":
        return "text"
    if _FEED.match(opening):
        return "feed"
    if _PAGE.match(opening):
        return "html"
    suffix = PurePath(name).suffix.lower()
    told = _MEDIA_TYPES.get(media_type or "") or SUFFIXES.get(suffix)
    if told in {"html", "json"}:
        return told
    return "json" if told is None and _RECORD.match(opening) else "text"


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
