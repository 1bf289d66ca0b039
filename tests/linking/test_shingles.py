import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tipsheet.linking.shingles import shingles, sketch_of
from tipsheet.linking.words import words_of

TEXT = " ".join(f"word{number}" for number in range(300))


def test_shingles_are_the_same_on_every_machine():
    assert shingles(words_of("the same three words").numbers).tolist() == [
        7053096124571769929,
        3888271975420328567,
    ]


def test_shingles_depend_on_the_order_of_words():
    assert set(shingles(words_of("a b c").numbers)).isdisjoint(shingles(words_of("c b a").numbers))


@given(st.integers(0, 6))
def test_shingles_are_as_many_as_runs(count):
    numbers = np.arange(count, dtype=np.uint64)
    assert len(shingles(numbers)) == max(0, count - 2)


def test_sketch_keeps_about_a_third_and_the_same_of_a_part():
    whole, half = sketch_of(words_of(TEXT)), sketch_of(words_of(TEXT[: len(TEXT) // 2]))
    assert 70 < len(whole) < 130
    assert set(half) <= set(whole)
    assert (np.diff(whole.astype(object)) > 0).all()
