"""Copies among the reports of a newsroom, against pairs that were marked by hand.

The folder holds `newsroom.jsonl`, `publishers.toml` and `gold/copies.jsonl`: pairs that share
words, of kind whole, rewrite or passage, with the one that had them first. `found` scores pairs
linked in any way, `told_over` those linked as copy or rewrite against whole and rewrite; `kind`
is the share of found pairs of the right kind, `direction` the share of told directions that are
right, `told` the share that is told, `spans` the share of marked passages that a link points at.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluation import bootstrap, mistakes
from evaluation.corpus import corpus_of, require
from evaluation.errors import CorpusInvalid
from evaluation.mistakes import Mistake
from evaluation.score import Measured, Row, Score, columns, measured, prf_measures
from tipsheet.linking import link_copies
from tipsheet.record import Link, Report
from tipsheet.vocabulary.publishers import Publishers, publishers

GOLD = "gold/copies.jsonl"
REPORTS = "newsroom.jsonl"
PUBLISHERS = "publishers.toml"
KINDS = {"whole": "copy", "rewrite": "rewrite", "passage": "passage"}
SHARES = {
    "kind": bootstrap.recall,
    "direction": bootstrap.precision,
    "told": bootstrap.recall,
    "spans": bootstrap.recall,
}
COPIED = ("copy", "rewrite")

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A pair of reports that share words, by hand; `first` had them first unless `siblings`."""

    first: str
    second: str
    kind: str
    siblings: bool
    passages: tuple[tuple[int, int], ...]

    @property
    def pair(self) -> Pair:
        """The two ids in order."""
        return (min(self.first, self.second), max(self.first, self.second))


def evaluate(path: Path, errors: Path | None = None) -> dict[str, Any]:
    """Score the links between the reports of a newsroom."""
    files = [require(path / name) for name in (REPORTS, PUBLISHERS, GOLD)]
    reports = reports_of(path)
    links = {_pair(link): link for link in link_copies(reports, known=known_to(path))}
    gold = {marked.pair: marked for marked in map(_marked, rows_of(path / GOLD))}
    rows = [_row(gold.get(pair), links.get(pair)) for pair in sorted({*gold, *links})]
    score = Score(
        task="copies",
        corpus=corpus_of(path, files, "all"),
        documents=len(reports),
        n=len(gold),
        measures=(*prf_measures(rows, ("found", "told_over")), *_shares(rows)),
        mistakes=tuple(_mistakes({report.id: report for report in reports}, gold, links)),
    )
    if errors is not None:
        mistakes.write(errors, f"copies: {score.corpus.name}", score.mistakes)
    return score.to_dict()


def reports_of(path: Path) -> list[Report]:
    """The reports of a newsroom, in the order of the file."""
    keys = ("id", "url", "publisher", "title", "published")
    try:
        return [
            Report.of(row["text"], byline=tuple(row["byline"]), **{key: row[key] for key in keys})
            for row in rows_of(path / REPORTS)
        ]
    except KeyError as error:
        raise CorpusInvalid(f"{path / REPORTS} has a report without {error}.") from error


def known_to(path: Path) -> Publishers:
    """The publishers of the package and those of the newsroom."""
    return publishers().with_file((path / PUBLISHERS).read_text(encoding="utf-8"), PUBLISHERS)


def rows_of(file: Path) -> list[dict[str, Any]]:
    """The objects of a file of JSON lines."""
    try:
        lines = require(file).read_text(encoding="utf-8").split("\n")
        return [json.loads(line) for line in lines if line.strip()]
    except ValueError as error:
        raise CorpusInvalid(f"{file} is no file of JSON lines: {error}.") from error


def _marked(row: Mapping[str, Any]) -> Marked:
    return Marked(
        first=row["first"],
        second=row["second"],
        kind=KINDS[row["kind"]],
        siblings=row["direction"] == "siblings",
        passages=tuple((one["first"]["start"], one["first"]["end"]) for one in row["shared"]),
    )


def _pair(link: Link) -> Pair:
    return (min(link.first, link.second), max(link.first, link.second))


def _row(gold: Marked | None, link: Link | None) -> Row:
    """(tp, fp, fn) of each metric for one pair that is marked, linked or both."""
    row = {
        "found": _counts(gold is not None, link is not None),
        "told_over": _counts(
            gold is not None and gold.kind in COPIED, link is not None and link.kind in COPIED
        ),
    }
    if gold is not None and link is not None:
        right = link.kind == gold.kind
        row["kind"] = (int(right), 0, int(not right))
        pointed = sum(_points_at(link, gold.first, passage) for passage in gold.passages)
        row["spans"] = (pointed, 0, len(gold.passages) - pointed)
        if not gold.siblings:
            row["told"] = (int(link.directed), 0, int(not link.directed))
            right = link.first == gold.second
            row["direction"] = (int(link.directed and right), int(link.directed and not right), 0)
    return row


def _counts(gold: bool, found: bool) -> tuple[int, int, int]:
    return int(gold and found), int(found and not gold), int(gold and not found)


def _points_at(link: Link, report: str, passage: tuple[int, int]) -> bool:
    """Whether a span of the link in the report overlaps a marked passage."""
    sides = [reason.first if link.first == report else reason.second for reason in link.reasons]
    start, end = passage
    return any(span.start < end and start < span.end for side in sides for span in side)


def _shares(rows: Sequence[Row]) -> Iterator[Measured]:
    for name, metric in SHARES.items():
        counts = columns(rows, name)
        yield measured(name, counts, metric, float(counts.sum()))


def _mistakes(
    reports: Mapping[str, Report], gold: Mapping[Pair, Marked], links: Mapping[Pair, Link]
) -> Iterator[Mistake]:
    for pair in sorted({*gold, *links}):
        marked, link = gold.get(pair), links.get(pair)
        wanted, got = marked.kind if marked else "nothing", link.kind if link else "nothing"
        if wanted != got:
            report = reports[pair[1]]
            note = f"with {pair[0]}: {wanted}, found {got}"
            yield Mistake(
                kind="wrong kind" if marked and link else "missed" if marked else "false alarm",
                document=report.id,
                text=report.text,
                start=0,
                end=min(80, len(report.text)),
                note=note,
            )
