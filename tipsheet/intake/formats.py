"""Which module reads which kind of source."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice

from tipsheet.errors import TipsheetError
from tipsheet.intake.documents import read_document
from tipsheet.intake.files import Stream, unpacked
from tipsheet.intake.found import Found
from tipsheet.intake.item import Item
from tipsheet.intake.rejection import Rejection
from tipsheet.intake.reports import weigh
from tipsheet.intake.terms import Terms

Outcome = Item | Rejection
Named = tuple[str, Found | TipsheetError | Callable[[], Found]]
"""A name in a source, and what is there, why nothing is, or how to find out."""


def read_stream(
    stream: Stream, terms: Terms, *, after: int = 0, seen: str | None = None
) -> Iterator[Outcome]:
    """The reports in `stream`: one, or as many as there are records, pages or entries.

    The first `after` of them are passed over. `seen` is the moment the source was taken.
    """
    stream = unpacked(stream)
    if stream.head.strip() and stream.kind == "feed":
        from tipsheet.intake.pages import read_listing

        yield from islice(read_listing(stream, terms), after, None)
        return
    for name, found in islice(_named(stream, terms, seen), after, None):
        yield outcome_of(name, found, terms, taken=stream.taken)


def outcome_of(
    name: str,
    found: Found | TipsheetError | Callable[[], Found],
    terms: Terms,
    *,
    taken: int = 0,
) -> Outcome:
    """The report that was found, or the reason why there is none."""
    try:
        if isinstance(found, TipsheetError):
            raise found
        found = found if isinstance(found, Found) else found()
        report, doubts = weigh(found, terms.given, terms.limits)
    except TipsheetError as error:
        return Rejection(name, error)
    return Item(report=report, source=name, capture=found.capture, taken=taken, doubts=doubts)


def _named(stream: Stream, terms: Terms, seen: str | None) -> Iterable[Named]:
    if not stream.head.strip():
        return [(stream.name, Found(text="", kind="text"))]
    match stream.kind:
        case "json":
            from tipsheet.intake.records import read_records

            return read_records(stream, terms.limits, terms.columns)
        case "csv":
            from tipsheet.intake.tables import read_table

            return read_table(stream, terms.limits, terms.columns)
        case "parquet":
            from tipsheet.intake.parquet import read_parquet

            return read_parquet(stream, terms.limits, terms.columns)
        case "warc":
            from tipsheet.intake.warc import read_archive

            return read_archive(stream, terms.limits, capture=terms.capture)
    read = partial(read_document, stream, terms.limits, seen=seen, capture=terms.capture)
    return [(stream.name, read)]
