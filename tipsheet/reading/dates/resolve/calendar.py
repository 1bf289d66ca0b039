"""Calendar dates: days, months, years, quarters, halves, decades, centuries, seasons."""

from calendar import monthrange
from dataclasses import replace
from datetime import date

from tipsheet.reading.dates.discourse import NOWHERE, Discourse, Found, nth_weekday
from tipsheet.reading.dates.grammar import Match
from tipsheet.reading.dates.numbers import full_year, year_of
from tipsheet.reading.dates.resolve.framing import framed
from tipsheet.reading.dates.resolve.reader import (
    Resolver,
    dated,
    dated_if,
    mod_of,
    nearest_year,
    ordinal_of,
    stepped,
    year_in,
)
from tipsheet.reading.dates.tense import tense
from tipsheet.reading.dates.values import SEASON_MONTH, Point, safe_date, shift

OLDEST_PLAIN = 1900
WINTER_TOLD = 5  # month until which this winter is still the one that has passed


def iso(match: Match, discourse: Discourse) -> Found | None:
    """2025-08-21, with a time or without."""
    word = match.words()[0].upper().replace(" ", "T")
    day = safe_date(int(word[:4]), int(word[5:7]), int(word[8:10]))
    if day is None:
        return None
    point = Point(day=day, grain="day")
    if "T" in word:
        return Found(type="TIME", value=word, point=point)
    return dated(point)


def slash(match: Match, discourse: Discourse) -> Found | None:
    """11/02/89: month first, unless only day first can be."""
    first, second, year = (int(part) for part in match.words()[0].split("/"))
    month, day = (first, second) if first <= 12 else (second, first)
    found = safe_date(full_year(f"{year:02}" if year < 100 else str(year)), month, day)
    return None if found is None else dated(Point(day=found, grain="day"))


def full_date(match: Match, discourse: Discourse) -> Found | None:
    """A month, with a day and a year or without."""
    month = match.value("month", "month")
    if not isinstance(month, int):
        return None
    if match.words("day") == ["opening"]:
        return None
    day = ordinal_of(match, "day")
    if day is not None and not 1 <= day <= 31:
        return None
    year = year_in(match, discourse)
    point = _point(match, discourse, month, day, year)
    if point is None:
        return None
    past = ordinal_of(match, "through")
    if past is not None and day is not None and past > day:
        return _days(point, past)
    return dated(point, mod_of(match))


def _point(
    match: Match, discourse: Discourse, month: int, day: int | None, year: int | None
) -> Point | None:
    grain = "month" if day is None else "day"
    if year is not None:
        found = safe_date(year, month, day or 1)
        return None if found is None else Point(day=found, grain=grain)
    if match.has("relyear"):
        found = safe_date(2000, month, day or 1)
        return None if found is None else Point(day=found, grain=grain, known="part")
    if match.has("rel"):
        return _related_month(match, discourse, month)
    if match.has("weekday") and discourse.published is not None and day is not None:
        return _on_weekday(match, discourse, month, day)
    return nearest_year(match, discourse, month, day)


def _on_weekday(match: Match, discourse: Discourse, month: int, day: int) -> Point | None:
    base = discourse.published or NOWHERE
    days = [safe_date(base.year + step, month, day) for step in (0, -1, 1, -2, 2)]
    wanted = match.value("weekday", "weekday")
    fitting = [found for found in days if found and found.isoweekday() == wanted]
    if not fitting:
        return nearest_year(match, discourse, month, day)
    return Point(day=min(fitting, key=lambda found: abs((found - base).days)), grain="day")


def _related_month(match: Match, discourse: Discourse, month: int) -> Point | None:
    words = set(match.words("rel"))
    base = discourse.published
    if words & {"previous", "preceding", "following"} and discourse.anchor is not None:
        base = discourse.anchor.day if discourse.anchor.known == "full" else None
    if base is None:
        return Point(day=date(2000, month, 1), grain="month", known="part")
    year = base.year
    if "this" in words and not words & {"past", "coming", "next"}:
        near = [date(max(1, year + step), month, 1) for step in (0, -1, 1)]
        best = min(near, key=lambda found: abs((found - base).days))
        return Point(day=best, grain="month")
    if match.step("rel") < 0:
        year -= month >= base.month
    elif match.step("rel") > 0:
        year += month <= base.month
    found = safe_date(year, month, 1)
    return None if found is None else Point(day=found, grain="month")


