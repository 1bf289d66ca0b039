"""What is remembered of a feed between two looks at it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tipsheet.errors import TipsheetError
from tipsheet.intake.listing import Entry
from tipsheet.intake.web import Answered, Known
from tipsheet.record import content_id

_GONE = 410
_MOST_SEEN = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How often feeds are looked at, in seconds.

    `interval` lies between two looks, give or take its part `jitter`; twice as long after each
    failure in a row, up to `longest`.
    """

    interval: float = 900.0
    jitter: float = 0.1
    longest: float = 86_400.0


@dataclass(slots=True, kw_only=True)
class Feed:
    """A feed with what is known of it.

    `due` is the second, on the clock of the world, before which it is not asked again; `seen`
    are keys of entries that were taken; `lists` are the feeds that it lists, if it is a list of
    them; `left` counts the entries of this look that are not taken yet.
    """

    address: str
    known: Known = field(default_factory=Known)
    failures: int = 0
    error: str | None = None
    due: float = 0.0
    seen: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    left: int = 0

    @property
    def key(self) -> str:
        """The name under which a store remembers the feed."""
        return key_of(self.address)

    @classmethod
    def of(cls, address: str, state: Mapping[str, Any] | None) -> "Feed":
        """The feed as a store remembers it."""
        state = state or {}
        return cls(
            address=address,
            known=Known(etag=state.get("etag"), modified=state.get("modified")),
            failures=int(state.get("failures", 0)),
            error=state.get("error"),
            due=float(state.get("due", 0.0)),
            seen=tuple(state.get("seen", ())),
            lists=tuple(state.get("lists", ())),
        )

    def state(self) -> dict[str, Any]:
        """What a store is to remember."""
        return {
            "etag": self.known.etag,
            "modified": self.known.modified,
            "failures": self.failures,
            "error": self.error,
            "due": self.due,
            "seen": list(self.seen),
            "lists": list(self.lists),
        }

    def is_due(self, now: float, pace: Pace) -> bool:
        """Whether to ask it; so too where it is due later than any pace of now would have it.

        That happens when feeds are to be asked more often than before, or a clock was set back.
        """
        longest = pace.longest if self.failures else pace.interval
        return self.due <= now or self.due - now > longest * (1 + pace.jitter)

    def fresh(self, entries: Iterable[Entry]) -> list[Entry]:
        """The entries that were not taken before, or have changed since."""
        seen = set(self.seen)
        return [entry for entry in entries if entry_key(entry) not in seen]

    def answered(self, now: float, pace: Pace, chance: Callable[[], float]) -> None:
        """Note that it gave an answer, and when it is to be asked next."""
        self.failures, self.error = 0, None
        self.due = now + _spread(pace.interval, pace, chance)

    def failed(
        self, error: TipsheetError, now: float, pace: Pace, chance: Callable[[], float]
    ) -> None:
        """Note that it failed; a feed that is gone for good is asked at the slowest pace."""
        gone = isinstance(error, Answered) and error.status == _GONE
        asked = (error.wait or 0.0) if isinstance(error, Answered) else 0.0
        self.failures += 1
        self.error = error.message
        backed = pace.interval * 2 ** min(self.failures, 20)
        wait = pace.longest if gone else min(max(backed, asked), pace.longest)
        self.due = now + _spread(wait, pace, chance)

    def took(self, entries: Iterable[Entry]) -> None:
        """Note the entries that the feed holds now; others are forgotten in time."""
        keys = dict.fromkeys([*map(entry_key, entries), *self.seen])
        self.seen = tuple(keys)[:_MOST_SEEN]


def key_of(address: str) -> str:
    """The name under which a store remembers the feed at an address."""
    return f"feed {address}"


def entry_key(entry: Entry) -> str:
    """A key that changes when the feed says that the report has changed."""
    name = entry.url or entry.id or entry.title
    return content_id("e", name, entry.changed or entry.published or "", entry.title or "")


def _spread(seconds: float, pace: Pace, chance: Callable[[], float]) -> float:
    return seconds * (1 + pace.jitter * (2 * chance() - 1))
