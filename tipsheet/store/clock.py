"""The time of what is added, in UTC."""

from datetime import UTC, datetime


def now() -> datetime:
    """The time now."""
    return datetime.now(UTC)


def stamp(moment: datetime) -> str:
    """A time as ISO text in UTC, to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
