"""Records: JSON documents and JSON Lines, one report in each object."""

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import chain
from types import MappingProxyType
from typing import Any

from tipsheet.errors import InputError, RecordInvalid
from tipsheet.intake.decode import decode, refuse_binary
from tipsheet.intake.files import Stream, file_too_large
from tipsheet.intake.found import Found
from tipsheet.intake.given import language_code
from tipsheet.intake.limits import Limits
from tipsheet.intake.lists import load_list
from tipsheet.intake.published import any_published

Record = dict[str, Any]
Named = tuple[str, Found | InputError]
_LINES = (".jsonl", ".ndjson")
_SHOWN = 40
_NO_COLUMNS: Mapping[str, str] = MappingProxyType({})
_SOURCES_OF_DATES = frozenset({"metadata", "given", "dateline"})


def read_records(
    stream: Stream, limits: Limits, columns: Mapping[str, str] = _NO_COLUMNS
) -> Iterator[Named]:
    """Each record of `stream` with its name; a record that is none comes as its error.

    JSON Lines are read a line at a time: where the first line is a whole object, and for files
    that are named so. Anything else is read as one document. `columns` says under which key a
    fact stands where it is not the usual one.
    """
    refuse_binary(stream.head)
    lines = stream.lines(limits.file)
    first = next(lines, None)
    if first is None:
        yield stream.name, RecordInvalid("is empty: give a file with records in it")
    elif stream.name.lower().endswith(_LINES) or _is_object(first[1]):
        yield from _from_lines(stream.name, chain([first], lines), columns)
    else:
        yield from _from_document(stream, first[1], limits, columns)


def found_in(record: Any, columns: Mapping[str, str] = _NO_COLUMNS) -> Found:
    """What `record` holds, under the usual keys or those of `columns`; raises RecordInvalid.

    The text is taken as it stands, and the caller's id is kept, as are the keys that are no part
    of a report.
    """
    if not isinstance(record, dict):
        raise RecordInvalid('is no object: write each record as {"text": "…"}')
    inner = record.get("report")
    record = inner if isinstance(inner, dict) else record
    keys = _keys(record, columns)
    facts = {fact: record[key] for fact, key in keys.items()}
    published = _published(facts.get("published"))
    return Found(
        text=_text(facts, columns.get("text", "text")),
        kind="json",
        id=_words(facts.get("id")),
        title=_words(facts.get("title")),
        publisher=_words(facts.get("publisher")),
        byline=_names(facts.get("byline")),
        dateline=_words(facts.get("dateline")),
        published=published,
        published_from=_published_from(record) if published else None,
        url=_words(facts.get("url")),
        language=_language(facts.get("language")),
        metadata=_metadata(record, frozenset(keys.values())),
    )


def _from_lines(
    name: str, lines: Iterable[tuple[int, bytes | None]], columns: Mapping[str, str]
) -> Iterator[Named]:
    for number, line in lines:
        if line is None or line.strip():
            yield from _from_line(f"{name}:{number}", line, columns)


def _from_line(name: str, line: bytes | None, columns: Mapping[str, str]) -> Iterator[Named]:
    if line is None:
        too_long = "is too long a line: split it, or raise the limit with --max-file"
        yield name, RecordInvalid(too_long)
        return
    try:
        value = _parse(_decoded(line))
    except InputError as error:
        yield name, error
    else:
        yield from _from_value(name, value, columns)


def _from_document(
    stream: Stream, first: bytes | None, limits: Limits, columns: Mapping[str, str]
) -> Iterator[Named]:
    if first is None:
        raise file_too_large(limits)
    data = first + stream.read(limits.file - len(first), file_too_large(limits))
    lines = data.split(b"\n")
    try:
        value = _parse(decode(data, declared=stream.charset))
    except RecordInvalid:
        if not any(map(_is_object, lines[1:4])):
            raise
        yield from _from_lines(stream.name, enumerate(lines, start=1), columns)
    else:
        yield from _from_value(stream.name, value, columns)


def _from_value(name: str, value: Any, columns: Mapping[str, str]) -> Iterator[Named]:
    many = _many(value, columns)
    if many is None:
        yield name, found_or_error(value, columns)
        return
    for number, item in enumerate(many, start=1):
        yield f"{name}#{number}", found_or_error(item, columns)


