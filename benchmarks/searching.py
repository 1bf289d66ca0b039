"""Keeping and searching many reports, against reading and against a plain scan, in one run.

`python -m benchmarks.searching [--reports N] [--vectors N] [--store URL] [--rounds N]` prints JSON.
The reports are made up (see `benchmarks.corpus`). Each search is timed in turn with a scan of
all the texts, held in memory as bytes, for one word; the ratio is between the two medians.
"""

import argparse
import json
import math
import random
import statistics
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from benchmarks.corpus import MEDIAN, SPREAD, Corpus, Made
from benchmarks.timing import timed
from tipsheet import vocabulary
from tipsheet.store import Query, Store, open_store

BATCH = 100
MEAN = MEDIAN * math.exp(SPREAD**2 / 2)  # words of a made-up report


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--vectors", type=int, default=10_000, help="reports that have vectors")
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
        texts, keeping = _keep(store, corpus.readings(reports, vectors=vectors))
    with open_store(url, encode=lambda _: corpus.topics[7]) as store:
        times, scans = _search(store, corpus, texts, rounds)
        size = store.stats().size
    every = [one for some in times.values() for one in some]
    scan = statistics.median(scans)
    reading = _reading_milliseconds()
    return {
        "reports": reports,
        "megabytes_of_text": round(sum(map(len, texts)) / 1e6, 1),
        "megabytes_of_store": round(size / 1e6, 1),
        "keeping_milliseconds_per_report": round(keeping, 2),
        "reading_milliseconds_per_report": round(reading, 1),
        "keeping_to_reading": round(keeping / reading, 3),
        "search_milliseconds": {
            kind: {"median": _median(some), "worst": round(max(some), 1)}
            for kind, some in times.items()
        },
        "search_milliseconds_median": _median(every),
        "scan_milliseconds_median": round(scan, 1),
        "search_to_scan": round(statistics.median(every) / scan, 3),
    }


def _median(values: list[float]) -> float:
    return round(statistics.median(values), 1)


def _keep(store: Store, made: Iterator[Made]) -> tuple[list[bytes], float]:
    """Keep the readings; their texts as bytes, and the milliseconds for one."""
    texts: list[bytes] = []
    seconds = 0.0
    while batch := list(islice(made, BATCH)):
        texts += [one.reading.report.text.encode() for one in batch]
        seconds += timed(lambda batch=batch: _add(store, batch))
    return texts, 1000 * seconds / len(texts)


def _add(store: Store, batch: list[Made]) -> None:
    with store.writer() as writer:
        for one in batch:
            writer.add(one.reading, vectors=one.vectors)


def _search(
    store: Store, corpus: Corpus, texts: list[bytes], rounds: int
) -> tuple[dict[str, list[float]], list[float]]:
    """Milliseconds of every search by its kind, and of the scans between them."""
    times: dict[str, list[float]] = defaultdict(list)
    scans = []
    chance = random.Random(5)
    for number in range(rounds + 1):
        for kind, query in _queries(corpus, texts, chance):
            taken = 1000 * timed(lambda query=query: store.view().search(query))
            scan = 1000 * timed(lambda: sum(b"harbour" in text for text in texts))
            if number:  # the first round warms up
                times[kind].append(taken)
                scans.append(scan)
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
