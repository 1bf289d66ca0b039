import json
import os
from pathlib import Path

import pytest

from tests.intake.archives import packed, record
from tests.intake.test_listing import OPML, RSS
from tests.run.made import lines, text
from tests.run.stub import reads
from tests.run.test_following import Web, World, page
from tipsheet.intake import Limits, Terms
from tipsheet.run.batch import Size
from tipsheet.run.keeping import Run
from tipsheet.run.tally import Tally
from tipsheet.store import Store, open_store


@pytest.fixture
def store() -> Store:
    return open_store("memory:")


def run(store: Store, *sources: object, **options: object) -> Tally:
    options = {"reads": reads(), "terms": Terms(), **options}
    return Run(store=store, **options).over(map(str, sources))  # type: ignore[arg-type]


def ids(store: Store) -> list[str]:
    return [one.reading.report.id for one in store.view().readings(all_versions=True)]


def test_run_keeps_what_it_reads_and_what_it_does_not(store: Store, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(lines(2) + "{bad\n")
    assert str(run(store, tmp_path / "a.jsonl", tmp_path / "gone")) == (
        "4 seen, 2 read, 2 rejected (missing 1, record 1)"
    )
    assert ids(store) == ["w-0", "w-1"]
    assert [one.code for one in store.view().rejected()] == ["record", "missing"]


def test_run_carries_the_callers_own_data_into_the_store(store: Store, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(lines(2))
    run(store, tmp_path / "a.jsonl")
    stored = store.view().get("w-1")
    assert stored is not None
    assert stored.reading.report.metadata == {"desk": 1}


def test_same_report_twice_is_one_report(store: Store, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(lines(3) + lines(2))
    tally = run(store, tmp_path / "a.jsonl")
    assert (tally.seen, tally.read, tally.known, len(ids(store))) == (5, 3, 2, 3)


def test_same_id_with_another_text_is_a_new_version(store: Store, tmp_path: Path) -> None:
    rows = [{"id": "w-1", "text": text(1)}, {"id": "w-1", "text": text(2)}]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)))
    assert str(run(store, tmp_path / "a.jsonl")) == "2 seen, 2 read, 0 rejected, 1 new version"
    assert [one.version for one in store.view().versions("w-1")] == [1, 2]


