"""The sheet's own words for the closed lists of the record."""

from tipsheet.exports.plain import one_line
from tipsheet.vocabulary import types

SECTIONS = (
    ("happened", "What happened", ("occurred",)),
    ("under-way", "Under way", ("ongoing",)),
    ("planned", "Planned or threatened", ("planned", "threatened", "requested")),
    ("possible", "Only possible", ("possible",)),
    ("denied", "Denied", ("denied",)),
)
"""The sections for events: key, title and the statuses that belong in each."""

STATUSES = {
    "occurred": ("●", "*", "happened"),
    "ongoing": ("◐", "~", "under way"),
    "planned": ("◇", ">", "planned"),
    "threatened": ("▲", "!", "threatened"),
    "requested": ("▷", "+", "requested"),
    "possible": ("○", "o", "possible"),
    "denied": ("✕", "x", "denied"),
}
"""For each status its mark, the mark in plain ASCII, and its word."""

SOURCES = {
    "person": "named",
    "organization": "body",
    "anonymous": "unnamed",
    "document": "document",
    "media": "media",
    "author": "the report",
}
"""A short word for each kind of source."""

TOWARDS = {
    "AGREE": "with",
    "CONSULT": "with",
    "COOPERATE": "with",
    "AID": "for",
    "SUPPORT": "for",
    "CONCEDE": "towards",
    "RETREAT": "towards",
    "REQUEST": "to",
}
"""How the recipient of a type is joined on; against, where it is not here."""

CERTAINTIES = (("sure", 0.75), ("likely", 0.5), ("unsure", 0.0))
"""Words for a confidence from its lower bound up."""

KEY = (
    "Sure, likely and unsure say how well a line was read, not whether it is true. "
    "Words in [brackets] come from elsewhere in the report."
)
"""What a reader of the sheet must know."""


def certainty(confidence: float) -> str:
    """A confidence in 0..1 as a word; what is not a number is unsure."""
    return next((word for word, low in CERTAINTIES if confidence >= low), "unsure")


def kind(code: str, modes: tuple[str, ...]) -> str:
    """An event's type and modes in words: "assault, drone"."""
    known = types().get(code)
    manners = known.modes if known else {}
    words = (manners[mode].label if mode in manners else mode for mode in modes)
    return one_line(", ".join((known.label if known else code, *words)).lower())


def times(count: int) -> str:
    """How often something is mentioned, in words for small numbers."""
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def status(code: str) -> str:
    """The sheet's word for a status."""
    return STATUSES[code][2] if code in STATUSES else one_line(code)
