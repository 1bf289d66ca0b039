"""Holidays with a day of their own, and the eleventh of September."""

from datetime import date, timedelta

from tipsheet.reading.dates.discourse import Discourse, Found, nth_weekday
from tipsheet.reading.dates.grammar import Match
from tipsheet.reading.dates.resolve.reader import Resolver, dated, year_base
from tipsheet.reading.dates.tense import tense
from tipsheet.reading.dates.values import Point, safe_date

NTH_WEEKDAYS = {
    "thanksgiving": (11, 4, 4),
    "labor": (9, 1, 1),
    "columbus": (10, 1, 2),
    "memorial": (5, 1, -1),
}  # month, ISO weekday, which one of the month
TUESDAY = 2
EVE = 14  # days before a holiday from which on it is spoken of before it has come
ATTACKS = date(2001, 9, 11)


def holiday(match: Match, discourse: Discourse) -> Found | None:
    """Christmas Day, New Year's Eve, Thanksgiving, Election Day, Good Friday, Easter week."""
    rule = _rule(match)
    if rule is None:
        return None
    words = match.words("year")
    base = year_base(discourse, match)
    if words:
        day = _day(rule, int(words[0]))
    elif base is not None:
        day = _nearest(rule, base, tense(match))
    else:
        return _unanchored(rule)
    if day is None:
        return None
    if "eve" in match.words() and rule[0].isdigit():
        day -= timedelta(days=1)
    if match.has("span"):
        return _around(day, match.words("span")[0])
    return dated(Point(day=day, grain="day"))


def _around(day: date, grain: str) -> Found:
    """The week of a holiday, or the weekend that it lengthens: that before a Monday."""
    if grain == "weekend" and day.isoweekday() <= TUESDAY:
        day -= timedelta(days=7)
    return dated(Point(day=day, grain=grain))


def _rule(match: Match) -> str | None:
    if match.has("feast"):
        offset = match.lexicon.values["feast"].get(" ".join(match.words("feast")))
        return f"easter{offset:+}" if offset is not None and match.is_capital() else None
    if match.has("holiday"):
        return str(match.value("holiday", "holiday"))
    words = match.words("named")
    name = "new year" if words[0] == "new" else words[0]
    found = match.lexicon.values["holidayname"].get(name)
    capital = match.tokens.text[match.start].isupper()
    return str(found) if found and capital else None


def _day(rule: str, year: int) -> date | None:
    if rule[0].isdigit():
        return safe_date(year, int(rule[:2]), int(rule[3:]))
    if rule.startswith("easter"):
        return easter(year) + timedelta(days=int(rule[len("easter") :] or 0))
    if rule == "election":
        monday = nth_weekday(year, 11, 1, 1)
        return monday and monday + timedelta(days=1)
    return nth_weekday(year, *NTH_WEEKDAYS[rule])


def _nearest(rule: str, base: date, when: str) -> date | None:
    years = (base.year - 1, base.year, base.year + 1)
    days = [day for year in years if 1 <= year <= 9999 and (day := _day(rule, year))]
    if when == "past" and any(day <= base for day in days):
        days = [day for day in days if (day - base).days <= EVE]
    return min(days, key=lambda day: abs((day - base).days)) if days else None


def _unanchored(rule: str) -> Found | None:
    if not rule[0].isdigit():
        return None
    return Found(type="DATE", value=f"XXXX-{rule}")


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar, by the anonymous algorithm of 1876."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def september11(match: Match, discourse: Discourse) -> Found | None:
    """9/11, and no other fraction."""
    if match.words() != ["9/11"]:
        return None
    return Found(type="DATE", value=ATTACKS.isoformat(), point=Point(day=ATTACKS, grain="day"))


HOLIDAYS: dict[str, Resolver] = {"holiday": holiday, "september11": september11}