def found_or_error(record: Any, columns: Mapping[str, str]) -> Found | InputError:
    """What `record` holds, or why it is none."""
    try:
        return found_in(record, columns)
    except InputError as error:
        return error


def _many(document: Any, columns: Mapping[str, str]) -> list[Any] | None:
    """The records in a document that is a list, or that keeps a list and has no text itself."""
    if isinstance(document, list):
        return document
    if not isinstance(document, dict) or "text" in _keys(document, columns):
        return None
    lists = (document.get(key) for key in load_list("records")["many"]["keys"])
    return next((found for found in lists if isinstance(found, list)), None)


def _is_object(line: bytes | None) -> bool:
    if not line or not line.lstrip(b"\xef\xbb\xbf \t").startswith(b"{"):
        return False
    try:
        return isinstance(_parse(_decoded(line)), dict)
    except InputError:
        return False


def _decoded(line: bytes) -> str:
    try:
        return line.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RecordInvalid(f"is not UTF-8 at byte {error.start}: save it as UTF-8") from error


def _parse(text: str) -> Any:
    try:
        return json.loads(text, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}" if "\n" in text.strip() else ""
        at = where or f"column {error.colno}"
        raise RecordInvalid(f"is no JSON ({error.msg}, {at}): correct it there") from error
    except RecursionError as error:
        raise RecordInvalid("is nested too deeply: write one flat object a record") from error
    except ValueError as error:
        raise RecordInvalid("holds a number that is too long: write it as a string") from error


def _no_number(name: str) -> None:
    """NaN and Infinity are no JSON, though some programs write them: nothing is known."""


@cache
def _fact_of_key() -> dict[str, tuple[int, str]]:
    """For each key, how far down its fact's list it stands and which fact that is."""
    keys: dict[str, list[str]] = load_list("records")["keys"]
    return {key: (rank, fact) for fact, names in keys.items() for rank, key in enumerate(names)}


def _keys(record: Record, columns: Mapping[str, str]) -> dict[str, str]:
    """For each fact in `record`, the key it stands under; the first key of a list wins."""
    best: dict[str, tuple[int, str]] = {}
    for key, value in record.items():
        rank, fact = _fact_of_key().get(key.lower() if key == "_id" else _plain(key), (0, ""))
        if not fact or fact in columns or value in (None, "", [], {}):
            continue
        if fact not in best or rank < best[fact][0]:
            best[fact] = (rank, key)
    told = {fact: key for fact, key in columns.items() if record.get(key) not in (None, "")}
    return {fact: key for fact, (_, key) in best.items()} | told


def _metadata(record: Record, used: frozenset[str]) -> Record:
    """What `record` holds beside the facts of the report, under the caller's own keys."""
    made = frozenset(load_list("records")["made"]["keys"])
    return {
        key: value
        for key, value in record.items()
        if key not in used and value is not None and _plain(key) not in made
    }


def _plain(key: str) -> str:
    return key.lower().replace("_", "").replace("-", "")


def _text(facts: Record, key: str) -> str:
    text = facts.get("text")
    if isinstance(text, str):
        return text
    if text is None:
        raise RecordInvalid(f'has no text: put the report under the key "{key}"')
    raise RecordInvalid(f"has a text that is a {type(text).__name__}: write it as one string")


def _words(value: Any) -> str | None:
    """A value as words: a string or number as it is, of an object its name."""
    if isinstance(value, dict):
        value = next((value[key] for key in ("name", "title", "id") if value.get(key)), None)
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return None
    return str(value).strip() or None


def _names(value: Any) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [value]
    return tuple(name for name in map(_words, values) if name)


def _language(value: Any) -> str | None:
    words = _words(value)
    return language_code(words) if words else None


def _published(value: Any) -> str | None:
    if value is None:
        return None
    published = any_published(value)
    if published is None:
        shown = str(value)[:_SHOWN]
        raise RecordInvalid(
            f"has the date {shown!r}, no full date: write it as 2025-08-21, or leave it out"
        )
    return published


def _published_from(record: Record) -> str:
    told = record.get("published_from")
    return told if told in _SOURCES_OF_DATES else "metadata"
