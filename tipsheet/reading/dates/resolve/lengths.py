"""Durations: two weeks, the past three months, a 16-hour flight, years of war."""

from tipsheet.reading.dates.discourse import Discourse, Found
from tipsheet.reading.dates.grammar import Match
from tipsheet.reading.dates.numbers import count_of
from tipsheet.reading.dates.resolve.reader import Resolver, dated_if, stepped
from tipsheet.reading.dates.tense import tense
from tipsheet.reading.dates.values import duration

HALF = 0.5


def length(match: Match, discourse: Discourse) -> Found | None:
    """A counted length of time."""
    unit = _unit(match)
    words = match.words("count")
    if (unit in ("weekend", "night") and words == ["a"]) or unit == "quarter":
        return None
    if match.after() == "apart" or (
        unit == "minute" and match.tokens.text[match.end - 7].isupper()
    ):
        return None
    if _says_age(match):
        return None
    if _is_some_day(match):
        return Found(type="DATE", value="FUTURE_REF")
    if words == ["a"] and not match.has("half") and not match.has("old") and _is_rate(match):
        return Found(type="SET", value=duration(unit, 1))
    count = count_of(words, match.lexicon)
    if "another" in words and count is None:
        count = 1.0
    if words == ["some"] or words == ["many"]:
        count = None
    if match.has("half"):
        count = (count or 0.0) + 0.5
    return Found(type="DURATION", value=duration(unit, count))


def _is_some_day(match: Match) -> bool:
    """It will one day be forgotten."""
    if match.words() != ["one", "day"] or match.preceded_by("no_some_day"):
        return False
    return match.after() not in ("-", "after", "before") and tense(match) == "future"


def _is_rate(match: Match) -> bool:
    before = match.before()
    if (
        match.preceded_by("length")
        or match.words()[0] != "a"
        or match.after() in ("or", "and", "after", "before", "-")
    ):
        return False
    return before not in ("", ",", ".", "\n\n", "(", "“", '"') and not before.endswith("ed")


def _says_age(match: Match) -> bool:
    """18-to-34-year-olds, 37 years old; also light-years."""
    if match.words("unit")[0] not in ("year", "years"):
        return False
    old = ("old", "olds")
    after = match.after() in old or (match.after() == "-" and match.after(2) in old)
    return after or bool(set(old) & set(match.words())) or match.before(2) == "light"


def past_units(match: Match, discourse: Discourse) -> Found | None:
    """The past three years, the next few days, recent weeks."""
    if match.has("unit2"):
        return _recent(match)
    unit = str(match.lexicon.values["units"][match.words("unit")[0]])
    which = match.words("which")[0]
    if which in ("second", "third", "fourth", "fifth"):
        return None
    return Found(
        type="DURATION", value=duration(unit, count_of(match.words("count"), match.lexicon))
    )


def _recent(match: Match) -> Found:
    word = match.words("unit2")[0]
    unit = str(match.lexicon.values["units"][word])
    which = match.words("which2")[0]
    if which == "recent" and unit in ("year", "decade", "century"):
        return Found(type="DATE", value="PAST_REF")
    return Found(type="DURATION", value=duration(unit, None))


def bare_units(match: Match, discourse: Discourse) -> Found | None:
    """Years, weeks, days: a length that nobody counted."""
    unit = _unit(match)
    if unit in ("night", "weekend", "quarter", "fortnight", "second"):
        return None
    if match.has("count"):
        return Found(
            type="DURATION", value=duration(unit, count_of(match.words("count"), match.lexicon))
        )
    if match.words() == ["these", "days"]:
        return Found(type="DATE", value="PRESENT_REF")
    if _is_no_length(match, unit):
        return None
    if "long" in match.words() and match.words("unit")[0] in match.lexicon.values["unit"]:
        return Found(type="DURATION", value=duration(unit, 1))
    if (
        match.after() in ("old", "apart")
        or _says_age(match)
        or match.before() in ("hundreds", "these", "those", "three")
    ):
        return None
    return Found(type="DURATION", value=duration(unit, None))


def _is_no_length(match: Match, unit: str) -> bool:
    """On days when it rains; in the small hours of Sunday; 60 Minutes, a programme."""
    if unit == "day" and match.before() == "on":
        return True
    if unit == "hour" and match.after() == "of" and match.preceded_by("small_hours"):
        return True
    return match.is_capital() and match.before().isdigit()


def fraction_of(match: Match, discourse: Discourse) -> Found | None:
    """A quarter of a century, a half-hour."""
    unit = _unit(match)
    if unit not in ("hour", "year", "decade", "century") or _is_score(match):
        return None
    part = HALF if match.words("part") == ["half"] else HALF / 2
    if not match.has("ago"):
        return Found(type="DURATION", value=duration(unit, part))
    years = {"year": 1, "decade": 10, "century": 100}.get(unit)
    return None if years is None else dated_if(stepped(discourse.today, "year", -years * part))


def _is_score(match: Match) -> bool:
    """A half-century is fifty runs as often as fifty years; a half year is one of two."""
    words = match.words()
    return words[-1] in ("century", "year") and "half" in words and "of" not in words


def _unit(match: Match) -> str:
    return str(match.value("unit", "unit", "units"))


LENGTHS: dict[str, Resolver] = {
    "duration": length,
    "past_units": past_units,
    "first_months": past_units,
    "weeks_ahead": bare_units,
    "bare_units": bare_units,
    "the_units": bare_units,
    "fraction_of": fraction_of,
}
