"""TIMEX3 values of calendar points and durations, and the days they allow."""

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from math import ceil

DAYS = {"day": 1, "night": 1, "weekend": 7, "week": 7, "fortnight": 14}
MONTHS = {"month": 1, "quarter": 3, "half": 6, "season": 12, "year": 12, "decade": 120,
          "century": 1200}  # fmt: skip
LETTERS = {"second": "S", "minute": "M", "hour": "H", "day": "D", "night": "D", "week": "W",
           "weekend": "WE", "month": "M", "quarter": "Q", "year": "Y"}  # fmt: skip
HOURS = 24  # of a day
CLOCK_UNITS = frozenset({"second", "minute", "hour"})
SEASON_MONTH = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}  # first month, northern hemisphere
FIRST_YEAR, LAST_YEAR = 100, 9900  # room to count from without leaving datetime's calendar
LENGTH = re.compile(r"P(T?)(X|\d+(?:\.\d+)?)(S|M|H|D|WE|W|Q|Y|DE|CE)", re.ASCII)
UNITS = {"D": "day", "W": "week", "WE": "weekend", "M": "month", "Q": "quarter", "Y": "year"}
VAGUE = {"H": ("day", 1), "D": ("week", 1), "W": ("month", 1), "M": ("year", 1)}
CLOCK_DAYS = {"S": 1 / 86400, "M": 1 / 1440, "H": 1 / 24}
EDGE_DAYS = {"early": (0, 1 / 3), "mid": (1 / 3, 2 / 3), "late": (2 / 3, 1)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A stretch of the calendar: the `grain` (day, week, month, …) that holds `day`.

    `known` says what of it the text gives: full, year (only the year), part (all but the
    year), weekday (only the weekday) or none. `mark` is a season (SP, SU, FA, WI).
    """

    day: date
    grain: str
    known: str = "full"
    mark: str = ""

    @property
    def value(self) -> str:
        """The TIMEX3 value."""
        return _KNOWN[self.known](self)


def shift(day: date, unit: str, count: float) -> date | None:
    """The day `count` units later (earlier when negative); None outside the calendar."""
    found = day
    try:
        if unit in DAYS:
            found = day + timedelta(days=round(DAYS[unit] * count))
        elif unit in MONTHS:
            found = _shift_months(day, round(MONTHS[unit] * count))
    except (OverflowError, ValueError):
        return None
    return found if is_sound(found.year) else None


def is_sound(year: int) -> bool:
    """Whether a year lies far enough within the calendar for what is counted from it."""
    return FIRST_YEAR <= year <= LAST_YEAR


def moved(point: Point, unit: str, count: float) -> Point | None:
    """The point `count` units later, with that unit as its grain."""
    day = shift(point.day, unit, count)
    grain = {"night": "day", "fortnight": "week"}.get(unit, unit)
    return None if day is None else replace(point, day=day, grain=grain)


def safe_date(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has no such day, or no room around it."""
    try:
        return date(year, month, day) if is_sound(year) else None
    except ValueError:
        return None


def duration(unit: str, count: float | None) -> str:
    """`P3D`, `PT2H`, `P2Y6M`; an unknown count is X; decades and centuries count in years."""
    if unit == "fortnight":
        unit, count = "week", None if count is None else count * 2
    if unit == "day" and count is not None and 0 < count < 1:
        unit, count = "hour", count * HOURS
    if unit in ("decade", "century"):
        return _long_duration(unit, count)
    prefix = "PT" if unit in CLOCK_UNITS else "P"
    return prefix + _counted(unit, count)


def end_of(base: date, value: str) -> date | None:
    """The day on which a duration that starts on `base` is over; hours count as begun days.

    Where nobody counted ("within days") the next larger unit is the limit.
    """
    match = LENGTH.fullmatch(value)
    if match is None:
        return None
    clock, count, letter = match.groups()
    if "X" in count:
        larger = VAGUE.get("H" if clock else letter)
        return shift(base, *larger) if larger else None
    if clock:
        return shift(base, "day", ceil(float(count) * CLOCK_DAYS[letter]))
    return shift(base, UNITS[letter], float(count)) if letter in UNITS else None


@lru_cache(maxsize=1024)
def span_of(value: str, mod: str = "") -> tuple[str | None, str | None]:
    """The inclusive ISO days that a value allows; (None, None) when it allows any.

    `mod` narrows it to a third: early, mid or late. Mid-September is the 11th to the 20th.
    """
    if "/" in value:
        first, last = value.split("/", 1)
        return span_of(first)[0], span_of(last)[1]
    days = _days_of(value.split("T")[0])
    if days is None:
        return None, None
    first_day, last_day = _narrowed(*days, mod)
    return first_day.isoformat(), last_day.isoformat()


def _narrowed(first: date, last: date, mod: str) -> tuple[date, date]:
    if mod not in EDGE_DAYS or first == last:
        return first, last
    length = (last - first).days + 1
    low, high = (round(length * part) for part in EDGE_DAYS[mod])
    return first + timedelta(days=low), first + timedelta(days=max(high - 1, low))


def _days_of(value: str) -> tuple[date, date] | None:
    for pattern, read in _SHAPES:
        if match := pattern.fullmatch(value):
            try:
                return read(*match.groups())
            except (ValueError, OverflowError):
                return None
    return None


def _day(year: str, month: str, day: str) -> tuple[date, date]:
    found = date(int(year), int(month), int(day))
    return found, found


def _month(year: str, month: str) -> tuple[date, date]:
    return _months(int(year), int(month), 1)


def _year(year: str) -> tuple[date, date]:
    return _months(int(year), 1, 12)


def _week(year: str, week: str) -> tuple[date, date]:
    return _weekdays(year, week, 1, 7)


def _weekend(year: str, week: str) -> tuple[date, date]:
    return _weekdays(year, week, 6, 7)


def _quarter(year: str, quarter: str) -> tuple[date, date]:
    return _months(int(year), int(quarter) * 3 - 2, 3)


def _half(year: str, half: str) -> tuple[date, date]:
    return _months(int(year), int(half) * 6 - 5, 6)


def _season(year: str, season: str) -> tuple[date, date]:
    return _months(int(year), SEASON_MONTH[season], 3)


def _decade(decade: str) -> tuple[date, date]:
    return date(int(decade) * 10, 1, 1), date(int(decade) * 10 + 9, 12, 31)


def _century(century: str) -> tuple[date, date]:
    return date(int(century) * 100, 1, 1), date(int(century) * 100 + 99, 12, 31)


_SHAPES = tuple(
    (re.compile(pattern, re.ASCII), read)
    for pattern, read in (
        (r"(\d{4})-(\d{2})-(\d{2})", _day),
        (r"(\d{4})-(\d{2})", _month),
        (r"(\d{4})", _year),
        (r"(\d{4})-W(\d{2})", _week),
        (r"(\d{4})-W(\d{2})-WE", _weekend),
        (r"(\d{4})-Q([1-4])", _quarter),
        (r"(\d{4})-H([12])", _half),
        (r"(\d{4})-(SP|SU|FA|WI)", _season),
        (r"(\d{3})X", _decade),
        (r"(\d{2})XX", _century),
    )
)


def _months(year: int, month: int, count: int) -> tuple[date, date]:
    first = date(year, month, 1)
    past = _shift_months(first, count - 1)
    return first, past.replace(day=calendar.monthrange(past.year, past.month)[1])


def _weekdays(year: str, week: str, first: int, last: int) -> tuple[date, date]:
    return (
        date.fromisocalendar(int(year), int(week), first),
        date.fromisocalendar(int(year), int(week), last),
    )


def _shift_months(day: date, count: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def _full(point: Point) -> str:
    day, grain = point.day, point.grain
    if grain in ("week", "weekend"):
        week = day.isocalendar()
        return f"{week.year:04}-W{week.week:02}" + ("-WE" if grain == "weekend" else "")
    return _FULL[grain].format(
        year=day.year,
        month=day.month,
        day=day.day,
        quarter=(day.month + 2) // 3,
        half=(day.month + 5) // 6,
        mark=point.mark,
        decade=day.year // 10,
        century=day.year // 100,
    )


_FULL = {
    "day": "{year:04}-{month:02}-{day:02}",
    "month": "{year:04}-{month:02}",
    "quarter": "{year:04}-Q{quarter}",
    "half": "{year:04}-H{half}",
    "season": "{year:04}-{mark}",
    "year": "{year:04}",
    "decade": "{decade:03}X",
    "century": "{century:02}XX",
}


def _only_year(point: Point) -> str:
    year = f"{point.day.year:04}"
    return year + _unknown(point)[4:]


def _part(point: Point) -> str:
    if point.grain in ("week", "weekend"):
        return _unknown(point)
    return _unknown(point)[:4] + _full(point)[4:]


def _weekday(point: Point) -> str:
    return f"XXXX-WXX-{point.day.isoweekday()}" if point.grain == "day" else _unknown(point)


def _unknown(point: Point) -> str:
    return {
        "day": "XXXX-XX-XX",
        "week": "XXXX-WXX",
        "weekend": "XXXX-WXX-WE",
        "month": "XXXX-XX",
        "quarter": "XXXX-QX",
        "half": "XXXX-HX",
        "season": f"XXXX-{point.mark or 'XX'}",
        "year": "XXXX",
        "decade": "XXXX",
        "century": "XXXX",
    }[point.grain]


_KNOWN = {
    "full": _full,
    "year": _only_year,
    "part": _part,
    "weekday": _weekday,
    "none": _unknown,
}


def _counted(unit: str, count: float | None) -> str:
    if count is None:
        return f"X{LETTERS[unit]}"
    whole = int(count)
    if whole == count:
        return f"{whole}{LETTERS[unit]}"
    if unit == "year":
        months = round((count - whole) * 12)
        return (f"{whole}Y" if whole else "") + f"{months}M"
    if unit == "hour":
        minutes = round((count - whole) * 60)
        return (f"{whole}H" if whole else "") + f"{minutes}M"
    if unit == "minute":
        seconds = round((count - whole) * 60)
        return (f"{whole}M" if whole else "") + f"{seconds}S"
    return f"{count:g}{LETTERS[unit]}"


def _long_duration(unit: str, count: float | None) -> str:
    if count is None:
        return "PXDE" if unit == "decade" else "PXCE"
    return f"P{count * (10 if unit == 'decade' else 100):g}Y"
