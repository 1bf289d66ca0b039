"""The moment by which a fetch must be over."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from tipsheet.errors import FetchTooLong


class Deadline:
    """The moment by which the whole fetch must be over, and the sockets it then shuts."""

    def __init__(self, clock: Callable[[], float], seconds: float) -> None:
        self._clock = clock
        self._seconds = seconds
        self._end = clock() + seconds
        self._over = False
        self._sockets: list[socket.socket] = []

    @property
    def passed(self) -> bool:
        """Whether the time is up."""
        return self._over or self._clock() >= self._end

    def left(self) -> float:
        """The seconds left; raises FetchTooLong when there are none."""
        if self.passed:
            raise self.error()
        return self._end - self._clock()

    def error(self) -> FetchTooLong:
        """The error for a fetch that took too long."""
        return FetchTooLong(
            f"did not end its answer within {self._seconds:g} seconds: "
            "try again later, or raise --timeout"
        )

    def trace(self, event: str, info: dict[str, Any]) -> None:
        """Keep each socket as httpcore opens it, so that it can be shut from outside."""
        if event in {"connection.connect_tcp.complete", "connection.start_tls.complete"}:
            opened = info["return_value"].get_extra_info("socket")
            if opened is not None:
                self._sockets.append(opened)

    @contextmanager
    def watch(self) -> Iterator[None]:
        """Shut the sockets at the deadline, even while a read that drips byte by byte goes on."""
        timer = threading.Timer(max(self._end - self._clock(), 0), self._shut)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _shut(self) -> None:
        self._over = True
        for opened in self._sockets:
            with suppress(OSError):
                opened.shutdown(socket.SHUT_RDWR)
