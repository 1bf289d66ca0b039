"""Keeping and searching many reports: each kind of search against its aim, in one run.

`python -m benchmarks.searching [--reports N] [--vectors N] [--store URL] [--rounds N]` prints JSON;
with 100,000 reports it takes some five minutes on an idle machine, nearly all of it to make the
store. The reports are made up (see `benchmarks.corpus`); how far it is is said on standard error.
The first of them are kept in batches as a run keeps them, and timed against the shipped reader. In
each round all texts, held in memory as bytes, are scanned for one word: what a search would take
without a store.
"""

import argparse
import json
import math
import random
import statistics
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from itertools import islice
from pathlib import Path

from benchmarks.corpus import MEDIAN, SPREAD, Corpus, Made
from benchmarks.timing import aimed, timed
from tipsheet import vocabulary
from tipsheet.run.batch import Size
from tipsheet.store import Query, Store, open_store

AIM = 100.0  # milliseconds of a search, at the median
TIMED, BATCH = 2_000, 500  # reports kept as a run keeps them; reports of a batch after that
MEAN = MEDIAN * math.exp(SPREAD**2 / 2)  # words of a made-up report


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--vectors", type=int, default=4_000, help="reports that have vectors")
    parser.add_argument("--store", help="a new file or an empty database; a temporary file")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = options.store or str(Path(folder) / "news.db")
        print(json.dumps(measure(url, options.reports, options.vectors, options.rounds), indent=2))


def measure(url: str, reports: int, vectors: int, rounds: int) -> dict[str, object]:
    """The medians of keeping and of each kind of search, and what they are held against."""
    corpus = Corpus()
    with open_store(url, create=True, encode=lambda _: corpus.topics[7]) as store:
        texts, keeping = _keep(store, corpus.readings(reports, vectors=vectors), reports)
        _say("making the index of vectors")
    with open_store(url, encode=lambda _: corpus.topics[7]) as store:
        times, scans = _search(store, corpus, texts, rounds)
        size = store.stats().size
    medians = {kind: statistics.median(some) for kind, some in times.items()}
    middle = statistics.median(one for some in times.values() for one in some)
    scan = statistics.median(scans)
    reading = _reading_milliseconds()
    return {
        "reports": reports,
        "megabytes_of_text": round(sum(map(len, texts)) / 1e6, 1),
        "megabytes_of_store": round(size / 1e6, 1),
        "keeping_milliseconds_per_report": round(keeping, 2),
        "reading_milliseconds_per_report": round(reading, 1),
        "keeping_to_reading": aimed(keeping / reading, most=0.1),
        "search_milliseconds": {
            kind: {**aimed(medians[kind], most=AIM), "worst": round(max(some), 1)}
            for kind, some in times.items()
        },
        "search_milliseconds_median": aimed(middle, most=AIM),
        "scan_milliseconds_median": round(scan, 1),
        "search_to_scan": round(middle / scan, 3),
    }


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _keep(store: Store, made: Iterator[Made], count: int) -> tuple[list[bytes], float]:
    """Keep the readings; their texts as bytes, and the milliseconds for one of the first."""
    texts: list[bytes] = []
    seconds = 0.0
    while batch := list(islice(made, BATCH)):
        texts += [one.reading.report.text.encode() for one in batch]
        if len(texts) > TIMED:
            _add(store, batch, BATCH)
        else:
            seconds += timed(partial(_add, store, batch, Size().readings))
        if len(texts) % 10_000 == 0:
            _say(f"{len(texts):,} of {count:,} reports kept")
    return texts, 1000 * seconds / min(len(texts), TIMED)


def _add(store: Store, made: list[Made], size: int) -> None:
    for at in range(0, len(made), size):
        with store.writer() as writer:
            for one in made[at : at + size]:
                writer.add(one.reading, vectors=one.vectors)


def _search(
    store: Store, corpus: Corpus, texts: list[bytes], rounds: int
) -> tuple[dict[str, list[float]], list[float]]:
    """Milliseconds of every search by its kind, and of the scan of each round."""
    times: dict[str, list[float]] = defaultdict(list)
    scans = []
    chance = random.Random(5)
    for number in range(rounds + 1):
        _say(f"round {number} of {rounds}")
        scans.append(1000 * timed(lambda: sum(b"harbour" in text for text in texts)))
        for kind, query in _queries(corpus, texts, chance):
            taken = 1000 * timed(partial(store.view().search, query))
            if number:  # the first round warms up
                times[kind].append(taken)
    return times, scans


def _queries(
    corpus: Corpus, texts: list[bytes], chance: random.Random
) -> Iterator[tuple[str, Query]]:
    """One search of each kind, with words that stand in some report."""
    words = chance.choice(texts).decode().split()
    at = chance.randrange(len(words) - 3)
    name = chance.choice(corpus.names)
    place, country = chance.choice(corpus.places)
    type, status = (
        chance.choice(list(vocabulary.types())),
        chance.choice(list(vocabulary.statuses())),
    )
    yield "one word", Query(words=words[at])
    yield "three words", Query(words=" ".join(words[at : at + 3]))
    yield "phrase", Query(phrases=(" ".join(words[at : at + 3]),))
    yield "name", Query(words=f'"{name}"')
    yield "newest", Query()
    yield "word, newest first", Query(words=words[at], newest=True)
    yield "type and status", Query(type=(type,), status=(status,))
    yield "actor", Query(actor=(name,))
    yield "place and type", Query(place=(place,), type=(type,))
    yield "word, type and country", Query(words=words[at], type=(type,), country=(country,))
    yield (
        "publisher and days",
        Query(
            publisher=(chance.choice(corpus.names[:400]),), since="2019-01-01", until="2021-12-31"
        ),
    )
    yield (
        "days of events",
        Query(event_since="2020-01-01", event_until="2020-03-31", status=(status,)),
    )
    yield "meaning", Query(meaning="any")
    yield "meaning and type", Query(meaning="any", type=(type,), country=(country,))


def _reading_milliseconds() -> float:
    """How long the shipped reader takes for as many words of the samples, on one core."""
    from tipsheet.reading.encoder import OnnxEncoder
    from tipsheet.reading.reader import read_report
    from tipsheet.record import Report

    model = OnnxEncoder(threads=1)
    folder = Path(__file__).parent.parent / "samples"
    reports = [Report.of(path.read_text("utf-8")) for path in sorted(folder.glob("*.txt"))]
    read_report(reports[0], model=model)
    taken = timed(lambda: [read_report(report, model=model) for report in reports])
    words = sum(len(report.text.split()) for report in reports)
    return 1000 * taken / words * MEAN


if __name__ == "__main__":
    main()
