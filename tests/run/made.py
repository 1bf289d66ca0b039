"""Reports made up for runs, and what a store holds of them."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.intake.archives import packed, record
from tipsheet.exports.json import dumps
from tipsheet.store import open_store

PROJECT = Path(__file__).parents[2]


def text(n: int) -> str:
    return f"The army left town number {n} on Monday, and the mayor said that it would not return."


def lines(count: int, start: int = 0) -> str:
    """JSON Lines of so many reports."""
    rows = ({"id": f"w-{n}", "text": text(n), "desk": n % 3} for n in range(start, start + count))
    return "".join(json.dumps(row) + "\n" for row in rows)


def corpus(folder: Path, count: int = 20) -> Path:
    """A folder with three kinds of sources, `count` reports in each, and some that are none."""
    folder.mkdir(exist_ok=True)
    (folder / "a.jsonl").write_text(lines(count) + "{bad\n" + lines(2))
    (folder / "b.warc.gz").write_bytes(packed(*(record(n) for n in range(count))))
    for n in range(count):
        (folder / f"c{n}.txt").write_text(text(1000 + n))
    (folder / "d.txt").touch()
    (folder / "e\nf.txt").write_text(text(2000))
    return folder


def records(store: Path | str) -> list[str]:
    """All readings in a store, as lines in order of their ids."""
    with open_store(str(store)) as kept:
        found = list(kept.view().readings(all_versions=True))
        assert list(kept.check()) == []
    return sorted(dumps(stored.reading) for stored in found)


def start(*args: object, **environment: str) -> subprocess.Popen[str]:
    """A child that runs `tipsheet` with a stub for the model."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.run.child", *map(str, args)],
        cwd=PROJECT,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def finish(*args: object, **environment: str) -> tuple[int, str]:
    """The exit status and the standard error of a child that runs to its end."""
    child = start(*args, **environment)
    _, said = child.communicate(timeout=300)
    return child.returncode, said
