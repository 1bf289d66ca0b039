"""PDF files: the text on their pages, put back into paragraphs."""

import re
from collections.abc import Iterator
from contextlib import closing
from typing import Any

from tipsheet.errors import NoArticle, SourceEncrypted, SourceUndecodable
from tipsheet.intake.files import Stream, text_too_large
from tipsheet.intake.found import Found
from tipsheet.intake.limits import Limits
from tipsheet.intake.reflow import Line, reflow

_PASSWORD = 4
"""FPDF_ERR_PASSWORD in PDFium's fpdfview.h."""
_FEWEST_WORDS = 3
_HYPHEN = "\ufffe"
"""What PDFium writes for a hyphen at the end of a line, and for the line's end with it."""
_LINE_END = re.compile("\r?\n|\ufffe")
_CONTROL = re.compile("[\x00-\x1f\x7f\uffff]")


def read_pdf(stream: Stream, limits: Limits) -> Found:
    """The text of the PDF in `stream`, with its lines joined into paragraphs.

    The date at which the file was made is not taken for the day of publication. Raises
    SourceEncrypted, NoArticle, SourceUndecodable or SourceTooLarge.
    """
    data = stream.read_file(limits)
    text = reflow(list(_pages(data, limits)))
    if len(text.split()) < _FEWEST_WORDS:
        raise NoArticle("has no text layer: recognise its text first, for example with ocrmypdf")
    return Found(text=text, kind="pdf", url=stream.url)


def _pages(data: bytes, limits: Limits) -> Iterator[list[Line]]:
    size = 0
    with closing(_open(data)) as document:
        for number in range(len(document)):
            lines = _page_lines(document, number)
            size += sum(len(line.text) for line in lines)
            if size > limits.text:
                raise text_too_large(limits)
            yield lines


def _pdfium() -> Any:
    import pypdfium2  # type: ignore[import-untyped]

    return pypdfium2


def _open(data: bytes) -> Any:
    pdfium = _pdfium()
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if error.err_code == _PASSWORD:
            raise SourceEncrypted(
                "asks for a password: save a copy without one, and give that"
            ) from error
        raise SourceUndecodable("is a damaged PDF: download or export it again") from error


def _page_lines(document: Any, number: int) -> list[Line]:
    pdfium = _pdfium()
    try:
        with closing(document[number]) as page, closing(page.get_textpage()) as textpage:
            return list(_lines(textpage))
    except pdfium.PdfiumError:
        return []  # one damaged page does not cost the others


def _lines(textpage: Any) -> Iterator[Line]:
    """The lines of a page, each with the box of its first and last characters."""
    text = textpage.get_text_range()
    start = 0
    for part in _LINE_END.finditer(text + "\n"):
        words = text[start : part.start()]
        if words.strip():
            yield _line(textpage, words, start, hyphen=part[0] == _HYPHEN)
        start = part.end()


def _line(textpage: Any, words: str, start: int, *, hyphen: bool) -> Line:
    first = start + len(words) - len(words.lstrip())
    last = start + len(words.rstrip()) - 1
    left, bottom, _, top = _box(textpage, first)
    _, _, right, _ = _box(textpage, last)
    text = _clean(words) + ("-" if hyphen else "")
    return Line(text=text, left=left, right=right, bottom=bottom, top=top)


def _box(textpage: Any, index: int) -> tuple[float, float, float, float]:
    pdfium = _pdfium()
    try:
        left, bottom, right, top = textpage.get_charbox(index, loose=True)
    except pdfium.PdfiumError:
        return (0.0, 0.0, 0.0, 0.0)
    return (left, bottom, right, top)


def _clean(words: str) -> str:
    return " ".join(_CONTROL.sub(" ", words).split())
