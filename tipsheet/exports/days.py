"""Days as a desk prints them: "11–20 Sep 2025"."""

import re
from calendar import monthrange
from datetime import date

from tipsheet.record import Due, TimeExpression

MONTHS = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)


def day(iso: str) -> str:
    """One ISO day, or datetime, as printed; what is no day is given back as it is."""
    try:
        when = date.fromisoformat(iso[:10])
    except ValueError:
        return iso
    clock = re.fullmatch(r"T(\d\d:\d\d).*", iso[10:])
    return _full(when) + (f", {clock[1]}" if clock and clock[1] != "00:00" else "")


def between(earliest: str | None, latest: str | None) -> str:
    """The inclusive days from `earliest` to `latest`, in as few words as say it; may be empty."""
    first, last = parse(earliest), parse(latest)
    if first and last:
        return _range(first, last)
    if last:
        return f"by {_full(last)}"
    return f"from {_full(first)}" if first else ""


def due(due: Due) -> str:
    """When something can be checked: "by 20 Sep 2025"; "no day given" when that is unknown."""
    return between(due.earliest, due.latest) or "no day given"


def note(expression: TimeExpression) -> str:
    """What the words of an expression stand for, or nothing where they say it themselves."""
    if expression.type in ("DURATION", "SET"):
        return ""
    resolved = between(expression.earliest, expression.latest)
    if not resolved:
        return "year not known" if expression.value.startswith("XXXX") else ""
    said = re.findall(r"\w+", expression.text.casefold())
    untold = [word for word in re.findall(r"\w+", resolved) if not _tells(said, word.casefold())]
    years = all(len(word) == 4 and word.isdigit() for word in untold)
    return "–".join(dict.fromkeys(untold)) if years else resolved


def _tells(said: list[str], word: str) -> bool:
    """Whether a number is among the words, or a short month begins one of them."""
    return word in said or (word.isalpha() and any(each.startswith(word) for each in said))


def parse(iso: str | None) -> date | None:
    """The day that starts an ISO string, or `None`."""
    try:
        return date.fromisoformat(iso[:10]) if iso else None
    except ValueError:
        return None


def _range(first: date, last: date) -> str:
    if first >= last:
        return _full(first)
    if (whole := _whole(first, last)) is not None:
        return whole
    if first.year != last.year:
        return f"{_full(first)} – {_full(last)}"
    if first.month != last.month:
        return f"{first.day} {MONTHS[first.month - 1]} – {_full(last)}"
    return f"{first.day}–{_full(last)}"


def _whole(first: date, last: date) -> str | None:
    """Whole months and years by their names."""
    if first.day != 1 or last.day != monthrange(last.year, last.month)[1]:
        return None
    start, end = MONTHS[first.month - 1], MONTHS[last.month - 1]
    if (first.month, last.month) == (1, 12):
        return _year(first) if first.year == last.year else f"{_year(first)}–{_year(last)}"
    if first.year != last.year:
        return f"{start} {_year(first)} – {end} {_year(last)}"
    return f"{start} {_year(last)}" if first.month == last.month else f"{start}–{end} {_year(last)}"


def _full(when: date) -> str:
    return f"{when.day} {MONTHS[when.month - 1]} {_year(when)}"


def _year(when: date) -> str:
    return str(when.year)
