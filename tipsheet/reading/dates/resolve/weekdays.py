"""Days named from today: Tuesday, last Friday, yesterday, the day before."""

from dataclasses import replace
from datetime import date

from tipsheet.reading.dates.discourse import Discourse, Found, latest_weekday, next_weekday
from tipsheet.reading.dates.grammar import Match
from tipsheet.reading.dates.numbers import count_of
from tipsheet.reading.dates.resolve.reader import (
    Resolver,
    dated,
    dated_if,
    ends_range,
    mod_of,
    stepped,
)
from tipsheet.reading.dates.tense import is_announced, is_announced_after, tense
from tipsheet.reading.dates.values import Point, shift

FAR_AHEAD = 4  # days; a weekday farther ahead was more likely the one just past


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
    if match.lexicon.cues["from_focus"] & rel and discourse.anchor is not None:
        base = replace(discourse.anchor, grain="day")
    if base.known not in ("full",):
        day = latest_weekday(base.day, number)
        return Point(day=day, grain="day", known="weekday")
    forth = bool(match.lexicon.cues["forth"] & rel)
    follows = match.before(2) in match.lexicon.values["weekday"]
    if follows and not rel and ends_range(match, discourse, "day"):
        return Point(day=next_weekday(discourse.focus.day, number), grain="day")
    if match.lexicon.cues["back"] & rel:
        day = latest_weekday(base.day, number, strictly=True)
    elif forth or _is_ahead(match, base.day, number, rel):
        day = next_weekday(base.day, number, strictly=forth)
    else:
        day = latest_weekday(base.day, number)
    return Point(day=day, grain="day")


def _is_ahead(match: Match, base: date, number: int, rel: set[str]) -> bool:
    """Whether a bare weekday is the coming one: tomorrow's is, unless the past is spoken of."""
    ahead = (number - base.isoweekday()) % 7
    if match.after() in match.lexicon.listed["genitive"]:
        near = ahead <= FAR_AHEAD and is_announced_after(match)
        return near or is_announced(match) or match.preceded_by("facing")
    when = tense(match)
    if ahead == 1:
        return when != "past"
    return when == "future" and (ahead <= FAR_AHEAD or is_announced(match))


def _in_week(match: Match, discourse: Discourse, number: int) -> Point | None:
    words = match.words("next")
    if words[-1] != "week" or discourse.published is None:
        return None
    step = 7 * match.step("next")
    monday = latest_weekday(discourse.published, 1)
    day = shift(monday, "day", step + number - 1)
    return None if day is None else Point(day=day, grain="day")


def weekday_week(match: Match, discourse: Discourse) -> Found | None:
    """Thursday week, a week on Thursday, a week from tomorrow; a week ago on Monday."""
    word = match.words("weekday")[0]
    number = match.lexicon.values["weekday"].get(word)
    step = -1 if match.words("way") == ["ago"] else 1
    if number is None:
        offset = match.lexicon.values["deicticday"][word]
        return dated_if(stepped(discourse.today, "day", offset + 7 * step))
    if discourse.published is None:
        return dated(weekday_point(match, discourse, int(number), set()))
    nearest = latest_weekday if step < 0 else next_weekday
    day = shift(nearest(discourse.published, int(number)), "week", step)
    return None if day is None else dated(Point(day=day, grain="day"))


def weekdays_ago(match: Match, discourse: Discourse) -> Found | None:
    """Two Sundays ago."""
    number = int(match.lexicon.values["weekdays"][match.words("weekday")[0]])
    count = count_of(match.words("count"), match.lexicon)
    if count is None:
        return None
    if discourse.published is None:
        return dated(weekday_point(match, discourse, number, set()))
    last = latest_weekday(discourse.published, number, strictly=True)
    day = shift(last, "week", 1 - count)
    return None if day is None else dated(Point(day=day, grain="day"))


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
    if unit not in ("day", "week", "month", "year", "night") or not match.followed_by("clause_end"):
        return None
    point = stepped(discourse.focus, str(unit), step)
    if point is None:
        return None
    if unit == "night":
        return Found(type="TIME", value=f"{point.value}TNI", point=point)
    return dated(point)


def _beside_named(match: Match, discourse: Discourse, step: int) -> Found | None:
    word = match.words("day")[-1]
    offset = match.lexicon.values["deicticday"].get(word)
    if offset is None:
        number = int(match.lexicon.values["weekday"][word])
        base = weekday_point(match, discourse, number, set(match.words("day")))
    else:
        base = stepped(discourse.today, "day", int(offset)) or discourse.today
    point = stepped(base, "day", step)
    return dated_if(point)


WEEKDAYS: dict[str, Resolver] = {
    "weekday": weekday,
    "weekday_week": weekday_week,
    "weekdays_ago": weekdays_ago,
    "deictic_day": deictic_day,
    "day_beside": day_beside,
}