def _days(point: Point, past: int) -> Found | None:
    if safe_date(point.day.year, point.day.month, past) is None:
        return None
    last = Point(day=point.day.replace(day=past), grain="day", known=point.known)
    return Found(type="DATE", value=f"{point.value}/{last.value}", point=point)


def month_of(match: Match, discourse: Discourse) -> Found | None:
    """The month of February."""
    if match.words("unit") != ["month"]:
        return None
    return full_date(match, discourse)


def other_day(match: Match, discourse: Discourse) -> Found | None:
    """The 25 of "April 24 and 25"."""
    anchor = discourse.anchor
    if anchor is None or anchor.grain != "day" or match.start - discourse.anchor_end > 6:
        return None
    day = safe_date(anchor.day.year, anchor.day.month, ordinal_of(match, "day") or 0)
    if day is None or day <= anchor.day:
        return None
    return dated(Point(day=day, grain="day", known=anchor.known))


def nth_day(match: Match, discourse: Discourse) -> Found | None:
    """The first Saturday of November, the last day of October 2024."""
    month = match.value("month", "month")
    which = ordinal_of(match, "ord") or (-1 if match.words("ord")[0] in ("last", "final") else None)
    if not isinstance(month, int) or which is None:
        return None
    point = _point(match, discourse, month, None, year_in(match, discourse))
    if point is None or point.known != "full":
        return dated_if(point)
    year, weekday = point.day.year, match.value("weekday", "weekday")
    if isinstance(weekday, int):
        day = nth_weekday(year, month, weekday, which)
    else:
        day = safe_date(year, month, monthrange(year, month)[1] if which < 0 else which)
    return None if day is None else dated(Point(day=day, grain="day"))


def year(match: Match, discourse: Discourse) -> Found | None:
    """A year in digits, where the words beside it do not make it a count."""
    word = match.words("year")[0]
    if match.followed_by("not_year_after") or match.preceded_by("not_year_before"):
        return None
    if not word.isdigit():
        return _short_year(match, word)
    if match.preceded_by("count") and _counts_things(match):
        return None
    value = int(word)
    if not (match.has("fiscal") or match.has("pre")) and not _is_year(match, value):
        return None
    if _is_part_of_number(match):
        return None
    return dated(Point(day=date(value, 1, 1), grain="year"), mod_of(match))


def _is_part_of_number(match: Match) -> bool:
    text, start, end = match.tokens.text, match.start, match.end
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    return before in ("$", "£", "€", "#", "/", ".", "_") or after in ("%", "_", "/", "°")


def _counts_things(match: Match) -> bool:
    """Whether a plural follows: about 1700 troops."""
    word = match.after()
    return len(word) > 1 and word.isalpha() and word.endswith("s") and not word.endswith("ss")


def _in_range(match: Match) -> bool:
    after = match.after(2)
    return match.after() in ("-", "–", "to") and after.isdigit() and len(after) == 4


def _short_year(match: Match, word: str) -> Found | None:
    if not match.preceded_by("short_year"):
        return None
    return dated(Point(day=date(full_year(word), 1, 1), grain="year"), mod_of(match))


def _is_year(match: Match, value: int) -> bool:
    if value < 1500 or value > 2100:
        return match.preceded_by("oldest_year")
    if value < OLDEST_PLAIN:
        if _counts_things(match):
            return False
        return match.preceded_by("old_year") or match.has("pre") or _in_range(match)
    return True


