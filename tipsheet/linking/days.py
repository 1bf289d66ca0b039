"""Days and moments of publication, as far as they can be trusted."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

_EARLIEST = date(1600, 1, 1)
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """When something was published: the day, and the moment where it is known with its zone."""

    day: date
    instant: datetime | None = None


def moment_of(published: str | None, *, as_of: str | None = None) -> Moment | None:
    """The moment that an ISO date or datetime gives; None for none, nonsense or the future.

    `as_of` is the ISO day after which a date (but for one day, since zones differ) is the future;
    without it no date is.
    """
    if not published:
        return None
    try:
        whole = datetime.fromisoformat(published)
    except ValueError:
        return None
    day = whole.date()
    if day < _EARLIEST or _is_future(day, as_of):
        return None
    instant = whole.astimezone(UTC) if whole.tzinfo and "T" in published else None
    return Moment(day=day, instant=instant)


def apart(one: Moment | None, other: Moment | None) -> int | None:
    """How many days lie between two moments; None where one is not known."""
    return abs((one.day - other.day).days) if one and other else None


def earlier(one: Moment, other: Moment) -> int:
    """-1 where the first was surely published before the second, 1 after it, 0 where unknown."""
    if one.instant and other.instant:
        gap = one.instant - other.instant
        return 0 if abs(gap) < _MINUTE else _sign(gap.total_seconds())
    return _sign((one.day - other.day).days)


def _is_future(day: date, as_of: str | None) -> bool:
    today = moment_of(as_of)
    return bool(today and day > today.day + timedelta(days=1))


def _sign(number: float) -> int:
    return (number > 0) - (number < 0)
