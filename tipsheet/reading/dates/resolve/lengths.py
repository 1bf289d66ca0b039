"""Durations: two weeks, the past three months, a 16-hour flight, years of war."""

from tipsheet.reading.dates.discourse import Discourse, Found
from tipsheet.reading.dates.grammar import Match
from tipsheet.reading.dates.numbers import count_of
from tipsheet.reading.dates.resolve.reader import Resolver
from tipsheet.reading.dates.values import duration


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
    if which == "recent" and unit in ("month", "year", "decade", "quarter", "century"):
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
    if "long" in match.words() and match.words("unit")[0] in match.lexicon.values["unit"]:
        return Found(type="DURATION", value=duration(unit, 1))
    if (
        match.after() in ("old", "apart")
        or _says_age(match)
        or match.before() in ("hundreds", "these", "those", "three")
    ):
        return None
    return Found(type="DURATION", value=duration(unit, None))


def _unit(match: Match) -> str:
    return str(match.value("unit", "unit", "units"))


LENGTHS: dict[str, Resolver] = {
    "duration": length,
    "past_units": past_units,
    "first_months": past_units,
    "weeks_ahead": bare_units,
    "bare_units": bare_units,
    "the_units": bare_units,
}
