"""A report with what came along with it."""

from dataclasses import dataclass

from tipsheet.intake.capture import Capture
from tipsheet.record import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A report and where it was read.

    `source` names the place, as a rejection does; `taken` are the bytes of the file that were
    taken in so far, where that is known. `doubts` are codes of what was not believed:
    `date-ahead` is a date of publication after the moment at which the page was taken.
    """

    report: Report
    source: str
    taken: int = 0
    capture: Capture | None = None
    doubts: tuple[str, ...] = ()