def year_words(match: Match, discourse: Discourse) -> Found | None:
    """A year as it is spoken: nineteen ninety-six."""
    found = year_of(match.words("words"), match.lexicon)
    if found is None or not 1000 <= found <= 2200:
        return None
    return dated(Point(day=date(found, 1, 1), grain="year"), mod_of(match))


def short_year(match: Match, discourse: Discourse) -> Found | None:
    """The 15 of "2011-15"."""
    anchor = discourse.anchor
    if anchor is None or anchor.grain != "year" or match.start - discourse.anchor_end > 2:
        return None
    value = anchor.day.year // 100 * 100 + int(match.words("year")[0])
    if value <= anchor.day.year:
        return None
    return dated(Point(day=date(value, 1, 1), grain="year"))


def before_christ(match: Match, discourse: Discourse) -> Found | None:
    """431 BC, AD 79 written after its number."""
    digits = match.words("number")[0]
    if not digits.isdigit() or len(digits) > 4:
        return None
    era = match.words("era")[0]
    value = f"{int(digits):04}"
    return Found(type="DATE", value=f"BC{value}" if era.startswith("b") else value)


def decade(match: Match, discourse: Discourse) -> Found | None:
    """The 1990s, the '90s, the nineties."""
    word = match.words("decade")[0]
    if match.before() in match.lexicon.listed["owner"]:
        return None
    if word in match.lexicon.values["tensword"]:
        tens = int(match.lexicon.values["tensword"][word])
        if match.words()[0] != "the" and match.before() != "the":
            return None
    else:
        tens = int("".join(letter for letter in word if letter.isdigit()))
    first = tens if tens >= 100 else tens + (2000 if tens < 20 else 1900)
    if not 1000 <= first <= 2100:
        return None
    return dated(Point(day=date(first, 1, 1), grain="decade"), mod_of(match))


def century(match: Match, discourse: Discourse) -> Found | None:
    """The 20th century, whose value is 19XX."""
    number = ordinal_of(match, "ord")
    if number is None or not 2 <= number <= 22:
        return None
    return dated(Point(day=date((number - 1) * 100, 1, 1), grain="century"), mod_of(match))


def quarter(match: Match, discourse: Discourse) -> Found | None:
    """The third quarter, with a year or without: then the last that has begun."""
    number = ordinal_of(match, "ord")
    if number is None or not 1 <= number <= 4:
        return None
    month = number * 3 - 2
    year = year_in(match, discourse, "year" if match.has("year") else "inner")
    if year is not None:
        return _quarter(year, month, mod_of(match))
    base = discourse.published
    if base is None:
        return dated(Point(day=date(2000, month, 1), grain="quarter", known="part"))
    year = base.year
    if date(year, month, 1) > base and tense(match) != "future":
        year -= 1
    found = _quarter(year - match.has("old"), month, mod_of(match))
    return found and replace(found, keeps=not match.has("old"))


def marked_quarter(match: Match, discourse: Discourse) -> Found | None:
    """Q3, Q1 2013."""
    written = match.tokens.text[match.start : match.start + 2]
    return quarter(match, discourse) if written[1:].isdigit() and written[0] == "Q" else None


def _quarter(year: int, month: int, mod: str) -> Found | None:
    day = safe_date(year, month, 1)
    return None if day is None else dated(Point(day=day, grain="quarter"), mod)


def that_quarter(match: Match, discourse: Discourse) -> Found | None:
    """The year-earlier quarter, the latest period, the 1988 period: of the quarter spoken of."""
    focus = discourse.quarter
    if "current" in match.words() and discourse.published is not None:
        return dated(replace(discourse.today, grain="quarter"))
    if focus is None:
        if not match.has("old"):
            return None
        return dated_if(stepped(discourse.today, "year", -1))
    if "latest" in match.words() and discourse.published is not None:
        focus = _ended(focus, discourse.published)
    year = focus.day.year
    if match.has("year"):
        year = int(match.words("year")[0])
    elif match.has("old") or match.step("relyear") < 0:
        year -= 1
    meaning = _quarter(year, focus.day.month, "")
    return meaning and replace(meaning, keeps=year == focus.day.year)


