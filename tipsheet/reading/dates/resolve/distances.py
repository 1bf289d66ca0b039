"""Dates told by their distance: two weeks ago, three days later, a year earlier."""

from dataclasses import replace

from tipsheet.reading.dates.discourse import Discourse, Found
from tipsheet.reading.dates.grammar import Match
from tipsheet.reading.dates.numbers import count_of
from tipsheet.reading.dates.resolve.reader import Resolver, dated, dated_if, stepped
from tipsheet.reading.dates.values import CLOCK_UNITS, Point, duration, moved

YEARS = {"decade": 10, "century": 100}
MINUTES = {"minute": 1, "hour": 60}
DAY = 24 * 60
NEAR = 1500  # characters within which a year is counted from a quarter


def ago(match: Match, discourse: Discourse) -> Found | None:
    """Two weeks ago, a year ago, months ago."""
    unit = _unit(match)
    if not match.has("count"):
        return Found(type="DATE", value="PAST_REF")
    count = count_of(match.words("count"), match.lexicon)
    if count is None or (unit == "century" and count >= 1):
        return Found(type="DATE", value="PAST_REF")
    count += 0.5 if match.has("half") else 0.0
    return _year_before(match, discourse, unit, count) or _moved(discourse.today, unit, -count)


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
    if "from" in way:
        return _moved(discourse.today, unit, count)
    back = way[0] in match.lexicon.listed["earlier"]
    if unit in MINUTES:
        return _clock_moved(discourse, unit, -count if back else count)
    if back and unit == "year":
        quarter = _year_before(match, discourse, unit, count)
        return quarter or _years_back(discourse, count)
    if back:
        return _moved(discourse.focus_for(unit), unit, -count)
    return _moved(discourse.focus_for(unit), unit, count)


def _years_back(discourse: Discourse, count: float) -> Found | None:
    """A year earlier; said once more, it is the same year and not the one before that."""
    base = discourse.base or discourse.focus
    found = _moved(base, "year", -count)
    return found and replace(found, base=base)


def time_ahead(match: Match, discourse: Discourse) -> Found | None:
    """In five years' time."""
    count = count_of(match.words("count"), match.lexicon)
    if count is None:
        return Found(type="DATE", value="FUTURE_REF")
    return _moved(discourse.today, _unit(match), count)


def _clock_moved(discourse: Discourse, unit: str, count: float) -> Found | None:
    """Six minutes later, from the time of day last spoken of; else a mere length."""
    if discourse.clock is None:
        return Found(type="DURATION", value=duration(unit, abs(count)))
    day, minutes = discourse.clock
    days, clock = divmod(minutes + round(count * MINUTES[unit]), DAY)
    point = stepped(day, "day", days)
    if point is None:
        return None
    value = f"{point.value}T{clock // 60:02}:{clock % 60:02}"
    return Found(type="TIME", value=value, point=point, clock=clock)


def _year_before(match: Match, discourse: Discourse, unit: str, count: float) -> Found | None:
    """A year ago, next to a quarter: the same quarter of the year before."""
    quarter = discourse.quarter
    if unit != "year" or count != 1 or quarter is None:
        return None
    if match.start - discourse.quarter_end > NEAR or discourse.longer_end > discourse.quarter_end:
        return None
    point = moved(quarter, "year", -1)
    if point is None:
        return None
    return replace(dated(replace(point, grain="quarter")), keeps=False, base=quarter)


def _moved(base: Point, unit: str, count: float) -> Found | None:
    if unit in CLOCK_UNITS:
        return Found(type="DURATION", value=duration(unit, abs(count)))
    if unit in YEARS:
        unit, count = "year", count * YEARS[unit]
    if unit == "quarter":
        unit, count = "month", count * 3
    if count != int(count) and unit == "year":
        unit, count = "month", count * 12
    if unit == "day" and base.grain == "month":  # days after a month: somewhere in it, or near
        return Found(type="DATE", value=f"{base.value}-XX")
    return dated_if(stepped(base, unit, count))


def _unit(match: Match) -> str:
    return str(match.value("unit", "unit", "units"))


DISTANCES: dict[str, Resolver] = {"ago": ago, "later": later, "time_ahead": time_ahead}
