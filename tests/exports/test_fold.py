from dataclasses import replace
from types import ModuleType

from tipsheet.exports.fold import Folded, fold
from tipsheet.exports.index import Index
from tipsheet.record import Event


def _fold(example: ModuleType, *events: Event) -> tuple[Folded, ...]:
    return fold(events, Index.of(example.reading(events=events)))


def _pair(example: ModuleType, **changes: object) -> tuple[Event, Event]:
    first = next(each for each in example.EVENTS if each.id == "e-strikes")
    trigger, sentence = example.span("attack"), example.sentence(1)
    return first, replace(first, id="e-2", trigger=trigger, sentence=sentence, **changes)


def test_mentions_of_one_thing_become_one_line(example: ModuleType) -> None:
    (folded,) = _fold(example, *_pair(example))
    assert [event.id for event in folded.mentions] == ["e-strikes", "e-2"]
    assert {each.span.text for each in folded.evidence} >= {"strikes", "attack"}


def test_the_fullest_mention_speaks_for_all(example: ModuleType) -> None:
    first, second = _pair(example)
    assert _fold(example, second, first)[0].event == first


def test_another_status_or_source_stays_apart(example: ModuleType) -> None:
    assert len(_fold(example, *_pair(example, status="possible"))) == 2
    assert len(_fold(example, *_pair(example, attribution=None))) == 2


def test_another_day_stays_apart(example: ModuleType) -> None:
    first, second = _pair(example, date="t-october")
    assert len(_fold(example, replace(first, date="t-monday"), second)) == 2
    assert len(_fold(example, first, second)) == 1


def test_events_of_nobody_fold_only_under_one_word(example: ModuleType) -> None:
    first, second = _pair(example)
    bare = [replace(each, actors=(), recipients=()) for each in (first, second)]
    assert len(_fold(example, *bare)) == 2
    assert len(_fold(example, bare[0], replace(bare[0], id="e-3"))) == 1
