"""Every expression of time in a text, with its value and the days it allows."""

from collections.abc import Iterator, Sequence
from datetime import date

from tipsheet.reading.dates.bounds import Days, days_allowed
from tipsheet.reading.dates.discourse import Discourse, Found
from tipsheet.reading.dates.genre import Genre
from tipsheet.reading.dates.grammar import Match, matches, rest
from tipsheet.reading.dates.lexicon import lexicon
from tipsheet.reading.dates.resolve import RESOLVERS
from tipsheet.reading.dates.tokens import blocks
from tipsheet.reading.dates.values import is_sound
from tipsheet.record import Span, TimeExpression, content_id

HEAD = 300  # characters from the start within which a line with a date alone dates the report


def find_dates(
    text: str, *, published: str | None, sentences: Sequence[Span] = ()
) -> tuple[TimeExpression, ...]:
    """The TIMEX3 expressions of a text, in its order, read against the day of publication.

    `published` is an ISO date or datetime; without it relative dates stay underspecified,
    unless the text itself is dated on a line of its own at its head. `sentences`, in text
    order, keep a verb of one sentence from telling the tense of a date in the next; without
    them full stops do.
    """
    bounds = tuple((sentence.start, sentence.end) for sentence in sentences)
    discourse = Discourse(day_of(published))
    found: list[TimeExpression] = []
    seen: set[str] = set()
    for match, meaning, days in _read(text, discourse, bounds):
        found.append(_expression(text, match, meaning, days, seen))
    return tuple(found)


def day_of(published: str | None) -> date | None:
    """The day of an ISO date or datetime; None when there is none or it is not one."""
    try:
        day = date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None
    return day if day and is_sound(day.year) else None


def _read(
    text: str, discourse: Discourse, sentences: tuple[tuple[int, int], ...]
) -> Iterator[tuple[Match, Found, Days]]:
    genre = Genre(discourse.published)
    for tokens in blocks(text, lexicon(), sentences):
        genre.count(tokens)
        discourse.narrative = genre.is_narrative
        past = 0
        for match in matches(tokens):
            if match.first < past:
                left = rest(match, past) if match.last > past else None
                if left is None:
                    continue
                match = left
            meaning = RESOLVERS[match.rule.read](match, discourse)
            if meaning is None:
                continue
            past = match.last
            days = days_allowed(match, meaning, discourse)
            discourse.note(match, meaning)
            if discourse.published is None:
                discourse.published = _dateline(match, meaning)
            yield match, meaning, days


def _dateline(match: Match, meaning: Found) -> date | None:
    """The date at the head of the text, alone on its line: that of publication."""
    point = meaning.point
    if point is None or point.grain != "day" or point.known != "full" or match.start > HEAD:
        return None
    text = match.tokens.text
    line_end = text.find("\n", match.end)
    line_start = text.rfind("\n", 0, match.start) + 1
    alone = not text[line_start : match.start].strip() and not text[match.end : line_end].strip()
    return point.day if alone and line_end >= 0 else None


def _expression(
    text: str, match: Match, meaning: Found, days: Days, seen: set[str]
) -> TimeExpression:
    return TimeExpression(
        id=_unique(content_id("d", match.start, match.end, meaning.value), seen),
        type=meaning.type,
        value=meaning.value,
        start=match.start,
        end=match.end,
        text=text[match.start : match.end],
        earliest=days[0],
        latest=days[1],
    )


def _unique(wanted: str, seen: set[str]) -> str:
    name, number = wanted, 1
    while name in seen:
        number += 1
        name = f"{wanted}-{number}"
    seen.add(name)
    return name
