import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tipsheet.reading.coreference.edges import (
    BOUND,
    ROLES,
    Side,
    chances,
    classed,
    classes,
    reach,
    sides,
)

WORDS = ("the", "Senate", "of", "1990", "moving", ",")


def test_words_go_by_list_or_form():
    named = [classes()[number] for number in classed(WORDS)]
    assert named == ["article", "capital", "of", "number", "ing", "comma", "none"]


@given(st.integers(0, 5), st.integers(0, 2**32 - 1))
def test_chances_sum_to_one_within_the_sentence(head, seed):
    bounds = np.random.default_rng(seed).normal(size=(6, 4 * BOUND)).astype(np.float32)
    stretch = np.array([0, 0, 0, 1, 1, 1])
    found = reach(bounds, np.array([head]), classed(WORDS), stretch, 1)
    likely = chances(found, sides()[1])[0]
    assert np.isclose(likely.sum(), 1, atol=1e-5)
    assert set(stretch[found.near[0][likely > 0]]) == {stretch[head]}


def test_what_stands_at_an_edge_is_weighed():
    flat = np.zeros((6, 4 * BOUND), np.float32)
    found = reach(flat, np.array([1]), classed(WORDS), np.zeros(6, np.int64), -1)
    roles = np.zeros((len(ROLES), len(classes())), np.float32)
    roles[ROLES.index("edge"), classes().index("article")] = 1.0
    likely = chances(found, Side(1.0, roles))[0]
    assert found.near[0][likely.argmax()] == WORDS.index("the")
    assert np.isclose(likely.max(), np.e / (1 + np.e), atol=1e-5)
