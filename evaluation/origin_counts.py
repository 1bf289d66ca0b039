"""How many independent origins a claim has, against counts by hand in a newsroom.

The folder is that of `pairs.py`, with `gold/origins.jsonl`: claims, the words in which reports
make them, and how many origins these have, at least and at most. The words are given; what stands
behind them is read. `contained` is the share of claims whose range holds the marked one, `width`
the mean width of the ranges, `exact` the share of ranges that are the marked ones; `origins_f1`
compares the sets of kinds of origins.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from evaluation import bootstrap, pairs
from evaluation.corpus import Options, corpus_of, require
from evaluation.mistakes import Mistake
from evaluation.newsroom import collection_of, mistake_at
from evaluation.reader import ReaderUnderTest
from evaluation.score import Row, Score, columns, f1_measures, mean_measure, measured
from tipsheet.linking.origins import Origins, origins_of
from tipsheet.record import Claim
from tipsheet.run.collection import Collection

GOLD = "gold/origins.jsonl"
KINDS = {"author": "first-hand", "own-word": "first-hand"}


def score(
    path: Path, reader: ReaderUnderTest, options: Options, system: Path | None = None
) -> Score:
    """Score the origins of the claims that are marked; `system` are readings to score."""
    collection = collection_of(path, system)
    gold = pairs.rows_of(path / GOLD)[: options.limit]
    found = [origins(row, collection) for row in gold]
    rows = [_row(row, origins) for row, origins in zip(gold, found, strict=True)]
    files = [require(path / name) for name in (pairs.REPORTS, pairs.PUBLISHERS, GOLD)]
    return Score(
        task="origins",
        corpus=corpus_of(path, files, "all"),
        documents=len(collection.readings),
        n=len(gold),
        measures=(
            mean_measure("contained", rows),
            mean_measure("width", rows),
            mean_measure("exact", rows),
            *f1_measures(rows, ("origins",)),
            measured("recall", columns(rows, "origins"), bootstrap.recall, len(gold)),
        ),
        mistakes=tuple(
            _mistake(row, origins, collection)
            for row, origins in zip(gold, found, strict=True)
            if not _contains(row, origins)
        ),
    )


def origins(row: Mapping[str, Any], collection: Collection) -> Origins:
    """The origins of a marked claim, of the reports until the day that it names."""
    return origins_of(_claims(row, collection), collection.graph, collection.who)


def _claims(row: Mapping[str, Any], collection: Collection) -> Sequence[Claim]:
    until = row["until"] or "9999-12-31"
    found = (
        collection.at(mention["report"], mention["start"], mention["end"])
        for mention in row["mentions"]
        if mention["report"] in collection.readings
    )
    return list({claim.id: claim for claim in found if (claim.day or "") <= until}.values())


def _contains(row: Mapping[str, Any], found: Origins) -> bool:
    return bool(found.low <= row["count"]["low"] and row["count"]["high"] <= found.high)


def _row(row: Mapping[str, Any], found: Origins) -> Row:
    exact = (found.low, found.high) == (row["count"]["low"], row["count"]["high"])
    gold = Counter(_kind(origin["kind"]) for origin in row["origins"])
    told = Counter(_kind(origin.kind) for origin in found.origins)
    hits = (gold & told).total()
    return {
        "contained": (float(_contains(row, found)), 1),
        "width": (float(found.high - found.low), 1),
        "exact": (float(exact), 1),
        "origins": (hits, told.total() - hits, gold.total() - hits),
    }


def _kind(kind: str) -> str:
    return KINDS.get(kind, kind)


def _mistake(row: Mapping[str, Any], found: Origins, collection: Collection) -> Mistake:
    mention = row["mentions"][0]
    told = "; ".join(f"{o.kind}: {o.name} (through {', '.join(o.through)})" for o in found.origins)
    marked = "; ".join(f"{o['kind']}: {o['who']}" for o in row["origins"])
    counts = row["count"]
    return mistake_at(
        mention,
        collection,
        kind="too few" if found.high < counts["high"] else "too many",
        of=row["id"],
        note=f"marked {counts['low']}–{counts['high']} ({marked}); "
        f"found {found.low}–{found.high} ({told})",
    )
