"""What a site's robots.txt allows (RFC 9309), read by Protego."""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tipsheet.errors import (
    AddressRefused,
    FetchDisallowed,
    FetchError,
    FetchFailed,
    SourceTooLarge,
)
from tipsheet.intake.web import Answered, Fetcher, Unanswered

if TYPE_CHECKING:
    from protego import Protego

TOKEN = "tipsheet"
"""The name by which robots.txt files address this program."""
_KEPT = 86_400.0
"""Seconds that rules are kept: RFC 9309, 2.4, asks for no more than a day."""
_RETRIED = 600.0
"""Seconds after which a site that gave no answer is asked again."""
_MOST_SITES = 5_000


@dataclass(frozen=True, slots=True)
class _Rules:
    """The rules of one site until `end`; `error` where they cannot be had."""

    rules: "Protego | None"
    end: float
    error: FetchError | SourceTooLarge | None = None


class Robots:
    """The rules of the sites that are asked for, fetched once each and kept for a day.

    A site whose file cannot be had because of an error of its own is left alone, as the standard
    asks; one that has no such file allows all.
    """

    def __init__(self, fetch: Fetcher, clock: Callable[[], float] = time.monotonic) -> None:
        self._fetch = fetch
        self._clock = clock
        self._sites: OrderedDict[str, _Rules] = OrderedDict()
        self._lock = Lock()

    def check(self, url: str) -> None:
        """Raise FetchDisallowed where the rules of the site ask not to fetch `url`."""
        rules = self._of(url)
        if rules.error:
            raise type(rules.error)(rules.error.message)
        if rules.rules and not rules.rules.can_fetch(url, TOKEN):
            raise FetchDisallowed(
                "is closed to programs by the site's robots.txt: open it yourself"
            )

    def delay(self, url: str) -> float:
        """The seconds that the site asks to wait between two requests; 0 where it does not say."""
        rules = self._of(url).rules
        return (rules.crawl_delay(TOKEN) or 0.0) if rules else 0.0

    def _of(self, url: str) -> _Rules:
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        with self._lock:
            known = self._sites.get(site)
        if known is None or known.end <= self._clock():
            known = self._asked(site)
            with self._lock:
                self._sites[site] = known
                while len(self._sites) > _MOST_SITES:
                    self._sites.popitem(last=False)
        return known

    def _asked(self, site: str) -> _Rules:
        from protego import Protego

        now = self._clock()
        try:
            answer = self._fetch(f"{site}/robots.txt")
        except AddressRefused:
            raise
        except Answered as error:
            if 400 <= error.status < 500 and error.status != 429:
                return _Rules(None, now + _KEPT)
            line = f"is left alone: robots.txt was answered with {error.status}; try again later"
            return _Rules(None, now + _RETRIED, FetchDisallowed(line))
        except Unanswered as error:
            return _Rules(None, now + _RETRIED, FetchFailed(error.message))
        except (FetchError, SourceTooLarge) as error:
            return _Rules(None, now + _RETRIED, error)
        return _Rules(Protego.parse(answer.data.decode("utf-8", "replace")), now + _KEPT)
