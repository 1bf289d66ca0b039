"""Groups by average score."""

import random

from hypothesis import given
from hypothesis import strategies as st

from tipsheet.linking.agglomeration import Limits, Pair, agglomerate, pair

LIMITS = Limits(threshold=0.0, missing=-3.0, most=100)


def test_best_pairs_join_and_bad_ones_do_not() -> None:
    scores = {("a", "b"): 2.0, ("b", "c"): 1.0, ("a", "c"): -2.0}
    assert agglomerate("abc", scores, LIMITS) == [("a", "b"), ("c",)]


def test_average_of_all_pairs_decides_not_the_best_pair() -> None:
    scores = {("a", "b"): 3.0, ("c", "d"): 3.0, ("b", "c"): 1.0}
    assert agglomerate("abcd", scores, LIMITS) == [("a", "b"), ("c", "d")]


def test_judged_pairs_are_joined_and_kept_apart() -> None:
    scores = {("a", "b"): 5.0}
    assert agglomerate("abc", scores, LIMITS, apart=[("a", "b")]) == [("a",), ("b",), ("c",)]
    assert agglomerate("abc", {}, LIMITS, same=[("c", "a")]) == [("a", "c"), ("b",)]


def test_kept_apart_wins_over_joined_through_a_third() -> None:
    found = agglomerate("abc", {}, LIMITS, same=[("a", "b"), ("b", "c")], apart=[("a", "c")])
    assert found == [("a", "b"), ("c",)]


def test_group_never_grows_beyond_its_limit() -> None:
    ids = [f"{n:03}" for n in range(30)]
    scores = {(one, other): 5.0 for one in ids for other in ids if one < other}
    found = agglomerate(ids, scores, Limits(threshold=0.0, missing=0.0, most=8))
    assert max(map(len, found)) <= 8
    assert sorted(id for group in found for id in group) == ids


IDS = st.sampled_from("abcdefg")
SCORES = st.dictionaries(
    st.tuples(IDS, IDS).filter(lambda ends: ends[0] < ends[1]),
    st.floats(-3, 3, allow_nan=False).map(lambda x: round(x, 2)),
)


@given(SCORES, st.randoms())
def test_outcome_does_not_depend_on_order(scores: dict[Pair, float], random: random.Random) -> None:
    ids = list("abcdefg")
    random.shuffle(ids)
    shuffled = dict(random.sample(list(scores.items()), len(scores)))
    assert agglomerate(ids, shuffled, LIMITS) == agglomerate("abcdefg", scores, LIMITS)


def test_pair_is_in_order() -> None:
    assert pair("b", "a") == pair("a", "b") == ("a", "b")
