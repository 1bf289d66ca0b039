"""The head of a report: title, byline, dateline and date, as the text itself gives them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from tipsheet.intake.byline import byline_of
from tipsheet.intake.dateline import dateline_of, day_of_line, outlet
from tipsheet.intake.title import title_of

_LENGTH = 4000
_LINES = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What the first lines of a text say about the report."""

    title: str | None = None
    byline: tuple[str, ...] = ()
    dateline: str | None = None
    published: str | None = None
    publisher: str | None = None


def read_head(text: str) -> Head:
    """The head of `text`, from at most its first twelve lines; all offsets stay as they are."""
    opening = text[:_LENGTH]
    lines = list(islice(_lines(opening), _LINES))
    dateline = next(filter(None, map(dateline_of, lines)), None)
    byline = next(filter(None, map(byline_of, lines)), None)
    days = [day for day in map(day_of_line, lines) if day]
    paper = next(filter(None, map(outlet, _around(lines))), None)
    published = next((day.published for day in sorted(days, key=lambda day: day.updated)), None)
    return Head(
        title=title_of(opening, whole=len(text) <= _LENGTH),
        byline=byline.names if byline else (),
        dateline=dateline.text if dateline else None,
        published=(dateline.published if dateline else None) or published,
        publisher=(dateline.publisher if dateline else None)
        or (byline.publisher if byline else None)
        or paper,
    )


def _around(lines: Sequence[str]) -> Iterator[str]:
    """What stands where the paper is named: on the line after the byline, and before a day."""
    for line, following in pairwise(lines):
        if byline_of(line) and not byline_of(following):
            yield following
    for line in lines:
        if day_of_line(line):
            yield line.partition(",")[0]


def _lines(opening: str) -> Iterator[str]:
    return (line.strip() for line in opening.splitlines() if line.strip())
