"""Sources to readings, one by one, with an honest tally."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from tipsheet.errors import TipsheetError
from tipsheet.intake import Fetch, Given, Limits, Rejection, read_source
from tipsheet.reading.reader import read_report
from tipsheet.record import Reading, Report


@dataclass(slots=True, kw_only=True)
class Tally:
    """How many reports were read, and how many were rejected for which reason."""

    read: int = 0
    rejected: Counter[str] = field(default_factory=Counter)
    first: TipsheetError | None = None

    @property
    def seen(self) -> int:
        """All that was looked at."""
        return self.read + self.rejected.total()

    def add(self, outcome: Reading | Rejection) -> None:
        """Count one outcome."""
        if isinstance(outcome, Rejection):
            self.rejected[outcome.error.code] += 1
            self.first = self.first or outcome.error
        else:
            self.read += 1

    def __str__(self) -> str:
        reasons = ", ".join(f"{reason} {count}" for reason, count in sorted(self.rejected.items()))
        rejected = self.rejected.total()
        why = f" ({reasons})" if reasons else ""
        return f"{self.seen} seen, {self.read} read, {rejected} rejected{why}"


def readings(
    sources: Iterable[str],
    *,
    given: Given,
    limits: Limits,
    fetch: Fetch | None = None,
    read: Callable[[Report], Reading] = read_report,
) -> Iterator[Reading | Rejection]:
    """The reading of every report in the sources, and rejections in their places."""
    for source in sources:
        for item in read_source(source, given=given, limits=limits, fetch=fetch):
            yield item if isinstance(item, Rejection) else read(item)
