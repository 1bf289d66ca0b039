"""How long the desk takes for its pages over a store of many reports.

`python -m benchmarks.desk [--reports N] [--store FILE] [--rounds N] [--minutes N]` prints JSON: the
median and the worst milliseconds of each page, in this process, the edition being made already;
`cpu` is the median of the processor's time, which says more where the machine has other work.
A store that was made is filled for so many minutes at most; how many reports it got is told.
"""

import argparse
import json
import statistics
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path

from starlette.testclient import TestClient

from benchmarks.corpus import Corpus
from tipsheet.store import Store, open_store
from tipsheet.web import make_app

BATCH, TOLD = 500, 5_000  # reports kept at a time; between two words on how far it is


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--store", help="a file to keep, or to use again; a temporary file")
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--minutes", type=float, default=40, help="for filling the store, at most")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(options.store or Path(folder) / "news.db")
        if not path.exists():
            with open_store(str(path), create=True) as store:
                fill(store, options.reports, 60 * options.minutes)
        with open_store(str(path)) as store:
            print(json.dumps(measure(store, options.rounds), indent=2))


def fill(store: Store, count: int, seconds: float) -> None:
    """Keep made-up reports, as many as fit into the time."""
    made, began, kept = Corpus().readings(count), time.perf_counter(), 0
    while time.perf_counter() - began < seconds and (batch := list(islice(made, BATCH))):
        with store.writer() as writer:
            for one in batch:
                writer.add(one.reading)
        kept += len(batch)
        if kept % TOLD == 0:
            took = time.perf_counter() - began
            print(f"{kept:,} reports kept in {took:.0f} seconds", file=sys.stderr)


def measure(store: Store, rounds: int) -> dict[str, object]:
    """The milliseconds of each page."""
    began = time.perf_counter()
    app = make_app(store)
    edition = app.state.desk.edition()
    ready = time.perf_counter() - began
    browser = TestClient(app, base_url="http://localhost", headers={"accept": "text/html"})
    report, claim = next(iter(edition.readings)), next(iter(edition.events))
    word = edition.readings[report].report.text.split()[3]
    paths = ("/", "/stories", "/reports", f"/reports/{report}", f"/stories/{claim}", "/map",
             "/watch", f"/search?q={word}", f"/search?q={word}&status=planned", "/actors",
             "/places", "/publishers", "/review", f"/review/{claim}", "/api/v1/reports?newest=true",
             "/api/v1/stories", "/watch.ics", f"/search.atom?q={word}")  # fmt: skip
    times = {path: [_milliseconds(browser, path) for _ in range(rounds + 1)] for path in paths}
    every = [one for some in times.values() for one in some[1:]]
    judged = [_judged(browser, claim, at) for at in range(rounds)]
    return {
        "reports": store.stats().reports,
        "seconds_until_open": round(ready, 1),
        "pages": {
            _name(path): {
                "first": round(some[0][0], 1),
                "median": round(statistics.median(wall for wall, _ in some[1:]), 1),
                "worst": round(max(wall for wall, _ in some[1:]), 1),
                "cpu": round(statistics.median(cpu for _, cpu in some[1:]), 1),
            }
            for path, some in times.items()
        },
        "median": round(statistics.median(wall for wall, _ in every), 1),
        "cpu": round(statistics.median(cpu for _, cpu in every), 1),
        "judgement_and_next_page": {
            "median": round(statistics.median(wall for wall, _ in judged), 1),
            "cpu": round(statistics.median(cpu for _, cpu in judged), 1),
        },
    }


def _name(path: str) -> str:
    """What a page is called in the table: its address without ids and words."""
    parts, _, query = path.partition("?")
    name = "/".join(part for part in parts.split("/") if "-" not in part).strip("/")
    named = "one of " if any("-" in part for part in parts.split("/")) else ""
    return f"{named}{name or 'today'}" + (" with a filter" if "status=" in query else "")


def _judged(browser: TestClient, claim: str, at: int) -> tuple[float, float]:
    """The milliseconds, by clock and processor, of a judgement and the queue after it."""
    status = ("planned", "possible", "occurred")[at % 3]
    began, worked = time.perf_counter(), time.process_time()
    answer = browser.post(f"/api/v1/claims/{claim}/decisions",
                          json={"act": "correct", "status": status})  # fmt: skip
    assert answer.status_code == 201
    assert browser.get("/review").is_success
    return 1000 * (time.perf_counter() - began), 1000 * (time.process_time() - worked)


def _milliseconds(browser: TestClient, path: str) -> tuple[float, float]:
    began, worked = time.perf_counter(), time.process_time()
    answer = browser.get(path)
    assert answer.is_success, path
    return 1000 * (time.perf_counter() - began), 1000 * (time.process_time() - worked)


if __name__ == "__main__":
    main()
