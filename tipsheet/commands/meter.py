"""How far a run is, on standard error: a bar on a terminal, a line a minute elsewhere."""

import time
from collections.abc import Callable
from typing import Protocol

from tipsheet.commands.console import complain, say
from tipsheet.intake.rejection import Rejection
from tipsheet.run.tally import Tally

_EVERY = 60.0
_MOST_SAID = 20
"""Rejections that are said one by one; a store holds them all."""


class Going(Protocol):
    """A run under way: what is counted, what is read but not yet kept, the bytes taken in."""

    tally: Tally
    pending: int
    taken: int


class Meter:
    """Shows how far a run is, with its rate and, where the sizes are known, the time left.

    `tally` is the count that is shown; `began` says whether there was anything to show.
    """

    def __init__(
        self,
        weight: int | None,
        *,
        quiet: bool,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            Progress,
            SpinnerColumn,
            TextColumn,
            TimeElapsedColumn,
            TimeRemainingColumn,
        )

        console = Console(stderr=True)
        self.tally = Tally()
        self.began = False
        self._said = 0
        self._quiet = quiet
        self._live = console.is_terminal and not quiet
        self._clock = clock
        self._start = self._told = clock()
        self._bar = Progress(
            SpinnerColumn(),
            BarColumn(20),
            TextColumn("{task.description}", markup=False),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
            console=console,
            transient=True,
            disable=not self._live,
        )
        self._task = self._bar.add_task("reading", total=weight)

    def __call__(self, going: Going) -> None:
        """Show how far `going` is."""
        self.began = True
        now = self._clock()
        if self._live:
            self._bar.update(self._task, completed=going.taken, description=self._line(going, now))
        elif not self._quiet and now - self._told >= _EVERY:
            self._told = now
            say(self._line(going, now))

    def reject(self, rejection: Rejection) -> None:
        """Say a rejection, unless many were said already."""
        self.began = True
        self._said += 1
        if self._said <= _MOST_SAID:
            complain(rejection.error, rejection.source)
        elif self._said == _MOST_SAID + 1:
            say("further rejections are counted, and kept in the store, but not said here")

    def _line(self, going: Going, now: float) -> str:
        seen = going.tally.seen + going.pending
        rate = seen / max(now - self._start, 1e-3)
        waiting = f", {going.pending} to be kept" if going.pending else ""
        return f"{going.tally}{waiting}, {rate:.1f} a second"

    def __enter__(self) -> "Meter":
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()
