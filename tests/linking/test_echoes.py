"""Sentences that come back to what was announced."""

import pytest

from tests.linking.made import claim
from tipsheet.linking.echoes import Echoes, echo_evidence, sentences_of
from tipsheet.record import Due, Reader, Reading, Report

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
