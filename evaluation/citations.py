"""Credits, relays and references among the reports of a newsroom, against marks by hand.

The folder is that of `pairs.py`, with `gold/citations.jsonl`: the words with which a report says
that it has something from a publisher, and the very report where there is one. Scored are pairs
of a report and a publisher. `named` is the recall of what names its outlet (credits, bylines,
republications, relays), `any` that of all marks, those that only say "a British newspaper" among
them; `precision` is the share of links that are marked at all; `report` the share of the marks
found whose very report was found too.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from evaluation import bootstrap, mistakes
from evaluation.corpus import corpus_of, require
from evaluation.mistakes import Mistake
from evaluation.pairs import PUBLISHERS, REPORTS, known_to, reports_of, rows_of
from evaluation.score import Row, Score, columns, measured
from tipsheet.linking import Citations, document_of
from tipsheet.linking.citations import OUTLET
from tipsheet.vocabulary.publishers import Publishers

GOLD = "gold/citations.jsonl"
NAMING = frozenset({"credit", "byline", "republication", "relay"})
METRICS = {
    "named": bootstrap.recall,
    "any": bootstrap.recall,
    "precision": bootstrap.precision,
    "report": bootstrap.recall,
}

Key = tuple[str, str]
"""A report and the code of the publisher that it cites."""


@dataclass(slots=True)
class Marks:
    """What is marked of one report and one publisher: the kinds, and the reports meant."""

    kinds: set[str] = field(default_factory=set)
    reports: set[str] = field(default_factory=set)
    start: int = 0
    end: int = 0


def evaluate(path: Path, errors: Path | None = None) -> dict[str, Any]:
    """Score the citations that are found among the reports of a newsroom."""
    files = [require(path / name) for name in (REPORTS, PUBLISHERS, GOLD)]
    known = known_to(path)
    reports = {report.id: report for report in reports_of(path)}
    gold = _marks(rows_of(path / GOLD), known)
    found = _found(path, known)
    keys = sorted({*gold, *found})
    rows = [_row(gold.get(key), found.get(key)) for key in keys]
    score = Score(
        task="citations",
        corpus=corpus_of(path, files, "all"),
        documents=len(reports),
        n=len(gold),
        measures=tuple(
            measured(name, counts, metric, float(counts.sum()))
            for name, metric in METRICS.items()
            for counts in (columns(rows, name),)
        ),
        mistakes=tuple(
            _mistake(reports[key[0]].text, key, gold.get(key), found.get(key))
            for key in keys
            if not _is_right(gold.get(key), found.get(key))
        ),
    )
    if errors is not None:
        mistakes.write(errors, f"citations: {score.corpus.name}", score.mistakes)
    return score.to_dict()


def _marks(rows: Sequence[Mapping[str, Any]], known: Publishers) -> dict[Key, Marks]:
    marks: dict[Key, Marks] = defaultdict(Marks)
    for row in rows:
        publisher = known.resolve(row["publisher"])
        assert publisher is not None
        mark = marks[row["report"], publisher.code]
        mark.kinds.add(row["kind"])
        mark.start, mark.end = row["span"]["start"], row["span"]["end"]
        if row["cited"]:
            mark.reports.add(row["cited"])
    return dict(marks)


def _found(path: Path, known: Publishers) -> dict[Key, set[str]]:
    """The reports that each report is found to cite, by publisher; empty where none is here."""
    documents = {report.id: document_of(report, known=known) for report in reports_of(path)}
    citations = Citations()
    for document in documents.values():
        citations.add(document)
    found: dict[Key, set[str]] = defaultdict(set)
    for link in citations.links():
        if link.second.startswith(OUTLET):
            found[link.first, link.second.removeprefix(OUTLET)].update()
        elif house := documents[link.second].house:
            found[link.first, house.code].add(link.second)
    return dict(found)


def _row(gold: Marks | None, found: set[str] | None) -> Row:
    hit = gold is not None and found is not None
    row: dict[str, tuple[int, int, int]] = {}
    if gold is not None:
        row["any"] = (int(hit), 0, int(not hit))
        if gold.kinds & NAMING:
            row["named"] = row["any"]
    if found is not None:
        row["precision"] = (int(hit), int(not hit), 0)
    if gold is not None and found is not None and gold.reports:
        right = bool(gold.reports & found)
        row["report"] = (int(right), 0, int(not right))
    return row


def _is_right(gold: Marks | None, found: set[str] | None) -> bool:
    if gold is None or found is None:
        return False
    return not gold.reports or bool(gold.reports & found)


def _mistake(text: str, key: Key, gold: Marks | None, found: set[str] | None) -> Mistake:
    wanted = ", ".join(sorted(gold.reports)) or "the outlet" if gold else "nothing"
    got = ", ".join(sorted(found)) or "the outlet" if found is not None else "nothing"
    kind = "wrong report" if gold and found is not None else "missed" if gold else "false alarm"
    return Mistake(
        kind=kind,
        document=key[0],
        text=text,
        start=gold.start if gold else 0,
        end=gold.end if gold else min(80, len(text)),
        note=f"{key[1]}: {wanted}, found {got}",
    )
