"""Turn reports marked up by hand into records with exact offsets.

    python -m training.annotate TEXTS.jsonl --show ID
    python -m training.annotate TEXTS.jsonl --origin NAME --out RECORDS.jsonl AUTHORED...

TEXTS.jsonl has one report a line with `id`, `text` and perhaps `date`. `--show` prints a report
with its sentences numbered. Each authored file marks up one report (form below); its record
replaces that of the same id in RECORDS.jsonl, or is added. A record has the keys of
`training.corpora.records` without `text`. One mistake anywhere and nothing is written.

The authored form, one statement a line, blank lines and lines that begin with `#` left out:

    id NAME                     the report
    published 2020-03-01        only if it differs from the `date` in TEXTS.jsonl (`-` for none)
    == 4                        what follows quotes sentence 4 (or sentences 4 to 6: `== 4 6`)
    A key kind | source | cue | content + content | count 3 | in other
    E trigger | TYPE/mode | status | actor + actor > recipient | at place | on date | by key | ?
    D date | DATE | 2020-02-29
    P place | FRA | France
    F figure | value | modifier | of | unit         (a range: value 3..5 and modifier range)
    P* place | FRA | France | not 2 5

Fields are parted by ` | `; `-` stands for nothing. After the first four fields of `A` and `E` the
rest may be left out. An event belongs to the attribution with the shortest content around its
trigger, unless `by` names another (`by -`: none); likewise the parent of an attribution (`in`) by
its cue. The place and date of an event are widened to the `P` and `D` that they lie in. `?` marks
an event that a second careful person could decide otherwise. `P*` marks every occurrence in the
whole report but those counted in `not`, and passes over those inside a place that is already
marked: longer names first.

A quotation is exact, of whole words, and is looked for in the sentences of `==`; curly and
straight quotation marks are the same to it:

    text        it must occur there once; sources are taken nearest their cue, and actors,
                recipients, places and dates of events nearest their trigger
    text#2      the second occurrence there
    ^text       the last occurrence before those sentences
    from .. to  from the one string to the next occurrence of the other, further on too
"""

import argparse
import json
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from tipsheet.vocabulary import figure_modifiers, modes, source_kinds, statuses, types

Offsets = tuple[int, int]

SENTENCE = re.compile(r"\S.*?(?:[.!?][\"'”’)\]]*(?=\s+[\"'“‘(\[]?[A-Z0-9])|$)", re.MULTILINE)
DATE_TYPES = frozenset({"DATE", "TIME", "DURATION", "SET"})
PLAIN = str.maketrans("’‘“”\u00a0", "''\"\" ")
COUNTRY = re.compile(r"[A-Z]{3}")


class Wrong(ValueError):
    """A statement that the report or the closed lists do not bear out."""


@dataclass(slots=True, kw_only=True)
class Sheet:
    """The markup of one report as it grows; `scope` is where quotations are looked for."""

    text: str
    scope: Offsets
    attributions: list[dict[str, Any]] = field(default_factory=list)
    events: list[dict[str, Any]] = field(default_factory=list)
    dates: list[dict[str, Any]] = field(default_factory=list)
    places: list[dict[str, Any]] = field(default_factory=list)
    figures: list[dict[str, Any]] = field(default_factory=list)


def sentences(text: str) -> list[Offsets]:
    """Where the sentences of a text stand, roughly: to number them, not to read them."""
    return [match.span() for match in SENTENCE.finditer(text)]


def convert(authored: str, texts: Mapping[str, Mapping[str, Any]], origin: str) -> dict[str, Any]:
    """The record that an authored file describes; raises Wrong with the lines at fault."""
    lines = [(n, line.strip()) for n, line in enumerate(authored.splitlines(), start=1)]
    lines = [(n, line) for n, line in lines if line and not line.startswith("#")]
    head = dict(line.split(" ", 1) for _, line in lines if re.match(r"(id|published) ", line))
    report = texts.get(head.get("id", ""))
    if report is None:
        raise Wrong(f"no text with the id {head.get('id')!r}")
    sheet = Sheet(text=report["text"], scope=(0, len(report["text"])))
    mistakes = []
    for number, line in lines:
        try:
            _state(sheet, line)
        except Wrong as error:
            mistakes.append(f"line {number}: {error}")
    if mistakes:
        raise Wrong("; ".join(mistakes))
    _link(sheet)
    return {
        "id": head["id"],
        "origin": origin,
        "published": _published(head.get("published") or report.get("date")),
        "attributions": sheet.attributions,
        "events": sheet.events,
        "dates": _ordered(sheet.dates),
        "places": _ordered(sheet.places),
        "figures": _ordered(sheet.figures),
    }


