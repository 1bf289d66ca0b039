"""Fetching with manners: robots.txt, one request at a time to a host, pauses, and patience."""

import random
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from threading import Event, Lock, Semaphore
from urllib.parse import urlsplit

from tipsheet.errors import FetchFailed
from tipsheet.intake.robots import Robots
from tipsheet.intake.web import (
    NOTHING_KNOWN,
    Answered,
    Ended,
    Fetch,
    Fetched,
    Known,
    Unanswered,
    parsed_address,
)

_AGAIN = frozenset({429, 500, 502, 503, 504})
"""Answers after which the same request may succeed (RFC 9110 and 6585)."""
_ROBOTS_SIZE = 512_000
"""RFC 9309, 2.5: at least 500 kibibytes of a robots.txt are to be read."""
_MOST_HOSTS = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How a run behaves towards the sites it reads.

    `delay` seconds lie between the beginnings of two requests to a host, or what its robots.txt
    asks for if that is more; `at_once` requests to it run at a time. A request that fails for
    now is tried `attempts` times, `backoff` seconds after the first, twice as long each time.
    Where a wait would be over `patience` seconds, there is none: the request has failed.
    """

    delay: float = 1.0
    at_once: int = 1
    attempts: int = 3
    backoff: float = 1.0
    patience: float = 60.0


def user_agent(version: str, contact: str | None = None) -> str:
    """What the program calls itself, with whom to write to where that is given."""
    about = f"reads news reports; {contact}" if contact else "reads news reports"
    return f"tipsheet/{version} ({about})"


@dataclass(slots=True)
class _Host:
    turn: Semaphore
    lock: Lock = field(default_factory=Lock)
    next: float = 0.0


class Polite:
    """A `Fetch` with manners, for use by several threads at a time.

    Robots.txt is asked before each address, redirects included. `close` ends all waiting: what
    waits has then failed.
    """

    def __init__(
        self,
        fetch: Fetch,
        manners: Manners | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
        wait: Callable[[float], None] | None = None,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._manners = manners or Manners()
        self._plain = replace(fetch, size=_ROBOTS_SIZE)
        self._robots = Robots(lambda url: self._patiently(self._plain, url), clock)
        self._fetch = replace(fetch, check=self._robots.check)
        self._clock = clock
        self._closed = Event()
        self._wait = wait or self._waited
        self._chance = chance
        self._hosts: OrderedDict[str, _Host] = OrderedDict()
        self._lock = Lock()

    def __call__(self, url: str, known: Known = NOTHING_KNOWN) -> Fetched:
        """The answer of `url`; raises a FetchError or SourceTooLarge."""
        address = str(parsed_address(url))
        with self._turn(address):
            return self._patiently(self._fetch, address, known)

    def close(self) -> None:
        """End all waiting."""
        self._closed.set()

    @contextmanager
    def _turn(self, url: str) -> Iterator[None]:
        """The host's turn: not more at once than is polite, and not too soon after the last."""
        host = self._host(url)
        with host.turn:
            delay = min(max(self._manners.delay, self._robots.delay(url)), self._manners.patience)
            with host.lock:
                now = self._clock()
                start = max(now, host.next)
                host.next = start + delay
            if start > now:
                self._wait(start - now)
            yield

    def _patiently(self, fetch: Fetch, url: str, known: Known = NOTHING_KNOWN) -> Fetched:
        for attempt in range(1, self._manners.attempts + 1):
            try:
                return fetch(url, known)
            except FetchFailed as error:
                pause = self._pause(error, attempt)
                if pause is None:
                    raise
                self._wait(pause)
        raise AssertionError("the last attempt returns or raises")

    def _host(self, url: str) -> _Host:
        name = urlsplit(url).netloc.lower()
        with self._lock:
            host = self._hosts.setdefault(name, _Host(Semaphore(self._manners.at_once)))
            self._hosts.move_to_end(name)
            while len(self._hosts) > _MOST_HOSTS:
                self._hosts.popitem(last=False)
        return host

    def _pause(self, error: FetchFailed, attempt: int) -> float | None:
        """The seconds until the next attempt, or None where there is to be none."""
        passing = isinstance(error, Unanswered) or (
            isinstance(error, Answered) and error.status in _AGAIN
        )
        if (
            isinstance(error, Ended)
            or not passing
            or attempt >= self._manners.attempts
            or self._closed.is_set()
        ):
            return None
        # From half to once and a half, so that many who failed together do not return together.
        own = self._manners.backoff * 2 ** (attempt - 1) * (0.5 + self._chance())
        asked = (error.wait or 0.0) if isinstance(error, Answered) else 0.0
        pause = max(own, asked)
        return pause if pause <= self._manners.patience else None

    def _waited(self, seconds: float) -> None:
        if self._closed.wait(seconds):
            raise Ended("was not asked for, since the run was ended: run it again")
