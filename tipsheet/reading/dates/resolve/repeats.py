"""Sets: every Monday, daily, $3 million a year."""

from tipsheet.reading.dates.discourse import Discourse, Found
from tipsheet.reading.dates.grammar import Match
from tipsheet.reading.dates.numbers import count_of
from tipsheet.reading.dates.resolve.reader import Resolver
from tipsheet.reading.dates.values import duration


def every(match: Match, discourse: Discourse) -> Found | None:
    """Every day, each July, every Monday night."""
    tables = match.lexicon.values
    word = match.words("what")[0]
    part = match.value("part", "daypart", "dayparts")
    end = f"T{part}" if part else ""
    if word in tables["weekday"]:
        return Found(type="SET", value=f"XXXX-WXX-{tables['weekday'][word]}{end}")
    if word in tables["month"]:
        return Found(type="SET", value=f"XXXX-{tables['month'][word]:02}")
    if word in tables["season"]:
        return Found(type="SET", value=f"XXXX-{tables['season'][word]}")
    if word in tables["unit"] and word != "night" and "other" in match.words():
        return Found(type="SET", value=duration(tables["unit"][word], 2))
    if word in tables["unit"] and word != "night":
        return Found(type="SET", value=duration(tables["unit"][word], 1))
    if word in tables["daypart"]:
        return Found(type="SET", value=f"XXXX-XX-XXT{tables['daypart'][word]}")
    return Found(type="SET", value="P3M")


def every_few(match: Match, discourse: Discourse) -> Found | None:
    """Every two years, every few weeks."""
    unit = str(match.lexicon.values["units"][match.words("unit")[0]])
    return Found(type="SET", value=duration(unit, count_of(match.words("count"), match.lexicon)))


def weekdays(match: Match, discourse: Discourse) -> Found | None:
    """Mondays, Tuesday nights."""
    number = match.value("what", "weekdays") or match.value("what2", "weekday")
    part = match.value("part", "daypart", "dayparts") or match.value("part2", "dayparts")
    return Found(type="SET", value=f"XXXX-WXX-{number}" + (f"T{part}" if part else ""))


def weekends(match: Match, discourse: Discourse) -> Found | None:
    """On weekends."""
    return Found(type="SET", value="XXXX-WXX-WE")


def often(match: Match, discourse: Discourse) -> Found | None:
    """Daily, annually; not the Daily of a newspaper's name, nor a daily newspaper."""
    if match.before() == "-" or (match.is_capital() and match.is_in_name()):
        return None
    if match.followed_by("said") or (not match.is_capital() and match.leads_name()):
        return None
    return Found(type="SET", value=str(match.value("often", "often")))


def per_unit(match: Match, discourse: Discourse) -> Found | None:
    """Per year; "a year" is read as a length first."""
    if match.words("per") != ["per"]:
        return None
    unit = str(match.value("unit", "unit"))
    return Found(type="SET", value=duration(unit, 1))


REPEATS: dict[str, Resolver] = {
    "every": every,
    "every_few": every_few,
    "weekdays": weekdays,
    "weekends": weekends,
    "often": often,
    "per_unit": per_unit,
}
