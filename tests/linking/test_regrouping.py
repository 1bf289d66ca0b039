"""Groups that are kept up to date, against putting everything together anew."""

import random
from collections.abc import Iterable

from hypothesis import given, settings
from hypothesis import strategies as st

from tipsheet.linking.agglomeration import Limits, Pair, agglomerate, pair
from tipsheet.linking.pairs import Pairs
from tipsheet.linking.regrouping import Groups

LIMITS = Limits(threshold=0.0, missing=-3.0, most=6, unseen=1.0)
IDS = "abcdefghijkl"

PAIRS = st.tuples(st.sampled_from(IDS), st.sampled_from(IDS)).filter(lambda p: p[0] < p[1])
SCORES = st.dictionaries(PAIRS, st.integers(-3, 3).map(float), max_size=40)
JUDGED = st.lists(PAIRS, max_size=2)


class Kept:
    """Groups over given scores."""

    def __init__(self, scores: dict[Pair, float]) -> None:
        self.pairs = Pairs(lambda one, other: scores.get(pair(one, other), -9.0), -5.0)
        self.groups = Groups(self.pairs.near, LIMITS)

    def add(self, ids: Iterable[str]) -> None:
        for id in ids:
            self.groups.touch(self.pairs.add(id, None, ["all"]))
            self.groups.add(id)

    def drop(self, id: str) -> None:
        self.groups.touch(self.pairs.drop(id))
        self.groups.drop(id)


@given(SCORES, JUDGED, JUDGED, st.randoms(use_true_random=False))
@settings(deadline=None)
def test_groups_are_those_of_all_things_at_once_in_whatever_order_they_come(
    scores: dict[Pair, float], same: list[Pair], apart: list[Pair], random: random.Random
) -> None:
    kept = Kept(scores)
    kept.groups.judge(same, apart)
    for id in random.sample(IDS, len(IDS)):
        kept.add(id)
        kept.groups.settle()
    assert kept.groups.groups() == agglomerate(IDS, scores, LIMITS, same=same, apart=apart)


@given(SCORES, st.sets(st.sampled_from(IDS)), st.randoms(use_true_random=False))
@settings(deadline=None)
def test_what_was_taken_out_leaves_no_trace(
    scores: dict[Pair, float], gone: set[str], random: random.Random
) -> None:
    kept = Kept(scores)
    kept.add(random.sample(IDS, len(IDS)))
    for id in random.sample(sorted(gone), len(gone)):
        kept.groups.settle()
        kept.drop(id)
    assert kept.groups.groups() == agglomerate(set(IDS) - gone, scores, LIMITS)


def test_judgement_taken_back_leaves_no_trace() -> None:
    kept = Kept({("a", "b"): 2.0})
    kept.add("abc")
    kept.groups.judge([("b", "c")], [("a", "b")])
    assert kept.groups.groups() == [("a",), ("b", "c")]
    kept.groups.judge([], [])
    assert kept.groups.groups() == [("a", "b"), ("c",)]


def test_only_what_a_new_thing_can_reach_is_put_together_anew() -> None:
    scores = {(f"{n:03}a", f"{n:03}b"): 2.0 for n in range(200)}
    kept = Kept(scores)
    kept.add(sorted({id for ends in scores for id in ends} - {"100b"}))
    kept.groups.settle()
    kept.add(["100b"])
    assert kept.groups.settle() == [("100a", "100b")]
    assert kept.groups.regrouped == 2
