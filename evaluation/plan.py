"""Which corpora the whole table is made of, as `corpora.toml` lists them."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluation.corpus import Options
from evaluation.errors import CorpusMissing, EvaluationError
from evaluation.reader import ReaderUnderTest
from evaluation.tasks import Request, Result, run

LIST = Path(__file__).with_name("corpora.toml")
PROJECT = Path(__file__).parent.parent
ROOTS = ("shared", "project")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A metric of the table; `published` is the best published value, `aim` ours, in percent."""

    name: str
    label: str
    published: str = ""
    aim: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One corpus of the table; `fast` ones are small enough for the tests."""

    task: str
    title: str
    root: str
    path: str
    split: str | None
    fast: bool
    metrics: tuple[Wanted, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the table: a metric of one corpus as it was measured, in 0..1."""

    task: str
    title: str
    label: str
    corpus: str
    digest: str
    split: str
    metric: str
    documents: int
    n: int
    value: float
    low: float
    high: float
    published: str = ""
    aim: str = ""


def entries(path: Path = LIST) -> tuple[Entry, ...]:
    """The corpora of the list, in its order."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(_entry(item) for item in data["corpus"])


def select(
    plan: Sequence[Entry], *, fast: bool = False, only: Sequence[str] = ()
) -> tuple[Entry, ...]:
    """The entries that are fast, or of certain tasks; all of them otherwise."""
    return tuple(e for e in plan if (e.fast or not fast) and (not only or e.task in only))


def request(entry: Entry, shared: Path, limit: int | None = None) -> Request:
    """How an entry is run."""
    root = shared if entry.root == "shared" else PROJECT
    return Request(
        task=entry.task,
        path=root / entry.path,
        options=Options(split=entry.split, limit=limit),
    )


def measure(
    plan: Sequence[Entry], shared: Path, reader: ReaderUnderTest, limit: int | None = None
) -> tuple[list[Row], list[EvaluationError]]:
    """The rows of all entries that could be run, and what was wrong with the others."""
    if any(entry.root == "shared" for entry in plan) and not (shared / "data").is_dir():
        raise CorpusMissing(f"No corpora at {shared}: give their folder with --shared.")
    rows: list[Row] = []
    failures: list[EvaluationError] = []
    for entry in plan:
        try:
            rows += rows_of(entry, run(request(entry, shared, limit), reader))
        except EvaluationError as error:
            failures.append(error)
    return rows, failures


def rows_of(entry: Entry, result: Result) -> list[Row]:
    """The rows that an entry wants of a result."""
    return [_row(entry, wanted, result) for wanted in entry.metrics]


def _row(entry: Entry, wanted: Wanted, result: Result) -> Row:
    found = result["metrics"].get(wanted.name)
    if found is None:
        raise EvaluationError(f"The task {entry.task} measures no {wanted.name}: see {LIST.name}.")
    return Row(
        task=entry.task,
        title=entry.title,
        label=wanted.label,
        corpus=result["corpus"],
        digest=result["digest"],
        split=result.get("split", "all"),
        metric=wanted.name,
        documents=result["documents"],
        n=found.get("n", result["n"]),
        value=found["value"],
        low=found["low"],
        high=found["high"],
        published=wanted.published,
        aim=wanted.aim,
    )


def _entry(item: Mapping[str, Any]) -> Entry:
    if item.get("root", "shared") not in ROOTS:
        raise EvaluationError(f"{LIST.name}: the root of {item['path']} is none of {ROOTS}.")
    return Entry(
        task=item["task"],
        title=item["title"],
        root=item.get("root", "shared"),
        path=item["path"],
        split=item.get("split"),
        fast=item.get("fast", False),
        metrics=tuple(Wanted(name=name, **given) for name, given in item["metrics"].items()),
    )
