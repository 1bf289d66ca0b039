"""Runs over Ray in a process of their own: `python -m tests.run.over_ray FOLDER` prints JSON.

One cluster of two workers serves all of them. Exits with status 75 where Ray does not start, as on
a machine that is too busy for the thirty seconds that it gives itself.
"""

import json
import os
import sys
from functools import partial
from pathlib import Path

from tests.run.made import corpus
from tests.run.stub import READER, nothing, reads
from tipsheet.errors import WorkersLost
from tipsheet.intake import Terms
from tipsheet.record import Report
from tipsheet.run.engines import over_ray
from tipsheet.run.keeping import Run
from tipsheet.run.parts import Parts
from tipsheet.run.reads import Read, Reads
from tipsheet.run.tasks import Cut, MakeReads, Plan
from tipsheet.store import Store, open_store

CUT = Cut(files=4, outcomes=5, small=200)
BUSY = 75
ENGINE = partial(over_ray, workers=2)


def kept(store: Store) -> list[list[object]]:
    found = store.view().readings(all_versions=True)
    return [[one.reading.report.id, one.version, one.reading.report.text] for one in found]


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


def run(store: Store, source: Path, make_reads: MakeReads = reads, retries: int = 5) -> str:
    going = Run(store=store, reads=reads(), terms=Terms())
    engine = partial(ENGINE, retries=retries)
    return str(going.over_tasks(Plan([str(source)], CUT), engine, make_reads))


def parts(folder: Path, source: Path) -> str:
    going = Parts(folder=folder, reader=READER, make_reads=reads, terms=Terms(), engine=ENGINE)
    return str(going.over(Plan([str(source)], CUT)))


def main() -> None:
    import ray

    folder = Path(sys.argv[1])
    try:
        ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, configure_logging=False)
    except Exception as error:
        print(error, file=sys.stderr)
        os._exit(BUSY)
    source = corpus(folder / "in", 12)
    whole, lost = open_store("memory:"), open_store("memory:")
    found = {"first": run(whole, source), "again": run(whole, source), "kept": kept(whole)}
    (folder / "few").mkdir()
    found["lost"] = run(lost, source, partial(fragile_reads, folder / "few", 2))
    found["lost_workers"] = len(list((folder / "few").iterdir()))
    found["kept_with_lost"] = kept(lost)
    (folder / "all").mkdir()
    try:
        run(open_store("memory:"), source, partial(fragile_reads, folder / "all", 1000), 1)
    except WorkersLost as error:
        found["all_lost"] = error.message
    found["parts"] = parts(folder / "parts", source)
    found["parts_again"] = parts(folder / "parts", source)
    print(json.dumps(found))
    sys.stdout.flush()
    ray.shutdown()


if __name__ == "__main__":
    main()
