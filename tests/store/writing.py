"""A process that writes a store batch by batch and goes on where the last one was stopped."""

import os
import random
import signal
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import event as listening

from tests.store.readings import entity, event, reading, vectors
from tipsheet.record import Reading
from tipsheet.store import Capture, open_store

RUN, SOURCE = "run", "numbers"

Fuse = tuple[str, int]
"""An event of the database's engine, and how many of them to live through."""


def numbered(number: int) -> Reading:
    """The same reading for the same number, of a report that no other number has."""
    text = f"Report {number} says that raiders plan a strike. The council met."
    return reading(
        text,
        event(text, "strike", actors=["r"]),
        entities=[entity("r", "Raiders", "FRA")],
        url=f"https://a.example/{number}",
        title=f"Number {number}",
    )


def captured(given: Reading) -> Capture:
    return Capture(
        url=given.report.url or "",
        body=given.report.text.encode() * 20,
        media_type="text/html",
        fetched=datetime(2025, 8, 21, tzinfo=UTC),
    )


def write(url: str, captures: Path, last: int, seed: int, fuse: Fuse | None, ready: Any) -> None:
    """Write the reports up to `last`; with a fuse, die when it has burnt down."""
    chance = random.Random(seed)
    with open_store(url, captures=captures) as store:
        if fuse is not None:
            _light(store, fuse)
        state = store.view().state(SOURCE) or {"next": 0}
        ready.send("ready")
        begin = state["next"]
        while begin < last:
            end = min(last, begin + chance.randint(1, 8))
            with store.writer() as writer:
                for given in map(numbered, range(begin, end)):
                    standing = writer.add(
                        given, vectors=vectors(given.report.text), capture=captured(given)
                    )
                    writer.count(RUN, **{standing: 1})
                writer.reject(f"broken {begin // 50}", "empty", "holds nothing")
                writer.mark(SOURCE, {"next": end})
            begin = end


def _light(store: Any, fuse: Fuse) -> None:
    """Kill this process in the middle of its work, at an event of the database's engine."""
    name, left = fuse[0], iter(range(fuse[1], -1, -1))

    def burn(*_: object) -> None:
        if next(left) == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    listening.listen(store.engine, name, burn)
