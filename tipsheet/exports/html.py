"""The tip sheet beside its report, as one page that needs no script, no network and no server."""

import base64
import hashlib
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import count

from tipsheet.errors import InstallationBroken
from tipsheet.exports import labels
from tipsheet.exports.markup import Markup, element, link, text, void
from tipsheet.exports.plain import one_line
from tipsheet.exports.segments import ROLES, Segment, segments
from tipsheet.exports.sheet import Line, Section, Sheet, sheet
from tipsheet.record import Reading, Report

_CONTENT = ROLES.index("content")
_SHORT = 40  # characters of a trigger that keep its mark on their line

# Each line lights up with all its words, whichever of them is pointed at, focused or linked to.
_EITHER_WAY = (
    "main:has(.l{n}:hover,.l{n}:focus-within,.l{n}:target,#t{n}:target)"
    "{{& .l{n}{{background:var(--glow)}}& .w{n}{{background:var(--spot)}}}}\n"
)
# A link to the words of a line lights those of its paragraph; for pages too long for the other.
_ONE_WAY = (
    "#t{n}:target~.l{n}{{background:var(--glow)}}#t{n}:target~.w{n}{{background:var(--spot)}}\n"
)
_WEIGHT = 150_000
"""Lines times segments up to which a browser looks through the page at every move of the mouse:
about a tenth of a second on one laptop core (Chromium, 0.3 µs for a line and an element)."""


def page(reading: Reading) -> str:
    """The whole page as HTML: the sheet, the text, and the style that ties them together."""
    tips = sheet(reading)
    rows = segments(reading.report.text, [line.evidence for line in tips.lines])
    style = _stylesheet() + "".join(_ties(len(tips.lines), rows))
    head = element("head", *_head(tips, style))
    sides = element("main", _sheet(tips, reading.report), _text(tips, reading.report, rows))
    return f'<!DOCTYPE html>\n<html lang="en">{head}{element("body", sides)}</html>\n'


def _ties(lines: int, rows: list[list[Segment]]) -> Iterator[str]:
    light = lines * sum(len(row) for row in rows) <= _WEIGHT
    rule = _EITHER_WAY if light else _ONE_WAY
    return (rule.format(n=n) for n in range(1, lines + 1))


@cache
def _stylesheet() -> str:
    try:
        return (files(__package__) / "static" / "sheet.css").read_text("utf-8")
    except OSError as error:
        raise InstallationBroken(f"sheet.css: {error}; install tipsheet again") from error


def _head(tips: Sheet, style: str) -> Iterator[Markup]:
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    yield void("meta", charset="utf-8")
    yield void("meta", http_equiv="Content-Security-Policy", content=policy)
    yield void("meta", name="referrer", content="no-referrer")
    yield void("meta", name="viewport", content="width=device-width, initial-scale=1")
    yield void("meta", name="color-scheme", content="light dark")
    yield void("meta", name="generator", content=tips.reader)
    yield element("title", f"{tips.title} – tip sheet")
    yield element("style", Markup(style))


# The sheet.


def _sheet(tips: Sheet, report: Report) -> Markup:
    numbers = count(1)
    parts = [_section(section, numbers) for section in tips.sections]
    if not any(line.is_event for line in tips.lines):
        parts.insert(0, element("p", "No events were found in this report.", class_="empty"))
    return element(
        "article",
        element("header", *_masthead(tips, report)),
        *parts,
        element("footer", element("p", tips.key), element("p", tips.reader)),
        class_="sheet",
        id="sheet",
        tabindex="0",
        aria_label="Tip sheet",
    )


def _masthead(tips: Sheet, report: Report) -> Iterator[Markup]:
    skip = element("a", "to the report", href="#report", class_="skip")
    yield element("p", "Tip sheet ", skip, class_="flag")
    yield element("h1", tips.title)
    credits = [element("span", credit) for credit in tips.credits]
    if address := link(report.url):
        credits.append(element("a", "the report’s address", href=address, rel="noreferrer"))
    yield element("p", *credits, class_="credits")


def _section(section: Section, numbers: Iterator[int]) -> Markup:
    lines = (_line(line, next(numbers)) for line in section.lines)
    return element(
        "section", element("h2", section.title), element("ol", *lines), class_=section.key
    )


