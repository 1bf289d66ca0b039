"""What became of what was announced, against outcomes by hand in a newsroom.

The folder is that of `pairs.py`, with `gold/followthrough.jsonl`: the words that announce
something for a time, when it is due, and what came of it: kept, moved, broken, or nothing heard.
The words are given, so that what the reader missed is followed too. `outcome` is the share of
outcomes that are right, `due` the share of items whose last due day is the marked one, `shown`
the share of told outcomes (not nothing heard) that point at the report that tells it or at one
that shares its words; `listed` is the share of announcements that the reader itself has on the
watch list.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from evaluation import pairs
from evaluation.corpus import Options, corpus_of, require
from evaluation.mistakes import Mistake
from evaluation.newsroom import collection_of, mistake_at
from evaluation.reader import ReaderUnderTest
from evaluation.score import Row, Score, mean_measure
from tipsheet.linking.claims import words_at
from tipsheet.linking.echoes import heads_of
from tipsheet.linking.followthrough import Item, item_of
from tipsheet.linking.stems import plain_words, stem
from tipsheet.linking.timeline import OPEN
from tipsheet.reading.dates import due_range
from tipsheet.record import Claim, Due, Reading
from tipsheet.run.collection import Collection

GOLD = "gold/followthrough.jsonl"
COPIES = "gold/copies.jsonl"
OUTCOMES = {"done": "kept", "open": "nothing heard"}


def score(
    path: Path, reader: ReaderUnderTest, options: Options, system: Path | None = None
) -> Score:
    """Score what came of the announcements that are marked; `system` are readings to score."""
    collection = collection_of(path, system)
    gold = pairs.rows_of(path / GOLD)[: options.limit]
    found = [followed(row, collection) for row in gold]
    files = [require(path / name) for name in (pairs.REPORTS, GOLD)]
    copies = copies_of(path)
    rows = [_row(row, item, collection, copies) for row, item in zip(gold, found, strict=True)]
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
    return item_of(claims, collection.last_day or "9999-12-31", collection.echo, claim)


def announced(row: Mapping[str, Any], collection: Collection) -> Claim:
    """The claim of the watch list that the marked words announce, or their bare claim."""
    words = row["words"]
    listed = listed_in(row, collection)
    if listed:
        return listed[-1]
    reading = collection.readings[words["report"]]
    bare = words_at(reading, words["start"], words["end"])
    return replace(bare, due=due_of(reading, bare))


def listed_in(row: Mapping[str, Any], collection: Collection) -> list[Claim]:
    """The claims on the watch list that are what the marked words say is to be done, in order."""
    words = row["words"]
    bare = words_at(collection.readings[words["report"]], words["start"], words["end"])
    head = heads_of(bare, [(bare.sentence.start, bare.sentence.end)])
    found = [
        claim
        for claim in collection.claims.values()
        if claim.report == words["report"]
        and claim.kind == "event"
        and claim.due is not None
        and claim.status in OPEN
        and words["start"] <= claim.trigger.start < words["end"]
        and head & {stem(word) for word in plain_words(claim.trigger.text)}
    ]
    return sorted(found, key=lambda claim: (claim.trigger.start, claim.id))


def due_of(reading: Reading, claim: Claim) -> Due | None:
    """When what some words announce is due, by the rule of the watch list.

    It is the last time ahead in the words, or else in their sentence; where none is told, it is
    open from the day of the report.
    """
    published = reading.report.published
    day = (published or "")[:10] or None
    found = []
    for date in reading.dates:
        if claim.sentence.start <= date.start < claim.sentence.end:
            earliest, latest = due_range(reading.report.text, date, published)
            inside = claim.trigger.holds(date)
            told = inside or date.type in ("DATE", "TIME")
            if told and (latest or earliest or "") >= (day or ""):
                found.append((inside, earliest, latest))
    if found:
        _, earliest, latest = [one for one in found if one[0] == any(f[0] for f in found)][-1]
        return Due(earliest=earliest, latest=latest)
    return Due(earliest=day, latest=None) if day else None


def _outcome(item: Item | None) -> str:
    if item is None:
        return "nothing heard"
    return OUTCOMES.get(item.outcome, item.outcome)


def _row(
    row: Mapping[str, Any],
    item: Item | None,
    collection: Collection,
    copies: Mapping[str, frozenset[str]],
) -> Row:
    told = _outcome(item) != "nothing heard"
    shown = row["shown"]["report"] if row["shown"] else ""
    good = {shown} | copies.get(shown, frozenset())
    points = item is not None and any(one.report in good for one in item.evidence)
    due = item is not None and item.first_due.latest == row["due"]["latest"]
    return {
        "outcome": (float(_outcome(item) == row["outcome"]), 1),
        "due": (float(due), 1),
        "shown": (float(points), 1) if told else (0, 0),
        "listed": (float(bool(listed_in(row, collection))), 1),
    }


def copies_of(path: Path) -> Mapping[str, frozenset[str]]:
    """The reports that share words with each report, where the newsroom marks them."""
    found: dict[str, set[str]] = defaultdict(set)
    if (path / COPIES).exists():
        for row in pairs.rows_of(path / COPIES):
            found[row["first"]].add(row["second"])
            found[row["second"]].add(row["first"])
    return {report: frozenset(others) for report, others in found.items()}


def _mistake(row: Mapping[str, Any], item: Item | None, collection: Collection) -> Mistake:
    words = row["words"]
    return mistake_at(
        words,
        collection,
        kind=f"{row['outcome']} read as {_outcome(item)}",
        of=row["id"],
        note=f"{row['why']} | {item.why if item else 'not on the list'}",
    )
