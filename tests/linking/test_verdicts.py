"""What a sentence tells of something announced."""

import pytest

from tipsheet.linking.echoes import kin_of
from tipsheet.linking.stems import stem
from tipsheet.linking.verdicts import Verdict, bases_of, is_past, verdict_of


def _verdict(text: str, head: str = "reopen", **told: object) -> Verdict | None:
    base = stem(head)
    return verdict_of(text, head={base, *kin_of(base)}, shared={base, "lock"}, kin=kin_of, **told)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("The lock reopened at noon.", "done"),
        ("Lock reopens after a month", "done"),
        ("The lock will not reopen.", "broken"),
        ("The lock has not reopened.", "broken"),
        ("Boatmen who had planned to reopen the lock went home.", "broken"),
        ("The lock was to reopen on Friday, and has not.", "broken"),
        ("The plan to reopen the lock was called off.", "broken"),
        ("The reopening of the lock was put off.", "moved"),
        ("The lock resumed work, as promised.", "done"),
    ],
)
def test_words_around_the_head_tell_the_outcome(text: str, outcome: str) -> None:
    found = _verdict(text)
    assert found is not None
    assert (found.outcome, found.firm) == (outcome, True)


@pytest.mark.parametrize(
    "text",
    [
        "The lock will reopen.",
        "They want to reopen the lock.",
        "The lock should reopen if it rains.",
    ],
)
def test_what_is_still_to_come_tells_nothing(text: str) -> None:
    assert _verdict(text) is None


def test_later_time_moves_it_unless_it_is_doubted() -> None:
    moved = _verdict("The lock will reopen on 20 May.", later=True)
    assert moved is not None
    assert moved.outcome == "moved"
    assert _verdict("If it rains the lock will reopen on 20 May.", later=True) is None


def test_statuses_that_were_read_outweigh_forms() -> None:
    denied = _verdict("The lock reopened.", statuses=("denied",))
    assert denied is not None
    assert denied.outcome == "broken"
    assert _verdict("The lock reopened.", statuses=("planned",)) is None


def test_sentence_without_the_head_tells_less_firmly() -> None:
    found = _verdict("Barges passed the lock.")
    assert found is not None
    assert (found.outcome, found.firm) == ("done", False)
    assert _verdict("Nothing of it here.") is None


def test_verb_and_particle_are_one() -> None:
    assert bases_of(["hand", "over", "it"])[0] == "hand over"
    assert bases_of(["hand", "it"])[0] == "hand"


@pytest.mark.parametrize(("word", "past"), [("opened", True), ("began", True), ("open", False)])
def test_past_forms_are_known(word: str, past: bool) -> None:
    assert is_past(word) is past
