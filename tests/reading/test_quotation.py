import pytest
from hypothesis import given
from hypothesis import strategies as st

from tipsheet.reading.quotation import unquoted


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("“We will go.”", "We will go"),
        ('"We will go,"', "We will go"),
        ("that it was “no good.”", "that it was “no good"),
        ("‘Is it?’", "Is it?"),
        ("the workers’", "the workers’"),
        ("the U.S.", "the U.S."),
        ("“", "“"),
    ],
)
def test_unquoted_leaves_the_outer_marks_out(text: str, inner: str) -> None:
    start, end = unquoted(text, 0, len(text))
    assert text[start:end] == inner


@given(st.text("ab .,?\"'“”‘’", min_size=1))
def test_unquoted_stays_inside_and_leaves_something(text: str) -> None:
    start, end = unquoted(text, 0, len(text))
    assert 0 <= start < end <= len(text)


@given(st.text('ab .,?"“”', min_size=1))
def test_unquoting_twice_is_unquoting_once(text: str) -> None:
    start, end = unquoted(text, 0, len(text))
    assert unquoted(text, start, end) == (start, end)