def test_second_run_passes_over_what_was_taken(store: Store, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(lines(3))
    run(store, tmp_path)
    assert str(run(store, tmp_path)) == "0 seen, 0 read, 0 rejected, 3 taken before"
    (tmp_path / "a.jsonl").write_text(lines(4))
    os.utime(tmp_path / "a.jsonl", ns=(1, 1))
    assert str(run(store, tmp_path)) == "4 seen, 1 read, 0 rejected, 3 already known"


def test_feeds_that_a_file_lists_are_asked_again(store: Store, tmp_path: Path) -> None:
    (tmp_path / "feeds.opml").write_text(OPML)
    world = World(Web(**{"rss": RSS, "1": page(1)}), store)
    assert str(world.run.over([str(tmp_path)])) == "2 seen, 1 read, 1 rejected (fetch-failed 1)"
    world.web.pages["2"] = page(2)
    assert (world.run.over([str(tmp_path)]).read, world.urls()) == (2, ["1", "2"])


def test_newer_reader_reads_all_again_beside_the_older(store: Store, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(lines(2))
    run(store, tmp_path)
    tally = run(store, tmp_path, reads=reads("2"))
    assert str(tally) == "2 seen, 2 read, 0 rejected, 2 read again by a newer reader"
    assert store.stats().readings == 4


def test_other_terms_take_a_file_again(store: Store, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(lines(2))
    assert run(store, tmp_path, terms=Terms(limits=Limits(text=10))).rejected["too-large"] == 2
    assert run(store, tmp_path).read == 2


@pytest.mark.parametrize("after", range(1, 12))
def test_stopped_run_goes_on_where_it_was(store: Store, tmp_path: Path, after: int) -> None:
    (tmp_path / "a.jsonl").write_text(lines(6))
    (tmp_path / "b.warc.gz").write_bytes(packed(*(record(n) for n in range(5))))
    looks = iter(range(1000))
    first = run(store, tmp_path, stopped=lambda: next(looks) >= after, size=Size(readings=2))
    second = run(store, tmp_path)
    assert first.read + second.read == 11
    assert first.seen + second.seen == 11
    assert len(ids(store)) == 11


def test_run_that_breaks_down_keeps_what_was_read(store: Store, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(lines(9))

    def step(run: Run) -> None:
        if run.pending == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(store, tmp_path, step=step)
    assert len(ids(store)) == 4
    assert run(store, tmp_path).read == 5


def test_report_that_breaks_the_reader_is_a_rejection(store: Store, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Broken is the army, the mayor said on Monday.")
    (tmp_path / "b.txt").write_text(text(1))
    assert str(run(store, tmp_path)) == "2 seen, 1 read, 1 rejected (reading 1)"
    (rejected,) = store.view().rejected()
    assert "ValueError: broken reader" in rejected.message


def test_batches_are_written_as_they_fill(store: Store, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(lines(7))
    kept: list[int] = []
    run(store, tmp_path, size=Size(readings=3), step=lambda run: kept.append(run.tally.read))
    assert kept[:7] == [0, 0, 3, 3, 3, 6, 6]


def test_batch_is_written_when_time_is_up(store: Store, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(lines(4))
    kept: list[int] = []
    clock = iter(range(0, 1000, 4))
    run(store, tmp_path, clock=lambda: float(next(clock)), step=lambda r: kept.append(r.tally.read))
    assert kept[:4] == [0, 2, 2, 4]


def test_run_keeps_its_counts_under_its_name(store: Store, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(lines(2) + "{bad\n")
    run(store, tmp_path, name="run 1")
    assert store.view().counts("run 1") == {
        "seen": 3,
        "read": 2,
        "rejected": 1,
        "rejected_record": 1,
    }


def test_captures_go_into_the_store(tmp_path: Path) -> None:
    (tmp_path / "b.warc.gz").write_bytes(packed(record(1)))
    with open_store(str(tmp_path / "s.db"), create=True, captures=tmp_path / "c") as store:
        run(store, tmp_path / "b.warc.gz", terms=Terms(capture=True))
        capture = store.view().capture("https://herald.example/1")
    assert capture is not None
    assert b"The army left town number 1" in capture.body
    assert capture.fetched.isoformat() == "2025-03-02T06:00:00+00:00"


def test_captures_are_read_again_as_what_they_were(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(text(1))
    (tmp_path / "b.warc").write_bytes(record(1))
    with open_store(str(tmp_path / "s.db"), create=True) as store:
        run(store, tmp_path / "a.txt", tmp_path / "b.warc", terms=Terms(capture=True))
    with open_store(str(tmp_path / "s.db")) as store:
        assert str(run(store, tmp_path / "s.db-captures")) == (
            "2 seen, 0 read, 0 rejected, 2 already known"
        )
        assert run(store, tmp_path / "s.db-captures", reads=reads("2")).again == 2


def test_dates_that_are_not_believed_are_counted(store: Store, tmp_path: Path) -> None:
    page = record(1).replace(b"<title>", b'<meta name="date" content="2031-05-05"><title>')
    block = page.split(b"\r\n\r\n", 1)[1][:-4]
    (tmp_path / "b.warc.gz").write_bytes(packed(record(1, block)))
    assert str(run(store, tmp_path)) == "1 seen, 1 read, 0 rejected, 1 date not believed"


def test_names_with_line_breaks_and_odd_bytes_are_kept(store: Store, tmp_path: Path) -> None:
    (tmp_path / "a\nb.txt").write_text(text(1))
    (tmp_path / "c\nd.txt").touch()
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt")).touch()
    assert str(run(store, tmp_path)) == "3 seen, 1 read, 2 rejected (empty 2)"
    assert run(store, tmp_path).passed == 3
