"""Turn each `NAME.txt` and its annotation `NAME.toml` into `NAME.json`, with offsets.

An annotation names its spans by quoting the text:

    the harbour police           whole words that occur once
    the police#2                 the second occurrence
    ordered [strikes] on         the words in brackets, found through their surroundings
    that the port ... on Friday  from the first words to the last, both included

In the arguments of an event, and in the source and cue of an attribution, words that occur
more than once stand for the occurrence nearest to the trigger, the cue or the content.

    python samples/build.py            write every NAME.json
    python samples/build.py --check    fail where a NAME.json is not what would be written
    python samples/build.py --show X   print what the annotation of X points at
"""

import json
import re
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
Offsets = tuple[int, int]
Row = dict[str, Any]


class AnnotationError(ValueError):
    """A quotation that is not in the text, or an entry that contradicts another."""


# Finding quoted words


def occurrences(text: str, quote: str) -> list[Offsets]:
    """Every place where `quote` stands in `text` as whole words."""
    before = r"(?<!\w)" if quote[:1].isalnum() else ""
    after = r"(?!\w)" if quote[-1:].isalnum() else ""
    return [found.span() for found in re.finditer(before + re.escape(quote) + after, text)]


def candidates(text: str, quote: str) -> list[Offsets]:
    """The places that `quote` may mean, its `#n`, brackets and dots understood."""
    quote, _, number = quote.partition("#")
    found = _ranges(text, quote) if " ... " in quote else _cores(text, quote)
    if not found:
        raise AnnotationError(f"not in the text: {quote!r}")
    if number:
        return [found[int(number) - 1]]
    return found


def _cores(text: str, quote: str) -> list[Offsets]:
    left, opened, rest = quote.partition("[")
    core, _, right = rest.partition("]")
    if not opened:
        return occurrences(text, quote)
    whole = occurrences(text, left + core + right)
    return [(start + len(left), start + len(left) + len(core)) for start, _ in whole]


def _ranges(text: str, quote: str) -> list[Offsets]:
    first, last = quote.split(" ... ")
    ends = [end for _, end in occurrences(text, last)]
    pairs = [
        (start, min((end for end in ends if end > stop), default=0))
        for start, stop in occurrences(text, first)
    ]
    return [pair for pair in pairs if pair[1]]


def locate(text: str, quote: str) -> Offsets:
    """The one place where `quote` stands."""
    found = candidates(text, quote)
    if len(found) > 1:
        raise AnnotationError(f"{len(found)} times in the text: {quote!r}")
    return found[0]


def nearest(text: str, quote: str, to: Offsets) -> Offsets:
    """The occurrence of `quote` closest to the span `to`."""
    return min(candidates(text, quote), key=lambda span: (_gap(span, to), span))


def _gap(one: Offsets, other: Offsets) -> int:
    return max(one[0] - other[1], other[0] - one[1], 0)


def _maybe(text: str, quote: str | None, to: Offsets) -> Offsets | None:
    return None if quote is None else nearest(text, quote, to)


# Layers


def attributions(text: str, rows: list[Row]) -> list[Row]:
    """The attributions with offsets, `parent` an index into the list."""
    order = [row["id"] for row in rows]
    built = [_attribution(text, row, order) for row in rows]
    for row, entry in zip(rows, built, strict=True):
        _agree(row, entry["parent"], innermost(built, entry["cue"], skip=entry))
    return built


def _attribution(text: str, row: Row, order: list[str]) -> Row:
    content = [locate(text, quote) for quote in row["content"]]
    cue = _maybe(text, row.get("cue"), content[0])
    return {
        "source": _maybe(text, row.get("source"), cue or content[0]),
        "cue": cue,
        "content": content,
        "kind": row["kind"],
        "count": row.get("count"),
        "parent": order.index(row["parent"]) if "parent" in row else None,
    }


def events(text: str, rows: list[Row], said: list[Row], order: list[str]) -> list[Row]:
    """The events with offsets, in text order, `attribution` an index into `said`."""
    return sorted((_event(text, row, said, order) for row in rows), key=lambda e: e["trigger"])


def _event(text: str, row: Row, said: list[Row], order: list[str]) -> Row:
    trigger = locate(text, row["trigger"])
    by = order.index(row["by"]) if "by" in row else None
    _agree(row, by, innermost(said, trigger))
    return {
        "trigger": trigger,
        "type": row["type"],
        "modes": row.get("modes", []),
        "status": row["status"],
        "actors": [nearest(text, quote, trigger) for quote in row.get("actors", [])],
        "recipients": [nearest(text, quote, trigger) for quote in row.get("recipients", [])],
        "place": _maybe(text, row.get("place"), trigger),
        "date": _maybe(text, row.get("date"), trigger),
        "attribution": by,
        "sure": row.get("sure", True),
    }


def innermost(said: list[Row], span: Offsets | None, skip: Row | None = None) -> int | None:
    """The index of the attribution with the most parents whose content holds `span`."""
    if span is None:
        return None
    holding = [
        index
        for index, entry in enumerate(said)
        if entry is not skip
        and any(start <= span[0] and span[1] <= end for start, end in entry["content"])
    ]
    return max(holding, key=lambda index: len(chain(said, index)), default=None)


def chain(said: list[Row], index: int | None) -> list[int]:
    """The attribution `index` and those through which it came, innermost first."""
    found: list[int] = []
    while index is not None and index not in found:
        found.append(index)
        index = said[index]["parent"]
    return found


