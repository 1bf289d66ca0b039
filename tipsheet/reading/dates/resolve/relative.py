"""Dates told from today or from the date spoken of: yesterday, last week, three days later."""

from dataclasses import replace
from datetime import date

from tipsheet.reading.dates.discourse import (
    Discourse,
    Found,
    latest_weekday,
    next_weekday,
)
from tipsheet.reading.dates.grammar import Match
from tipsheet.reading.dates.numbers import count_of
from tipsheet.reading.dates.resolve.calendar import full_date
from tipsheet.reading.dates.resolve.reader import (
    BACK,
    FORTH,
    FROM_FOCUS,
    Resolver,
    dated,
    mod_of,
    stepped,
)
from tipsheet.reading.dates.tense import tense
from tipsheet.reading.dates.values import CLOCK_UNITS, Point, duration, moved, shift

FINER = {"week": "day", "month": "month", "year": "year", "day": "day", "quarter": "month"}
FRIDAY, SUNDAY = 5, 7
FAR_AHEAD = 4  # days; a weekday farther ahead was more likely the one just past
LENGTH_UNITS = frozenset({"year", "decade", "century", "month", "week"})


def weekday(match: Match, discourse: Discourse) -> Found | None:
    """Tuesday, last Friday, Friday night: before today unless the verb speaks of the future."""
    number = match.value("weekday", "weekday")
    if not isinstance(number, int):
        return None
    point = weekday_point(match, discourse, number, set(match.words("rel")))
    if match.has("next") and discourse.published is not None:
        point = _in_week(match, discourse, number) or point
    if match.has("part"):
        part = match.value("part", "daypart")
        return Found(type="TIME", value=f"{point.value}T{part}", point=point)
    return dated(point, mod_of(match))


def weekday_point(match: Match, discourse: Discourse, number: int, rel: set[str]) -> Point:
    """The day that a weekday names here."""
    base = discourse.today
    if rel & FROM_FOCUS and discourse.anchor is not None:
        base = replace(discourse.anchor, grain="day")
    if base.known not in ("full",):
        day = latest_weekday(base.day, number)
        return Point(day=day, grain="day", known="weekday")
    if rel & BACK:
        day = latest_weekday(base.day, number, strictly=True)
    elif rel & FORTH or _is_ahead(match, base.day, number, rel):
        day = next_weekday(base.day, number, strictly=bool(rel & FORTH))
    else:
        day = latest_weekday(base.day, number)
    return Point(day=day, grain="day")


def _is_ahead(match: Match, base: date, number: int, rel: set[str]) -> bool:
    """Whether a bare weekday is the coming one: tomorrow's is, unless the past is spoken of."""
    ahead = (number - base.isoweekday()) % 7
    when = tense(match)
    if ahead == 1:
        return when != "past"
    return when == "future" and ahead <= FAR_AHEAD


def _in_week(match: Match, discourse: Discourse, number: int) -> Point | None:
    words = match.words("next")
    if words[-1] != "week" or discourse.published is None:
        return None
    step = -7 if BACK & set(words) else 7 if FORTH & set(words) else 0
    monday = latest_weekday(discourse.published, 1)
    day = shift(monday, "day", step + number - 1)
    return None if day is None else Point(day=day, grain="day")


def deictic_day(match: Match, discourse: Discourse) -> Found | None:
    """Today, yesterday, tomorrow, tonight, yesterday morning."""
    word = match.words("day")[0]
    tables = match.lexicon.values
    if match.is_capital() and match.is_in_name():
        return None
    night = word in tables["deicticnight"]
    step = 0 if night else int(tables["deicticday"][word])
    point = stepped(discourse.today, "day", step)
    if point is None:
        return None
    part = "NI" if night else match.value("part", "daypart")
    if part:
        return Found(type="TIME", value=f"{point.value}T{part}", point=point)
    return dated(point, mod_of(match))


def day_beside(match: Match, discourse: Discourse) -> Found | None:
    """The day before yesterday; the day before, where nothing follows it."""
    step = -1 if match.words("way") == ["before"] else 1
    if match.has("day"):
        return _beside_named(match, discourse, step)
    unit = match.value("unit", "unit")
    if unit not in ("day", "week", "month", "year", "night") or match.after() not in CLAUSE_ENDS:
        return None
    point = stepped(discourse.focus, str(unit), step)
    if point is None:
        return None
    if unit == "night":
        return Found(type="TIME", value=f"{point.value}TNI", point=point)
    return dated(point)


CLAUSE_ENDS = frozenset(",.;:)\"'”’?!—-") | {"", "\n\n", "and", "in", "at", "on", "''"}


def _beside_named(match: Match, discourse: Discourse, step: int) -> Found | None:
    word = match.words("day")[-1]
    offset = match.lexicon.values["deicticday"].get(word)
    if offset is None:
        number = int(match.lexicon.values["weekday"][word])
        base = weekday_point(match, discourse, number, set(match.words("day")))
    else:
        base = stepped(discourse.today, "day", int(offset)) or discourse.today
    point = stepped(base, "day", step)
    return None if point is None else dated(point)


