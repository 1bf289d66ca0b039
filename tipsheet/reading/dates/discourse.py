"""What a date is read against: the day of publication, the dates before it."""

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tipsheet.reading.dates.grammar import Match
from tipsheet.reading.dates.values import Point

NOWHERE = date(2000, 1, 1)  # stands in for an unknown day; a leap year, so that 29 February exists
LONG = re.compile(r"P(?:[4-9]|\d\d)M|P\dY", re.ASCII)  # lengths that are longer than a quarter


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A type and value for an expression; `mod` narrows its days, `point` anchors others."""

    type: str
    value: str
    mod: str = ""
    point: Point | None = None
    clock: int | None = None  # minutes after midnight, of a time of day
    keeps: bool = True  # whether a quarter becomes the one that later ones are compared with
    base: Point | None = None  # what it was counted from: a year earlier


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A year that the text has named, and the last date that was read within it.

    `named` is where it was named, `point` and `end` are of the last date, which may be the same.
    """

    named: Match
    point: Point
    end: int


@dataclass(slots=True)
class Discourse:
    """The day of publication and the last date that was read, as the text goes on.

    `quarter` is the one that results are told of, until a longer stretch is named after it;
    `base` is what the last date was counted from, where it was told by its distance.
    """

    published: date | None
    anchor: Point | None = None
    anchor_end: int = 0
    narrative: bool = False
    day: Point | None = None
    clock: tuple[Point, int] | None = None
    quarter: Point | None = None
    quarter_end: int = 0
    longer_end: int = 0
    base: Point | None = None
    frame: Frame | None = None

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
        if found.type == "DURATION" and LONG.fullmatch(found.value):
            self.longer_end = match.end
        if point is None or point.known == "none":
            return
        if point.grain == "quarter" and found.keeps:
            self.quarter, self.quarter_end = point, match.end
        if point.grain == "day":
            self.day = point
            self.clock = None if found.clock is None else (point, found.clock)
        self.anchor, self.anchor_end, self.base = point, match.end, found.base
        self.frame = self._frame(match, point)

    def _frame(self, match: Match, point: Point) -> Frame | None:
        """The year that dates after this one may be of: its own, or the one it was read in."""
        if point.known != "full":
            return None
        if any(len(word) == 4 and word.isdigit() for word in match.words()):
            return Frame(named=match, point=point, end=match.end)
        if self.frame and point.day.year == self.frame.point.day.year:
            return replace(self.frame, point=point, end=match.end)
        return None


def latest_weekday(day: date, weekday: int, *, strictly: bool = False) -> date:
    """The last such weekday on or before `day`, or strictly before it."""
    back = (day.isoweekday() - weekday) % 7
    return day - timedelta(days=back or (7 if strictly else 0))


def next_weekday(day: date, weekday: int, *, strictly: bool = False) -> date:
    """The first such weekday on or after `day`, or strictly after it."""
    ahead = (weekday - day.isoweekday()) % 7
    return day + timedelta(days=ahead or (7 if strictly else 0))


def nth_weekday(year: int, month: int, weekday: int, which: int) -> date | None:
    """The first, second … such weekday of a month, or the last for -1; None where there is none."""
    if which < 0:
        return latest_weekday(date(year, month, monthrange(year, month)[1]), weekday)
    day = next_weekday(date(year, month, 1), weekday) + timedelta(days=7 * (which - 1))
    return day if day.month == month else None
