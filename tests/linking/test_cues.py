"""Words that tell an outcome."""

from tipsheet.linking.cues import cues_in


def test_cues_are_told_by_outcome_in_any_form() -> None:
    assert cues_in("The talks were postponed.") == {"moved": "postpone"}
    assert set(cues_in("It was called off; the other was kept on schedule.")) == {"broken", "done"}


def test_own_words_are_no_cues() -> None:
    assert cues_in("The delay was announced.", {"delay"}) == {}
