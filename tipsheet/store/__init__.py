"""Where readings are kept: nothing merged, nothing overwritten, nothing lost."""

from tipsheet.store.base import (
    Capture,
    Clock,
    Encode,
    Flaw,
    Judgement,
    Linked,
    Rejected,
    Standing,
    State,
    Stats,
    Store,
    Stored,
    Vectors,
    Verdict,
    Version,
    View,
    Writer,
)
from tipsheet.store.opening import open_store
from tipsheet.store.query import Found, Hit, Page, Query

__all__ = [
    "Capture",
    "Clock",
    "Encode",
    "Flaw",
    "Found",
    "Hit",
    "Judgement",
    "Linked",
    "Page",
    "Query",
    "Rejected",
    "Standing",
    "State",
    "Stats",
    "Store",
    "Stored",
    "Vectors",
    "Verdict",
    "Version",
    "View",
    "Writer",
    "open_store",
]