def find(sheet: Sheet, quotation: str, near: int | None = None) -> Offsets:
    """Where a quotation stands; `near` is the offset that decides between several occurrences."""
    if " .. " in quotation:
        start, end = quotation.split(" .. ", 1)
        first, _ = find(sheet, start, near)
        wanted, which = _counted(end)
        later = [at for at in _occurrences(sheet.text, wanted) if at[0] > first]
        return first, _pick(later, which or 1, end)[1]
    if quotation.startswith("^"):
        earlier = [at for at in _occurrences(sheet.text, quotation[1:]) if at[1] <= sheet.scope[0]]
        return _pick(earlier, len(earlier), quotation)
    wanted, which = _counted(quotation)
    inside = _occurrences(sheet.text, wanted, *sheet.scope)
    if which:
        return _pick(inside, which, quotation)
    if len(inside) > 1 and near is not None:
        return min(inside, key=lambda at: abs(at[0] - near))
    if len(inside) > 1:
        raise Wrong(f"{quotation!r} occurs {len(inside)} times here")
    return _pick(inside, 1, quotation)


def _occurrences(text: str, wanted: str, start: int = 0, end: int | None = None) -> list[Offsets]:
    before = r"(?<!\w)" if wanted[:1].isalnum() else ""
    after = r"(?!\w)" if wanted[-1:].isalnum() else ""
    pattern = re.compile(before + re.escape(wanted.translate(PLAIN)) + after)
    stop = len(text) if end is None else end
    return [match.span() for match in pattern.finditer(text.translate(PLAIN), start, stop)]


def _counted(quotation: str) -> tuple[str, int | None]:
    match = re.fullmatch(r"(.+)#(\d+)", quotation)
    return (match[1], int(match[2])) if match else (quotation, None)


def _pick(found: list[Offsets], which: int, quotation: str) -> Offsets:
    if not 1 <= which <= len(found):
        raise Wrong(f"{quotation!r} does not occur here")
    return found[which - 1]


def _state(sheet: Sheet, line: str) -> None:
    word, _, rest = line.partition(" ")
    if word in ("id", "published"):
        return
    if word == "==":
        sheet.scope = _scope(sheet.text, rest)
        return
    if word not in STATEMENTS:
        raise Wrong(f"no statement begins with {word!r}")
    STATEMENTS[word](sheet, [part.strip() for part in rest.split(" | ")])


def _scope(text: str, numbers: str) -> Offsets:
    spans = sentences(text)
    wanted = [int(number) for number in numbers.split() if number.isdigit()]
    if not wanted or not all(1 <= number <= len(spans) for number in wanted):
        raise Wrong(f"no such sentence: {numbers!r} (there are {len(spans)})")
    return spans[wanted[0] - 1][0], spans[wanted[-1] - 1][1]


def _attribution(sheet: Sheet, parts: list[str]) -> None:
    head, source, cue, content, *more = _at_least(parts, 4)
    key, _, kind = head.partition(" ")
    if any(item["key"] == key for item in sheet.attributions):
        raise Wrong(f"the key {key!r} is taken")
    options = _options(more, ("count", "in"))
    marked = None if cue == "-" else find(sheet, cue)
    spans = [find(sheet, part) for part in content.split(" + ")]
    near = (marked or spans[0])[0]
    item = {
        "source": None if source == "-" else find(sheet, source, near),
        "cue": marked,
        "content": spans,
        "kind": _listed(kind, source_kinds(), "kind of source"),
        "count": int(options["count"]) if "count" in options else None,
        "parent": options.get("in"),
    }
    sheet.attributions.append({"key": key, **item})


