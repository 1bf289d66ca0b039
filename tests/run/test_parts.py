import json
from pathlib import Path

import pytest

from tests.run.made import corpus, lines
from tests.run.stub import READER, reads
from tipsheet.errors import OutputFailed
from tipsheet.intake import Terms
from tipsheet.run.engines import here
from tipsheet.run.parts import Parts
from tipsheet.run.tally import Tally
from tipsheet.run.tasks import Cut, Plan

parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")


def run(folder: Path, source: Path, **options: object) -> Tally:
    parts = Parts(
        folder=folder,
        reader=READER,
        make_reads=reads,
        terms=Terms(),
        engine=here,
        **options,  # type: ignore[arg-type]
    )
    return parts.over(Plan([str(source)], Cut(files=4, outcomes=5, small=200)))


def test_parts_hold_the_records_and_the_rejections(tmp_path: Path) -> None:
    source = corpus(tmp_path / "in", 6)
    tally = run(tmp_path / "out", source)
    rows = parquet.read_table(tmp_path / "out" / "records").to_pylist()
    assert (len(rows), tally.read) == (21, 21)
    row = next(row for row in rows if row["id"] == "w-1")
    assert json.loads(row["record"])["report"]["metadata"] == {"desk": 1}
    rejected = parquet.read_table(tmp_path / "out" / "rejected").to_pylist()
    assert sorted(one["code"] for one in rejected) == ["empty", "record"]


def test_second_run_does_nothing_again(tmp_path: Path) -> None:
    source = corpus(tmp_path / "in", 6)
    first = run(tmp_path / "out", source)
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*")}
    second = run(tmp_path / "out", source)
    assert (second.seen, second.passed) == (0, first.seen)
    assert before == {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*")}


def test_broken_part_is_made_again(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(lines(2))
    run(tmp_path / "out", tmp_path / "a.jsonl")
    (part,) = (tmp_path / "out" / "records").iterdir()
    part.write_bytes(part.read_bytes()[:50])
    assert run(tmp_path / "out", tmp_path / "a.jsonl").read == 2
    assert parquet.read_table(part).num_rows == 2


def test_stopped_run_leaves_whole_parts(tmp_path: Path) -> None:
    source = corpus(tmp_path / "in", 6)
    looks = iter(range(100))
    first = run(tmp_path / "out", source, stopped=lambda: next(looks) > 3)
    second = run(tmp_path / "out", source)
    assert 0 < first.seen < 23
    assert first.seen + second.seen == 23


def test_folder_that_cannot_be_made_says_so(tmp_path: Path) -> None:
    (tmp_path / "out").touch()
    with pytest.raises(OutputFailed, match="name a folder that can be written to"):
        run(tmp_path / "out", tmp_path)
