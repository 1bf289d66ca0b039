"""The whole record: readings, or a file of them, against reports marked up by people.

Gold is in the annotation's form (`evaluation.marked`). What is scored are readings of the
raw texts, or an existing file: `tipsheet read --format jsonl`, or another annotator's. The
text says which report is which, and the id where two are alike; a report that is not in the
file was read as empty.

- attributions: as in `evaluation.relations`, all of them, also nested ones; kind and parent
  are judged on those that match;
- events: as in `evaluation.events`; the chain is right when the sources from the innermost
  to the report itself have the same kinds and words;
- dates, places, figures: as in `evaluation.values`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from evaluation.bootstrap import Counts
from evaluation.corpus import Options, chosen, corpus_of, require, split_of
from evaluation.events import (
    ASPECTS,
    ROLES,
    agreements,
    chain,
    count_arguments,
    count_events,
    same_events,
)
from evaluation.marked import Marked, MarkedEvent, load, of_reading
from evaluation.mistakes import Mistake
from evaluation.reader import ReaderUnderTest
from evaluation.relations import matched, relations
from evaluation.score import (
    Row,
    Score,
    class_measures,
    confusion,
    f1_measures,
    mean_measure,
)
from evaluation.tokens import Range, Tokens, words
from evaluation.values import VALUES, Locate, Spanned, count_values, same_spans

KINDS = ("person", "organization", "anonymous", "document", "media", "author")

F1S = (
    *ASPECTS,
    "argument",
    *(f"argument_{role}" for role in ROLES),
    "attribution",
    "attribution_kind",
    *VALUES,
)

Read = Callable[[Marked], Marked]
"""What is scored for a gold report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """The counts of one report, the kinds of its matched attributions, and its mistakes."""

    row: Row
    kinds: Counts
    mistakes: tuple[Mistake, ...]


def score(
    path: Path, reader: ReaderUnderTest, options: Options, system: Path | None = None
) -> Score:
    """Score readings of the marked reports at `path`, or those that `system` holds."""
    split = split_of(require(path), options)
    kept = [item for _, item in chosen(((g.id, g) for g in load(path)), split, options)]
    read = _existing(load(require(system))) if system else _reading(reader)
    judged = [judge(gold, read(gold), reader.locate) for gold in kept]
    rows = [item.row for item in judged]
    measures = (
        *f1_measures(rows, F1S),
        *class_measures("kind_", [item.kinds for item in judged], KINDS),
        mean_measure("parent_accuracy", rows),
        mean_measure("count_accuracy", rows),
    )
    return Score(
        task="record",
        corpus=corpus_of(path, sorted(path.glob("*.json")) if path.is_dir() else [path], split),
        documents=len(kept),
        n=sum(len(gold.events) for gold in kept),
        measures=measures,
        mistakes=tuple(mistake for item in judged for mistake in item.mistakes),
    )


def judge(gold: Marked, found: Marked, locate: Locate) -> Judged:
    """Compare one report's marks."""
    tokens = words(gold.text)
    same = same_events(gold.events, found.events)
    alike = matched(relations(gold.attributions, tokens), relations(found.attributions, tokens))
    row = {
        **count_events(gold, found, tokens, same),
        **count_arguments(gold, found, tokens, same),
        **_attributions(gold, found, alike),
        **count_values(gold, found, locate),
    }
    kinds = [(gold.attributions[i].kind, found.attributions[j].kind) for i, j in alike.items()]
    mistakes = (
        *_event_mistakes(gold, found, tokens, same),
        *_attribution_mistakes(gold, found, alike),
        *_value_mistakes(gold, found),
    )
    return Judged(row=row, kinds=confusion(KINDS, kinds), mistakes=mistakes)


def _reading(reader: ReaderUnderTest) -> Read:
    def read(gold: Marked) -> Marked:
        return of_reading(reader.read(gold.text, gold.published))

    return read


def _existing(found: Sequence[Marked]) -> Read:
    by_text = {marked.text: marked for marked in found}
    by_id = {marked.id: marked for marked in found}

    def read(gold: Marked) -> Marked:
        same = (by_id.get(gold.id), by_text.get(gold.text))
        return next((item for item in same if item and item.text == gold.text), _empty(gold))

    return read


def _empty(gold: Marked) -> Marked:
    return replace(gold, attributions=(), events=(), dates=(), places=(), figures=())