def _agree(row: Row, stated: int | None, holding: int | None) -> None:
    if holding is not None and stated != holding and not row.get("far"):
        name = row.get("id") or row["trigger"]
        raise AnnotationError(f"{name!r} hangs on {stated}, but {holding} holds it")


def dates(text: str, rows: list[Row]) -> list[Row]:
    """The time expressions with offsets, in text order."""
    return _spread(text, rows, lambda row: {"type": row.get("type", "DATE"), "value": row["value"]})


def places(text: str, rows: list[Row]) -> list[Row]:
    """The toponyms with offsets, every mention, in text order."""
    rows = [{"every": True, **row} for row in rows]
    found = _spread(
        text, rows, lambda row: {"country": row.get("country"), "name": row.get("name")}
    )
    for entry in found:
        entry["name"] = entry["name"] or text[slice(*entry["span"])]
    return [entry for entry in found if not _inside(entry, found)]


def _inside(entry: Row, others: list[Row]) -> bool:
    start, end = entry["span"]
    return any(
        other["span"] != entry["span"] and other["span"][0] <= start and end <= other["span"][1]
        for other in others
    )


def figures(text: str, rows: list[Row], said: list[Row], order: list[str]) -> list[Row]:
    """The quantities with offsets, in text order, each with the attribution that holds it."""
    found = _spread(text, rows, lambda row: dict(row))
    return [_figure(entry, said, order) for entry in found]


def _figure(entry: Row, said: list[Row], order: list[str]) -> Row:
    holding = innermost(said, entry["span"])
    built = {
        "span": entry["span"],
        "value": entry["value"],
        "modifier": entry.get("modifier", "exact"),
        "of": entry["of"],
        "attribution": order.index(entry["by"]) if "by" in entry else holding,
    }
    return built | {key: entry[key] for key in ("upper", "unit") if key in entry}


def _spread(text: str, rows: list[Row], make: Any) -> list[Row]:
    found = []
    for row in rows:
        quote = row["span"]
        spans = candidates(text, quote) if row.get("every") else [locate(text, quote)]
        found += [{**make(row), "span": span} for span in spans]
    return sorted(found, key=lambda entry: entry["span"])


def expectations(text: str, stated: Row) -> Row:
    """What a test may ask of a reading, with the offsets of the triggers."""
    return {
        "must_not_occur": [_named(text, quote) for quote in stated.get("must_not_occur", [])],
        "chain": [
            _named(text, row["trigger"]) | {"sources": row["sources"]}
            for row in stated.get("chain", [])
        ],
        "due": [
            _named(text, row["trigger"])
            | {"earliest": row.get("earliest"), "latest": row.get("latest")}
            for row in stated.get("due", [])
        ],
        "past": [
            _named(text, row["trigger"]) | {"latest": row["latest"]}
            for row in stated.get("past", [])
        ],
    }


def _named(text: str, quote: str) -> Row:
    span = locate(text, quote)
    return {"trigger": span, "text": text[slice(*span)]}


# Files


def names() -> list[str]:
    """The names of all samples, in order."""
    return sorted(path.stem for path in HERE.glob("*.toml"))


def build(name: str) -> Row:
    """The sample `name`: its text, what is known about it, and its annotation."""
    text = (HERE / f"{name}.txt").read_text(encoding="utf-8")
    given = tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))
    order = [row["id"] for row in given["attributions"]]
    said = attributions(text, given["attributions"])
    return {
        "id": f"sample-{name}",
        **{key: given.get(key) for key in ("title", "publisher", "byline", "published")},
        **{key: given[key] for key in ("house_style", "note")},
        "text": text,
        "attributions": said,
        "events": events(text, given["events"], said, order),
        "dates": dates(text, given.get("dates", [])),
        "places": places(text, given.get("places", [])),
        "figures": figures(text, given.get("figures", []), said, order),
        "expect": expectations(text, given.get("expect", {})),
    }


def written(sample: Row) -> str:
    """The sample as JSON, one annotation a line."""
    lines = [f'  "{key}": {_value(value)}' for key, value in sample.items()]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _value(value: Any) -> str:
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "[\n" + ",\n".join(f"    {_flat(row)}" for row in value) + "\n  ]"
    return _flat(value)


def _flat(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def show(sample: Row) -> Iterable[str]:
    """One line for each annotation, with words in place of offsets."""
    text = sample["text"]

    def words(value: Any) -> Any:
        if isinstance(value, tuple):
            return text[slice(*value)]
        return [words(item) for item in value] if isinstance(value, list) else value

    for layer in ("attributions", "events", "dates", "places", "figures"):
        for number, entry in enumerate(sample[layer]):
            yield f"{layer[:3]} {number}: " + " | ".join(
                str(words(value)) for value in entry.values()
            )


def main(arguments: list[str]) -> int:
    """Write, check or show the samples; the exit status."""
    if arguments[:1] == ["--show"]:
        print("\n".join(line for name in arguments[1:] for line in show(build(name))))
        return 0
    stale = []
    for name in names():
        path, fresh = HERE / f"{name}.json", written(build(name))
        if path.is_file() and path.read_text(encoding="utf-8") == fresh:
            continue
        stale.append(name)
        if arguments != ["--check"]:
            path.write_text(fresh, encoding="utf-8")
    print(f"{len(names())} samples, {len(stale)} changed: {', '.join(stale) or 'none'}")
    return int(bool(stale) and arguments == ["--check"])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
