from collections import deque
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from tests.intake.test_listing import RSS
from tests.run.made import corpus, lines, text
from tests.run.stub import reads
from tipsheet.intake import Rejection, Terms
from tipsheet.run.engines import here
from tipsheet.run.keeping import Run
from tipsheet.run.places import Place
from tipsheet.run.tasks import Cut, Done, Plan, Task, task_id, work
from tipsheet.store import Store, open_store

SMALL = Cut(files=3, outcomes=4, small=200)


def done(plan: Plan) -> list[tuple[Task, Done]]:
    found = []
    for task in plan.tasks():
        found.append((task, work(task, Terms(), reads)))
        if found[-1][1].ended:
            plan.end(task)
    return found


def test_small_files_go_together_and_large_ones_are_cut(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(lines(10))
    for name in "bcde":
        (tmp_path / f"{name}.txt").write_text(text(1))
    tasks = [task for task, _ in done(Plan([str(tmp_path)], SMALL))]
    shape = [
        [(Path(one.place.name).name[0], one.after, one.most) for one in task] for task in tasks
    ]
    assert shape == [
        [("a", 0, 4)],
        [("a", 4, 4)],
        [("a", 8, 4)],
        [("b", 0, None), ("c", 0, None), ("d", 0, None)],
        [("e", 0, None)],
    ]


def test_slices_together_are_the_whole(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(lines(5) + "{bad\n" + lines(3, start=5))
    results = [one for _, task in done(Plan([str(tmp_path)], SMALL)) for one in task.results[0]]
    names = [one.source if isinstance(one, Rejection) else one[0].source for one in results]
    assert names == [f"{tmp_path}/a.jsonl:{n}" for n in range(1, 10)]


def test_what_cannot_be_given_to_others_is_left(tmp_path: Path) -> None:
    (tmp_path / "feed.rss").write_text(RSS)
    plan = Plan([str(tmp_path), "https://a.example/", "gone", "-"])
    assert done(plan) == []
    names = [one.name if isinstance(one, Place) else one.source for one in plan.rest]
    assert names == [f"{tmp_path}/feed.rss", "https://a.example/", "gone", "-"]


def test_task_ids_change_with_the_files_and_the_terms(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(text(1))
    (task,) = Plan([str(tmp_path)]).tasks()
    (tmp_path / "a.txt").write_text(text(1) + " ")
    (changed,) = Plan([str(tmp_path)]).tasks()
    assert len({task_id(task), task_id(task, "x"), task_id(changed)}) == 3


@pytest.mark.parametrize("files", [1, 3])
def test_run_over_tasks_keeps_what_a_plain_run_keeps(tmp_path: Path, files: int) -> None:
    source = str(corpus(tmp_path / "in", 7))
    stores = [open_store("memory:") for _ in range(2)]
    plain, tasks = (Run(store=one, reads=reads(), terms=Terms()) for one in stores)
    plain.over([source])
    tasks.over_tasks(Plan([source], Cut(files=files, outcomes=4, small=200)), here, reads)
    assert str(plain.tally) == str(tasks.tally)
    assert _kept(stores[0]) == _kept(stores[1])
    again = Run(store=stores[1], reads=reads(), terms=Terms())
    again.over_tasks(Plan([source]), here, reads)
    assert (again.tally.seen, again.tally.passed) == (0, tasks.tally.seen)


def eager(work: Callable[[Task], Done], tasks: Iterable[Task]) -> Iterator[tuple[Task, Done]]:
    """An engine that takes four tasks before it gives the first back, as Ray does."""
    window: deque[tuple[Task, Done]] = deque()
    for task in tasks:
        window.append((task, work(task)))
        if len(window) > 4:
            yield window.popleft()
    yield from window


@pytest.mark.parametrize("count", [1, 4, 7, 8, 9, 30])
def test_run_over_tasks_counts_no_slice_behind_the_end(tmp_path: Path, count: int) -> None:
    (tmp_path / "a.jsonl").write_text(lines(count))
    store = open_store("memory:")
    for expected in (f"{count} seen, {count} read, 0 rejected", f"{count} taken before"):
        run = Run(store=store, reads=reads(), terms=Terms())
        run.over_tasks(Plan([str(tmp_path)], Cut(outcomes=4, small=0)), eager, reads)
        assert str(run.tally).endswith(expected)


@pytest.mark.parametrize("before", [1, 3, 4, 5, 8, 9])
def test_run_over_tasks_goes_on_where_a_plain_run_was_stopped(tmp_path: Path, before: int) -> None:
    (tmp_path / "a.jsonl").write_text(lines(10))
    store, looks = open_store("memory:"), iter(range(100))
    first = Run(
        store=store, reads=reads(), terms=Terms(), stopped=lambda: next(looks) >= before
    ).over([str(tmp_path)])
    run = Run(store=store, reads=reads(), terms=Terms())
    run.over_tasks(Plan([str(tmp_path)], Cut(outcomes=4, small=0)), eager, reads)
    assert first.read + run.tally.read == 10
    assert len(_kept(store)) == 10


def _kept(store: Store) -> list[tuple[str, int]]:
    found = store.view().readings(all_versions=True)
    return sorted((one.reading.report.id, one.version) for one in found)
