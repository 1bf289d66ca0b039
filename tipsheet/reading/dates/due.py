"""When a thing can be checked: the days that a date and the preposition before it leave."""

import re
from datetime import date, timedelta
from functools import lru_cache

from tipsheet.reading.dates.finder import day_of, find_dates
from tipsheet.reading.dates.values import end_of
from tipsheet.record import TimeExpression

Due = tuple[str | None, str | None]

BEHIND = 40  # characters before the date in which its preposition stands
AHEAD = 80  # characters after "within days of" in which the day it counts from stands

CUE = re.compile(
    r"""(?:^|[^\w])(?P<cue>
        (?:no|not)\s+later\s+than | by\s+the\s+end\s+of | ahead\s+of | up\s+to | prior\s+to
      | in\s+time\s+for | as\s+soon\s+as | as\s+early\s+as | starting | beginning
      | by | until | till | before | within | inside | after | since | from | through | in | over
    )(?:\s+(?:the|at|least|about|around|early|late|on|next))*\s*$""",
    re.VERBOSE | re.IGNORECASE,
)

LIMITS = frozenset({"by", "until", "till", "through", "no later than", "not later than", "up to",
                    "by the end of", "in time for"})  # fmt: skip
BEFORE = frozenset({"before", "ahead of", "prior to"})
ONWARD = frozenset({"since", "from", "starting", "beginning", "as soon as", "as early as"})


def due_range(text: str, date: TimeExpression, published: str | None) -> Due:
    """The inclusive ISO days, earliest and latest, between which a dated thing can be checked.

    "By X" runs from publication to the end of X, "before X" to the day before it, "after X"
    from its end, "from X" from its start, "within 48 hours" over that long from publication
    or from the date that follows ("within days of the July meeting"); any other date is its
    own range. None where a side stays open.
    """
    cue = _cue(text, date)
    if date.type == "DURATION":
        return _length_due(text, date, published)
    if date.value == "FUTURE_REF":
        return _iso(day_of(published)), None
    if date.type == "SET" or date.latest is None or date.earliest is None:
        return None, None
    if cue in LIMITS:
        return _not_after(day_of(published), date.latest), date.latest
    if cue in BEFORE:
        last = _beside(date.earliest, -1)
        return _not_after(day_of(published), last), last
    if cue == "after":
        return date.latest, None
    if cue in ONWARD:
        return date.earliest, None
    return date.earliest, date.latest


def is_deadline(text: str, date: TimeExpression) -> bool:
    """Whether words in front of a date make it the last day for something."""
    cue = _cue(text, date)
    return cue in LIMITS or cue in BEFORE


def _cue(text: str, date: TimeExpression) -> str:
    return _cue_in(text[max(0, date.start - BEHIND) : date.start])


@lru_cache(maxsize=256)
def _cue_in(before: str) -> str:
    match = CUE.search(before)
    return " ".join(match["cue"].lower().split()) if match else ""


def _length_due(text: str, date: TimeExpression, published: str | None) -> Due:
    if date.earliest is not None:
        return date.earliest, date.latest
    first, base = _counted_from(text, date, published)
    if base is None:
        return None, None
    return _iso(first), _iso(end_of(base, date.value))


def _counted_from(
    text: str, length: TimeExpression, published: str | None
) -> tuple[date | None, date | None]:
    """The day that a length starts at the earliest, and the last day it may be counted from."""
    today = day_of(published)
    follows = text[length.end : length.end + AHEAD]
    if not re.match(r"\s+(?:of|after|from)\s", follows):
        return today, today
    named = (found for found in find_dates(follows, published=published) if found.latest)
    anchor = next(named, None)
    if anchor is None:
        return today, today
    return day_of(anchor.earliest), day_of(anchor.latest)


def _not_after(today: date | None, last: str | None) -> str | None:
    """The day of publication, unless the limit had passed by then."""
    if today is None or last is None or today.isoformat() > last:
        return None
    return today.isoformat()


def _beside(day: str, days: int) -> str | None:
    try:
        return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
    except OverflowError:
        return None


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
