import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.run.made import PROJECT, corpus, finish, records, start
from tipsheet.store import open_store


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return corpus(tmp_path_factory.mktemp("corpus"))


@pytest.fixture(scope="module")
def expected(sources: Path, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    store = tmp_path_factory.mktemp("whole") / "news.db"
    status, said = finish("run", sources, "--store", store)
    assert status == 3
    assert said.splitlines()[-1] == (
        "tipsheet: 65 seen, 61 read, 2 rejected (empty 1, record 1), 2 already known"
    )
    return records(store)


def ended(number: str, seed: int, *arguments: object) -> int:
    done = subprocess.run(
        [sys.executable, "-m", "tests.run.kills", number, str(seed), *map(str, arguments)],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        timeout=500,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return int(done.stdout.split()[-1])


@pytest.mark.parametrize(("number", "seed"), [("SIGKILL", 1), ("SIGKILL", 2), ("SIGTERM", 3)])
def test_run_that_is_ended_again_and_again_keeps_the_same_records(
    sources: Path, expected: list[str], tmp_path: Path, number: str, seed: int
) -> None:
    store = tmp_path / "news.db"
    assert ended(number, seed, "run", sources, "--store", store, "--quiet") >= 3
    assert records(store) == expected
    with open_store(str(store)) as kept:
        assert sorted(one.code for one in kept.view().rejected()) == ["empty", "record"]


def test_parts_that_are_ended_again_and_again_keep_the_same_records(
    sources: Path, expected: list[str], tmp_path: Path
) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    ended("SIGKILL", 4, "run", sources, "--output", tmp_path / "out", "--quiet")
    found = parquet.read_table(tmp_path / "out" / "records")["record"].to_pylist()
    assert sorted(set(found)) == expected
    assert len(found) == len(expected) + 2  # without a store, what is there twice stays so


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_signal_ends_a_run_after_the_report_and_sums_up(
    sources: Path, expected: list[str], tmp_path: Path, number: int, status: int
) -> None:
    store = tmp_path / "news.db"
    child = start("run", sources, "--store", store, TIPSHEET_PAUSE="0.2")
    while not store.exists():
        time.sleep(0.05)
    time.sleep(0.5)
    child.send_signal(number)
    _, said = child.communicate(timeout=120)
    assert child.returncode == status
    assert "ending after this report" in said
    assert " seen, " in said.splitlines()[-1]
    assert finish("run", sources, "--store", store)[0] in (0, 3)
    assert records(store) == expected


def test_full_disk_ends_in_a_tally_and_a_line_and_goes_on(
    sources: Path, expected: list[str], tmp_path: Path
) -> None:
    store = tmp_path / "news.db"
    with open_store(str(store), create=True):
        room = store.stat().st_size + 50_000
    status, said = finish("run", sources, "--store", store, TIPSHEET_ROOM=str(room))
    assert status == 35
    assert "Traceback" not in said
    assert " seen, " in said
    assert "make room" in said.splitlines()[-1]
    assert finish("run", sources, "--store", store)[0] in (0, 3)
    assert records(store) == expected


def test_full_disk_for_parts_ends_in_a_line(sources: Path, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    status, said = finish("run", sources, "--output", tmp_path, TIPSHEET_ROOM="2000")
    assert status == 26
    assert "make room there" in said.splitlines()[-1]
    assert list(tmp_path.rglob("*.part")) == []


def test_full_disk_while_writing_a_reading_ends_in_a_line(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The army left the town on Monday. " * 200)
    output = tmp_path / "out.json"
    status, said = finish(
        "read", tmp_path / "a.txt", "-o", output, "-f", "json", TIPSHEET_ROOM="1000"
    )
    assert (status, output.exists()) == (26, False)
    assert "Traceback" not in said
    assert "cannot be written (File too large)" in said


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no /dev/full here")
def test_full_standard_output_ends_in_a_line(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The army left the town on Monday.")
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "tests.run.child", "read", str(tmp_path / "a.txt")],
            cwd=PROJECT,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 26
    assert done.stderr.count("\n") == 1
    assert "No space left on device" in done.stderr
