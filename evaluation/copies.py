"""Copies with known truth, made of the reports at a path, and found again among all the others.

A path is a `.jsonl` file of reports, or a folder of `.json` reports. Each report is an original;
a copy that keeps half of it, one that keeps a third, and a report of another that borrows a
passage join it in one collection (`mutations.py` says what is done to them), and every pair is
looked for. `half` and `third` are the shares of copies that are linked with their original as
copy or rewrite; `precision` is the share of all such links, siblings included, that join one
family; `direction` the share of told directions that are right, `told` the share that is told;
`undated_precision` and `undated_third` are the same when no report has a day; `passage` is the
share of borrowed passages of fifty words that are linked in any way.

Where a folder holds `gold/copies.jsonl`, its pairs are scored instead.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from evaluation import bootstrap, mistakes, pairs
from evaluation.corpus import Options, chosen, corpus_of, files_in, require
from evaluation.errors import CorpusInvalid
from evaluation.mistakes import Mistake
from evaluation.mutations import borrower, mutant, undated
from evaluation.score import Measured, Row, Score, columns, measured
from tipsheet.linking import Copies
from tipsheet.record import Link, Report
from tipsheet.vocabulary.publishers import publishers

HALF, THIRD = 1 / 2, 1 / 3
SEED = 20251125
COPIES = ("copy", "rewrite")
METRICS = {
    "half": bootstrap.recall,
    "third": bootstrap.recall,
    "precision": bootstrap.precision,
    "passage": bootstrap.recall,
    "direction": bootstrap.precision,
    "told": bootstrap.recall,
    "undated_third": bootstrap.recall,
    "undated_precision": bootstrap.precision,
}

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """One original with the reports made of it; `borrowed` has a passage of it and is no copy."""

    original: Report
    half: Report
    third: Report
    borrowed: Report


@dataclass(slots=True)
class Tally:
    """Hits, false alarms and misses of each metric, for one family."""

    counts: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0, 0]))

    def note(self, metric: str, right: bool, otherwise: int) -> None:
        """Count a hit, or else a false alarm (1) or a miss (2)."""
        self.counts[metric][0 if right else otherwise] += 1


def evaluate(
    path: Path, errors: Path | None = None, options: Options | None = None
) -> dict[str, Any]:
    """Score the links between the reports at `path` and copies made of them."""
    if (path / pairs.GOLD).is_file():
        return pairs.evaluate(path, errors)
    score = score_path(path, options or Options())
    if errors is not None:
        mistakes.write(errors, f"copies: {score.corpus.name}", score.mistakes)
    return score.to_dict()


def score_path(path: Path, options: Options) -> Score:
    """The score with its mistakes: copies that were missed and strangers that were linked."""
    files = files_in(path, "*.json") if require(path).is_dir() else [path]
    split = options.split or "all"
    kept = chosen(((one.id, one) for one in load(files)), split, options)
    families = list(families_of([report for _, report in kept]))
    links = linked(families)
    bare = linked(families, dated=False)
    rows = [*judged(families, links, bare)]
    return Score(
        task="copies",
        corpus=corpus_of(path, files, split),
        documents=len(families),
        n=2 * len(families),
        measures=tuple(_measures(rows)),
        mistakes=tuple(_mistakes(families, links)),
    )


def load(files: Iterable[Path]) -> Iterator[Report]:
    """The reports of `.jsonl` and `.json` files."""
    for file in files:
        text = file.read_text(encoding="utf-8")
        lines = text.split("\n") if file.suffix == ".jsonl" else [text]
        try:
            yield from (report_of(json.loads(line)) for line in lines if line.strip())
        except (ValueError, KeyError, TypeError) as error:
            raise CorpusInvalid(f"{file} holds no reports: {error!r}.") from error


def report_of(row: Mapping[str, Any]) -> Report:
    """The report of a row with `id` and `text`, and what else it has of a report."""
    return Report.of(
        row["text"],
        id=row["id"],
        title=row.get("title"),
        publisher=row.get("publisher") or "The Original",
        byline=tuple(row.get("byline") or ()),
        url=row.get("url"),
        published=row.get("published") or row.get("date"),
    )


def families_of(originals: Sequence[Report]) -> Iterator[Family]:
    """The families; each original lends a passage to the next but one in the list."""
    for number, original in enumerate(originals):
        host = originals[(number + 2) % len(originals)]
        yield Family(
            original=original,
            half=mutant(original, HALF, SEED).report,
            third=mutant(original, THIRD, SEED, publisher="The Other Mutant").report,
            borrowed=borrower(host, original, SEED),
        )


def linked(families: Sequence[Family], *, dated: bool = True) -> dict[Pair, Link]:
    """The links of the whole collection, by their ends in order."""
    copies = Copies(known=publishers())
    found: dict[Pair, Link] = {}
    for family in families:
        for report in (family.original, family.half, family.third, family.borrowed):
            for link in copies.add(report if dated else undated(report)).links:
                found[_pair(link.first, link.second)] = link
    return found


def judged(
    families: Sequence[Family], links: Mapping[Pair, Link], bare: Mapping[Pair, Link]
) -> Iterator[Row]:
    """One row of counts a family."""
    owner = {id: number for number, family in enumerate(families) for id in _members(family)}
    donors = {family.borrowed.id: family.original.id for family in families}
    tallies = [Tally() for _ in families]
    for family, tally in zip(families, tallies, strict=True):
        _judge_family(family, links, bare, tally)
    for metric, found in (("precision", links), ("undated_precision", bare)):
        for pair, link in found.items():
            if link.kind in COPIES and _counts(pair, donors):
                ends = [owner.get(end, -1) for end in pair]
                tallies[max(ends)].note(metric, ends[0] == ends[1], 1)
    yield from (tally.counts for tally in tallies)


def _judge_family(
    family: Family, links: Mapping[Pair, Link], bare: Mapping[Pair, Link], tally: Tally
) -> None:
    for metric, copy in (("half", family.half), ("third", family.third)):
        link = links.get(_pair(family.original.id, copy.id))
        found = link is not None and link.kind in COPIES
        tally.note(metric, found, 2)
        if link is not None and found:
            tally.note("told", link.directed, 2)
            if link.directed:
                tally.note("direction", link.first == copy.id, 1)
    lost = bare.get(_pair(family.original.id, family.third.id))
    tally.note("undated_third", lost is not None and lost.kind in COPIES, 2)
    tally.note("passage", _pair(family.original.id, family.borrowed.id) in links, 2)


def _members(family: Family) -> tuple[str, str, str]:
    return family.original.id, family.half.id, family.third.id


def _counts(pair: Pair, donors: Mapping[str, str]) -> bool:
    """Whether a pair counts for precision: no borrower is in it, or a borrower with its donor.

    A borrower is its host nearly word for word, so that it would count each mistake twice.
    """
    one, other = pair
    if one in donors or other in donors:
        return donors.get(one) == other or donors.get(other) == one
    return True


def _pair(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)


def _measures(rows: Sequence[Row]) -> Iterator[Measured]:
    for name, metric in METRICS.items():
        counts = columns(rows, name)
        yield measured(name, counts, metric, float(counts.sum()))


def _mistakes(families: Sequence[Family], links: Mapping[Pair, Link]) -> Iterator[Mistake]:
    for family in families:
        for copy in (family.half, family.third):
            link = links.get(_pair(family.original.id, copy.id))
            if link is None or link.kind not in COPIES:
                note = f"copy of {family.original.id}: {link.kind if link else 'no link'}"
                yield _mistake("missed", copy, note)
    reports = {one.id: one for family in families for one in _reports(family)}
    owner = {id: number for number, family in enumerate(families) for id in _members(family)}
    for pair, link in links.items():
        ends = [owner.get(end) for end in pair]
        if link.kind in COPIES and None not in ends and ends[0] != ends[1]:
            yield _mistake("false alarm", reports[pair[0]], f"{link.kind} with {pair[1]}")


def _reports(family: Family) -> tuple[Report, ...]:
    return family.original, family.half, family.third, family.borrowed


def _mistake(kind: str, report: Report, note: str) -> Mistake:
    end = min(len(report.text), 80)
    return Mistake(kind=kind, document=report.id, text=report.text, start=0, end=end, note=note)
