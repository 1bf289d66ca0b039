"""Runs over many reports, each part with its ratio and its aim.

`python -m benchmarks.running [archive] [store] [memory] [ray] [--reports N]` prints JSON, a part at
a time as it is done. The reports are made up: sentences of the bundled samples in random order, at
the lengths of news (a lognormal with a median of 400 words). Every part takes some minutes on two
idle cores. What each holds against what:

- archive: `read_one` over a packed WARC file and the shipped reader, against the shipped reader on
  the same texts in memory;
- store: keeping readings with their vectors, in batches as a run does, against reading them;
- memory: the peak of a run over JSON Lines into a store in SQLite with a reader that finds nothing,
  at 1,000 reports and at 100,000: it shows what the run itself holds on to;
- ray: a run over JSON Lines into Parquet files with two workers, against one.
"""

import argparse
import gzip
import json
import math
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.timing import aimed, timed

if TYPE_CHECKING:
    from tipsheet.run.reads import Read
    from tipsheet.store import Store

Figures = dict[str, object]
SAMPLES = Path(__file__).parent.parent / "samples"
ROUNDS = 2


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--reports", type=int, default=200)
    parser.add_argument("--most", type=int, default=100_000, help="reports of the part on memory")
    parser.add_argument("--store", help="an empty store for the part on it; a temporary file")
    parser.add_argument("--peak", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.peak:
        print(json.dumps(_peak(*map(Path, options.peak))))
        return
    for name in options.parts or PARTS:
        with tempfile.TemporaryDirectory() as folder:
            print(json.dumps({name: PARTS[name](Path(folder), options)}, indent=2), flush=True)


def texts(count: int, seed: int = 1) -> Iterator[str]:
    """So many made-up reports."""
    chance = random.Random(seed)
    sentences = [
        sentence.strip() + "."
        for path in sorted(SAMPLES.glob("*.txt"))
        for sentence in path.read_text(encoding="utf-8").replace("\n", " ").split(". ")
        if len(sentence.split()) > 5
    ]
    for _ in range(count):
        words = int(min(max(chance.lognormvariate(math.log(400), 0.6), 60), 3000))
        yield _paragraphs(sentences, words, chance)


def _paragraphs(sentences: list[str], words: int, chance: random.Random) -> str:
    parts: list[str] = []
    while words > 0:
        part = " ".join(chance.choices(sentences, k=3))
        words -= len(part.split())
        parts.append(part)
    return "\n\n".join(parts)


def archive(folder: Path, options: argparse.Namespace) -> Figures:
    """WARC to records against the same texts from memory, in turn, in one process."""
    from tipsheet.exports.json import dumps
    from tipsheet.intake import Item, Terms, read_one
    from tipsheet.run.reads import shipped

    path = folder / "news.warc.gz"
    with path.open("wb") as file:
        for number, text in enumerate(texts(options.reports)):
            file.write(gzip.compress(_record(number, text)))
    reads = shipped(1)
    reports = [one.report for one in read_one(str(path), Terms()) if isinstance(one, Item)]

    def from_memory() -> None:
        for report in reports:
            dumps(reads(report).reading)

    def from_archive() -> None:
        for one in read_one(str(path), Terms()):
            if isinstance(one, Item):
                dumps(reads(one.report).reading)

    reads(reports[0])
    seconds = [(timed(from_memory), timed(from_archive)) for _ in range(ROUNDS)]
    before, after = (min(one[at] for one in seconds) for at in (0, 1))
    return {
        "reports": len(reports),
        "memory_seconds": round(before, 2),
        "archive_seconds": round(after, 2),
        "archive_to_memory": aimed(after / before, most=1.3),
    }


def keeping(folder: Path, options: argparse.Namespace) -> Figures:
    """Reading reports from memory, and keeping what was read, in turn."""
    from tipsheet.record import Report
    from tipsheet.run.batch import Size
    from tipsheet.run.reads import Read, shipped
    from tipsheet.store import open_store

    reads = shipped(1)
    reports = [
        Report.of(text, url=f"https://herald.example/{number}", language="en")
        for number, text in enumerate(texts(options.reports))
    ]
    readings: list[Read] = []

    def keep(url: str) -> float:
        with open_store(url, create=True) as store:
            return timed(lambda: _keep(store, readings, Size().readings))

    reads(reports[0])
    reading = timed(lambda: readings.extend(map(reads, reports)))
    files = [str(folder / f"{number}.db") for number in range(ROUNDS + 1)]
    seconds = [keep(url) for url in ([options.store] if options.store else files)]
    kept = min(seconds[1:] or seconds)  # the first loads what is loaded once
    return {
        "reports": len(reports),
        "reading_milliseconds_per_report": round(1000 * reading / len(reports), 2),
        "keeping_milliseconds_per_report": round(1000 * kept / len(reports), 2),
        "keeping_to_reading": aimed(kept / reading, most=0.1),
    }


def _keep(store: "Store", readings: "list[Read]", size: int) -> None:
    for at in range(0, len(readings), size):
        with store.writer() as writer:
            for read in readings[at : at + size]:
                writer.add(read.reading, vectors=read.vectors)


def _record(number: int, text: str) -> bytes:
    paragraphs = "".join(f"<p>{escape(part)}</p>" for part in text.split("\n\n"))
    menu = "".join(f'<li><a href="/{n}">Section {n}</a></li>' for n in range(40))
    page = (
        f'<!DOCTYPE html><html lang="en"><head><title>Report {number}</title></head>'
        f"<body><nav><ul>{menu}</ul></nav><article>{paragraphs}</article></body></html>"
    )
    block = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}".encode()
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\n"
        f"WARC-Target-URI: https://herald.example/{number}\r\nWARC-Date: 2025-03-03T06:00:00Z\r\n"
        f"Content-Type: application/http\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def memory(folder: Path, options: argparse.Namespace) -> Figures:
    """The peak of a run over 1,000 and over many reports, each in a process of its own."""
    few, many = 1_000, options.most
    found = {}
    for number in (few, many):
        path = folder / f"{number}.jsonl"
        _write_lines(path, number)
        command = [sys.executable, "-m", "benchmarks.running", "--peak", str(path)]
        command.append(str(folder / f"{number}.db"))
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        found[number] = json.loads(done.stdout)
    return {
        "reports": [few, many],
        "peak_megabytes": [found[few]["megabytes"], found[many]["megabytes"]],
        "reports_a_second": round(many / found[many]["seconds"], 1),
        "peak_of_many_to_few": aimed(found[many]["megabytes"] / found[few]["megabytes"], most=1.3),
    }


