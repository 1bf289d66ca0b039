"""Floors under the scores, in `floors.toml`: they rise by themselves and sink only on purpose.

A floor belongs to a task, a corpus with its digest and split, and a metric. When the files of
a corpus change the old floor is stale, and the check fails until it is set anew.
"""

import math
import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from evaluation.errors import EvaluationError, FloorBroken
from evaluation.plan import PROJECT, Row

FILE = Path(__file__).with_name("floors.toml")
CHANGELOG = PROJECT / "CHANGELOG.md"

# Rounding in 8-bit products differs between processors and flips single decisions; floors
# stand this far below the score so that the check does not fail on it.
MARGIN = 0.003

HEAD = """\
# Scores may not fall below these. Written by `python -m evaluation floors --raise`; lowering
# one takes `--lower REASON`, which also writes the line of the changelog.
"""

NEWEST = re.compile(r"^## .*\n", re.MULTILINE)

Key = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    """The least value, in 0..1, that a metric may have on a corpus."""

    task: str
    corpus: str
    split: str
    digest: str
    metric: str
    floor: float

    @property
    def key(self) -> Key:
        """What the floor is under, whatever the state of the corpus's files."""
        return self.task, self.corpus, self.split, self.metric


def load(path: Path = FILE) -> list[Floor]:
    """The floors of the file; none when there is no file."""
    if not path.exists():
        return []
    return [Floor(**item) for item in tomllib.loads(path.read_text("utf-8")).get("floor", [])]


def save(floors: Iterable[Floor], path: Path = FILE) -> None:
    """Write the floors, sorted."""
    blocks = [_block(floor) for floor in sorted(floors, key=lambda floor: floor.key)]
    path.write_text("\n".join([HEAD, *blocks]), encoding="utf-8")


def broken(rows: Sequence[Row], floors: Sequence[Floor]) -> list[str]:
    """One line for each score below its floor, and for each floor of other files."""
    known = {floor.key: floor for floor in floors}
    lines = []
    for row in rows:
        floor = known.get(_key(row))
        if floor is None:
            continue
        if floor.digest != row.digest:
            lines.append(f"{_name(row)}: the floor {floor.floor:.3f} is for other files")
        elif row.value < floor.floor:
            lines.append(f"{_name(row)}: {row.value:.4f} is below the floor {floor.floor:.3f}")
    return lines


def require(rows: Sequence[Row], floors: Sequence[Floor]) -> None:
    """FloorBroken when a score is below its floor."""
    lines = broken(rows, floors)
    if lines:
        raise FloorBroken("; ".join(lines) + ". Lower a floor only with --lower REASON.")


def risen(rows: Sequence[Row], floors: Sequence[Floor]) -> list[Floor]:
    """The floors with each raised to what its score allows; none is lowered."""
    known = {floor.key: floor for floor in floors}
    for row in rows:
        floor, new = known.get(_key(row)), _floor(row)
        if floor is None or new.floor >= floor.floor:
            known[new.key] = new
        elif floor.digest != row.digest and row.value >= floor.floor:
            known[new.key] = replace(floor, digest=row.digest)
    return list(known.values())


def lowered(rows: Sequence[Row], floors: Sequence[Floor]) -> tuple[list[Floor], list[str]]:
    """The floors with those that are broken set to the scores, and a line about each."""
    known = {floor.key: floor for floor in floors}
    lines = []
    for row in rows:
        floor = known.get(_key(row))
        if floor is not None and row.value < floor.floor:
            known[floor.key] = _floor(row)
            lines.append(f"{_name(row)}: {floor.floor:.3f} → {known[floor.key].floor:.3f}")
    return list(known.values()), lines


def note(changelog: str, lines: Sequence[str], reason: str) -> str:
    """The changelog with the lowered floors in its newest section."""
    newest = NEWEST.search(changelog)
    if newest is None:
        raise EvaluationError("The changelog has no section to note a lowered floor in.")
    text = "".join(f"- Floor lowered, {line}: {reason}\n" for line in lines)
    return f"{changelog[: newest.end()]}\n{text}{changelog[newest.end() :]}"


def _key(row: Row) -> Key:
    return row.task, row.corpus, row.split, row.metric


def _name(row: Row) -> str:
    return f"{row.task} {row.corpus} {row.metric}"


def _floor(row: Row) -> Floor:
    return Floor(
        task=row.task,
        corpus=row.corpus,
        split=row.split,
        digest=row.digest,
        metric=row.metric,
        floor=max(0.0, math.floor(1000 * (row.value - MARGIN)) / 1000),
    )


def _block(floor: Floor) -> str:
    return (
        f'[[floor]]\ntask = "{floor.task}"\ncorpus = "{floor.corpus}"\nsplit = "{floor.split}"\n'
        f'digest = "{floor.digest}"\nmetric = "{floor.metric}"\nfloor = {floor.floor:.3f}\n'
    )
