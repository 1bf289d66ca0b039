from itertools import pairwise, product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tipsheet.reading.tagging import legal_moves
from training.chain import chain_loss

UNKNOWN = -100
GOLD = np.asarray([[0, UNKNOWN, 1, 2, UNKNOWN], [3, 4, UNKNOWN, UNKNOWN, 1], [0, 1, 2, 2, 0]])


def _by_hand(scores: np.ndarray, moves: np.ndarray, gold: np.ndarray) -> float:
    """The loss of one row, by all its sequences."""
    places = np.flatnonzero(gold != UNKNOWN)
    legal = legal_moves(moves.shape[0])

    def worth(tags: tuple[int, ...]) -> float:
        steps = sum(moves[pair] for pair in pairwise(tags))
        return steps + sum(scores[place, tag] for place, tag in zip(places, tags, strict=True))

    every = [
        worth(tags)
        for tags in product(range(moves.shape[0]), repeat=len(places))
        if all(legal[pair] for pair in zip((0, *tags), tags, strict=False))
    ]
    return float(np.logaddexp.reduce(every) - worth(tuple(gold[places].tolist())))


def _drawn(seed: int) -> tuple[np.ndarray, np.ndarray]:
    draw = np.random.default_rng(seed)
    return draw.normal(scale=2, size=(3, 5, 5)), draw.normal(size=(5, 5))


@given(st.integers(0, 1000))
@settings(max_examples=15)
def test_loss_is_that_over_all_allowed_sequences(seed: int) -> None:
    scores, moves = _drawn(seed)
    loss, _, _ = chain_loss(scores, moves, GOLD, UNKNOWN)
    by_hand = [_by_hand(*row) for row in zip(scores, [moves] * 3, GOLD, strict=True)]
    assert np.allclose(loss, by_hand)


def test_gradients_are_the_slopes_of_the_loss() -> None:
    scores, moves = _drawn(7)
    _, by_score, by_moves = chain_loss(scores, moves, GOLD, UNKNOWN)
    for place in ((0, 2, 1), (1, 0, 3), (2, 4, 0), (0, 1, 1)):
        nudged = scores.copy()
        nudged[place] += 1e-6
        slope = (_loss(nudged, moves) - _loss(scores, moves)) / 1e-6
        assert np.isclose(by_score[place], slope, atol=1e-4)
    nudged = moves.copy()
    nudged[1, 2] += 1e-6
    slope = (_loss(scores, nudged) - _loss(scores, moves)) / 1e-6
    assert np.isclose(by_moves.sum(0)[1, 2], slope, atol=1e-4)


def test_stray_inside_is_read_as_a_beginning() -> None:
    scores, moves = _drawn(3)
    stray, begun = np.asarray([[0, 2, 2, 0, 0]]), np.asarray([[0, 1, 2, 0, 0]])
    assert (
        chain_loss(scores[:1], moves, stray, UNKNOWN)[0]
        == chain_loss(scores[:1], moves, begun, UNKNOWN)[0]
    )


def _loss(scores: np.ndarray, moves: np.ndarray) -> float:
    return float(chain_loss(scores, moves, GOLD, UNKNOWN)[0].sum())
