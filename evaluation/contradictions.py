"""Contradictions among the reports of a newsroom, against pairs that were marked by hand.

The folder is that of `pairs.py`, with `gold/contradictions.jsonl`: two spans that cannot both be
right, of kind denial, figure or status. A pair is `found` where a link joins a claim in or around
each span, in its report or in one that shares its words, whichever comes first; `denial`, `figure`
and `status` are the shares found of each kind. Precision counts every link that is on no marked
pair as wrong, copies of one pair once.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from evaluation import pairs
from evaluation.corpus import Options, corpus_of, require
from evaluation.followthrough import copies_of
from evaluation.mistakes import Mistake
from evaluation.newsroom import collection_of, mistake_at
from evaluation.reader import ReaderUnderTest
from evaluation.score import Row, Score, mean_measure, prf_measures
from tipsheet.linking.stems import plain_words
from tipsheet.record import Claim, Link
from tipsheet.run.collection import Collection

GOLD = "gold/contradictions.jsonl"
KINDS = ("denial", "figure", "status")
SAME = 0.5  # share of words of a sentence by which it is that of a copy

Copies = Mapping[str, frozenset[str]]


def score(
    path: Path, reader: ReaderUnderTest, options: Options, system: Path | None = None
) -> Score:
    """Score the contradictions that linking finds; `system` are readings to score."""
    collection = collection_of(path, system)
    gold = pairs.rows_of(path / GOLD)[: options.limit]
    return scored(path, gold, collection, links_of(collection))


def scored(
    path: Path, gold: list[dict[str, Any]], collection: Collection, links: Iterable[Link]
) -> Score:
    """The score of some links against marked pairs."""
    copies = copies_of(path)
    given = list(links)
    hits = {
        link.id: {row["id"] for row in gold if _is_on(link, row, collection, copies)}
        for link in given
    }
    found = set().union(*hits.values())
    wrong = [link for link in given if not hits[link.id]]
    rows: list[Row] = [
        {"found": (float(row["id"] in found), 0, float(row["id"] not in found)),
         row["kind"]: (float(row["id"] in found), 1)}
        for row in gold
    ]  # fmt: skip
    rows += [{"found": (0, 1, 0)} for _ in wrong]
    files = [require(path / name) for name in (pairs.REPORTS, GOLD)]
    return Score(
        task="contradictions",
        corpus=corpus_of(path, files, "all"),
        documents=len(collection.readings),
        n=len(gold),
        measures=(*prf_measures(rows, ("found",)), *(mean_measure(k, rows) for k in KINDS)),
        mistakes=(
            *(_missed(row, collection) for row in gold if row["id"] not in found),
            *(_wrong(link, collection) for link in wrong),
        ),
    )


def links_of(collection: Collection) -> list[Link]:
    """All contradictions and denials, as the command lists them."""
    events = (collection.claims_in(event) for event in collection.events)
    return [link for claims in events for link in collection.contradictions(claims)]


def _is_on(link: Link, row: Mapping[str, Any], collection: Collection, copies: Copies) -> bool:
    ends = [collection.claims[id] for id in (link.first, link.second)]
    spans = [row["first"], row["second"]]
    return any(
        all(_holds(end, span, collection, copies) for end, span in zip(order, spans, strict=True))
        for order in (ends, ends[::-1])
    )


def _holds(claim: Claim, span: Mapping[str, Any], collection: Collection, copies: Copies) -> bool:
    """Whether a claim's sentence has a marked span, or is that sentence in a copy."""
    if claim.report == span["report"]:
        return bool(claim.sentence.start < span["end"] and span["start"] < claim.sentence.end)
    if claim.report not in copies.get(span["report"], frozenset()):
        return False
    text = collection.readings[span["report"]].report.text
    around = text[max(0, span["start"] - 200) : span["end"] + 200]
    words = {*plain_words(claim.sentence.text)}
    near = {*plain_words(around)}
    marked = {*plain_words(span["text"])}
    return marked <= words and len(words & near) >= SAME * len(words)


def _missed(row: Mapping[str, Any], collection: Collection) -> Mistake:
    span = row["first"]
    return mistake_at(
        span,
        collection,
        kind=f"{row['kind']} missed",
        of=row["id"],
        note=f"{row['about']} | {row['second']['report']}: {row['second']['text']}",
    )


def _wrong(link: Link, collection: Collection) -> Mistake:
    first, second = (collection.claims[id] for id in (link.first, link.second))
    return Mistake(
        kind=f"{link.kind} not marked",
        document=first.report,
        text=collection.readings[first.report].report.text,
        start=first.sentence.start,
        end=first.sentence.end,
        note=f"{link.reasons[0].why} | {second.report}: {second.sentence.text}",
    )
