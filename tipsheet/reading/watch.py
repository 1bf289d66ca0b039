"""The watch list: what is not done yet and can be checked at a known time."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from tipsheet.reading.dates import due_range, is_deadline
from tipsheet.reading.joining import Sentences
from tipsheet.record import Due, Event, Span, TimeExpression, Watch, content_id

OPEN = frozenset({"planned", "threatened", "requested", "possible"})
PROMISED = OPEN - {"possible"}


def watch_of(
    text: str,
    events: Sequence[Event],
    dates: Sequence[TimeExpression],
    published: str | None,
    sentences: Sentences,
) -> tuple[Watch, ...]:
    """One entry for each open event whose own date, or whose sentence's, lies ahead.

    A deadline that none of them takes ("… which are to be ready by mid-September") is that of
    the last thing planned, threatened or requested before it in its paragraph.
    """
    known = {date.id: date for date in dates}
    starts = [date.start for date in dates]
    out = []
    taken = set()
    for event in events:
        if event.status not in OPEN:
            continue
        own = known.get(event.date) if event.date else None
        for date in (own,) if own else _in_sentence(event, dates, starts):
            earliest, latest = due_range(text, date, published)
            due = Due(earliest=earliest, latest=latest)
            if _ahead(due, published):
                out.append(_entry(event, date, due, event.sentence))
                taken.add(date.id)
                break
    for date in dates:
        if date.id not in taken and is_deadline(text, date):
            out.extend(_left_over(text, date, events, published, sentences))
    return tuple(out)


def _left_over(
    text: str,
    date: TimeExpression,
    events: Sequence[Event],
    published: str | None,
    sentences: Sentences,
) -> Iterator[Watch]:
    earliest, latest = due_range(text, date, published)
    due = Due(earliest=earliest, latest=latest)
    before = [
        event
        for event in events
        if event.status in PROMISED
        and event.sentence.end <= date.start
        and "\n" not in text[event.trigger.end : date.start]
    ]
    if before and _ahead(due, published):
        yield _entry(before[-1], date, due, sentences.around(date))


def _in_sentence(
    event: Event, dates: Sequence[TimeExpression], starts: Sequence[int]
) -> list[TimeExpression]:
    """The dates of the event's sentence, those after the trigger first, then nearest first."""
    left, right = (bisect_left(starts, edge) for edge in (event.sentence.start, event.sentence.end))
    at = event.trigger.start
    return sorted(dates[left:right], key=lambda date: (date.start < at, abs(date.start - at)))


def _ahead(due: Due, published: str | None) -> bool:
    """Whether the time to check lies on or after the day of publication, as far as is known."""
    if due.earliest is None and due.latest is None:
        return False
    if published is None:
        return True
    return (due.latest or due.earliest or "") >= published[:10]


def _entry(event: Event, date: TimeExpression, due: Due, sentence: Span) -> Watch:
    return Watch(
        id=content_id("w", event.id, date.id),
        event=event.id,
        due=due,
        why=f"{event.status}: “{event.trigger.text}”, “{date.text}”",
        sentence=sentence,
    )
