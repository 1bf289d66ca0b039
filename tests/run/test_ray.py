import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from tests.run.made import PROJECT
from tests.run.over_ray import BUSY, CUT, kept
from tests.run.stub import READER, reads
from tipsheet.intake import Terms
from tipsheet.run.engines import here
from tipsheet.run.keeping import Run
from tipsheet.run.parts import Parts
from tipsheet.run.tasks import Plan
from tipsheet.store import open_store

if find_spec("ray") is None:
    pytest.skip("ray is not installed: pip install 'tipsheet[ray]'", allow_module_level=True)
parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("ray")


@pytest.fixture(scope="module")
def found(folder: Path) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.run.over_ray", str(folder)],
        cwd=PROJECT,
        env={**os.environ, "RAY_USAGE_STATS_ENABLED": "0", "PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    if done.returncode == BUSY:
        pytest.skip(f"Ray did not start: {done.stderr.splitlines()[-1]}")
    assert done.returncode == 0, done.stderr[-3000:]
    told = [line for line in done.stdout.splitlines() if line.startswith("{")]
    result: dict[str, Any] = json.loads(told[-1])
    return result


def test_ray_keeps_what_a_plain_run_keeps(found: dict[str, Any], folder: Path) -> None:
    plain = open_store("memory:")
    tally = Run(store=plain, reads=reads(), terms=Terms()).over([str(folder / "in")])
    assert found["first"] == str(tally)
    assert found["kept"] == kept(plain)


def test_second_run_over_ray_passes_over_what_is_done(found: dict[str, Any]) -> None:
    seen = found["first"].split()[0]
    assert found["again"] == f"0 seen, 0 read, 0 rejected, {seen} taken before"
    assert found["parts_again"].endswith(f", {found['parts'].split()[0]} taken before")


def test_lost_workers_lose_nothing(found: dict[str, Any]) -> None:
    assert found["lost_workers"] == 2
    assert found["kept_with_lost"] == found["kept"]
    assert found["lost"] == found["first"]


def test_task_that_loses_every_worker_is_said_in_a_line(found: dict[str, Any]) -> None:
    assert "it goes on from here" in found["all_lost"]
    assert "\n" not in found["all_lost"]


def test_parts_by_ray_are_the_parts_of_a_plain_run(
    found: dict[str, Any], folder: Path, tmp_path: Path
) -> None:
    parts = Parts(folder=tmp_path, reader=READER, make_reads=reads, terms=Terms(), engine=here)
    assert found["parts"] == str(parts.over(Plan([str(folder / "in")], CUT)))
    for kind in ("records", "rejected"):
        tables = [parquet.read_table(one / kind) for one in (folder / "parts", tmp_path)]
        assert tables[0].equals(tables[1])
