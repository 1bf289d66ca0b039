"""What a date is read against: the day of publication, the dates before it."""

from dataclasses import dataclass
from datetime import date, timedelta

from tipsheet.reading.dates.grammar import Match
from tipsheet.reading.dates.values import Point

NOWHERE = date(2000, 1, 1)  # stands in for an unknown day; a leap year, so that 29 February exists


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A type and value for an expression; `mod` narrows its days, `point` anchors others."""

    type: str
    value: str
    mod: str = ""
    point: Point | None = None
    clock: int | None = None  # minutes after midnight, of a time of day
    keeps: bool = True  # whether a quarter becomes the one that later ones are compared with


@dataclass(slots=True)
class Discourse:
    """The day of publication and the last date that was read, as the text goes on."""

    published: date | None
    anchor: Point | None = None
    anchor_end: int = 0
    narrative: bool = False
    day: Point | None = None
    clock: tuple[Point, int] | None = None
    quarter: Point | None = None
    quarter_end: int = 0

    @property
    def today(self) -> Point:
        """The day of publication, or an unknown day."""
        if self.published is None:
            return Point(day=NOWHERE, grain="day", known="none")
        return Point(day=self.published, grain="day")

    @property
    def focus(self) -> Point:
        """The date that the text speaks of at this place: the last one read, or today."""
        return self.anchor or self.today

    def focus_for(self, unit: str) -> Point:
        """The date that a distance in units is counted from: no coarser than the unit, if any."""
        if unit in ("day", "week") and self.focus.grain not in ("day", "week") and self.day:
            return self.day
        return self.focus

    def note(self, match: Match, found: Found) -> None:
        """Remember a date for the expressions that lean on it."""
        point = found.point
        if point is None or point.known == "none":
            return
        if point.grain == "quarter" and found.keeps:
            self.quarter, self.quarter_end = point, match.end
        if point.grain == "day":
            self.day = point
            self.clock = None if found.clock is None else (point, found.clock)
        self.anchor, self.anchor_end = point, match.end


def latest_weekday(day: date, weekday: int, *, strictly: bool = False) -> date:
    """The last such weekday on or before `day`, or strictly before it."""
    back = (day.isoweekday() - weekday) % 7
    return day - timedelta(days=back or (7 if strictly else 0))


def next_weekday(day: date, weekday: int, *, strictly: bool = False) -> date:
    """The first such weekday on or after `day`, or strictly after it."""
    ahead = (weekday - day.isoweekday()) % 7
    return day + timedelta(days=ahead or (7 if strictly else 0))