def _ended(quarter: Point, today: date) -> Point:
    """The quarter itself, or the one before it when it has not ended yet."""
    past = shift(quarter.day, "quarter", 1)
    before = shift(quarter.day, "quarter", -1)
    return replace(quarter, day=before) if before and past and past > today else quarter


def half(match: Match, discourse: Discourse) -> Found | None:
    """The first half of 1990, of the year, of this decade."""
    number = ordinal_of(match, "ord")
    number = 2 if number in (0, None) else number
    if number not in (1, 2):
        return None
    mod = "early" if number == 1 else "late"
    if match.has("month"):
        found = full_date(match, discourse)
        return found and Found(type="DATE", value=found.value, mod=mod, point=found.point)
    words = match.words("year")
    base = discourse.published
    if words and words[0].isdigit():
        base = date(int(words[0]), 1, 1)
    elif words:
        first = full_year(words[0])
        return dated(Point(day=date(first, 1, 1), grain="decade"), mod)
    unit = match.value("unit", "unit")
    if base is None or unit not in ("year", "decade", None):
        return None
    if unit == "decade":
        return dated(Point(day=base, grain="decade"), mod)
    named = set(match.words())
    year = base.year - (not words and bool({"last"} & named) and match.words("ord") != ["last"])
    year += not words and bool(match.lexicon.cues["forth"] & named)
    return dated(Point(day=date(year, number * 6 - 5, 1), grain="half"))


def season(match: Match, discourse: Discourse) -> Found | None:
    """This summer, the winter of 1994, spring 2025, in the fall."""
    word = match.words("season")[0]
    mark = str(match.lexicon.values["season"][word])
    rel = set(match.words("rel"))
    if word == "fall" and match.followed_by("fall_not") and not match.has("year"):
        return None
    if rel == {"the"} and not match.preceded_by("season") and not match.has("year"):
        return None
    given = year_in(match, discourse)
    mod = mod_of(match)
    if given is not None:
        return _season(given, mark, mod)
    base = discourse.published
    if not rel & {"this", "last", "next"}:
        found = framed(match, discourse, SEASON_MONTH[mark], None)
        if found is not None:
            return _season(found.year, mark, mod)
    if discourse.narrative and discourse.anchor is not None:
        base = discourse.anchor.day
    if base is None:
        day = date(2000, SEASON_MONTH[mark], 1)
        return dated(Point(day=day, grain="season", known="part", mark=mark), mod)
    return _season(_season_year(match, base, mark, rel), mark, mod)


def _season_year(match: Match, base: date, mark: str, rel: set[str]) -> int:
    begun = date(base.year, SEASON_MONTH[mark], 1) <= base
    running = begun and (base.month - SEASON_MONTH[mark]) < 3
    if mark == "WI" and base.month < 3:
        running, begun = True, True
        return base.year - 1 - bool(rel & {"last"} and "this" not in rel)
    if match.step("rel") < 0 and "this" not in rel:
        return base.year - (running or not begun)
    if match.step("rel") > 0:
        return base.year + (begun or running)
    if "this" in rel:
        return base.year - (mark == "WI" and base.month <= WINTER_TOLD and tense(match) != "future")
    if tense(match) == "future":
        return base.year + (begun and not running)
    return base.year - (not begun)


def _season(year: int, mark: str, mod: str) -> Found | None:
    day = safe_date(year, SEASON_MONTH[mark], 1)
    return None if day is None else dated(Point(day=day, grain="season", mark=mark), mod)


CALENDAR: dict[str, Resolver] = {
    "iso": iso,
    "slash": slash,
    "date": full_date,
    "month_of": month_of,
    "nth_day": nth_day,
    "other_day": other_day,
    "year": year,
    "year_words": year_words,
    "short_year": short_year,
    "bc": before_christ,
    "decade": decade,
    "century": century,
    "quarter": quarter,
    "marked_quarter": marked_quarter,
    "that_quarter": that_quarter,
    "half": half,
    "this_season": season,
}
