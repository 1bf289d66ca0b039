"""One source to its reports."""

from collections.abc import Iterator

from tipsheet.errors import AddressRefused, TipsheetError
from tipsheet.intake.files import STDIN, open_stream
from tipsheet.intake.formats import Outcome, read_stream
from tipsheet.intake.given import NOTHING_GIVEN, Given
from tipsheet.intake.limits import DEFAULT_LIMITS, Limits
from tipsheet.intake.rejection import Rejection
from tipsheet.intake.sources import expand_source, is_address
from tipsheet.intake.terms import DEFAULT_TERMS, Terms
from tipsheet.intake.web import Fetched, Fetcher, stream_of
from tipsheet.record import Report


def read_source(
    source: str,
    *,
    given: Given = NOTHING_GIVEN,
    limits: Limits = DEFAULT_LIMITS,
    fetch: Fetcher | None = None,
) -> Iterator[Report | Rejection]:
    """The reports in a file, folder, glob, address or standard input ("-"), one by one.

    What cannot be read comes as a Rejection in its place, and the rest is still read. `given`
    holds for every report of the source. Without `fetch` nothing is fetched: addresses are
    refused.
    """
    terms = Terms(given=given, limits=limits, fetch=fetch)
    for outcome in read_items(source, terms):
        yield outcome if isinstance(outcome, Rejection) else outcome.report


def read_items(source: str, terms: Terms = DEFAULT_TERMS) -> Iterator[Outcome]:
    """As `read_source`, each report with where it was read and what came along."""
    for name in expand_source(source):
        if isinstance(name, Rejection):
            yield name
        else:
            yield from read_one(name, terms)


def read_one(name: str, terms: Terms = DEFAULT_TERMS, *, after: int = 0) -> Iterator[Outcome]:
    """What is in one file, address or standard input, past the first `after` outcomes."""
    try:
        if is_address(name):
            fetched = _fetched(name, terms.fetch)
            yield from read_stream(stream_of(fetched, name), terms, after=after, seen=fetched.when)
        else:
            with open_stream(name) as stream:
                yield from read_stream(stream, terms, after=after)
    except TipsheetError as error:
        yield Rejection("standard input" if name == STDIN else name, error)


def _fetched(address: str, fetch: Fetcher | None) -> Fetched:
    if fetch is None:
        raise AddressRefused("is a web address, and fetching is off here: save the page first")
    return fetch(address)
