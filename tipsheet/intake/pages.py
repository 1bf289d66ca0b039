"""From what a feed or site map lists to reports: the pages themselves, or the feed's own words."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from tipsheet.errors import AddressRefused, NoArticle, RecordInvalid, SourceTooLarge, TipsheetError
from tipsheet.intake.ahead import ahead, in_turn
from tipsheet.intake.documents import read_document
from tipsheet.intake.files import Stream, unpacked
from tipsheet.intake.formats import Outcome, outcome_of
from tipsheet.intake.found import Found
from tipsheet.intake.given import language_code
from tipsheet.intake.listing import Entry, Listing, read_list, stream_of_words
from tipsheet.intake.polite import Polite
from tipsheet.intake.rejection import Rejection
from tipsheet.intake.terms import Terms
from tipsheet.intake.web import Ended, Fetch, Fetched, stream_of

_DEPTH = 3
"""A list of feeds, an index of site maps, a site map: no honest list lies deeper."""
_WIDTH = 16
"""Feeds whose entries are taken in turn, so that one slow site does not hold up the others."""
_FEWEST_WORDS = 60
"""A feed's own words stand in for a page that cannot be had only if they are more than a teaser."""

Page = Fetched | TipsheetError | None
"""What an entry's address answered, why it did not, or None where nothing is to be fetched."""


def read_listing(stream: Stream, terms: Terms) -> Iterator[Outcome]:
    """The reports that a feed, site map or list of feeds leads to.

    With `terms.fetch` the pages are fetched, with manners whether or not it has any; without,
    what the feed says itself is read. An address that is listed twice is read once.
    """
    if isinstance(terms.fetch, Fetch):
        terms = replace(terms, fetch=Polite(terms.fetch))
    listing = read_list(stream, terms.limits)
    seen: set[int] = set()
    entries = _entries(listing, stream.name, terms, _DEPTH)
    yield from read_entries(_once(entries, seen), terms)


def read_entries(entries: Iterator[Entry | Rejection], terms: Terms) -> Iterator[Outcome]:
    """The reports that entries lead to, and rejections as they come."""
    for entry, page in ahead(partial(_fetched, terms), entries, terms.workers):
        if isinstance(entry, Rejection):
            yield entry
        else:
            yield report_of(entry, page, terms)


def report_of(entry: Entry, page: Page, terms: Terms) -> Outcome:
    """The report of an entry: from its page, else from the feed's own words if they suffice."""
    name = entry.url or entry.id or entry.title or "an entry without an address"
    if page is None:
        return outcome_of(name, partial(_own_words, entry, name, terms, 1), terms)
    if isinstance(page, TipsheetError):
        outcome: Outcome = Rejection(name, page)
    else:
        outcome = outcome_of(name, partial(_page, entry, name, page, terms), terms)
    if isinstance(outcome, Rejection) and entry.words and not isinstance(page, Ended):
        own = outcome_of(name, partial(_own_words, entry, name, terms, _FEWEST_WORDS), terms)
        return own if not isinstance(own, Rejection) else outcome
    return outcome


def read_fetched_list(address: str, terms: Terms) -> Listing:
    """The listing at an address; raises a TipsheetError where there is none."""
    if terms.fetch is None:
        raise AddressRefused("is a web address, and fetching is off here: save the feed first")
    stream = unpacked(stream_of(terms.fetch(address), address))
    if stream.kind != "feed":
        raise RecordInvalid("is no feed or site map: check the address")
    return read_list(stream, terms.limits)


def _entries(listing: Listing, name: str, terms: Terms, depth: int) -> Iterator[Entry | Rejection]:
    """What is listed here and in the lists that are listed here."""
    if listing.left:
        line = f"lists {listing.left:,} more than the limit of {terms.limits.entries:,}"
        yield Rejection(name, SourceTooLarge(f"{line}: raise it with --max-entries"))
    if not (listing.entries or listing.lists):
        yield Rejection(name, NoArticle("lists nothing: check the address, or wait for news"))
    yield from listing.entries
    if depth:
        below = ahead(partial(_below, terms, depth - 1), listing.lists, terms.workers)
        yield from in_turn(below, _WIDTH)


def _below(terms: Terms, depth: int, address: str) -> Iterator[Entry | Rejection]:
    try:
        listing = read_fetched_list(address, terms)
    except TipsheetError as error:
        return iter([Rejection(address, error)])
    return _entries(listing, address, terms, depth)


def _once(entries: Iterator[Entry | Rejection], seen: set[int]) -> Iterator[Entry | Rejection]:
    for entry in entries:
        if isinstance(entry, Entry) and entry.url:
            if hash(entry.url) in seen:
                continue
            seen.add(hash(entry.url))
        yield entry


def page_of(entry: Entry, terms: Terms) -> Page:
    """What the entry's address answers, or why it does not; None where nothing is fetched."""
    if entry.url is None or terms.fetch is None:
        return None
    try:
        return terms.fetch(entry.url)
    except TipsheetError as error:
        return error


def _fetched(terms: Terms, entry: Entry | Rejection) -> tuple[Entry | Rejection, Page]:
    return entry, None if isinstance(entry, Rejection) else page_of(entry, terms)


def _page(entry: Entry, name: str, page: Fetched, terms: Terms) -> Found:
    stream = unpacked(stream_of(page, name))
    found = read_document(stream, terms.limits, seen=page.when, capture=terms.capture)
    return _with_facts(found, entry)


def _own_words(entry: Entry, name: str, terms: Terms, fewest: int) -> Found:
    if not entry.words:
        raise NoArticle("comes without words, and fetching is off here: fetch the page")
    found = read_document(stream_of_words(entry, name), terms.limits)
    if len(found.text.split()) < fewest:
        raise NoArticle("comes with a few words only: fetch the page")
    return replace(
        _with_facts(found, entry),
        publisher=entry.publisher or found.publisher,
        published=entry.published or found.published,
    )


def _with_facts(found: Found, entry: Entry) -> Found:
    """What was found, with what the feed knows where the page does not say."""
    return replace(
        found,
        title=found.title or entry.title,
        publisher=entry.publisher if _is_host(found) and entry.publisher else found.publisher,
        byline=found.byline or entry.byline,
        published=found.published or entry.published,
        language=found.language or (language_code(entry.language) if entry.language else None),
    )


def _is_host(found: Found) -> bool:
    """Whether the publisher is not named, but for the host that the page came from."""
    name = (found.publisher or "").lower()
    return name in (found.url or "").lower()
