"""The record of a reading as JSON, key for key as the record's reference lists it."""

import json
import re
from typing import Any

from tipsheet.record import Reading, to_dict

# Lone surrogates cannot be written as UTF-8, and the other three end a line for some readers.
_ENDS = ("\x85", "\u2028", "\u2029")
_ESCAPED = re.compile("[\ud800-\udfff\x85\u2028\u2029]")


def record(reading: Reading) -> dict[str, Any]:
    """The record as plain dictionaries and lists, keys in the order of the reference."""
    record: dict[str, Any] = to_dict(reading)
    report = record["report"]
    report["dateline"] = report.pop("dateline")  # no key of the first contract: comes last
    return record


def dumps(reading: Reading, *, indent: int | None = None) -> str:
    """The record as JSON text: one line, or indented; the same reading gives the same bytes.

    Raises ValueError when a number of the reading is not finite.
    """
    text = json.dumps(
        record(reading),
        ensure_ascii=False,
        allow_nan=False,
        indent=indent,
        separators=(",", ": ") if indent else None,
    )
    if _is_sound(text):
        return text
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _is_sound(text: str) -> bool:
    """Whether nothing in a text needs escaping, as in nearly all."""
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return not any(mark in text for mark in _ENDS)