def _peak(source: Path, store: Path) -> dict[str, float]:
    """A run with a reader that finds nothing: its peak of memory and its time."""
    import resource

    from tipsheet.intake import Terms
    from tipsheet.record import Reader, Reading, Report
    from tipsheet.run.keeping import Run
    from tipsheet.run.reads import Read, Reads
    from tipsheet.store import open_store

    reader = Reader(name="nothing", version="1", model="none")

    def read(report: Report) -> Read:
        return Read(Reading(reader=reader, report=report))

    with open_store(str(store), create=True) as kept:
        run = Run(store=kept, reads=Reads(reader=reader, read=read), terms=Terms())
        seconds = timed(lambda: run.over([str(source)]))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"megabytes": round(peak, 1), "seconds": seconds}


def over_workers(folder: Path, options: argparse.Namespace) -> Figures:
    """Ray with one worker and with two, on one core each, into Parquet files."""
    from tipsheet.intake import Terms
    from tipsheet.run.engines import over_ray
    from tipsheet.run.parts import Parts
    from tipsheet.run.reads import shipped
    from tipsheet.run.tasks import Cut, Plan

    source, count = folder / "news.jsonl", options.reports
    _write_lines(source, count)

    def run(workers: int, name: str, cut: Cut) -> None:
        import ray

        ray.init(
            num_cpus=workers, include_dashboard=False, log_to_driver=False, configure_logging=False
        )
        ray.get([_warmed.remote() for _ in range(workers)])  # type: ignore[attr-defined]
        parts = Parts(
            folder=folder / name,
            reader=shipped(1).reader,
            make_reads=partial(shipped, 1),
            terms=Terms(),
            engine=partial(over_ray, workers=workers),
        )
        seconds[name] = timed(lambda: parts.over(Plan([str(source)], cut)))
        ray.shutdown()

    seconds: dict[str, float] = {}
    cut = Cut(outcomes=max(1, count // 20), small=0)
    _warmed = _remote_warm_up()
    for workers, name in ((1, "one"), (2, "two")):
        run(workers, name, cut)
    return {
        "reports": count,
        "one_worker_seconds": round(seconds["one"], 2),
        "two_workers_seconds": round(seconds["two"], 2),
        "two_workers_to_one": aimed(seconds["one"] / seconds["two"], least=1.6),
    }


def _remote_warm_up() -> object:
    """Work for a worker that loads the reader, so that loading is not timed."""
    import ray

    @ray.remote(num_cpus=1)
    def warm_up() -> None:
        from tipsheet.record import Report
        from tipsheet.run.reads import shipped

        shipped(1)(Report.of("The army left the town on Monday."))
        time.sleep(1)  # so that each worker gets one of these

    return warm_up


def _write_lines(path: Path, count: int) -> None:
    with path.open("w", encoding="utf-8") as file:
        for number, text in enumerate(texts(count)):
            file.write(json.dumps({"id": f"r-{number}", "text": text}) + "\n")


PARTS = {"archive": archive, "store": keeping, "memory": memory, "ray": over_workers}


if __name__ == "__main__":
    main()
