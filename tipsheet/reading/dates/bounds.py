"""The days that an expression allows, where its value alone does not tell."""

from datetime import date

from tipsheet.reading.dates.discourse import Discourse, Found
from tipsheet.reading.dates.grammar import Match
from tipsheet.reading.dates.tense import tense
from tipsheet.reading.dates.values import end_of, span_of

Days = tuple[str | None, str | None]

DATED = frozenset({"DATE", "TIME"})


def days_allowed(match: Match, meaning: Found, discourse: Discourse) -> Days:
    """The inclusive ISO days of an expression, earliest and latest.

    "Earlier this month" ends, and "later this month" begins, on the day of publication.
    "Within days" in a story told in the past counts from the date spoken of before it.
    """
    if meaning.type in DATED:
        return _cut(match, span_of(meaning.value, meaning.mod), discourse.published)
    if meaning.type == "DURATION" and match.before() == "within":
        return _within(match, meaning, discourse)
    return None, None


def _cut(match: Match, days: Days, published: date | None) -> Days:
    earliest, latest = days
    words = match.words("pre")
    if published is None or earliest is None or latest is None:
        return days
    today = published.isoformat()
    if not earliest <= today <= latest:
        return days
    if "earlier" in words:
        return earliest, today
    return (today, latest) if "later" in words else days


def _within(match: Match, meaning: Found, discourse: Discourse) -> Days:
    if discourse.anchor is None or tense(match) != "past":
        return None, None
    first, last = span_of(discourse.anchor.value)
    if first is None or last is None:
        return None, None
    end = end_of(date.fromisoformat(last), meaning.value)
    return (first, end.isoformat()) if end else (None, None)
