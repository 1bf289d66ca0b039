from hypothesis import given
from hypothesis import strategies as st

from tipsheet.record import Link, Reason, Span
from tipsheet.vocabulary import link_kinds

SHARED = Reason(
    code="shared-text",
    why="4 words are the same.",
    weight=0.5,
    first=(Span(start=0, end=3, text="abc"),),
    second=(Span(start=9, end=12, text="abc"),),
)


def test_link_without_direction_puts_its_ends_in_order():
    link = Link.of("r-2", "r-1", kind="copy", score=0.5, reasons=[SHARED])
    assert (link.first, link.second) == ("r-1", "r-2")
    assert link.reasons[0].first == SHARED.second
    assert link == Link.of("r-1", "r-2", kind="copy", score=0.5, reasons=link.reasons)


def test_link_with_direction_keeps_its_ends():
    there = Link.of("r-2", "r-1", kind="cites", score=1.0, directed=True, reasons=[SHARED])
    back = Link.of("r-1", "r-2", kind="cites", score=1.0, directed=True)
    assert (there.first, there.second, there.reasons) == ("r-2", "r-1", (SHARED,))
    assert there.id != back.id


@given(st.text(), st.text(), st.booleans(), st.floats(0, 1))
def test_link_goes_to_plain_data_and_back(first, second, directed, score):
    link = Link.of(first, second, kind="passage", score=score, directed=directed, reasons=[SHARED])
    assert Link.from_dict(link.to_dict()) == link


def test_link_id_does_not_depend_on_score_or_reasons():
    weak = Link.of("a", "b", kind="copy", score=0.1)
    strong = Link.of("b", "a", kind="copy", score=0.9, reasons=[SHARED])
    assert weak.id == strong.id
    assert weak.id != Link.of("a", "b", kind="passage", score=0.1).id


def test_link_kinds_say_which_have_a_direction():
    assert link_kinds()["copy"].directed
    assert not link_kinds()["same-event"].directed
