import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from tests.run.made import corpus
from tests.run.stub import READER, nothing, reads
from tipsheet.errors import WorkersLost
from tipsheet.intake import Terms
from tipsheet.record import Report
from tipsheet.run.engines import here, over_ray
from tipsheet.run.keeping import Run
from tipsheet.run.parts import Parts
from tipsheet.run.reads import Read, Reads
from tipsheet.run.tasks import Cut, Plan
from tipsheet.store import Store, open_store

pytest.importorskip("ray", reason="ray is not installed: pip install 'tipsheet[ray]'")
pytestmark = pytest.mark.filterwarnings("ignore")  # Ray's own, at import and at its end

CUT = Cut(files=4, outcomes=5, small=200)


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """A cluster of two workers for all tests, so that it is started once."""
    import ray

    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, configure_logging=False)
    yield ray.get_runtime_context().gcs_address
    ray.shutdown()


def kept(store: Store) -> list[tuple[str, int, str]]:
    found = store.view().readings(all_versions=True)
    return [(one.reading.report.id, one.version, one.reading.report.text) for one in found]


def fragile(report: Report, folder: Path, most: int) -> Read:
    """Reads, but ends the whole worker at each of the first `most` reports that it meets."""
    for n in range(most):
        try:
            (folder / f"lost{n}").touch(exist_ok=False)
        except FileExistsError:
            continue
        os._exit(9)
    return nothing(report)


def fragile_reads(folder: Path, most: int) -> Reads:
    return Reads(reader=READER, read=partial(fragile, folder=folder, most=most))


def run(store: Store, source: Path, make_reads: object = reads) -> Run:
    going = Run(store=store, reads=reads(), terms=Terms())
    engine = partial(over_ray, workers=2)
    going.over_tasks(Plan([str(source)], CUT), engine, make_reads)  # type: ignore[arg-type]
    return going


def test_ray_keeps_what_a_plain_run_keeps_and_passes_over_it_then(
    cluster: str, tmp_path: Path
) -> None:
    source = corpus(tmp_path / "in", 12)
    plain, store = open_store("memory:"), open_store("memory:")
    whole = Run(store=plain, reads=reads(), terms=Terms()).over([str(source)])
    assert str(run(store, source).tally) == str(whole)
    assert kept(store) == kept(plain)
    assert str(run(store, source).tally) == f"0 seen, 0 read, 0 rejected, {whole.seen} taken before"


def test_lost_workers_lose_nothing(cluster: str, tmp_path: Path) -> None:
    source = corpus(tmp_path / "in", 12)
    plain, store = open_store("memory:"), open_store("memory:")
    Run(store=plain, reads=reads(), terms=Terms()).over([str(source)])
    run(store, source, partial(fragile_reads, tmp_path, 3))
    assert sorted(path.name for path in tmp_path.glob("lost*")) == ["lost0", "lost1", "lost2"]
    assert kept(store) == kept(plain)


def test_task_that_loses_every_worker_is_said_in_a_line(cluster: str, tmp_path: Path) -> None:
    source = corpus(tmp_path / "in", 2)
    with pytest.raises(WorkersLost, match="it goes on from here"):
        run(open_store("memory:"), source, partial(fragile_reads, tmp_path, 1000))


def test_parts_by_ray_are_the_parts_of_a_plain_run(cluster: str, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    source = corpus(tmp_path / "in", 12)
    for name, engine in (("plain", here), ("ray", partial(over_ray, workers=2))):
        parts = Parts(
            folder=tmp_path / name,
            reader=READER,
            make_reads=reads,
            terms=Terms(),
            engine=engine,  # type: ignore[arg-type]
        )
        parts.over(Plan([str(source)], CUT))
    names = [
        sorted(p.name for p in (tmp_path / one / "records").iterdir()) for one in ("plain", "ray")
    ]
    assert names[0] == names[1]
    tables = [parquet.read_table(tmp_path / one / "records") for one in ("plain", "ray")]
    assert tables[0].equals(tables[1])
