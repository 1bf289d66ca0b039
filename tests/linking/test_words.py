import pytest
from hypothesis import given
from hypothesis import strategies as st

from tipsheet.linking.words import fold, words_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Organisation", "organization"),
        ("travelled", "traveled"),
        ("U.S.", "US"),
        ("12,000", "12000"),
        ("seven", "7"),
        ("Larraín", "LARRAIN"),
        ("company’s", "company"),
        ("Sept.", "September"),
        ("soft\u00adware", "software"),
    ],
)
def test_fold_takes_away_house_style(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("four", "for"), ("12", "13"), ("war", "wars")])
def test_fold_leaves_other_words_apart(one, other):
    assert fold(one) != fold(other)


@given(st.text(max_size=200))
def test_words_stand_in_the_text_in_order(text):
    words = words_of(text)
    ends = [0, *words.ends.tolist()]
    assert all(end <= start for end, start in zip(ends, words.starts.tolist(), strict=False))
    assert all(words.span(place, 1).text for place in range(len(words)))


@given(st.text(alphabet="ab. '\n", min_size=1, max_size=60))
def test_words_give_spans_that_are_slices(text):
    words = words_of(text)
    for place in range(len(words)):
        span = words.span(place, len(words) - place)
        assert text[span.start : span.end] == span.text


def test_words_know_what_is_quoted():
    words = words_of("He said “we shall not” and left.")
    assert words.quoted.tolist() == [False, False, True, True, True, False, False]


def test_words_of_a_book_are_cut():
    assert len(words_of("word " * 100_010)) == 100_000
