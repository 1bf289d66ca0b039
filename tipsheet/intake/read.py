"""One source to its reports."""

import io
from collections.abc import Iterator

from tipsheet.errors import AddressRefused, TipsheetError
from tipsheet.intake.files import STDIN, Stream, open_stream
from tipsheet.intake.formats import read_stream
from tipsheet.intake.given import NOTHING_GIVEN, Given
from tipsheet.intake.limits import DEFAULT_LIMITS, Limits
from tipsheet.intake.rejection import Rejection
from tipsheet.intake.sources import expand_source, is_address
from tipsheet.intake.web import Fetch
from tipsheet.record import Report


def read_source(
    source: str,
    *,
    given: Given = NOTHING_GIVEN,
    limits: Limits = DEFAULT_LIMITS,
    fetch: Fetch | None = None,
) -> Iterator[Report | Rejection]:
    """The reports in a file, folder, glob, address or standard input ("-"), one by one.

    What cannot be read comes as a Rejection in its place, and the rest is still read. `given`
    holds for every report of the source. Without `fetch` nothing is fetched: addresses are
    refused.
    """
    for item in expand_source(source):
        if isinstance(item, Rejection):
            yield item
        else:
            yield from _read_one(item, given, limits, fetch)


def _read_one(
    name: str, given: Given, limits: Limits, fetch: Fetch | None
) -> Iterator[Report | Rejection]:
    try:
        if is_address(name):
            yield from read_stream(_fetched(name, fetch), given, limits)
        else:
            with open_stream(name) as stream:
                yield from read_stream(stream, given, limits)
    except TipsheetError as error:
        yield Rejection("standard input" if name == STDIN else name, error)


def _fetched(address: str, fetch: Fetch | None) -> Stream:
    if fetch is None:
        raise AddressRefused("is a web address, and fetching is off here: save the page first")
    answer = fetch(address)
    return Stream.of(
        address,
        io.BytesIO(answer.data),
        media_type=answer.media_type,
        charset=answer.charset,
        url=answer.url,
    )
