"""A writing process is killed again and again: nothing is lost, doubled or half there."""

import multiprocessing
import random
import signal
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.store.writing import RUN, SOURCE, numbered, write
from tipsheet.store import Query, Store, open_store

REPORTS = 600
KILLS = 40  # at least, for each kind of store
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.store.writing"])


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    if request.param == "postgresql":
        return request.getfixturevalue("emptied")()
    return str(request.getfixturevalue("path"))


def killed(address: str, captures: Path, last: int, seed: int, fuse: int | None) -> bool:
    """Run a writer and kill it; whether it died before it was done."""
    here, there = PROCESSES.Pipe(duplex=False)
    process = PROCESSES.Process(target=write, args=(address, captures, last, seed, fuse, there))
    process.start()
    there.close()
    if fuse is None:
        here.recv()
        time.sleep(random.Random(seed).uniform(0, 0.2))
        process.kill()
    process.join()
    here.close()
    assert process.exitcode in (0, -signal.SIGKILL)
    return process.exitcode != 0


def whole(store: Store, last: int) -> None:
    """Everything up to `last` is there once, and nothing else."""
    readings = [one.reading for one in store.view().readings()]
    assert readings == [numbered(number) for number in range(last)]
    assert list(store.check()) == []
    assert store.view().counts(RUN) == ({"new": last} if last else {})
    titles = Counter(f"Number {number}" for number in range(last))
    assert _found(store, Query(words="raiders", type=("ASSAULT",), limit=1000)) == titles


def _found(store: Store, query: Query) -> Counter[str | None]:
    return Counter(hit.title for hit in store.view().search(query).hits)


def test_killed_writers_lose_nothing_and_write_nothing_twice(address: str, tmp_path: Path) -> None:
    captures, chance, deaths = tmp_path / "captures", random.Random(7), 0
    while deaths < KILLS:
        # Every other one dies at a statement or a commit, the rest at a moment of the clock.
        fuse = chance.randint(1, 120) if deaths % 2 else None
        last = min(REPORTS, 15 * (deaths + 1))
        deaths += killed(address, captures, last, chance.randint(0, 10**6), fuse) or last == REPORTS
        if deaths % 8 == 0:
            with open_store(address, captures=captures) as store:
                whole(store, (store.view().state(SOURCE) or {"next": 0})["next"])
    assert not killed(address, captures, REPORTS, 1, 10**9)
    with open_store(address, captures=captures) as store:
        whole(store, REPORTS)
        assert store.stats().captures == REPORTS
        assert store.stats().vectors == 2 * REPORTS
