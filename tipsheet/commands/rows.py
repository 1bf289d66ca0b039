"""Rows on standard output: a table for people, JSON or CSV for programs."""

import csv
import json
import re
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from tipsheet.commands.options import Listing
from tipsheet.exports.plain import one_line

Rows = Sequence[Mapping[str, Any]]

_UNWRITABLE = re.compile("[\ud800-\udfff]")


def show_rows(rows: Rows, columns: Sequence[str], form: Listing, *, whole: Any = None) -> None:
    """Print the rows; JSON prints `whole` in their place where it says more."""
    _in_utf8()
    if form is Listing.json:
        show_json(rows if whole is None else whole)
    elif form is Listing.csv:
        writer = csv.DictWriter(sys.stdout, columns, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows({name: _cell(row.get(name)) for name in columns} for row in rows)
    else:
        _table(rows, columns)


def show_json(value: Any) -> None:
    """Print plain values as JSON, in UTF-8."""
    _in_utf8()
    plain = json.dumps(value, ensure_ascii=False, indent=2)
    print(_UNWRITABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", plain))


def _table(rows: Rows, columns: Sequence[str]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for name in columns:
        numeric = bool(rows) and all(isinstance(row.get(name), int | float) for row in rows)
        table.add_column(name.replace("_", " "), justify="right" if numeric else "left")
    for row in rows:
        table.add_row(*(Text(one_line(_cell(row.get(name)))) for name in columns))
    Console(highlight=False).print(table)


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
