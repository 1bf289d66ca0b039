"""Lists of reports: feeds, news site maps, and lists of those."""

import io
from dataclasses import dataclass

from tipsheet.intake.decode import decode_page
from tipsheet.intake.files import Stream
from tipsheet.intake.limits import Limits
from tipsheet.intake.xmltext import declared_encoding, refuse_entities, root_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One report as a feed or site map announces it.

    `published` is an ISO date or datetime; `words` is HTML, where the feed holds more than an
    address; `changed` is what the feed says of the last change, in any form.
    """

    url: str | None
    id: str | None = None
    title: str | None = None
    publisher: str | None = None
    byline: tuple[str, ...] = ()
    published: str | None = None
    language: str | None = None
    changed: str | None = None
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What a feed, site map or list of feeds holds.

    `lists` are addresses of further ones; `left` counts what was over the limit and left.
    """

    title: str | None = None
    entries: tuple[Entry, ...] = ()
    lists: tuple[str, ...] = ()
    left: int = 0


def read_list(stream: Stream, limits: Limits) -> Listing:
    """The listing in `stream`: RSS, Atom, JSON Feed, OPML, site map or index of site maps.

    Raises RecordInvalid, SourceUndecodable or SourceTooLarge.
    """
    data = stream.read_file(limits)
    text = decode_page(data, declared=stream.charset or declared_encoding(data))
    if not text.lstrip().startswith("<"):
        from tipsheet.intake.jsonfeed import read_json_feed

        return read_json_feed(text, stream.url, limits)
    refuse_entities(text)
    root = root_of(text)
    if root == "opml":
        from tipsheet.intake.opml import read_opml

        return read_opml(text, limits)
    if root in {"urlset", "sitemapindex"}:
        from tipsheet.intake.sitemaps import read_site_map

        return read_site_map(text, limits)
    from tipsheet.intake.feeds import read_feed

    return read_feed(text, stream.url, limits)


def stream_of_words(entry: Entry, name: str) -> Stream:
    """What a feed says itself of a report, as a page."""
    page = f'<!DOCTYPE html><html><head><meta charset="utf-8"></head><body><article>{entry.words}'
    return Stream.of(
        name,
        io.BytesIO(f"{page}</article></body></html>".encode("utf-8", "replace")),
        media_type="text/html",
        charset="utf-8",
        url=entry.url,
    )
