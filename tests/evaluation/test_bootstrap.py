import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.bootstrap import accuracy, f1, interval, macro_f1, mean, precision, recall, value

counts = st.lists(st.tuples(*[st.integers(0, 20)] * 3), min_size=1, max_size=12)


def test_f1_of_summed_counts_is_the_hand_worked_one() -> None:
    documents = [(3, 1, 0), (1, 1, 4)]  # 4 right of 6 found and 8 expected

    assert value(documents, f1) == pytest.approx(8 / 14)
    assert value(documents, precision) == pytest.approx(4 / 6)
    assert value(documents, recall) == pytest.approx(4 / 8)


def test_mean_is_of_all_things_not_of_documents() -> None:
    assert value([(1, 1), (0, 3)], mean) == pytest.approx(0.25)


def test_macro_f1_is_over_the_classes_that_occur() -> None:
    confusion = np.array([[2, 1, 0], [0, 1, 0], [0, 0, 0]])  # F1 of 4/5 and 2/3; no third

    assert value([confusion], macro_f1) == pytest.approx((4 / 5 + 2 / 3) / 2)
    assert value([confusion], accuracy) == pytest.approx(3 / 4)


def test_nothing_to_score_is_zero() -> None:
    assert value([(0, 0, 0)], f1) == 0.0
    assert value([], f1) == 0.0
    assert interval([], f1) == (0.0, 0.0)


def test_interval_of_like_documents_is_their_value() -> None:
    assert interval([(2, 1, 1)] * 9, f1) == pytest.approx((4 / 6, 4 / 6))


def test_interval_of_a_share_is_close_to_the_binomial_one() -> None:
    low, high = interval([(1, 1)] * 50 + [(0, 1)] * 50, mean)

    assert low == pytest.approx(0.5 - 1.96 * 0.05, abs=0.015)
    assert high == pytest.approx(0.5 + 1.96 * 0.05, abs=0.015)


@given(counts)
def test_interval_is_the_same_in_any_order(documents: list[tuple[int, ...]]) -> None:
    forward = interval(documents, f1, rounds=50)

    assert interval(documents[::-1], f1, rounds=50) == forward
    assert 0 <= forward[0] <= forward[1] <= 1
