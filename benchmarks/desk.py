"""How long the desk takes for its pages over a store of many reports.

`python -m benchmarks.desk [--reports N] [--store FILE] [--rounds N]` prints JSON: the median and
the worst milliseconds of each page, in this process, the edition being made already.
"""

import argparse
import json
import statistics
import tempfile
import time
from itertools import islice
from pathlib import Path

from starlette.testclient import TestClient

from benchmarks.corpus import Corpus
from tipsheet.store import Store, open_store
from tipsheet.web import make_app

BATCH = 200


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--store", help="a file to keep, or to use again; a temporary file")
    parser.add_argument("--rounds", type=int, default=10)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(options.store or Path(folder) / "news.db")
        if not path.exists():
            with open_store(str(path), create=True) as store:
                fill(store, options.reports)
        with open_store(str(path)) as store:
            print(json.dumps(measure(store, options.rounds), indent=2))


def fill(store: Store, count: int) -> None:
    """Keep made-up reports."""
    made = Corpus().readings(count)
    while batch := list(islice(made, BATCH)):
        with store.writer() as writer:
            for one in batch:
                writer.add(one.reading)


def measure(store: Store, rounds: int) -> dict[str, object]:
    """The milliseconds of each page."""
    began = time.perf_counter()
    app = make_app(store)
    edition = app.state.desk.edition()
    ready = time.perf_counter() - began
    browser = TestClient(app, base_url="http://localhost", headers={"accept": "text/html"})
    report, claim = next(iter(edition.readings)), next(iter(edition.events))
    word = edition.readings[report].report.text.split()[3]
    paths = ("/", "/reports", f"/reports/{report}", f"/stories/{claim}", "/map", "/watch",
             f"/search?q={word}", "/actors", "/review", f"/review/{claim}")  # fmt: skip
    times = {path: [_milliseconds(browser, path) for _ in range(rounds + 1)] for path in paths}
    every = [one for some in times.values() for one in some[1:]]
    return {
        "reports": store.stats().reports,
        "seconds_until_open": round(ready, 1),
        "pages": {
            path.split("/")[1] or "today": {
                "first": round(some[0], 1),
                "median": round(statistics.median(some[1:]), 1),
                "worst": round(max(some[1:]), 1),
            }
            for path, some in times.items()
        },
        "median": round(statistics.median(every), 1),
    }


def _milliseconds(browser: TestClient, path: str) -> float:
    began = time.perf_counter()
    answer = browser.get(path)
    assert answer.is_success, path
    return 1000 * (time.perf_counter() - began)


if __name__ == "__main__":
    main()
