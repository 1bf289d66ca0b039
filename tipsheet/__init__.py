"""Tipsheet reads news reports and keeps the record a careful desk would keep by hand."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tipsheet.api import read
    from tipsheet.record import Reading, Report

__all__ = ["Reading", "Report", "read"]


def __getattr__(name: str) -> Any:
    """Load the public names when they are first used, so that commands start quickly."""
    if name == "read":
        from tipsheet.api import read

        return read
    if name in ("Reading", "Report"):
        from tipsheet import record

        return getattr(record, name)
    raise AttributeError(f"module 'tipsheet' has no attribute {name!r}")
