"""Agreement of two annotators who marked up the same reports by the same rules.

Neither is gold: F1 is the same whichever comes first. Spans of attributions are exact on words
and marks, each unbroken piece by itself; whole attributions, events, dates, places and figures
are matched as in `evaluation.record`. Labels are judged on what both marked: Cohen's kappa for
the type and status of events whose triggers overlap, and for the kind of the source of
attributions that meet, that is, share words of the content and of the cue or source.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from evaluation import record
from evaluation.bootstrap import Counts
from evaluation.corpus import corpus_of, files_in, require
from evaluation.errors import CorpusInvalid, CorpusMissing
from evaluation.events import same_events
from evaluation.marked import Marked, MarkedAttribution, of_data
from evaluation.matching import assign, compare, jaccard
from evaluation.relations import PARTS, Relation, relations
from evaluation.score import (
    Measured,
    Row,
    Score,
    confusion,
    f1_measures,
    mean_measure,
    measured,
)
from evaluation.status import STATUSES
from evaluation.tokens import runs, words
from evaluation.values import Locate
from tipsheet.vocabulary import types
from training.corpora.records import texts_of

F1S = (*PARTS, "attribution_met", "nesting", *record.F1S)
MEANS = ("parent_accuracy", "sure_found", "unsure_found")
LABELS: Mapping[str, tuple[str, ...]] = {
    "type": tuple(types()),
    "status": STATUSES,
    "kind": record.KINDS,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One report as one annotator marked it; `sure` is said of each event in turn."""

    marked: Marked
    sure: tuple[bool, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """The score, what the second file was, and how much each of the two marked."""

    score: Score
    second: str
    counts: Mapping[str, tuple[int, int]]

    def to_dict(self) -> dict[str, Any]:
        """Plain data, as the command prints it."""
        counts = {
            name: {"first": one, "second": other} for name, (one, other) in self.counts.items()
        }
        return {**self.score.to_dict(), "second": self.second, "counts": counts}


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """The counts of one report, and the table of each label on what both marked."""

    row: Row
    tables: Mapping[str, Counts]


def agree(first: Path, second: Path, shared: Path, locate: Locate) -> Agreement:
    """Compare two files, or folders of files, on the reports that are in both."""
    one, other = (sheets(path, shared / "data") for path in (first, second))
    both = [(one[name], other[name]) for name in sorted(one.keys() & other.keys())]
    if not both:
        raise CorpusInvalid(f"No report is both in {first} and in {second}.")
    compared = [compare_sheets(*pair) for pair in both]
    judged = [record.judge(a.marked, b.marked, locate) for a, b in both]
    rows = [{**old.row, **new.row} for old, new in zip(judged, compared, strict=True)]
    measures = (
        *f1_measures(rows, F1S),
        *(mean_measure(name, rows) for name in MEANS),
        *(_kappa(name, [item.tables[name] for item in compared]) for name in LABELS),
    )
    whole = Score(
        task="agreement",
        corpus=corpus_of(first, _files(first), "all"),
        documents=len(both),
        n=sum(len(a.marked.events) for a, _ in both),
        measures=measures,
        mistakes=tuple(mistake for item in judged for mistake in item.mistakes),
    )
    name = corpus_of(second, _files(second), "all").name
    return Agreement(score=whole, second=name, counts=_sizes(both))


def sheets(path: Path, data: Path) -> dict[str, Sheet]:
    """The marked reports of a file or folder by id; texts that they lack come from `data`."""
    return {name: sheet for file in _files(path) for name, sheet in _sheets(file, data)}


def compare_sheets(first: Sheet, second: Sheet) -> Compared:
    """Count what the two markups of one report have in common."""
    one, other = first.marked, second.marked
    tokens = words(one.text)
    found = relations(one.attributions, tokens), relations(other.attributions, tokens)
    met, same = meeting(*found), same_events(one.events, other.events)
    events = [(one.events[i], other.events[j]) for i, j in same.items()]
    sources = [(one.attributions[i], other.attributions[j]) for i, j in met.items()]
    return Compared(
        row={
            **_pieces_in_common(*found),
            "attribution_met": (len(met), len(found[1]) - len(met), len(found[0]) - len(met)),
            **_parents(one.attributions, other.attributions, met),
            **_sureness(first, second, same),
        },
        tables={
            "type": confusion(LABELS["type"], [(a.type, b.type) for a, b in events]),
            "status": confusion(LABELS["status"], [(a.status, b.status) for a, b in events]),
            "kind": confusion(LABELS["kind"], [(a.kind, b.kind) for a, b in sources]),
        },
    )


def meeting(first: Sequence[Relation], second: Sequence[Relation]) -> dict[int, int]:
    """Index in the first to index in the second of attributions that are of the same saying."""
    pairs = {
        (i, j): sum(jaccard(one.part(name), other.part(name)) for name in PARTS)
        for i, one in enumerate(first)
        for j, other in enumerate(second)
        if one.content & other.content and (one.cue & other.cue or one.source & other.source)
    }
    return assign(pairs)


def kappa(confusions: Counts) -> Counts:
    """Cohen's kappa of confusion tables [..., one, other]; 1 where both always say the same.

    Cohen, A coefficient of agreement for nominal scales, 1960.
    """
    total = confusions.sum(axis=(-2, -1))
    size = np.maximum(total, 1)
    seen = np.trace(confusions, axis1=-2, axis2=-1) / size
    chance = (confusions.sum(axis=-1) * confusions.sum(axis=-2)).sum(axis=-1) / size**2
    beyond = np.where(chance < 1, 1 - chance, 1)
    return np.where(total == 0, 0.0, np.where(chance < 1, (seen - chance) / beyond, seen))


def _kappa(name: str, tables: Sequence[Counts]) -> Measured:
    counts = np.asarray(tables)
    return measured(f"{name}_kappa", counts, kappa, float(counts.sum()))


def _files(path: Path) -> list[Path]:
    return files_in(path, "*.jsonl") if require(path).is_dir() else [path]


def _sheets(path: Path, data: Path) -> Iterable[tuple[str, Sheet]]:
    lines = path.read_text(encoding="utf-8").split("\n")
    try:
        records = [json.loads(line) for line in lines if line.strip()]
        lacking = any("text" not in item for item in records)
        texts = texts_of(path, data) if lacking else {}
        return [(item["id"], _sheet(item, texts)) for item in records]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise CorpusInvalid(f"{path} holds no marked reports: {error!r}.") from error


def _sheet(item: Mapping[str, Any], texts: Mapping[str, str]) -> Sheet:
    text = item.get("text", texts.get(item["id"]))
    if text is None:
        raise CorpusMissing(f"No text for {item['id']}: give the training data with --shared.")
    sure = tuple(event.get("sure", True) for event in item.get("events", ()))
    return Sheet(marked=of_data({**item, "text": text}), sure=sure)


def _pieces_in_common(first: Sequence[Relation], second: Sequence[Relation]) -> Row:
    return {name: compare(_pieces(first, name), _pieces(second, name)) for name in PARTS}


def _pieces(found: Iterable[Relation], name: str) -> set[tuple[int, int]]:
    return {run for item in found for run in runs(item.part(name))}


def _parents(
    first: Sequence[MarkedAttribution],
    second: Sequence[MarkedAttribution],
    met: Mapping[int, int],
) -> Row:
    parents = [(first[i].parent, second[j].parent) for i, j in met.items()]
    nested = sum(one is not None and met.get(one, -1) == other for one, other in parents)
    top = sum(one is None and other is None for one, other in parents)
    links = [sum(item.parent is not None for item in side) for side in (first, second)]
    return {
        "nesting": (nested, links[1] - nested, links[0] - nested),
        "parent_accuracy": (nested + top, len(met)),
    }


def _sureness(first: Sheet, second: Sheet, same: Mapping[int, int]) -> Row:
    found = [(sure, i in same) for i, sure in enumerate(first.sure)]
    found += [(sure, j in same.values()) for j, sure in enumerate(second.sure)]
    counts: dict[str, tuple[int, int]] = {}
    for name, wanted in (("sure_found", True), ("unsure_found", False)):
        chosen = [also for sure, also in found if sure is wanted]
        counts[name] = (sum(chosen), len(chosen))
    return counts


def _sizes(both: Sequence[tuple[Sheet, Sheet]]) -> dict[str, tuple[int, int]]:
    layers = ("attributions", "events", "dates", "places", "figures")
    return {
        layer: (
            sum(len(getattr(one.marked, layer)) for one, _ in both),
            sum(len(getattr(other.marked, layer)) for _, other in both),
        )
        for layer in layers
    }
