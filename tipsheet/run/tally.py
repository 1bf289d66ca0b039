"""An honest count of what became of everything that was looked at."""

from collections import Counter
from dataclasses import dataclass, field

from tipsheet.errors import TipsheetError
from tipsheet.intake import Rejection


@dataclass(slots=True, kw_only=True)
class Tally:
    """How many reports were read, and how many were rejected for which reason.

    `known` were in the store already; of those read, `versions` are a new text at a known
    address and `again` were read before by another reader. `passed` were taken by an earlier
    run that was interrupted. `doubts` counts what was not believed, by its code.
    """

    read: int = 0
    known: int = 0
    versions: int = 0
    again: int = 0
    passed: int = 0
    rejected: Counter[str] = field(default_factory=Counter)
    doubts: Counter[str] = field(default_factory=Counter)
    first: TipsheetError | None = None

    @property
    def seen(self) -> int:
        """All that was looked at."""
        return self.read + self.known + self.rejected.total()

    def add(self, outcome: object) -> None:
        """Count one outcome: a rejection, or something that was read."""
        if isinstance(outcome, Rejection):
            self.rejected[outcome.error.code] += 1
            self.first = self.first or outcome.error
        else:
            self.read += 1

    def __str__(self) -> str:
        more = (
            ("already known", self.known),
            (_many(self.versions, "new version"), self.versions),
            ("read again by a newer reader", self.again),
            (_many(self.doubts["date-ahead"], "date") + " not believed", self.doubts.total()),
            ("taken before", self.passed),
        )
        parts = [f"{self.seen} seen, {self.read} read, {_listed(self.rejected)}"]
        return ", ".join([*parts, *(f"{count} {name}" for name, count in more if count)])

    def counts(self) -> dict[str, int]:
        """The counts by plain names, such as `read` and `rejected_empty`."""
        own = {
            "seen": self.seen,
            "read": self.read,
            "known": self.known,
            "versions": self.versions,
            "again": self.again,
            "rejected": self.rejected.total(),
        }
        reasons = {f"rejected_{code}": count for code, count in sorted(self.rejected.items())}
        return {name: count for name, count in (own | reasons).items() if count}


def _listed(rejected: Counter[str]) -> str:
    reasons = ", ".join(f"{reason} {count}" for reason, count in sorted(rejected.items()))
    return f"{rejected.total()} rejected" + (f" ({reasons})" if reasons else "")


def _many(count: int, name: str) -> str:
    return name if count == 1 else f"{name}s"
