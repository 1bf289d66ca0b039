"""The Python door: the same names as the commands."""

from tipsheet.intake import report_from_text
from tipsheet.reading.reader import read_report
from tipsheet.record import Reading


def read(
    text: str,
    *,
    published: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
    title: str | None = None,
) -> Reading:
    """The reading of one report's text.

    `published` is an ISO date or datetime. Raises OptionInvalid for a value that cannot be
    understood, SourceEmpty for a text without words, LanguageUnsupported for a language that
    the reader does not know.
    """
    report = report_from_text(text, published=published, publisher=publisher, url=url, title=title)
    return read_report(report)
