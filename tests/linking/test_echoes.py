"""Sentences that come back to what was announced."""

import pytest

from tests.linking.made import claim
from tipsheet.linking.echoes import Echoes, echo_evidence, heads_of, sentences_of
from tipsheet.record import Attribution, Claim, Due, Reader, Reading, Report, Span

DUE = Due(earliest="2031-01-10", latest="2031-01-10")
PLAN = "A second shelter in the Aramo school will open on 10 January."


def _reading(id: str, text: str, day: str) -> Reading:
    return Reading(
        reader=Reader(name="t", version="1", model="m"),
        report=Report.of(text, id=id, published=day),
    )


def _outcomes(text: str, day: str = "2031-01-11") -> list[str]:
    announced = claim("A", words="open", sentence=PLAN, day="2031-01-01")
    echoes = Echoes([_reading("A", PLAN, "2031-01-01"), _reading("B", text, day)])
    return [one.outcome for one in echo_evidence(announced, DUE, echoes)]


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("The second shelter opened this morning in the Aramo school.", ["done"]),
        ("The second shelter in the Aramo school has not opened.", ["broken"]),
        ("The opening of the second Aramo shelter was postponed.", ["moved"]),
        ("The second shelter in the Aramo school will open on Friday.", []),
        ("Bakers in Belunda baked rye bread.", []),
    ],
)
def test_later_sentence_tells_what_came_of_it(text: str, outcome: list[str]) -> None:
    assert _outcomes(text) == outcome


def test_earlier_reports_and_the_report_itself_tell_nothing() -> None:
    assert _outcomes("The second shelter opened in the Aramo school.", "2030-12-31") == []


def test_nothing_is_done_before_it_is_due() -> None:
    assert _outcomes("The second shelter opened in the Aramo school.", "2031-01-05") == []


def test_sentences_are_slices_of_the_text() -> None:
    text = "One shelter opened. “Two closed!” he said.\nThree"
    for sentence in sentences_of(_reading("A", text, "2031-01-01")):
        assert text[sentence.span.start : sentence.span.end] == sentence.span.text


def test_sentence_that_repeats_the_announcement_tells_nothing() -> None:
    assert _outcomes(PLAN.replace("will open", "would open")) == []


def test_phrase_with_another_particle_is_another_deed() -> None:
    plan = "Will hand over the Belunda ledger by 10 January."
    announced = claim("A", words="hand", sentence=plan, day="2031-01-01")
    texts = ["Aramo handed in a resignation.", "Aramo handed over the ledger."]
    echoes = Echoes([_reading(str(at), text, "2031-01-09") for at, text in enumerate(texts)])
    due = Due(earliest="2031-01-01", latest="2031-01-10")
    assert [one.report for one in echo_evidence(announced, due, echoes)] == ["1"]


def test_who_announces_is_no_part_of_what_is_announced() -> None:
    text = "Ana Ruiz said the lock would reopen."
    said = Attribution(
        id="a1", source=Span.of(text, 0, 8), cue=Span.of(text, 9, 13), content=(), kind="person",
        count=None, entity=None, quote="indirect", parent=None, origin=None, confidence=1.0,
    )  # fmt: skip
    reading = Reading(
        reader=Reader(name="t", version="1", model="m"),
        report=Report.of(text, id="A", published="2031-01-01"),
        attributions=(said,),
    )
    subject = Echoes([reading]).subject(claim("A", words="reopen", sentence=text))
    assert "ruiz" not in subject.core
    assert "lock" in subject.core


@pytest.mark.parametrize(
    ("words", "head"),
    [
        ("the report will be published by May", {"publish"}),
        ("asked them to leave the bridge", {"leav"}),
        ("a summit next week", {"summit"}),
    ],
)
def test_head_is_what_is_to_be_done(words: str, head: set[str]) -> None:
    span = Span(start=0, end=len(words), text=words)
    bare = Claim(id="c", report="A", kind="words", item="", trigger=span, sentence=span)
    assert heads_of(bare, [(0, len(words))]) == head
