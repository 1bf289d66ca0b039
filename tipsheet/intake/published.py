"""Dates of publication, as people and programs write them, to ISO 8601."""

import re
from datetime import UTC, date, datetime, timedelta

from tipsheet.intake.lists import word_list

YEARS = range(1600, 2200)
_LONGEST = 64
_FIRST_ARCHIVED = 1996

_MONTHS: dict[str, int] = {
    form: number
    for number, forms in enumerate(word_list("datelines", "months"), start=1)
    for form in forms.split()
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAY = r"(?P<{}>\d{{1,2}})(?:st|nd|rd|th)?"
DATE = (
    rf"(?:(?P<month1>{_MONTH})\.?\s{_DAY.format('day1')}(?:,\s?|\s)(?P<year1>\d{{4}})"
    rf"|{_DAY.format('day2')}(?:\sof)?\s(?P<month2>{_MONTH})\.?,?\s(?P<year2>\d{{4}})"
    r"|(?P<year3>\d{4})[-/](?P<month3>\d{2})[-/](?P<day3>\d{2}))(?!\d)"
)
"""A full date in words or in ISO order; days before months in figures are left alone, since
03/04/2020 is read one way in London and another in Washington."""

YEARLESS = rf"(?:(?:{_MONTH})\.?\s\d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}\s(?:{_MONTH})\.?)(?!\w)"
"""A day and a month."""

_WORDED = re.compile(DATE, re.IGNORECASE)


def iso_published(value: str) -> str | None:
    """`value` as a normal ISO date or datetime, or None if it is neither."""
    value = value.strip()
    if len(value) > _LONGEST:
        return None
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return _iso_moment(value)
    return day.isoformat() if day.year in YEARS else None


def any_published(value: object) -> str | None:
    """An ISO date or datetime from what records hold: ISO, words, mail style, seconds or ms."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _from_epoch(value)
    if not isinstance(value, str) or len(value) > _LONGEST:
        return None
    return iso_published(value) or _from_mail(value) or date_in(value)


def is_ahead(published: str, seen: str | None) -> bool:
    """Whether a day of publication lies after the day on which the report was seen.

    One day is allowed for time zones. A moment before the web was archived (1996) is the clock
    of a machine that was never set, and says nothing.
    """
    if seen is None or int(seen[:4]) < _FIRST_ARCHIVED:
        return False
    return date.fromisoformat(published[:10]) > date.fromisoformat(seen[:10]) + timedelta(days=1)


def date_in(text: str) -> str | None:
    """The first full date in `text` as an ISO date, or None."""
    match = _WORDED.search(text)
    return matched_date(match) if match else None


def matched_date(match: re.Match[str]) -> str | None:
    """The ISO date that the groups of `DATE` hold, or None where there is no such day."""
    parts = match.groupdict()
    for form in "123":
        if parts[f"year{form}"]:
            month = parts[f"month{form}"].lower()
            return _iso_day(parts[f"year{form}"], _MONTHS.get(month, month), parts[f"day{form}"])
    return None


def _iso_day(year: str, month: int | str, day: str) -> str | None:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found.isoformat() if found.year in YEARS else None


def _iso_moment(value: str) -> str | None:
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    return moment.isoformat() if moment.year in YEARS else None


def _from_epoch(value: float) -> str | None:
    seconds = value / 1000 if abs(value) >= 1e11 else value
    try:
        moment = datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return moment.isoformat() if moment.year in YEARS else None


def _from_mail(value: str) -> str | None:
    from email.utils import parsedate_to_datetime

    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment.isoformat() if moment.year in YEARS else None
