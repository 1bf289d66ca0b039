"""A writing process is killed again and again: nothing is lost, doubled or half there."""

import multiprocessing
import os
import random
import signal
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.store.writing import RUN, SOURCE, Fuse, numbered, write
from tipsheet.store import Query, Store, open_store

KILLS = int(os.environ.get("TIPSHEET_KILLS", "20"))  # of each kind of store
STEP = 12  # reports that a writer has before it when it is killed
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.store.writing"])


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    if request.param == "postgresql":
        return request.getfixturevalue("emptied")()
    return str(request.getfixturevalue("path"))


def killed(address: str, captures: Path, last: int, seed: int, fuse: Fuse | None) -> bool:
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
    captures, chance, deaths, last = tmp_path / "captures", random.Random(7), 0, 0
    while deaths < KILLS:
        last += STEP
        deaths += killed(address, captures, last, chance.randint(0, 10**6), _fuse(chance))
        if last % (10 * STEP) == 0:
            with open_store(address, captures=captures) as store:
                whole(store, (store.view().state(SOURCE) or {"next": 0})["next"])
    assert not killed(address, captures, last, 1, ("commit", 10**9))
    with open_store(address, captures=captures) as store:
        whole(store, last)
        assert (store.stats().captures, store.stats().vectors) == (last, 2 * last)


def _fuse(chance: random.Random) -> Fuse | None:
    """At which statement or commit to die, or None for a moment of the clock."""
    return chance.choice(
        [("after_cursor_execute", chance.randint(0, 80)), ("commit", chance.randint(0, 2)), None]
    )
