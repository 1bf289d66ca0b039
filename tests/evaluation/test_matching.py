from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.matching import assign, compare, jaccard

TABLES = st.dictionaries(
    st.tuples(st.integers(0, 4), st.integers(0, 4)), st.integers(1, 9), max_size=12
)


def test_compare_counts_hits_alarms_and_misses() -> None:
    assert compare(["a", "b", "b", "c"], ["b", "d"]) == (1, 1, 2)


def test_jaccard_of_nothing_and_nothing_is_one() -> None:
    assert jaccard([], []) == 1.0
    assert jaccard([1, 2, 3, 4], [2, 3, 4, 5]) == pytest.approx(3 / 5)
    assert jaccard([1], []) == 0.0


def test_assign_takes_the_best_total_not_the_best_pair() -> None:
    pairs = {(0, 0): 0.9, (0, 1): 0.8, (1, 0): 0.8}

    assert assign(pairs) == {0: 1, 1: 0}


@given(TABLES)
def test_assign_is_as_good_as_trying_everything(pairs: dict[tuple[int, int], float]) -> None:
    found = assign(pairs)
    best = max(sum(pairs.get(pair, 0) for pair in enumerate(p)) for p in permutations(range(5)))

    assert sum(pairs[pair] for pair in found.items()) == best
    assert len(set(found.values())) == len(found)
