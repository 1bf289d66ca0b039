"""The days that a sentence names, as a reader of that day's paper understands them.

Far less than `reading.dates` knows: enough to tell which of an outlet's reports "reported on
Wednesday" or "wrote on 17 September" means.
"""

import re
from datetime import date, timedelta
from functools import cache

from tipsheet.vocabulary.loading import read_table

_NEAR = {"today": 0, "tonight": 0, "this morning": 0, "this afternoon": 0, "this evening": 0,
         "yesterday": 1, "last night": 1, "overnight": 1}  # fmt: skip
_NEAR_WORDS = re.compile("|".join(rf"\b{word}\b" for word in _NEAR), re.IGNORECASE)
_WEEK = 7


def spoken_days(sentence: str, published: date) -> frozenset[date]:
    """The days that `sentence` may mean, seen from the day on which it was published."""
    days = {published - timedelta(days=_NEAR[match[0].casefold()])
            for match in _NEAR_WORDS.finditer(sentence)}  # fmt: skip
    days |= {_last(weekday, published) for weekday in _weekdays_in(sentence)}
    for match in _calendar().finditer(sentence):
        number = int(match["before"] or match["after"] or 0)
        if day := _nearest(published, _months()[match["month"].casefold()], number):
            days.add(day)
    if "overnight" in sentence.casefold():
        days.add(published)
    return frozenset(days)


def _weekdays_in(sentence: str) -> list[int]:
    found = re.findall(r"\b[A-Z][a-z]+day\b", sentence)
    return [_weekdays()[word.casefold()] for word in found if word.casefold() in _weekdays()]


def _last(weekday: int, published: date) -> date:
    """The last such day up to the day of publication."""
    return published - timedelta(days=(published.weekday() - weekday) % _WEEK)


def _nearest(published: date, month: int, number: int) -> date | None:
    for year in (published.year, published.year - 1):
        try:
            day = date(year, month, number)
        except ValueError:
            continue
        if day <= published:
            return day
    return None


@cache
def _months() -> dict[str, int]:
    names: list[str] = read_table("days.toml")["months"]
    return {name: 1 + place for place, row in enumerate(names) for name in row.split()}


@cache
def _weekdays() -> dict[str, int]:
    names: list[str] = read_table("days.toml")["weekdays"]
    return {name: place for place, name in enumerate(names)}


@cache
def _calendar() -> re.Pattern[str]:
    options = "|".join(sorted(_months(), key=len, reverse=True))
    return re.compile(
        rf"\b(?:(?P<before>\d{{1,2}})\s)?(?P<month>{options})\b\.?(?:\s(?P<after>\d{{1,2}})\b)?",
        re.IGNORECASE,
    )
