import re

import pytest

from tests.reading.stub import happening
from tipsheet.reading.attribution import Innermost
from tipsheet.reading.dates import find_dates
from tipsheet.reading.joining import Sentences, events_of
from tipsheet.reading.watch import watch_of
from tipsheet.record import Span, Watch

TEXT = "The army will attack by 15 September 2025, after it struck on 3 May 2025."
PUBLISHED = "2025-08-21"


def _watch(
    text: str,
    trigger: str,
    status: str,
    *,
    date: str | None = None,
    published: str | None = PUBLISHED,
) -> tuple[Watch, ...]:
    dates = find_dates(text, published=published)
    events = events_of(
        [happening(text, trigger, status=status, date=date)],
        entities={},
        places=[],
        dates=dates,
        contents=Innermost([]),
        sentences=Sentences(_split(text)),
    )
    return watch_of(text, events, dates, published, Sentences(_split(text)))


def _split(text: str) -> list[Span]:
    return [Span.of(text, *found.span()) for found in re.finditer(r"[^\s.][^.]*\.", text)]


@pytest.mark.parametrize("status", ["planned", "threatened", "requested", "possible"])
def test_open_event_with_a_date_ahead_is_watched(status: str) -> None:
    (entry,) = _watch(TEXT, "attack", status, date="15 September 2025")
    assert (entry.due.earliest, entry.due.latest) == (PUBLISHED, "2025-09-15")
    assert entry.why == f"{status}: “attack”, “15 September 2025”"


@pytest.mark.parametrize("status", ["occurred", "ongoing", "denied"])
def test_settled_event_is_not_watched(status: str) -> None:
    assert _watch(TEXT, "attack", status, date="15 September 2025") == ()


def test_date_of_the_sentence_stands_in_for_the_events_own() -> None:
    (entry,) = _watch(TEXT, "attack", "planned")
    assert entry.due.latest == "2025-09-15"
    assert entry.sentence.text == TEXT


def test_date_behind_the_day_of_publication_is_passed_over() -> None:
    assert _watch(TEXT, "struck", "planned", date="3 May 2025") == ()
    assert _watch(TEXT, "struck", "planned", date="3 May 2025", published="2025-05-03") != ()


def test_own_date_is_not_replaced_by_another_of_the_sentence() -> None:
    assert _watch(TEXT, "attack", "planned", date="3 May 2025") == ()


def test_date_that_cannot_be_placed_in_time_is_not_watched() -> None:
    text = "The army will attack on 15 September."
    assert _watch(text, "attack", "planned", published=None) == ()
    assert _watch(text, "attack", "planned") != ()


def test_habit_is_no_time_to_check() -> None:
    assert _watch("The army will attack every Monday.", "attack", "planned") == ()


def test_watch_id_is_stable() -> None:
    assert _watch(TEXT, "attack", "planned") == _watch(TEXT, "attack", "planned")


def test_deadline_that_no_event_takes_is_that_of_the_plan_before_it() -> None:
    text = "The army will attack the port. The lists are to be ready by 15 September 2025."
    (entry,) = _watch(text, "attack", "planned")
    assert entry.due.latest == "2025-09-15"
    assert entry.sentence.text == "The lists are to be ready by 15 September 2025."


@pytest.mark.parametrize(
    "text",
    [
        "The army will attack the port. The lists were shown on 15 September 2025.",
        "The army will attack the port.\n\nThe lists are to be ready by 15 September 2025.",
        "The army will attack the port. The lists were ready by 3 May 2025.",
    ],
)
def test_other_dates_after_a_plan_are_not_its_deadline(text: str) -> None:
    assert _watch(text, "attack", "planned") == ()