def _event(sheet: Sheet, parts: list[str]) -> None:
    quoted, kind, status, people, *more = _at_least(parts, 4)
    options = _options([part for part in more if part != "?"], ("at", "on", "by"))
    trigger = find(sheet, quoted)
    type_, *manners = kind.split("/")
    _listed(type_, types(), "event type")
    actors, _, recipients = f" {people} ".partition(" > ")
    sheet.events.append(
        {
            "trigger": trigger,
            "type": type_,
            "modes": [_listed(manner, modes().get(type_, {}), "mode") for manner in manners],
            "status": _listed(status, statuses(), "status"),
            "actors": _several(sheet, actors, trigger[0]),
            "recipients": _several(sheet, recipients, trigger[0]),
            "place": find(sheet, options["at"], trigger[0]) if "at" in options else None,
            "date": find(sheet, options["on"], trigger[0]) if "on" in options else None,
            "attribution": options.get("by"),
            "sure": "?" not in more,
        }
    )


def _date(sheet: Sheet, parts: list[str]) -> None:
    quoted, kind, value = _exactly(parts, 3)
    _listed(kind, dict.fromkeys(DATE_TYPES), "type of date")
    sheet.dates.append({"span": find(sheet, quoted), "type": kind, "value": value})


def _place(sheet: Sheet, parts: list[str]) -> None:
    quoted, country, name = _exactly(parts, 3)
    _add_place(sheet, find(sheet, quoted), country, name)


def _every_place(sheet: Sheet, parts: list[str]) -> None:
    quoted, country, name, *more = _at_least(parts, 3)
    left_out = {int(number) for part in more for number in part.split()[1:]}
    found = _occurrences(sheet.text, quoted)
    if not found:
        raise Wrong(f"{quoted!r} does not occur")
    for number, span in enumerate(found, start=1):
        if number not in left_out and not any(_within(span, p["span"]) for p in sheet.places):
            _add_place(sheet, span, country, name)


def _add_place(sheet: Sheet, span: Offsets, country: str, name: str) -> None:
    if country != "-" and not COUNTRY.fullmatch(country):
        raise Wrong(f"{country!r} is no country")
    code = None if country == "-" else country
    sheet.places.append({"span": span, "country": code, "name": name})


def _figure(sheet: Sheet, parts: list[str]) -> None:
    quoted, value, modifier, of, *unit = _at_least(parts, 4)
    low, _, high = value.partition("..")
    if bool(high) != (modifier == "range"):
        raise Wrong("a range, and only a range, has two values")
    item: dict[str, Any] = {"span": find(sheet, quoted), "value": _number(low)}
    item |= {"upper": _number(high)} if high else {}
    item |= {"modifier": _listed(modifier, figure_modifiers(), "modifier"), "of": of}
    item |= {"unit": unit[0]} if unit else {}
    sheet.figures.append(item)


STATEMENTS: dict[str, Callable[[Sheet, list[str]], None]] = {
    "A": _attribution,
    "E": _event,
    "D": _date,
    "P": _place,
    "P*": _every_place,
    "F": _figure,
}


def _link(sheet: Sheet) -> None:
    """Turn keys into indices, and give events and attributions what stands around them."""
    keys = {item.pop("key"): number for number, item in enumerate(sheet.attributions)}
    for number, item in enumerate(sheet.attributions):
        mark = item["cue"] or item["source"] or item["content"][0]
        item["parent"] = _index(sheet, keys, item["parent"], mark, number)
    for event in sheet.events:
        event["attribution"] = _index(sheet, keys, event["attribution"], event["trigger"], None)
        event["date"] = _marked(event["date"], sheet.dates)
        event["place"] = _marked(event["place"], sheet.places)
    for number in range(len(sheet.attributions)):
        _check_chain(sheet.attributions, number)


def _index(
    sheet: Sheet, keys: Mapping[str, int], key: str | None, mark: Offsets, itself: int | None
) -> int | None:
    if key == "-":
        return None
    if key is not None:
        if key not in keys:
            raise Wrong(f"no attribution has the key {key!r}")
        return keys[key]
    around = [
        (sum(end - start for start, end in item["content"]), number)
        for number, item in enumerate(sheet.attributions)
        if number != itself and any(_within(mark, span) for span in item["content"])
    ]
    return min(around)[1] if around else None