def _attributions(gold: Marked, found: Marked, same: Mapping[int, int]) -> dict[str, list[int]]:
    one, other = gold.attributions, found.attributions
    hits, kinds = len(same), sum(one[i].kind == other[j].kind for i, j in same.items())
    counted = [(i, j) for i, j in same.items() if one[i].count is not None]
    return {
        "attribution": [hits, len(other) - hits, len(one) - hits],
        "attribution_kind": [kinds, len(other) - kinds, len(one) - kinds],
        "parent_accuracy": [sum(_same_parent(gold, found, same, i) for i in same), hits],
        "count_accuracy": [sum(one[i].count == other[j].count for i, j in counted), len(counted)],
    }


def _same_parent(gold: Marked, found: Marked, same: Mapping[int, int], index: int) -> bool:
    parent = gold.attributions[index].parent
    other = found.attributions[same[index]].parent
    return other is None if parent is None else other is not None and same.get(parent) == other


def _event_mistakes(
    gold: Marked, found: Marked, tokens: Tokens, same: Mapping[int, int]
) -> Iterable[Mistake]:
    matched_events = set(same.values())
    for i, event in enumerate(gold.events):
        if i not in same:
            yield _mistake(gold, event.trigger, f"event missed: {event.type}", event.status)
            continue
        other = found.events[same[i]]
        right = agreements(gold, found, i, same[i], tokens)
        if "type" not in right:
            kind = f"type {event.type} read as {other.type}"
            yield _mistake(gold, event.trigger, kind)
        if "status" not in right:
            kind = f"status {event.status} read as {other.status}"
            yield _mistake(gold, event.trigger, kind)
        if "chain" not in right:
            note = f"{_chain(gold, event)}; found {_chain(found, other)}"
            yield _mistake(gold, event.trigger, "chain", note)
    for j, event in enumerate(found.events):
        if j not in matched_events:
            yield _mistake(gold, event.trigger, f"event false: {event.type}", event.status)


def _attribution_mistakes(
    gold: Marked, found: Marked, same: Mapping[int, int]
) -> Iterable[Mistake]:
    right = set(same.values())
    for i, item in enumerate(gold.attributions):
        place = (item.cue or item.source or item.content)[0]
        if i not in same:
            yield _mistake(gold, place, f"attribution missed: {item.kind}")
            continue
        other = found.attributions[same[i]]
        if item.kind != other.kind:
            yield _mistake(gold, place, f"kind {item.kind} read as {other.kind}")
        if not _same_parent(gold, found, same, i):
            yield _mistake(gold, place, "parent")
    for j, item in enumerate(found.attributions):
        if j not in right:
            place = (item.cue or item.source or item.content)[0]
            yield _mistake(gold, place, f"attribution false: {item.kind}")


def _value_mistakes(gold: Marked, found: Marked) -> Iterable[Mistake]:
    layers: tuple[tuple[str, Sequence[Spanned], Sequence[Spanned]], ...] = (
        ("date", gold.dates, found.dates),
        ("place", gold.places, found.places),
        ("figure", gold.figures, found.figures),
    )
    for layer, one, other in layers:
        same = same_spans(one, other)
        shown = [_value(item) for item in one], [_value(item) for item in other]
        for i, item in enumerate(one):
            if i not in same:
                yield _mistake(gold, item.span, f"{layer} missed", shown[0][i])
            elif shown[0][i] != shown[1][same[i]]:
                note = f"{shown[0][i]}; found {shown[1][same[i]]}"
                yield _mistake(gold, item.span, f"{layer} value", note)
        for j in set(range(len(other))) - set(same.values()):
            yield _mistake(gold, other[j].span, f"{layer} false", shown[1][j])


def _value(item: object) -> str:
    names = ("value", "upper", "modifier", "unit", "name", "country")
    parts = [getattr(item, name, None) for name in names]
    return " ".join(str(part) for part in parts if part is not None)


def _chain(marked: Marked, event: MarkedEvent) -> str:
    links = chain(marked, event)
    shown = [
        f"{link.kind} ({marked.text[slice(*link.source[0])] if link.source else '–'})"
        for link in links
    ]
    return " ← ".join(shown) or "the report itself"


def _mistake(gold: Marked, span: Range, kind: str, note: str = "") -> Mistake:
    start, end = span
    return Mistake(kind=kind, document=gold.id, text=gold.text, start=start, end=end, note=note)
