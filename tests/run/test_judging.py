"""What people said of claims, brought from a store to the linking."""

from tipsheet.linking.claims import claims_of
from tipsheet.record import Event, Reader, Reading, Report, Span
from tipsheet.run.collection import Collection, collection_in
from tipsheet.run.judging import judged_in
from tipsheet.store import Judgement, Store, Verdict, open_store

BLAST = "They exploded a barge off Oryahovo and seven bargemen drowned."
LEASE = "They signed a lease for the Paris embassy on Monday."


def _reading(id: str, text: str, trigger: str, version: str = "1") -> Reading:
    at = text.index(trigger)
    event = Event(
        id="v1", trigger=Span.of(text, at, at + len(trigger)), type="ASSAULT", modes=(),
        contexts=(), status="occurred", confidence=0.9, actors=(), recipients=(), place=None,
        date=None, attribution=None, sentence=Span.of(text, 0, len(text)), cameo=None, quad=4,
    )  # fmt: skip
    report = Report.of(text, id=id, publisher=id, published="2031-01-01")
    return Reading(
        reader=Reader(name="tipsheet", version=version, model="m"), report=report, events=(event,)
    )


READINGS = (
    _reading("A", BLAST, "exploded"),
    _reading("B", f"{BLAST} So it was told.", "exploded"),
    _reading("C", LEASE, "signed"),
)


def _store(*said: tuple[int, int, Verdict]) -> Store:
    store = open_store("memory:")
    ids = [claims_of(reading)[0].id for reading in READINGS]
    with store.writer() as writer:
        for reading in READINGS:
            writer.add(reading)
        for one, other, verdict in said:
            writer.judge(
                Judgement(
                    first=ids[one], second=ids[other], kind="same-event", verdict=verdict, by="Ana"
                )
            )
    return store


def _told(collection: Collection) -> list[list[str]]:
    claims = collection.claims
    return sorted(sorted(claims[id].report for id in event.claims) for event in collection.events)


def test_claims_of_one_event_are_told_together() -> None:
    assert _told(collection_in(_store())) == [["A", "B"], ["C"]]


def test_word_of_a_person_overrules_the_linking() -> None:
    store = _store((0, 1, Verdict.no), (0, 2, Verdict.yes))
    assert _told(collection_in(store)) == [["A", "C"], ["B"]]


def test_word_that_was_taken_back_counts_no_more() -> None:
    store = _store((0, 1, Verdict.no), (0, 1, Verdict.withdrawn))
    assert judged_in(store) == ()
    assert _told(collection_in(store)) == [["A", "B"], ["C"]]


def test_word_of_a_person_outlives_another_reading_of_the_report() -> None:
    store = _store((0, 1, Verdict.no))
    with store.writer() as writer:
        writer.add(_reading("A", BLAST, "They exploded", version="2"))
    assert len(_told(collection_in(store))) == 3
