"""What became of what was announced."""

import random
from collections.abc import Sequence

import pytest

from tests.linking.made import claim, date
from tipsheet.linking.followthrough import Evidence, Item, item_of, items_of, outcome_words
from tipsheet.record import Claim, Due

PLAN = "The board will reopen the lock by 10 January."
ASKED = "2031-02-01"


def _plan(report: str = "A", day: str = "2031-01-01", latest: str = "2031-01-10") -> Claim:
    due = Due(earliest=day, latest=latest)
    return claim(report, status="planned", day=day, due=due, words="reopen", sentence=PLAN)


def _later(day: str, status: str, sentence: str = "They reopen the lock.", **told: object) -> Claim:
    return claim(f"z{day}", status=status, day=day, words="reopen", sentence=sentence, **told)


def _item(*claims: Claim, asked: str = ASKED) -> Item:
    found = item_of(claims, asked)
    assert found is not None
    return found


def test_plan_that_occurred_is_done_and_points_at_the_words() -> None:
    done = _later("2031-01-09", "occurred")
    found = _item(_plan(), done)
    assert found.outcome == "done"
    assert (found.evidence[0].claim, found.evidence[0].words) == (done.id, done.sentence)


def test_plan_with_a_later_date_is_moved() -> None:
    found = _item(_plan(), _plan("B", "2031-01-09", "2031-03-20"))
    assert found.outcome == "moved"
    assert (found.first_due.latest, found.due.latest) == ("2031-01-10", "2031-03-20")
    assert found.why == "now due 9 Jan 2031 to 20 Mar 2031, not 1 Jan 2031 to 10 Jan 2031"


def test_plan_that_is_put_off_without_a_date_is_moved() -> None:
    put_off = _later("2031-01-08", "planned", "They reopen it later: it was postponed.")
    assert _item(_plan(), put_off).outcome == "moved"


def test_plan_that_did_not_happen_is_broken() -> None:
    found = _item(_plan(), _later("2031-01-12", "denied"))
    assert found.outcome == "broken"
    assert found.why == "it did not happen by then"


def test_plan_without_later_news_is_forgotten_once_it_is_due() -> None:
    assert _item(_plan()).outcome == "nothing heard"
    assert _item(_plan(), asked="2031-01-05").outcome == "open"


def test_each_time_that_is_announced_is_an_item_of_its_own() -> None:
    moved = _plan("B", "2031-01-09", "2031-01-20")
    first, second = items_of([[_plan(), moved]], ASKED)
    assert (first.outcome, first.first_due.latest, first.due.latest) == (
        "moved", "2031-01-10", "2031-01-20",
    )  # fmt: skip
    assert (second.outcome, second.first_due.latest) == ("nothing heard", "2031-01-20")


def test_plan_put_off_and_done_by_the_first_time_after_all_is_done() -> None:
    done = _later("2031-01-10", "occurred")
    assert _item(_plan(), _plan("B", "2031-01-05", "2031-01-20"), done).outcome == "done"


def test_echo_tells_instead_of_the_later_claims() -> None:
    done = _later("2031-01-09", "occurred")
    asked_of: list[str] = []

    def echo(first: Claim, due: Due, later: Sequence[Claim]) -> list[Evidence]:
        asked_of.extend(claim.id for claim in later)
        return []

    found = item_of([_plan(), done], ASKED, echo)
    assert found is not None
    assert (found.outcome, asked_of) == ("nothing heard", [done.id])


def test_done_after_all_outweighs_an_earlier_denial() -> None:
    claims = [_plan(), _later("2031-01-12", "denied"), _later("2031-01-15", "occurred")]
    assert _item(*claims).outcome == "done"


def test_what_is_done_late_was_moved_and_says_how_late() -> None:
    done = _later("2031-01-16", "occurred", date=date("2031-01-15"))
    found = _item(_plan(), done)
    assert found.outcome == "moved"
    assert found.why.endswith("5 days late")


def test_reports_after_the_day_asked_for_do_not_count() -> None:
    assert _item(_plan(), _later("2031-01-09", "occurred"), asked="2031-01-05").outcome == "open"


def test_same_report_and_undated_reports_settle_nothing() -> None:
    same = claim("A", day="2031-01-01", words="reopen", at=300)
    undated = claim("Q", words="reopen")
    assert _item(_plan(), same, undated).outcome == "nothing heard"


def test_what_has_no_due_time_is_not_on_the_list() -> None:
    assert item_of([claim("A", status="planned", day="2031-01-01")], ASKED) is None


def test_list_is_in_order_of_what_is_due() -> None:
    plans = [[_plan("A", latest="2031-01-20")], [_plan("B", latest="2031-01-10")]]
    assert [item.due.latest for item in items_of(plans, ASKED)] == ["2031-01-10", "2031-01-20"]


@pytest.mark.parametrize(
    ("sentence", "outcome"),
    [
        ("The board postponed its plan to reopen the lock.", "moved"),
        ("The lock has yet to reopen.", "broken"),
        ("The lock will reopen on schedule.", "done"),
    ],
)
def test_outcome_words_are_read_near_the_trigger(sentence: str, outcome: str) -> None:
    made = claim("A", words="reopen", sentence=sentence)
    assert outcome in outcome_words(made)


def test_item_does_not_depend_on_the_order_given() -> None:
    claims = [_plan(), _plan("B", "2031-01-03"), _later("2031-01-12", "denied")]
    assert item_of(random.Random(3).sample(claims, 3), ASKED) == item_of(claims, ASKED)
