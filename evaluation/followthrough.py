"""What became of what was announced, against outcomes by hand in a newsroom.

The folder is that of `pairs.py`, with `gold/followthrough.jsonl`: the words that announce
something for a time, when it is due, and what came of it: kept, moved, broken, or nothing heard.
The words are given. `outcome` is the share of outcomes that are right, `due` the share of items
whose last due day is the marked one, `shown` the share of told outcomes (not nothing heard) that
point at a report that tells it; `listed` is the share of announcements that the watch list has.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from evaluation import pairs
from evaluation.corpus import Options, corpus_of, require
from evaluation.mistakes import Mistake
from evaluation.newsroom import collection_of
from evaluation.reader import ReaderUnderTest
from evaluation.score import Row, Score, mean_measure
from tipsheet.linking.claims import words_at
from tipsheet.linking.followthrough import Item, item_of
from tipsheet.linking.timeline import OPEN
from tipsheet.record import Claim
from tipsheet.run.collection import Collection

GOLD = "gold/followthrough.jsonl"
OUTCOMES = {"done": "kept", "open": "nothing heard"}


def score(
    path: Path, reader: ReaderUnderTest, options: Options, system: Path | None = None
) -> Score:
    """Score what came of the announcements that are marked; `system` are readings to score."""
    collection = collection_of(path, system)
    gold = pairs.rows_of(path / GOLD)[: options.limit]
    found = [followed(row, collection) for row in gold]
    files = [require(path / name) for name in (pairs.REPORTS, GOLD)]
    rows = [_row(row, item) for row, item in zip(gold, found, strict=True)]
    return Score(
        task="followthrough",
        corpus=corpus_of(path, files, "all"),
        documents=len(collection.readings),
        n=len(gold),
        measures=tuple(mean_measure(name, rows) for name in ("outcome", "due", "shown", "listed")),
        mistakes=tuple(
            _mistake(row, item, collection)
            for row, item in zip(gold, found, strict=True)
            if _outcome(item) != row["outcome"]
        ),
    )


def followed(row: Mapping[str, Any], collection: Collection) -> Item | None:
    """The watch item for a marked announcement, on the day of the last report."""
    words = row["words"]
    if words["report"] not in collection.readings:
        return None
    claim = announced(row, collection)
    event = collection.event_of(claim.id)
    claims = collection.claims_in(event) if event else [claim]
    return item_of(claims, collection.last_day or "9999-12-31", collection.echo)


def announced(row: Mapping[str, Any], collection: Collection) -> Claim:
    """The claim with a due range that is nearest to the marked words, in their sentence."""
    words = row["words"]
    near = [
        claim
        for claim in collection.claims.values()
        if claim.report == words["report"]
        and claim.kind == "event"
        and claim.sentence.start <= words["start"] < claim.sentence.end
    ]
    middle = (words["start"] + words["end"]) / 2
    due = [claim for claim in near if claim.due is not None and claim.status in OPEN]
    due.sort(key=lambda claim: (abs(claim.trigger.start - middle), claim.id))
    return (
        due[0]
        if due
        else words_at(collection.readings[words["report"]], words["start"], words["end"])
    )


def _outcome(item: Item | None) -> str:
    if item is None:
        return "nothing heard"
    return OUTCOMES.get(item.outcome, item.outcome)


def _row(row: Mapping[str, Any], item: Item | None) -> Row:
    told = _outcome(item) != "nothing heard"
    shown = row["shown"]["report"] if row["shown"] else None
    points = item is not None and any(one.report == shown for one in item.evidence)
    due = item is not None and item.first_due.latest == row["due"]["latest"]
    return {
        "outcome": (float(_outcome(item) == row["outcome"]), 1),
        "due": (float(due), 1),
        "shown": (float(points), 1) if told else (0, 0),
        "listed": (float(item is not None), 1),
    }


def _mistake(row: Mapping[str, Any], item: Item | None, collection: Collection) -> Mistake:
    words = row["words"]
    return Mistake(
        kind=f"{row['outcome']} read as {_outcome(item)}",
        document=f"{row['id']} {words['report']}",
        text=collection.readings[words["report"]].report.text,
        start=words["start"],
        end=words["end"],
        note=f"{row['why']} | {item.why if item else 'not on the list'}",
    )
