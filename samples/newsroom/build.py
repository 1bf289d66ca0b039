"""Turn the reports and the gold that is written by hand into JSON lines, with offsets.

    python samples/newsroom/build.py            write newsroom.jsonl and gold/*.jsonl
    python samples/newsroom/build.py --check    fail where one of them is not what would be written
    python samples/newsroom/build.py --show X   print what the gold says of the report X

Words are named as in `samples/build.py` (whole words, `#n`, brackets, dots), after the id of the
report that they stand in: `0912-hal-lead: [exploded] beside a ferry landing`. The build stops
where a report or its words are not there, or where words that should be unique are not.
"""

import importlib.util
import json
import re
import sys
import tomllib
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

HERE = Path(__file__).parent
FENCE = "+++\n"
NOTE = "Invented for Tipsheet: the towns are real, the people, bodies, outlets and events are not."
STATUSES = ("occurred", "ongoing", "planned", "threatened", "requested", "possible", "denied")
Row = dict[str, Any]


class GoldError(ValueError):
    """Gold that names a report, a publisher or words that are not there."""


# The reports


@cache
def samples() -> ModuleType:
    """The script that builds the single samples, for its way of naming words."""
    spec = importlib.util.spec_from_file_location("samples_build", HERE.parent / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def reports() -> dict[str, Row]:
    """Every report by its id, in the order of publication."""
    found = [report(path) for path in (HERE / "reports").glob("*.txt")]
    return {row["id"]: row for row in sorted(found, key=lambda row: (row["published"], row["id"]))}


def report(path: Path) -> Row:
    """The report in the file `path`: what stands before its second fence, and its text."""
    _, head, text = path.read_text(encoding="utf-8").split(FENCE, 2)
    given = tomllib.loads(head)
    keys = ("url", "publisher", "title", "byline", "published")
    return {"id": path.stem, **{key: given[key] for key in keys}, "note": NOTE, "text": text}


@cache
def publishers() -> dict[str, Row]:
    """Every publisher by its name."""
    rows = tomllib.loads((HERE / "publishers.toml").read_text(encoding="utf-8"))["publisher"]
    return {row["name"]: row for row in rows}


# Named words


def span(named: str) -> Row:
    """The span that `REPORT: words` names."""
    ident, _, quote = named.partition(": ")
    return place(ident, quote)


def place(ident: str, quote: str) -> Row:
    """The span of `quote` in the report `ident`."""
    text = known(ident)["text"]
    try:
        start, end = samples().locate(text, quote)
    except ValueError as error:
        raise GoldError(f"{ident}: {error}") from None
    return marked(ident, start, end)


def marked(ident: str, start: int, end: int) -> Row:
    """A span of the report `ident` with its words."""
    words = reports()[ident]["text"][start:end]
    return {"report": ident, "start": start, "end": end, "text": words}


def known(ident: str) -> Row:
    """The report `ident`; raises GoldError where there is none."""
    if ident not in reports():
        raise GoldError(f"no such report: {ident!r}")
    return reports()[ident]


def published_by(name: str) -> str:
    """The publisher `name`, which publishers.toml must have."""
    if name not in publishers():
        raise GoldError(f"no such publisher: {name!r}")
    return name


# Gold


def copy(row: Row) -> Row:
    """A pair of reports that share words; `direction` says which of them had them first."""
    first, second = row["pair"]
    shared = [quote if isinstance(quote, list) else [quote, quote] for quote in row["shared"]]
    return {
        "first": known(first)["id"],
        "second": known(second)["id"],
        "kind": row["kind"],
        "direction": row.get("direction", "first"),
        "credited": row.get("credited", False),
        "via": known(row["via"])["id"] if "via" in row else None,
        "shared": [
            {"first": place(first, one), "second": place(second, other)} for one, other in shared
        ],
        "why": row["why"],
    }


def citation(row: Row) -> Row:
    """The words with which one report names the publisher or report that it has something from."""
    cited = row.get("report")
    words = span(row["words"])
    return {
        "report": words["report"],
        "publisher": published_by(row["publisher"]),
        "cited": known(cited)["id"] if cited else None,
        "kind": row["kind"],
        "span": words,
    }


def event(row: Row) -> Row:
    """One event and the words that mention it; a mention's status is as its report presents it."""
    return {
        "id": row["id"],
        "title": row["title"],
        "type": row.get("type"),
        "earliest": row.get("earliest"),
        "latest": row.get("latest", row.get("earliest")),
        "place": row.get("place"),
        "happened": row.get("happened", True),
        "mentions": [mention(named) for named in row["mentions"]],
    }


def mention(named: str) -> Row:
    """The span of `REPORT: words | status`; without a status, the event occurred."""
    words, _, status = named.partition(" | ")
    if (status or "occurred") not in STATUSES:
        raise GoldError(f"{named}: no such status")
    return {**span(words), "status": status or "occurred"}


def claim(row: Row) -> Row:
    """A claim, where it is made, and how many independent origins it has."""
    low, high = row["count"] if isinstance(row["count"], list) else (row["count"], row["count"])
    return {
        "id": row["id"],
        "claim": row["claim"],
        "until": row.get("until"),
        "mentions": [span(named) for named in row["mentions"]],
        "count": {"low": low, "high": high},
        "shape": row.get("shape", "plain"),
        "origins": [origin(entry) for entry in row.get("origins", [])],
        "why": row["why"],
    }


def origin(row: Row) -> Row:
    """One origin: its kind, who it is, the words that show it, and the outlets it came through."""
    return {
        "kind": row["kind"],
        "who": row["who"],
        "words": span(row["words"]),
        "through": [published_by(name) for name in row["through"]],
    }


def contradiction(row: Row) -> Row:
    """Two spans that cannot both be right."""
    return {
        "id": row["id"],
        "kind": row["kind"],
        "about": row["about"],
        "first": span(row["first"]),
        "second": span(row["second"]),
        "settled": row.get("settled"),
    }


def figure(row: Row) -> Row:
    """One number of the ledger, whose it is and for which day."""
    copied = row.get("copy_of")
    return {
        "event": row["event"],
        "of": row["of"],
        "value": row["value"],
        "upper": row.get("upper"),
        "modifier": row["modifier"],
        "by": row["by"],
        "day": row["day"],
        "part": row.get("part", False),
        "copy_of": known(copied)["id"] if copied else None,
        "span": span(row["words"]),
    }


def follow(row: Row) -> Row:
    """What was announced for a time, and what became of it."""
    return {
        "id": row["id"],
        "kind": row["kind"],
        "by": row["by"],
        "what": row["what"],
        "words": span(row["words"]),
        "due": {"earliest": row.get("earliest"), "latest": row.get("latest")},
        "outcome": row["outcome"],
        "shown": span(row["shown"]) if "shown" in row else None,
        "when": row.get("when"),
        "moved_to": row.get("moved_to"),
        "why": row["why"],
    }


def actor(row: Row) -> Row:
    """A person or body, every form of its name in every report, and other words for it."""
    other_names = row.get("except", [])
    named = [entry for ident in reports() for entry in forms(ident, row["forms"], other_names)]
    other = [{**span(words), "form": "nominal"} for words in row.get("nominal", [])]
    return {
        "id": row["id"],
        "name": row["name"],
        "kind": row["kind"],
        "forms": row["forms"],
        "mentions": sorted(named + other, key=lambda m: (order(m["report"]), m["start"], m["end"])),
    }


def forms(ident: str, names: list[str], other_names: list[str]) -> list[Row]:
    """Where one of `names` stands in the report and is no part of one of `other_names`."""
    longest = sorted([*names, *other_names], key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)")
    found = pattern.finditer(reports()[ident]["text"])
    mine = (match.span() for match in found if match.group() not in other_names)
    return [{**marked(ident, *place), "form": "name"} for place in mine]


def order(ident: str) -> int:
    """The place of a report in the order of publication."""
    return list(reports()).index(ident)


GOLD: dict[str, Callable[[Row], Row]] = {
    "copies": copy,
    "citations": citation,
    "events": event,
    "origins": claim,
    "contradictions": contradiction,
    "figures": figure,
    "followthrough": follow,
    "actors": actor,
}


# Files


def built() -> dict[str, list[Row]]:
    """The rows of every file by its path under this folder."""
    files = {"newsroom.jsonl": list(reports().values())}
    for name, make in GOLD.items():
        source = (HERE / "gold" / "source" / f"{name}.toml").read_text(encoding="utf-8")
        files[f"gold/{name}.jsonl"] = [make(row) for row in tomllib.loads(source)[name]]
    return files


def written(rows: Iterable[Row]) -> str:
    """The rows as JSON, one a line."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def show(ident: str) -> Iterable[str]:
    """One line for each span of the gold in the report `ident`."""
    known(ident)
    for name, rows in built().items():
        for row in rows if name != "newsroom.jsonl" else []:
            for words in spans(row):
                if words["report"] == ident:
                    yield f"{name[5:-6]:15} {row.get('id', ''):24} {words['text']}"


def spans(value: Any) -> Iterable[Row]:
    """Every span in a row of the gold."""
    if isinstance(value, dict):
        if {"report", "start", "end", "text"} <= value.keys():
            yield value
        else:
            yield from (words for item in value.values() for words in spans(item))
    elif isinstance(value, list):
        yield from (words for item in value for words in spans(item))


def main(arguments: list[str]) -> int:
    """Write, check or show the newsroom; the exit status."""
    if arguments[:1] == ["--show"]:
        print("\n".join(line for ident in arguments[1:] for line in show(ident)))
        return 0
    stale = []
    for name, rows in built().items():
        path, fresh = HERE / name, written(rows)
        print(f"{len(rows):4} {name}")
        if path.is_file() and path.read_text(encoding="utf-8") == fresh:
            continue
        stale.append(name)
        if arguments != ["--check"]:
            path.write_text(fresh, encoding="utf-8")
    print(f"changed: {', '.join(stale) or 'none'}")
    return int(bool(stale) and arguments == ["--check"])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
