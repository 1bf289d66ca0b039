"""The pairs that are kept."""

import random

from hypothesis import given
from hypothesis import strategies as st

from tipsheet.linking.pairs import Pairs


def _score(one: str, other: str) -> float:
    return (ord(one[0]) * ord(other[0])) % 7 - 3.0


def test_pairs_below_the_least_score_are_not_kept() -> None:
    pairs = Pairs(lambda one, other: 1.0 if other == "b" else -1.0, 0.0)
    for id in "abc":
        assert pairs.add(id, None, ["key"]) == set()
    assert list(pairs) == [("a", "b")]
    assert {other: kept.score for other, kept in pairs.near("b").items()} == {"a": 1.0}


def test_pair_ends_when_its_two_are_near_in_no_block() -> None:
    pairs = Pairs(lambda one, other: 1.0, 0.0, window=1)
    pairs.add("a", "1", ["key"])
    pairs.add("c", "3", ["key"])
    assert pairs.add("b", "2", ["key"]) == {"a", "c"}
    assert sorted(pairs) == [("a", "b"), ("b", "c")]


@given(st.sets(st.sampled_from("abcdefghijklmnop")), st.randoms(use_true_random=False))
def test_what_is_kept_depends_on_what_is_there_alone(gone: set[str], random: random.Random) -> None:
    keys = {id: [f"k{ord(id) % 3}", f"m{ord(id) % 2}"] for id in "abcdefghijklmnop"}
    shuffled, plain = Pairs(_score, 0.0, window=2), Pairs(_score, 0.0, window=2)
    for id in random.sample(sorted(keys), len(keys)):
        shuffled.add(id, id, keys[id])
    for id in random.sample(sorted(gone), len(gone)):
        shuffled.drop(id)
    for id in sorted(set(keys) - gone):
        plain.add(id, id, keys[id])
    assert sorted(shuffled) == sorted(plain)
    assert all(shuffled.near(one)[other] == plain.near(one)[other] for one, other in plain)
