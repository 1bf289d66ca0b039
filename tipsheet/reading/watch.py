"""The watch list: what is not done yet and can be checked at a known time."""

from bisect import bisect_left
from collections.abc import Sequence

from tipsheet.reading.dates import due_range
from tipsheet.record import Due, Event, TimeExpression, Watch, content_id

OPEN = frozenset({"planned", "threatened", "requested", "possible"})


def watch_of(
    text: str,
    events: Sequence[Event],
    dates: Sequence[TimeExpression],
    published: str | None,
) -> tuple[Watch, ...]:
    """One entry for each open event whose own date, or whose sentence's, lies ahead."""
    known = {date.id: date for date in dates}
    starts = [date.start for date in dates]
    out = []
    for event in events:
        if event.status not in OPEN:
            continue
        own = known.get(event.date) if event.date else None
        for date in (own,) if own else _in_sentence(event, dates, starts):
            earliest, latest = due_range(text, date, published)
            due = Due(earliest=earliest, latest=latest)
            if _ahead(due, published):
                out.append(_entry(event, date, due))
                break
    return tuple(out)


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


def _entry(event: Event, date: TimeExpression, due: Due) -> Watch:
    return Watch(
        id=content_id("w", event.id, date.id),
        event=event.id,
        due=due,
        why=f"{event.status}: “{event.trigger.text}”, “{date.text}”",
        sentence=event.sentence,
    )
