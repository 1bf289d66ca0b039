"""An event's status against its own date, where the model is in doubt."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from tipsheet.reading.layers import Happening
from tipsheet.record import TimeExpression

UNSURE = 0.6
"""Certainty of a status below which a date in the past outweighs it."""

AHEAD = frozenset({"planned", "possible"})


def settled(
    happenings: Sequence[Happening], dates: Sequence[TimeExpression], published: str | None
) -> tuple[Happening, ...]:
    """The happenings; those doubtfully read as ahead but dated before `published` occurred."""
    if published is None:
        return tuple(happenings)
    starts = [date.start for date in dates]
    return tuple(_settled(item, dates, starts, published[:10]) for item in happenings)


def _settled(
    happening: Happening, dates: Sequence[TimeExpression], starts: Sequence[int], day: str
) -> Happening:
    date = _date_of(happening, dates, starts)
    if date is None or date.type not in ("DATE", "TIME"):
        return happening
    doubtful = happening.status in AHEAD and happening.status_score < UNSURE
    if doubtful and date.latest and date.latest <= day and not date.value.endswith("_REF"):
        return replace(happening, status="occurred")
    return happening


def _date_of(
    happening: Happening, dates: Sequence[TimeExpression], starts: Sequence[int]
) -> TimeExpression | None:
    if happening.date is None:
        return None
    at = bisect_left(starts, happening.date.end)
    last = dates[at - 1] if at else None
    return last if last is not None and last.overlaps(happening.date) else None