def _marked(span: Offsets | None, items: list[dict[str, Any]]) -> Offsets | None:
    """The whole date or place that a span touches, or the span itself."""
    if span is None:
        return None
    touched = (one for item in items if (one := item["span"])[0] < span[1] and span[0] < one[1])
    return next(touched, span)


def _check_chain(attributions: list[dict[str, Any]], number: int) -> None:
    seen, at = {number}, attributions[number]["parent"]
    while at is not None:
        if at in seen:
            raise Wrong(f"attribution {number} is its own parent")
        seen.add(at)
        at = attributions[at]["parent"]


def _several(sheet: Sheet, quotations: str, near: int) -> list[Offsets]:
    wanted = [part.strip() for part in quotations.strip().split(" + ")]
    return [find(sheet, part, near) for part in wanted if part not in ("", "-")]


def _options(parts: Iterable[str], names: tuple[str, ...]) -> dict[str, str]:
    options = dict(part.partition(" ")[::2] for part in parts)
    if strange := options.keys() - set(names):
        raise Wrong(f"no option is called {', '.join(sorted(strange))}")
    return options


def _listed(code: str, closed: Mapping[str, Any], what: str) -> str:
    if code not in closed:
        raise Wrong(f"no {what} is called {code!r}")
    return code


def _at_least(parts: list[str], number: int) -> list[str]:
    if len(parts) < number or "" in parts:
        raise Wrong(f"needs {number} fields, none of them empty")
    return parts


def _exactly(parts: list[str], number: int) -> list[str]:
    if len(parts) != number:
        raise Wrong(f"needs {number} fields")
    return _at_least(parts, number)


def _number(written: str) -> int | float:
    try:
        return float(written) if "." in written else int(written)
    except ValueError as error:
        raise Wrong(f"{written!r} is no number") from error


def _published(written: str | None) -> str | None:
    return None if written in (None, "-") else date.fromisoformat(written).isoformat()


def _within(inner: Offsets, outer: Offsets) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _ordered(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    spans = [item["span"] for item in items]
    if len(set(spans)) < len(spans):
        twice = next(span for span in spans if spans.count(span) > 1)
        raise Wrong(f"marked twice: characters {twice[0]} to {twice[1]}")
    return sorted(items, key=lambda item: item["span"])


def read_texts(path: Path) -> dict[str, dict[str, Any]]:
    """The reports of a JSON Lines file, by id."""
    with path.open(encoding="utf-8") as lines:
        return {report["id"]: report for report in map(json.loads, lines)}


def write(path: Path, records: Iterable[Mapping[str, Any]]) -> None:
    """Put records into a JSON Lines file, each in the place of the one with its id."""
    kept = {**read_texts(path)} if path.exists() else {}
    kept.update((record["id"], dict(record)) for record in records)
    lines = (json.dumps(record, ensure_ascii=False) + "\n" for record in kept.values())
    path.write_text("".join(lines), encoding="utf-8")


def show(text: str) -> str:
    """A text with its sentences numbered, one a line."""
    spans = enumerate(sentences(text), start=1)
    return "\n".join(f"{number}: {text[start:end]}" for number, (start, end) in spans)


def main() -> None:
    """Show a report, or convert authored files."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("texts", type=Path)
    parser.add_argument("authored", nargs="*", type=Path)
    parser.add_argument("--origin", default="")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--show", metavar="ID", action="append", default=[])
    options = parser.parse_intermixed_args()
    texts = read_texts(options.texts)
    for wanted in options.show:
        print(show(texts[wanted]["text"]))
    records, mistakes = [], []
    for path in options.authored:
        try:
            records.append(convert(path.read_text(encoding="utf-8"), texts, options.origin))
        except Wrong as error:
            mistakes.append(f"{path}: {error}")
    if mistakes:
        sys.exit("\n".join(mistakes))
    if options.out:
        write(options.out, records)


if __name__ == "__main__":
    main()
