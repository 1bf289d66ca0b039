"""The shape of a resolver, and the parts of a date that many of them read."""

from collections.abc import Callable
from datetime import date

from tipsheet.reading.dates.discourse import Discourse, Found
from tipsheet.reading.dates.grammar import Match
from tipsheet.reading.dates.numbers import full_year, year_of
from tipsheet.reading.dates.resolve.framing import framed
from tipsheet.reading.dates.tense import is_announced, tense
from tipsheet.reading.dates.values import Point, moved, safe_date

Resolver = Callable[[Match, Discourse], Found | None]
"""Gives the meaning of a match in its discourse, or None where it is no expression of time."""

NEAR = 250  # characters within which a date lends its year to the next, when no day is published
RANGE = frozenset({"to", "through", "until", "till", "-", "–"})
RANGE_WORDS = 7  # words from the end of a date to the year of the other end of its range
BESIDE = 12  # characters between the two ends of a range
EDGES = {
    "early": "early", "beginning": "early", "start": "early", "outset": "early", "mid": "mid",
    "middle": "mid", "late": "late", "end": "late", "close": "late",
}  # fmt: skip
SURE_AHEAD = {"day": 90, "month": 0}  # days within which the nearest is taken whatever the tense
FAR_AHEAD = 95  # days; beyond them a date is the past one unless a verb says otherwise
PASSED = 30  # days after which a date that will come is the next one of its name
SURE_BACK = {"day": 150, "month": 95}


def dated(point: Point, mod: str = "") -> Found:
    """A DATE at a point."""
    return Found(type="DATE", value=point.value, mod=mod, point=point)


def dated_if(point: Point | None, mod: str = "") -> Found | None:
    """A DATE at a point, where there is one."""
    return None if point is None else dated(point, mod)


def mod_of(match: Match) -> str:
    """`early`, `mid` or `late`, where the words before the date say so."""
    for word in match.words("pre"):
        if word in EDGES:
            return EDGES[word]
    return ""


def ordinal_of(match: Match, group: str) -> int | None:
    """The number of an ordinal (first, 3rd) or of a day in digits."""
    for word in match.words(group):
        digits = "".join(letter for letter in word if letter.isdigit())
        if digits:
            return int(digits)
        if word in match.lexicon.values["ord"]:
            return int(match.lexicon.values["ord"][word])
    return None


def year_in(match: Match, discourse: Discourse, group: str = "year") -> int | None:
    """The year that the match gives, in digits or as last, this, next or that year."""
    words = match.words(group)
    if words:
        return full_year(words[0])
    if match.has("words"):
        return year_of(match.words("words"), match.lexicon)
    return related_year(match, discourse)


def related_year(match: Match, discourse: Discourse) -> int | None:
    """The year of "last year", "this year", "of that year" in the group `relyear`."""
    words = match.words("relyear") or match.words("owneryear")
    if not words:
        return None
    if "that" in words or "same" in words:
        return discourse.focus.day.year if discourse.focus.known in ("full", "year") else None
    if discourse.published is None:
        return None
    step = match.step("relyear")
    if match.lexicon.cues["from_focus"].intersection(words) and discourse.anchor is not None:
        return discourse.anchor.day.year + step if discourse.anchor.known == "full" else None
    return discourse.published.year + step


def nearest_year(match: Match, discourse: Discourse, month: int, day: int | None) -> Point | None:
    """A month, or a day of it, in the year that the discourse and the tense suggest."""
    grain = "month" if day is None else "day"
    if (year := _year_of_end(match, month)) and (found := safe_date(year, month, day or 1)):
        return Point(day=found, grain=grain)
    base = year_base(discourse, match)
    if base is None:
        found = safe_date(2000, month, day or 1)
        return None if found is None else Point(day=found, grain=grain, known="part")
    if ends_range(match, discourse, grain):
        return _after(discourse.focus, month, day, grain)
    if found := framed(match, discourse, month, day):
        return Point(day=found, grain=grain)
    around = [safe_date(base.year + step, month, day or 1) for step in (-1, 0, 1)]
    chosen = _by_tense([found for found in around if found], base, match, grain)
    return None if chosen is None else Point(day=chosen, grain=grain)


def _year_of_end(match: Match, month: int) -> int | None:
    """The year of a range's first end by that of its last: 13 September – 15 October 1951."""
    words = match.tokens.words[match.last : match.last + RANGE_WORDS]
    if not words or words[0] not in RANGE | {"and"}:
        return None
    last = 0
    for word in words[1:]:
        months = match.lexicon.values["month"]
        last = last or months.get(word, 0)
        if len(word) == 4 and word.isdigit() and 1000 <= int(word) <= 2200:
            return int(word) - (month > last) if last else None
        if word not in (",", "the", "of") and word not in months and not word[0].isdigit():
            return None
    return None


def ends_range(match: Match, discourse: Discourse, grain: str) -> bool:
    """The December 11 of "November 20 to December 11"."""
    beside = match.start - discourse.anchor_end < BESIDE
    return match.before() in RANGE and beside and discourse.focus.grain == grain


def _after(first: Point, month: int, day: int | None, grain: str) -> Point | None:
    ends = [safe_date(first.day.year + step, month, day or 1) for step in (0, 1)]
    ahead = [end for end in ends if end and end >= first.day]
    return Point(day=ahead[0], grain=grain, known=first.known) if ahead else None


def year_base(discourse: Discourse, match: Match) -> date | None:
    """The day near which a date without a year lies: of the text's own time, or of today."""
    anchor = discourse.anchor
    if discourse.narrative and anchor is not None and anchor.known in ("full", "year"):
        return anchor.day.replace(month=7, day=1) if anchor.grain == "year" else anchor.day
    if discourse.published is not None:
        return discourse.published
    near = match.start - discourse.anchor_end < NEAR
    if anchor is not None and anchor.known in ("full", "year") and near:
        return anchor.day
    return None


def _by_tense(days: list[date], base: date, match: Match, grain: str) -> date | None:
    """The nearest, unless it is far off and the tense says that it is another year's."""
    if not days:
        return None
    base = base.replace(day=1) if grain == "month" else base
    nearest = min(days, key=lambda day: (abs((day - base).days), day))
    ahead = (nearest - base).days
    sure = SURE_AHEAD if ahead > 0 else SURE_BACK
    if ahead < -PASSED and is_announced(match):
        return min((day for day in days if day >= base), default=nearest)
    if abs(ahead) <= sure[grain]:
        return nearest
    when = tense(match)
    if ahead > 0 and (when == "past" or (not when and ahead > FAR_AHEAD)):
        return max((day for day in days if day <= base), default=nearest)
    if ahead < 0 and when == "future":
        return min((day for day in days if day >= base), default=nearest)
    return nearest


def stepped(point: Point, unit: str, step: float) -> Point | None:
    """The point some units on, known only as far as the point itself is."""
    if point.known == "full":
        return moved(point, unit, step)
    found = moved(point, unit, step)
    if found is None:
        return None
    if point.known == "part" and unit in ("year", "decade", "century"):
        return found if unit == "year" else None
    return found
