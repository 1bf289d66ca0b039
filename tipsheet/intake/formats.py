"""Which module reads which kind of source."""

from collections.abc import Iterator

from tipsheet.errors import NoArticle, TipsheetError
from tipsheet.intake.files import Stream
from tipsheet.intake.found import Found
from tipsheet.intake.given import Given
from tipsheet.intake.limits import Limits
from tipsheet.intake.rejection import Rejection
from tipsheet.intake.reports import make_report
from tipsheet.record import Report


def read_stream(stream: Stream, given: Given, limits: Limits) -> Iterator[Report | Rejection]:
    """The reports in `stream`: one, or as many as there are records."""
    if not stream.head.strip():
        found: Found = Found(text="", kind="text")
        yield _report(stream.name, found, given, limits)
    elif stream.kind == "json":
        yield from _reports(stream, given, limits)
    else:
        yield _report(stream.name, _read(stream, limits), given, limits)


def _read(stream: Stream, limits: Limits) -> Found:
    match stream.kind:
        case "html":
            from tipsheet.intake.html import read_page

            return read_page(stream, limits)
        case "pdf":
            from tipsheet.intake.pdf import read_pdf

            return read_pdf(stream, limits)
        case "feed":
            raise NoArticle("is a feed or site map, not a report: give the addresses in it")
    from tipsheet.intake.text import read_text

    return read_text(stream, limits)


def _reports(stream: Stream, given: Given, limits: Limits) -> Iterator[Report | Rejection]:
    from tipsheet.intake.records import read_records

    for name, found in read_records(stream, limits):
        if isinstance(found, TipsheetError):
            yield Rejection(name, found)
        else:
            yield _report(name, found, given, limits)


def _report(name: str, found: Found, given: Given, limits: Limits) -> Report | Rejection:
    try:
        return make_report(found, given, limits)
    except TipsheetError as error:
        return Rejection(name, error)
