"""One document, whatever its form: a page, a PDF, a plain text."""

import io
from dataclasses import replace

from tipsheet.errors import NoArticle
from tipsheet.intake.capture import Capture
from tipsheet.intake.files import Stream
from tipsheet.intake.found import Found
from tipsheet.intake.limits import Limits


def read_document(
    stream: Stream, limits: Limits, *, seen: str | None = None, capture: bool = False
) -> Found:
    """What the page, PDF or text holds, with its bytes if `capture`; raises an InputError.

    `seen` is the moment at which it was taken, in ISO 8601.
    """
    if not capture:
        return replace(_read(stream, limits), seen=seen)
    data = stream.read_file(limits)
    found = _read(replace(stream, body=io.BytesIO(data)), limits)
    kept = Capture(
        name=stream.name, data=data, url=found.url, media_type=stream.media_type, when=seen
    )
    return replace(found, seen=seen, capture=kept)


def _read(stream: Stream, limits: Limits) -> Found:
    match stream.kind:
        case "html":
            from tipsheet.intake.html import read_page

            return read_page(stream, limits)
        case "pdf":
            from tipsheet.intake.pdf import read_pdf

            return read_pdf(stream, limits)
        case "text":
            from tipsheet.intake.text import read_text

            return read_text(stream, limits)
        case "feed":
            raise NoArticle("is a feed or site map, not a report: give its address itself")
    raise NoArticle("is data, not a report: save it as a file, and give that")
