"""Tables of comma- or tab-separated values: the first row names the columns."""

import csv
import re
from collections.abc import Iterator, Mapping
from pathlib import PurePath

from tipsheet.errors import InputError, RecordInvalid
from tipsheet.intake.decode import refuse_binary
from tipsheet.intake.files import Stream, file_too_large
from tipsheet.intake.found import Found
from tipsheet.intake.kinds import PACKED
from tipsheet.intake.limits import Limits
from tipsheet.intake.records import found_or_error

_DELIMITERS = ",\t;|"
_NOT_UTF8 = re.compile("[\udc80-\udcff]")
_LONGEST_CELL = 2**31 - 1
"""The limit on a row is ours; the library's own, 131,072 characters, is too low for a report."""


def read_table(
    stream: Stream, limits: Limits, columns: Mapping[str, str]
) -> Iterator[tuple[str, Found | InputError]]:
    """Each row of `stream` with its name, which gives the line that the row ends at.

    A row that is no report comes as its error; raises SourceTooLarge at a row over the limit.
    """
    refuse_binary(stream.head)
    csv.field_size_limit(_LONGEST_CELL)
    lines = _lines(stream, limits)
    head = next(lines, "")
    names = next(csv.reader([head], delimiter=_delimiter(head, stream.name)), [])
    rows = csv.reader(_rows(lines, limits), delimiter=_delimiter(head, stream.name))
    for row in rows:
        if row:
            name = f"{stream.name}:{rows.line_num + 1}"
            yield name, _found(row, [one.strip() for one in names], columns)


def _found(row: list[str], names: list[str], columns: Mapping[str, str]) -> Found | InputError:
    if len(row) > len(names):
        return RecordInvalid(
            f"has {len(row)} cells under {len(names)} names: "
            "put a cell that holds commas in quotation marks"
        )
    if any(map(_NOT_UTF8.search, row)):
        return RecordInvalid("is not UTF-8: save the table as UTF-8")
    return found_or_error(dict(zip(names, map(_value, row), strict=False)), columns)


def _value(cell: str) -> str | None:
    return cell or None


def _delimiter(head: str, name: str) -> str:
    """Tabs in a .tsv file, else whichever delimiter the first row holds most of."""
    if PurePath(name.lower().removesuffix(PACKED)).suffix == ".tsv":
        return "\t"
    return max(_DELIMITERS, key=head.count)


def _lines(stream: Stream, limits: Limits) -> Iterator[str]:
    """The lines as text; bytes that are no UTF-8 stay recognisable, so that rows can be told."""
    for number, line in stream.lines(limits.file):
        if line is None:
            raise file_too_large(limits)
        yield line.decode("utf-8-sig" if number == 1 else "utf-8", "surrogateescape")


def _rows(lines: Iterator[str], limits: Limits) -> Iterator[str]:
    """The lines, as long as no row of several lines grows past the limit.

    An odd number of quotation marks opens a cell that goes on, or closes it.
    """
    size, inside = 0, False
    for line in lines:
        size = size + len(line) if inside else len(line)
        if size > limits.file:
            raise file_too_large(limits)
        inside ^= line.count('"') % 2 == 1
        yield line
