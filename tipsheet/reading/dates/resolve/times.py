"""Times of day, and the words for past, present and future."""

from dataclasses import replace

from tipsheet.reading.dates.discourse import NOWHERE, Discourse, Found
from tipsheet.reading.dates.grammar import Match
from tipsheet.reading.dates.numbers import full_year
from tipsheet.reading.dates.resolve.reader import (
    Resolver,
    dated,
    nearest_year,
    stepped,
)
from tipsheet.reading.dates.resolve.weekdays import weekday_point
from tipsheet.reading.dates.values import Point, safe_date

NEAR = 600  # characters within which a time of day still belongs to the last day spoken of


def clock(match: Match, discourse: Discourse) -> Found | None:
    """10:35 a.m., 5 p.m. EST Nov. 9, 1639 UTC, 4 in the morning."""
    time = _time(match)
    if time is None or _is_bare(match):
        return None
    zone = match.lexicon.values["zone"].get((match.words("zone") or [""])[0], "")
    day = _day_of(match, discourse)
    hour, minute = time.split(":")
    clock = int(hour) * 60 + int(minute)
    return Found(type="TIME", value=f"{day.value}T{time}{zone}", point=day, clock=clock)


def _is_bare(match: Match) -> bool:
    """5:11 without a.m., a zone, a day or a preposition: a verse or a score; 8 people on Sunday."""
    alone = len(match.words()) == 1
    bare = match.words("clock")[-1].isdigit() and not (match.has("zone") or match.has("inpart"))
    return (alone or bare) and not (match.preceded_by("hour") or match.preceded_by("bare_clock"))


def _time(match: Match) -> str | None:
    words = match.words("clock")
    digits = words[0].replace(".", ":")
    if ":" in digits:
        hour, minute = (int(part) for part in digits.split(":")[:2])
    elif len(digits) == 4:
        hour, minute = int(digits[:2]), int(digits[2:])
    else:
        hour, minute = int(digits), 0
    half = match.lexicon.values["ampm"].get(words[1] if len(words) > 1 else "", "")
    if not half and hour <= 12:
        half = _half_of_day(match, hour)
    if half == "pm" and hour < 12:
        hour += 12
    elif half == "am" and hour == 12:
        hour = 0
    return f"{hour:02}:{minute:02}" if hour <= 24 and minute < 60 else None


def _half_of_day(match: Match, hour: int) -> str:
    """The half that a part of the day tells: 4 in the morning, 5 o'clock on Friday afternoon."""
    part = match.value("inpart", "daypart") or match.value("when", "daypart")
    if part is None:
        return ""
    if part == "NI":
        return "pm" if 6 <= hour < 12 else "am"
    return "am" if part == "MO" else "pm"


def _day_of(match: Match, discourse: Discourse) -> Point:
    if match.has("when"):
        return _when(match, discourse) or discourse.today
    anchor = discourse.anchor
    if anchor and anchor.grain == "day" and match.start - discourse.anchor_end < NEAR:
        return anchor
    return discourse.today


def _when(match: Match, discourse: Discourse) -> Point | None:
    words = match.words("when")
    tables = match.lexicon.values
    month = next((tables["month"][word] for word in words if word in tables["month"]), None)
    if month is not None:
        return _dated(match, discourse, words, int(month))
    for word in words:
        if word in tables["weekday"]:
            number = int(tables["weekday"][word])
            return weekday_point(match, discourse, number, set(words))
        if word in tables["deicticday"]:
            return stepped(discourse.today, "day", int(tables["deicticday"][word]))
    return None


def _dated(match: Match, discourse: Discourse, words: list[str], month: int) -> Point | None:
    numbers = [word for word in words if word[0].isdigit()]
    years = [full_year(word) for word in numbers if len(word) == 4 and word.isdigit()]
    days = [int("".join(filter(str.isdigit, word))) for word in numbers if len(word) < 5]
    days = [day for day in days if day <= 31]
    if not days:
        return None
    if "year" in words:
        return _in_year(discourse, words, month, days[0])
    if years:
        day = safe_date(years[0], month, days[0])
        return None if day is None else Point(day=day, grain="day")
    return nearest_year(match, discourse, month, days[0])


