"""Stretches of the calendar named from today: this week, last year, the weekend, year-end."""

from dataclasses import replace
from datetime import date

from tipsheet.reading.dates.discourse import Discourse, Found
from tipsheet.reading.dates.grammar import Match
from tipsheet.reading.dates.resolve.calendar import full_date
from tipsheet.reading.dates.resolve.reader import Resolver, dated, dated_if, mod_of, stepped
from tipsheet.reading.dates.tense import tense
from tipsheet.reading.dates.values import Point, duration, shift

FRIDAY, SATURDAY, SUNDAY = 5, 6, 7
HALF_MONTH = 15
AWAY = frozenset({"day", "week", "weekend", "month", "year"})
LENGTH_UNITS = frozenset({"year", "decade", "century", "month", "week"})


def this_unit(match: Match, discourse: Discourse) -> Found | None:
    """This week, last year, the following month, the past year, the same day."""
    unit = str(match.value("unit", "unit") or "quarter")
    words = match.words("rel")
    named = set(words)
    if unit in ("minute", "hour", "fortnight") or (unit == "day" and words == ["last"]):
        return None
    if _is_length(words, unit) and not match.has("pre"):
        return Found(type="DURATION", value=duration(unit, 1))
    base = discourse.focus if _leans(match) else discourse.today
    step = match.step("rel")
    if unit == "week" and step < 0:
        return _last_week(base, named, mod_of(match))
    if unit == "night":
        return _night(base, step)
    if unit == "weekend":
        return _weekend(base, named, step)
    point = stepped(base, unit, step)
    return dated_if(point, mod_of(match))


def _last_week(base: Point, named: set[str], mod: str) -> Found | None:
    """The last week ends with the Saturday before; "this past week" may be the one ending."""
    if base.known == "full" and (base.day.isoweekday() == SUNDAY or "this" in named):
        weekend = base.day.isoweekday() >= FRIDAY
        point = stepped(base, "week", 0 if weekend else -1)
    else:
        point = stepped(base, "week", -1)
    return dated_if(point, mod)


def _is_length(words: list[str], unit: str) -> bool:
    if unit not in LENGTH_UNITS or words[0] != "the":
        return unit in ("decade", "century") and "past" in words and "this" not in words
    return bool({"past", "last", "next", "coming"} & set(words))


def _leans(match: Match) -> bool:
    words = match.words("rel")
    named = set(words)
    if named & {"that", "same"} or named & match.lexicon.cues["from_focus"]:
        return True
    return words[0] == "the" and bool(named & {"next"})


def _night(base: Point, step: int) -> Found | None:
    point = stepped(base, "day", step)
    return None if point is None else Found(type="TIME", value=f"{point.value}TNI", point=point)


def _weekend(base: Point, named: set[str], step: int) -> Found | None:
    if step and "this" in named:
        step = 0 if step > 0 else -1
    point = stepped(base, "weekend", step)
    return dated_if(point)


def before_last(match: Match, discourse: Discourse) -> Found | None:
    """The week before last, the year after next."""
    unit = str(match.value("unit", "unit"))
    step = -2 if "before" in match.words() else 2
    if match.words()[-1] not in ("last", "next"):
        return None
    return _night(discourse.today, step) if unit == "night" else _unit_away(unit, step, discourse)


def _unit_away(unit: str, step: int, discourse: Discourse) -> Found | None:
    return dated_if(stepped(discourse.today, unit, step)) if unit in AWAY else None


def the_unit(match: Match, discourse: Discourse) -> Found | None:
    """The year, the quarter, the weekend: the one spoken of, or that of today."""
    unit = str(match.value("unit", "unit") or "quarter")
    mod = mod_of(match)
    if match.has("fiscal") and unit == "year":
        return dated(replace(discourse.today, grain="year"), mod)
    if unit == "quarter":
        return _the_quarter(match, discourse, mod)
    if unit == "weekend":
        point = stepped(discourse.today, "weekend", 0)
        if point and point.known == "full" and tense(match) != "future":
            point = stepped(point, "weekend", -1 if point.day.isoweekday() < SATURDAY else 0)
        return dated_if(point)
    if unit not in ("day", "week", "month", "year", "decade", "century"):
        return None
    if not match.has("pre") and not (unit == "year" and _speaks_of_year(match)):
        return None
    base = discourse.focus if unit == "day" else discourse.today
    point = stepped(base, unit, 0)
    return dated_if(point, mod)


def _speaks_of_year(match: Match) -> bool:
    return match.has("full") or (
        match.before() in ("for", "of", "in", "through") and match.followed_by("clause_end")
    )


def _the_quarter(match: Match, discourse: Discourse, mod: str) -> Found | None:
    return dated_if(discourse.quarter, mod)


def year_ended(match: Match, discourse: Discourse) -> Found | None:
    """The year ended March 31: a length, whose end is told after it."""
    unit = str(match.value("unit", "unit") or "quarter")
    if unit == "quarter" and (point := _quarter_ended(match, discourse) or discourse.quarter):
        return replace(dated(point), keeps=discourse.quarter is None)
    return Found(type="DURATION", value=duration(unit, 1))


def _quarter_ended(match: Match, discourse: Discourse) -> Point | None:
    """The quarter of the calendar that holds most of the one that ended on the day told next."""
    month = match.lexicon.values["month"].get(match.after(2))
    if month is None or discourse.published is None:
        return None
    middle = 1 if match.after(3).isdigit() and int(match.after(3)) > HALF_MONTH else 2
    end = date(discourse.published.year, int(month), 1)
    if end > discourse.published:
        end = end.replace(year=end.year - 1)
    day = shift(end, "month", -middle)
    return None if day is None else Point(day=day, grain="quarter")


def unit_end(match: Match, discourse: Discourse) -> Found | None:
    """Year-end, the year's end, month's end."""
    if match.words("edge") != ["end"] and match.words("edge") != ["beginning"]:
        return None
    unit = str(match.value("unit", "unit"))
    if unit not in ("week", "month", "year"):
        return None
    if not {"-", "–", "'s", "’s"} & set(match.words()) and unit != "year":
        return None
    point = stepped(discourse.today, unit, 0)
    hyphen = bool(match.lexicon.listed["hyphen"].count(match.words()[-2]))
    if point and unit == "year" and point.known == "full" and match.preceded_by("year_end"):
        year = point.day.year - (match.before() == "since")
        last = Point(day=date(year, 12, 31), grain="day")
        return dated(last) if hyphen else dated(replace(last, grain="year"), "late")
    return dated_if(point, "late")


def week_of(match: Match, discourse: Discourse) -> Found | None:
    """The week of March 6."""
    found = full_date(match, discourse)
    if found is None or found.point is None:
        return None
    unit = str(match.value("unit", "unit"))
    if unit == "night":
        return Found(type="TIME", value=f"{found.value}TNI", point=found.point)
    if unit not in ("week", "weekend", "day"):
        return None
    return dated(replace(found.point, grain=unit))


UNITS: dict[str, Resolver] = {
    "this_unit": this_unit,
    "before_last": before_last,
    "the_unit": the_unit,
    "year_ended": year_ended,
    "unit_end": unit_end,
    "week_of": week_of,
}
