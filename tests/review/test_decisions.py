from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tipsheet.errors import OptionInvalid
from tipsheet.review import Act, Decision, agreements, open_log, standing
from tipsheet.review.agreement import disputed, kappa_of
from tipsheet.review.decision import checked_value, not_undone


def decision(number: int = 1, **told) -> Decision:
    given_ = {"field": "status", "act": Act.correct, "before": "denied", "after": "planned",
              "by": "ann", **told}  # fmt: skip
    return Decision(id=f"d-{number}", report="r", start=3, end=9, words="strike", at="", **given_)


def test_last_word_counts_and_an_editors_outweighs_it():
    first, last = decision(1), decision(2, after="possible")
    settled = decision(3, by="ed", after="occurred", settles=True)
    assert standing([first, last]) == [last]
    assert standing([settled, first, last]) == [settled]


def test_what_is_taken_back_does_not_stand_nor_does_taking_back():
    first, last = decision(1), decision(2, after="possible")
    undo = decision(3, act=Act.undo, undoes="d-2")
    assert standing([first, last, undo]) == [first]
    again = decision(4, act=Act.undo, undoes="d-3")
    assert standing([first, last, undo, again]) == [last]


@given(st.permutations(range(6)))
def test_decisions_on_different_lines_stand_in_any_order(order):
    told = [replace(decision(at), start=at, end=at + 1) for at in range(6)]
    assert {one.id for one in standing([told[at] for at in order])} == {one.id for one in told}


def test_log_only_grows_and_keeps_what_it_is_given(tmp_path):
    log = open_log(str(tmp_path / "desk.db"))
    added = log.add(decision(after={"earliest": "2025-09-01", "latest": None}, field="date"))
    log.add(decision(act=Act.undo, undoes=added.id))
    again = open_log(str(tmp_path / "desk.db")).all()
    assert again[0] == added
    assert (again[1].act, again[1].undoes, again[1].after) == (Act.undo, added.id, "denied")


def test_log_does_not_take_back_anothers_word():
    log = open_log("memory:")
    added = log.add(decision())
    with pytest.raises(OptionInvalid):
        log.add(decision(act=Act.undo, undoes=added.id, by="bob"))
    assert list(not_undone(log.all())) == [added]


@pytest.mark.parametrize(
    ("pairs", "kappa"),
    [
        ([("a", "a"), ("b", "b")], 1.0),
        ([("a", "b"), ("b", "a")], -1.0),
        ([("a", "a"), ("a", "b"), ("b", "a"), ("b", "b")], 0.0),
        ([("a", "a")], None),
        ([], None),
    ],
)
def test_kappa_is_cohens(pairs, kappa):
    assert kappa_of(pairs) == kappa


def test_who_accepts_says_that_it_is_as_it_was_read():
    ann = decision(1)
    bob = decision(2, by="bob", field="event", act=Act.accept, before=None, after=None)
    found = {one.field: one for one in agreements([ann, bob])}
    assert found["status"].alike == 0.0
    assert found["event"].alike == 1.0
    assert disputed([ann, bob]) == [("r", 3, 9)]


def test_settled_line_is_no_longer_disputed():
    told = [decision(1), decision(2, by="bob", after="possible")]
    assert disputed([*told, decision(3, by="ed", settles=True)]) == []


@pytest.mark.parametrize(
    ("field", "value", "kept"),
    [
        ("status", "planned", "planned"),
        ("actors", " a ,b,,a", ["a", "b"]),
        ("place", "  ", None),
        ("date", "2025-09-12", {"earliest": "2025-09-12", "latest": "2025-09-12"}),
        ("date", "2025-09-12/", {"earliest": "2025-09-12", "latest": "2025-09-12"}),
        ("date", "", None),
    ],
)
def test_value_is_put_in_order(field, value, kept):
    assert checked_value(field, value) == kept


@pytest.mark.parametrize(
    ("field", "value"),
    [("trigger", "x"), ("status", ""), ("date", "2025-09-12/2025-09-01"), ("date", 7),
     ("actors", ["x"] * 2 + [str(n) for n in range(60)]), ("place", "x" * 401)],
)  # fmt: skip
def test_value_that_cannot_be_is_refused(field, value):
    with pytest.raises(OptionInvalid):
        checked_value(field, value)