def this_unit(match: Match, discourse: Discourse) -> Found | None:
    """This week, last year, the following month, the past year, the same day."""
    unit = str(match.value("unit", "unit") or "quarter")
    words = match.words("rel")
    named = set(words)
    if unit in ("minute", "hour", "fortnight"):
        return None
    if _is_length(words, unit) and not match.has("pre"):
        return Found(type="DURATION", value=duration(unit, 1))
    base = discourse.focus if _leans(words) else discourse.today
    step = -1 if named & BACK else 1 if named & FORTH else 0
    if unit == "week" and named & BACK:
        return _last_week(base, named, mod_of(match))
    if unit == "night":
        return _night(discourse, base, named, step)
    if unit == "weekend":
        return _weekend(match, base, named, step)
    if unit == "quarter" and "latest" in named:
        return dated(discourse.quarter) if discourse.quarter else None
    point = stepped(base, unit, step)
    return None if point is None else dated(point, mod_of(match))


def _last_week(base: Point, named: set[str], mod: str) -> Found | None:
    """The last week ends with the Saturday before; "this past week" may be the one ending."""
    if base.known == "full" and (base.day.isoweekday() == SUNDAY or "this" in named):
        weekend = base.day.isoweekday() >= FRIDAY
        point = stepped(base, "week", 0 if weekend else -1)
    else:
        point = stepped(base, "week", -1)
    return point and dated(point, mod)


def _is_length(words: list[str], unit: str) -> bool:
    if unit not in LENGTH_UNITS or words[0] != "the":
        return unit in ("decade", "century") and "past" in words and "this" not in words
    return bool({"past", "last", "next", "coming"} & set(words))


def _leans(words: list[str]) -> bool:
    named = set(words)
    if named & {"that", "same"} or named & FROM_FOCUS:
        return True
    return words[0] == "the" and bool(named & {"next"})


def _night(discourse: Discourse, base: Point, named: set[str], step: int) -> Found | None:
    point = stepped(base, "day", step)
    return point and Found(type="TIME", value=f"{point.value}TNI", point=point)


def _weekend(match: Match, base: Point, named: set[str], step: int) -> Found | None:
    if step and "this" in named:
        step = 0 if step > 0 else -1
    point = stepped(base, "weekend", step)
    return point and dated(point)


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
            point = stepped(point, "weekend", -1 if point.day.isoweekday() < 6 else 0)
        return point and dated(point)
    if unit not in ("day", "week", "month", "year", "decade", "century"):
        return None
    if not match.has("pre") and not (unit == "year" and _speaks_of_year(match)):
        return None
    base = discourse.focus if unit == "day" else discourse.today
    point = stepped(base, unit, 0)
    return point and dated(point, mod)


def _speaks_of_year(match: Match) -> bool:
    return match.has("full") or (
        match.before() in ("for", "of", "in", "through") and match.after() in CLAUSE_ENDS - {"and"}
    )


def _the_quarter(match: Match, discourse: Discourse, mod: str) -> Found | None:
    if discourse.quarter is not None:
        return dated(discourse.quarter, mod)
    return None


def year_ended(match: Match, discourse: Discourse) -> Found | None:
    """The year ended March 31: a length, whose end is told after it."""
    unit = str(match.value("unit", "unit") or "quarter")
    if unit == "quarter" and discourse.quarter is not None:
        return dated(discourse.quarter)
    return Found(type="DURATION", value=duration(unit, 1))


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
    return point and dated(point, "late")


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


def ago(match: Match, discourse: Discourse) -> Found | None:
    """Two weeks ago, a year ago, months ago."""
    unit = _unit(match)
    if not match.has("count"):
        return Found(type="DATE", value="PAST_REF")
    count = count_of(match.words("count"), match.lexicon)
    if count is None or unit in ("century",):
        return Found(type="DATE", value="PAST_REF")
    count += 0.5 if match.has("half") else 0.0
    quarter = discourse.quarter
    if unit == "year" and count == 1 and quarter and match.start - discourse.quarter_end < 250:
        return _year_before(quarter)
    return _moved(discourse.today, unit, -count)


def later(match: Match, discourse: Discourse) -> Found | None:
    """Three days later, a year earlier, two weeks from now."""
    unit = _unit(match)
    way = match.words("way")
    if not match.has("count"):
        if unit in CLOCK_UNITS or match.words("unit")[0] not in match.lexicon.values["units"]:
            return None
        return Found(type="DURATION", value=duration(unit, None))
    count = count_of(match.words("count"), match.lexicon)
    if count is None:
        return Found(type="DURATION", value=duration(unit, None))
    count += 0.5 if match.has("half") else 0.0
    if "from" in way:
        return _moved(discourse.today, unit, count)
    back = way[0] in match.lexicon.listed["earlier"]
    quarter = discourse.quarter
    if back and unit == "year" and count == 1 and quarter and match.start - discourse.quarter_end < 250:
        return _year_before(quarter)
    return _moved(discourse.focus, unit, -count if back else count)


def _year_before(quarter: Point) -> Found | None:
    point = moved(quarter, "year", -1)
    return point and replace(dated(replace(point, grain="quarter")), keeps=False)


def _moved(base: Point, unit: str, count: float) -> Found | None:
    if unit in CLOCK_UNITS:
        return Found(type="DURATION", value=duration(unit, abs(count)))
    if unit == "decade":
        unit, count = "year", count * 10
    if unit == "quarter":
        unit, count = "month", count * 3
    if count != int(count) and unit == "year":
        unit, count = "month", count * 12
    point = stepped(base, unit, count)
    return point and dated(point)


def _unit(match: Match) -> str:
    return str(match.value("unit", "unit", "units"))


RELATIVE: dict[str, Resolver] = {
    "weekday": weekday,
    "deictic_day": deictic_day,
    "day_beside": day_beside,
    "this_unit": this_unit,
    "the_unit": the_unit,
    "unit_end": unit_end,
    "year_ended": year_ended,
    "week_of": week_of,
    "ago": ago,
    "later": later,
}