def _in_year(discourse: Discourse, words: list[str], month: int, day: int) -> Point | None:
    """3 August this year, last year, next year."""
    step = {"last": -1, "past": -1, "next": 1}.get(words[words.index("year") - 1], 0)
    base = discourse.published or NOWHERE
    found = safe_date(base.year + step, month, day)
    known = "full" if discourse.published else "part"
    return None if found is None else Point(day=found, grain="day", known=known)


def noon(match: Match, discourse: Discourse) -> Found | None:
    """Noon Thursday, midnight."""
    if len(match.words()) == 1 and not match.preceded_by("hour"):
        return None
    time = match.value("moment", "moment")
    day = _day_of(match, discourse)
    return Found(type="TIME", value=f"{day.value}T{time}", point=day)


def daypart(match: Match, discourse: Discourse) -> Found | None:
    """This morning, last night, the night of Oct. 23, overnight, mid afternoon."""
    part = str(match.value("part", "daypart"))
    rel = set(match.words("rel"))
    word = match.words("part")[0]
    if not rel and word != "overnight" and not (match.has("pre") or match.has("when")):
        return None
    if match.has("when"):
        point = _when(match, discourse)
    elif match.step("rel") < 0:
        base = discourse.focus if "the" in rel else discourse.today
        point = stepped(base, "day", -1)
    elif match.step("rel") > 0:
        point = stepped(discourse.focus, "day", 1)
    elif rel & {"that", "same"}:
        point = replace(discourse.focus, grain="day")
    elif "this" in rel:
        point = discourse.today
    else:
        if match.after() == "of" or (
            rel == {"the"} and match.before() not in ("in", "during", "of", "through", "into", "by")
        ):
            return None
        point = _day_of(match, discourse)
    if point is None:
        return None
    point = replace(point, grain="day")
    return Found(type="TIME", value=f"{point.value}T{part}", point=point)


def reference(match: Match, discourse: Discourse) -> Found | None:
    """Now, currently, recently, recent."""
    word = match.words("word")[0]
    if word == "recently" and match.after() == "as":
        return None
    if word == "now" and (match.after() == "-" or (match.after() == "," and match.is_capital())):
        return None
    return Found(type="DATE", value=str(match.lexicon.values["reference"][word]))


def at_present(match: Match, discourse: Discourse) -> Found | None:
    """At present."""
    return Found(type="DATE", value="PRESENT_REF")


def future(match: Match, discourse: Discourse) -> Found | None:
    """The near future, future years; not the future of something."""
    if match.after() == "of":
        return None
    return Found(type="DATE", value="FUTURE_REF")


def past(match: Match, discourse: Discourse) -> Found | None:
    """The past."""
    return Found(type="DATE", value="PAST_REF") if match.before() in ("in", "of", "from") else None


def moment(match: Match, discourse: Discourse) -> Found | None:
    """At the moment, at this moment."""
    words = match.words()
    if match.before() != "at" or match.after() in ("of", "when", "where", "that"):
        return None
    if words[0] == "the" and words[-1] != "moment":
        return None
    return Found(type="DATE", value="PRESENT_REF")


def that_time(match: Match, discourse: Discourse) -> Found | None:
    """At that time, during that period, the same period."""
    words = match.words()
    if words == ["that", "time"] and match.before() in ("at", "by", "since", "until", "during"):
        return Found(type="DATE", value="PAST_REF")
    return None


def that_date(match: Match, discourse: Discourse) -> Found | None:
    """By that date: the last one spoken of."""
    anchor = discourse.anchor
    return dated(anchor) if anchor else None


def then(match: Match, discourse: Discourse) -> Found | None:
    """Since then, until then, by then."""
    if match.before() not in ("until", "by", "till"):
        return None
    anchor = discourse.anchor
    return dated(anchor) if anchor else Found(type="DATE", value="PAST_REF")


TIMES: dict[str, Resolver] = {
    "clock": clock,
    "noon": noon,
    "daypart": daypart,
    "reference": reference,
    "at_present": at_present,
    "future": future,
    "past": past,
    "moment": moment,
    "that_time": that_time,
    "that_date": that_date,
    "then": then,
}
