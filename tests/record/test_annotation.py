from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tipsheet.record import Mention, Span

EDGES = st.integers(0, 30)


@given(st.text(), EDGES, EDGES)
def test_span_of_is_the_slice(text: str, start: int, end: int) -> None:
    span = Span.of(text, start, end)
    assert span.text == text[span.start : span.end]


def test_span_holds_itself_and_what_lies_within() -> None:
    text = "The army left."
    whole, part = Span.of(text, 0, 14), Span.of(text, 4, 8)
    assert whole.holds(whole)
    assert whole.holds(part)
    assert not part.holds(whole)


def test_spans_that_only_touch_do_not_overlap() -> None:
    text = "The army left."
    assert not Span.of(text, 0, 4).overlaps(Span.of(text, 4, 8))
    assert Span.of(text, 0, 5).overlaps(Span.of(text, 4, 8))


@given(EDGES, EDGES, EDGES, EDGES)
def test_overlap_is_mutual(a: int, b: int, c: int, d: int) -> None:
    one, other = Span.of("", min(a, b), max(a, b)), Span.of("", min(c, d), max(c, d))
    assert one.overlaps(other) == other.overlaps(one)


def test_annotations_are_immutable() -> None:
    mention = Mention(start=0, end=3, text="she", form="pronoun")
    with pytest.raises(FrozenInstanceError):
        mention.form = "name"  # type: ignore[misc]