def _line(line: Line, number: int) -> Markup:
    words = element("a", *_pieces(line), href=f"#t{number}", class_="words")
    under = element("p", line.word, *_notes(line), class_="word")
    margin = element("p", *_margin(line), class_="margin")
    names = ("line", f"l{number}", _safe("s", line.status), line.certainty)
    return element(
        "li",
        margin,
        element("div", element("p", words), under),
        id=f"l{number}",
        class_=" ".join(name for name in names if name),
    )


def _margin(line: Line) -> Iterator[Markup]:
    if line.is_event and line.status in labels.STATUSES:
        mark = labels.STATUSES[line.status][0]
        yield element("span", mark, class_="mark", aria_hidden="true")
    yield text(one_line(line.margin))
    if line.certainty == "unsure":
        yield element("span", "?", class_="doubt")


def _pieces(line: Line) -> Iterator[Markup]:
    for piece in line.pieces:
        yield text(piece.text) if piece.role == "plain" else _role(piece.role, piece.text)


def _role(role: str, words: str) -> Markup:
    name = {"what": "b", "note": "small"}.get(role, "span")
    return element(name, words, class_=role if name == "span" else None)


def _notes(line: Line) -> Iterator[Markup]:
    if line.notes:
        yield element("span", " ", class_="gap")
        yield element("span", " · ".join(line.notes), class_="notes")


# The text.


def _text(tips: Sheet, report: Report, rows: list[list[Segment]]) -> Markup:
    homes = _homes(tips.lines, rows)
    back = element("a", "to the sheet", href="#sheet", class_="skip")
    language = report.language or ""
    return element(
        "section",
        element("p", "The report ", back, class_="flag"),
        *(_paragraph(row, home, tips) for row, home in zip(rows, homes, strict=True)),
        class_="text",
        id="report",
        tabindex="0",
        aria_label="The report",
        lang=language if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})?", language) else None,
    )


def _homes(lines: tuple[Line, ...], rows: list[list[Segment]]) -> list[set[int]]:
    """For each paragraph the lines whose most telling words stand there first."""
    ranks = [min((ROLES.index(e.role) for e in line.evidence), default=-1) for line in lines]
    homes: list[set[int]] = [set() for _ in rows]
    housed: set[int] = set()
    for home, row in zip(homes, rows, strict=True):
        told = {u.line for piece in row for u in piece.uses if u.rank == ranks[u.line - 1]}
        home |= told - housed
        housed |= told
    return homes


def _paragraph(row: list[Segment], home: set[int], tips: Sheet) -> Markup:
    title = one_line("".join(segment.text for segment in row)) == tips.title
    waiting = set(home)
    parts = []
    for segment in row:
        for line in sorted(waiting & {use.line for use in segment.uses}):
            waiting.remove(line)
            parts.append(element("i", id=f"t{line}"))
        parts.append(_segment(segment, tips.lines))
    return element("p", *parts, class_="headline" if title else None)


def _segment(segment: Segment, lines: tuple[Line, ...]) -> Markup:
    """A segment with the lines that it is evidence for as its classes."""
    if not segment.uses:
        return text(segment.text)
    first = segment.uses[0]
    names = " ".join(_names(segment, lines[first.line - 1]))
    if first.rank == _CONTENT:
        return element("span", segment.text, class_=names)
    tab = None if first.role == "what" else "-1"
    return element("a", segment.text, href=f"#l{first.line}", class_=names, tabindex=tab)


def _names(segment: Segment, line: Line) -> Iterator[str]:
    first = segment.uses[0]
    yield "m" if first.rank != _CONTENT else "q"
    if first.role == "what" and line.is_event:
        yield "trigger"
        yield _safe("s", line.status)
        if first in segment.closes and len(segment.text) <= _SHORT:
            yield "last"
    yield from dict.fromkeys(f"l{use.line}" for use in segment.uses)
    yield from dict.fromkeys(f"w{use.line}" for use in segment.uses if use.role == "what")


def _safe(prefix: str, code: str) -> str:
    """A class name for a code of a closed list; nothing for any other."""
    return f"{prefix}-{code}" if code in labels.STATUSES else ""
