"""Ending a run from outside: at the next report on the first signal, at once on the second."""

import signal
from collections.abc import Callable
from threading import Event
from types import FrameType, TracebackType
from typing import Any

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Stopping:
    """Whether a run is asked to stop: by Ctrl-C, or by SIGTERM as a service manager sends it.

    A context manager that takes the signals over and gives them back. `told` is called once,
    with the first of them.
    """

    def __init__(self, told: Callable[[], None] = lambda: None) -> None:
        self._told = told
        self._event = Event()
        self._before: dict[int, Any] = {}
        self.signal: int | None = None

    def __call__(self) -> bool:
        """Whether to stop."""
        return self._event.is_set()

    def wait(self, seconds: float) -> bool:
        """Wait, or until asked to stop; whether asked."""
        return self._event.wait(seconds)

    @property
    def status(self) -> int:
        """The exit status that a shell expects of a program ended by the signal; 0 without one."""
        return 128 + self.signal if self.signal else 0

    def _handle(self, number: int, frame: FrameType | None) -> None:
        if self._event.is_set():
            raise KeyboardInterrupt
        self.signal = number
        self._event.set()
        self._told()

    def __enter__(self) -> "Stopping":
        self._before = {number: signal.signal(number, self._handle) for number in _SIGNALS}
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)
