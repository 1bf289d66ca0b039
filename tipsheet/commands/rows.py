"""Rows on standard output: a table for people, JSON or CSV for programs."""

import csv
import json
import re
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tipsheet.commands.options import Listing
from tipsheet.exports.plain import one_line, shorten

Rows = Sequence[Mapping[str, Any]]

GAP = "  "
INDENT = "    "
NARROWEST = 8  # cells of a column that has to make room for others
LINES = 3  # of the text below a row

_UNWRITABLE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """What is shown of rows: keys side by side, those that are never cut, and one key below."""

    names: tuple[str, ...]
    whole: frozenset[str] = frozenset({"id"})
    below: str | None = None

    @property
    def all(self) -> tuple[str, ...]:
        """Every key that is shown."""
        return (*self.names, self.below) if self.below else self.names


def show_rows(rows: Rows, columns: Columns, form: Listing, *, whole: Any = None) -> None:
    """Print the rows; JSON prints `whole` in their place where it says more."""
    if form is Listing.json:
        show_json(rows if whole is None else whole)
    elif form is Listing.csv:
        _in_utf8()
        writer = csv.DictWriter(sys.stdout, columns.all, lineterminator="\n")
        writer.writeheader()
        writer.writerows({name: _cell(row.get(name)) for name in columns.all} for row in rows)
    elif rows:
        _in_utf8()
        print("\n".join(_lines(rows, columns, _width())))


def show_json(value: Any) -> None:
    """Print plain values as JSON, in UTF-8."""
    _in_utf8()
    plain = json.dumps(value, ensure_ascii=False, indent=2)
    print(_UNWRITABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", plain))


def _width() -> int | None:
    """The columns of the terminal; None for a pipe or a file, where nothing is cut."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def _lines(rows: Rows, columns: Columns, width: int | None) -> Iterator[str]:
    """The rows under a head, in columns as wide as they need and the width allows."""
    head = [name.replace("_", " ") for name in columns.names]
    cells = [[one_line(_cell(row.get(name))) for name in columns.names] for row in rows]
    widths = [max(map(_length, column)) for column in zip(head, *cells, strict=True)]
    if width is not None:
        _narrow(widths, [name in columns.whole for name in columns.names], width)
    numbers = [all(isinstance(row.get(name), int) for row in rows) for name in columns.names]
    yield _row(head, widths, numbers)
    for row, shown in zip(rows, cells, strict=True):
        yield _row(shown, widths, numbers)
        if columns.below and (text := one_line(_cell(row.get(columns.below)))):
            yield from _below(text, width)


def _narrow(widths: list[int], whole: Sequence[bool], width: int) -> None:
    """Take from the widest columns until all fit, but not from those that stay whole."""
    while sum(widths) + len(GAP) * (len(widths) - 1) > width:
        free = [at for at, kept in enumerate(whole) if not kept and widths[at] > NARROWEST]
        if not free:
            return
        widths[max(free, key=lambda at: widths[at])] -= 1


def _row(cells: Sequence[str], widths: Sequence[int], numbers: Sequence[bool]) -> str:
    parts = []
    for cell, width, is_number in zip(cells, widths, numbers, strict=True):
        text = _cut(cell, width)
        blank = " " * (width - _length(text))
        parts.append(blank + text if is_number else text + blank)
    return GAP.join(parts).rstrip()


def _cut(text: str, width: int) -> str:
    """The text in so many columns of a terminal, in which some letters take two."""
    if _length(text) <= width:
        return text
    text = shorten(text, width)
    while _length(text) > width and len(text) > 1:
        text = text[:-2].rstrip() + "…"
    return text


def _below(text: str, width: int | None) -> Iterator[str]:
    from textwrap import wrap

    if width is None:
        yield INDENT + text
        return
    room = max(20, width - len(INDENT))
    yield from (INDENT + line for line in wrap(shorten(text, LINES * room), room))


def _length(text: str) -> int:
    """The columns of a terminal that a text takes."""
    from rich.cells import cell_len

    return cell_len(text)


def _cell(value: Any) -> str:
    """A value as one cell holds it."""
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return "; ".join(map(_cell, value))
    return _UNWRITABLE.sub("\ufffd", str(value))


def _in_utf8() -> None:
    if reconfigure := getattr(sys.stdout, "reconfigure", None):
        reconfigure(encoding="utf-8")
