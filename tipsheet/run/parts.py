"""Output for runs of corpus size: Parquet files, one for each task, each whole or not there.

`records/` holds a row for each reading, `rejected/` one for each rejection. A task whose file is
there is not done again.
"""

import json
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from tipsheet.errors import ExtraMissing, OutputFailed
from tipsheet.exports.json import dumps
from tipsheet.intake import Item, Rejection, Terms
from tipsheet.record import Reader
from tipsheet.run.batch import merge
from tipsheet.run.engines import Engine
from tipsheet.run.reads import Read
from tipsheet.run.tally import Tally
from tipsheet.run.tasks import MakeReads, Plan, Task, task_id, work

_ABOUT = b"tipsheet"
RECORDS = ("id", "url", "publisher", "title", "published", "language", "source", "record")
REJECTED = ("source", "code", "message")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one task came to: its counts, and whether its file ended with it."""

    tally: Tally
    ended: bool


@dataclass(slots=True, kw_only=True)
class Parts:
    """A run over files into a folder of Parquet files."""

    folder: Path
    reader: Reader
    make_reads: MakeReads
    terms: Terms
    engine: Engine[Task, Part]
    tally: Tally = field(default_factory=Tally)
    stopped: Callable[[], bool] = lambda: False
    step: Callable[["Parts"], None] = lambda parts: None
    taken: int = 0
    pending: int = 0

    def over(self, plan: Plan) -> Tally:
        """Do the tasks of a plan that are not done yet.

        What stands in `plan.rest` is left: a folder of parts is made of files alone.
        """
        for name in ("records", "rejected"):
            _make(self.folder / name)
        about = _about(self.reader, self.terms)
        do = partial(
            write_part,
            terms=replace(self.terms, fetch=None),
            make_reads=self.make_reads,
            folder=self.folder,
            about=about,
        )
        for task, part in self.engine(do, self._left(plan, about)):
            merge(self.tally, part.tally)
            if part.ended and not plan.has_ended(task):
                self.taken += sum(one.place.size for one in task)
                plan.end(task)
            self.step(self)
            if self.stopped():
                break
        return self.tally

    def _left(self, plan: Plan, about: tuple[str, ...]) -> Iterator[Task]:
        for task in plan.tasks():
            if self.stopped():
                return
            before = _told(_path(self.folder, "records", task, about))
            if before is None:
                yield task
                continue
            self.tally.passed += before["outcomes"]
            if before["ended"]:
                plan.end(task)


def write_part(
    task: Task, *, terms: Terms, make_reads: MakeReads, folder: Path, about: tuple[str, ...]
) -> Part:
    """Do a task and write what came of it; the file of readings comes last, and says it is done."""
    done = work(task, terms, make_reads)
    results = [one for results in done.results for one in results]
    tally = Tally()
    for one in results:
        tally.add(one)
        tally.doubts.update(() if isinstance(one, Rejection) else one[0].doubts)
    told = {"outcomes": len(results), "ended": done.ended}
    rejected = [_rejected(one) for one in results if isinstance(one, Rejection)]
    records = [_record(*one) for one in results if not isinstance(one, Rejection)]
    if rejected:
        _write(_path(folder, "rejected", task, about), REJECTED, rejected, told)
    _write(_path(folder, "records", task, about), RECORDS, records, told)
    return Part(tally=tally, ended=done.ended)


def _about(reader: Reader, terms: Terms) -> tuple[str, ...]:
    """What a part depends on beside its files."""
    columns = sorted(terms.columns.items())
    return (f"{reader}", f"{terms.given}", f"{terms.limits}", f"{columns}")


def _path(folder: Path, kind: str, task: Task, about: tuple[str, ...]) -> Path:
    return folder / kind / f"{task_id(task, *about)}.parquet"


def _record(item: Item, read: Read) -> dict[str, str | None]:
    report = read.reading.report
    return {
        "id": report.id,
        "url": report.url,
        "publisher": report.publisher,
        "title": report.title,
        "published": report.published,
        "language": report.language,
        "source": _utf8(item.source),
        "record": dumps(read.reading),
    }


def _rejected(rejection: Rejection) -> dict[str, str | None]:
    error = rejection.error
    return {
        "source": _utf8(rejection.source),
        "code": error.code,
        "message": _utf8(error.message),
    }


def _utf8(name: str) -> str:
    """A name as it can be written; file names may hold bytes that are no UTF-8."""
    return name.encode("utf-8", "replace").decode()


def _write(
    path: Path, names: Iterable[str], rows: list[dict[str, str | None]], told: dict[str, Any]
) -> None:
    """Write a table that takes its name when it is whole; raises OutputFailed."""
    pyarrow = _pyarrow()
    from pyarrow import parquet

    schema = pyarrow.schema(
        [(name, pyarrow.string()) for name in names],
        metadata={_ABOUT: json.dumps(told).encode()},
    )
    table = pyarrow.Table.from_pylist(rows, schema=schema)
    try:
        handle, part = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
        os.close(handle)
        try:
            parquet.write_table(table, part, compression="zstd")
            os.replace(part, path)
        except BaseException:
            with suppress(OSError):
                os.unlink(part)
            raise
    except OSError as error:
        raise OutputFailed(
            f"{path} cannot be written ({error.strerror or error}): make room there and run it "
            "again, it goes on from here."
        ) from error


def _told(path: Path) -> dict[str, Any] | None:
    """What a part says of itself, or None where it is not there whole."""
    if not path.exists():
        return None
    _pyarrow()
    from pyarrow import parquet

    try:
        told = json.loads(parquet.read_schema(path).metadata[_ABOUT])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return told if isinstance(told, dict) else None


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputFailed(
            f"{folder} cannot be made ({error.strerror}): name a folder that can be written to."
        ) from error


def _pyarrow() -> Any:
    try:
        import pyarrow
    except ImportError as error:
        raise ExtraMissing("Parquet needs pyarrow: pip install 'tipsheet[parquet]'.") from error
    return pyarrow
