from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tipsheet.reading.tagging import best_tags, spans_of

O, B, I, B2, I2 = range(5)  # noqa: E741  # the names of the tags


def _allowed(tags: tuple[int, ...]) -> bool:
    return all(
        tag % 2 or not tag or before in (tag - 1, tag)
        for before, tag in zip((O, *tags), tags, strict=False)
    )


@given(st.integers(1, 5), st.integers(0, 10_000))
def test_best_tags_are_the_best_of_all_allowed(words: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(words, 5)).astype(np.float32)
    every = [tags for tags in product(range(5), repeat=words) if _allowed(tags)]
    best = max(every, key=lambda tags: sum(scores[word, tag] for word, tag in enumerate(tags)))
    assert tuple(best_tags(scores[None])[0].tolist()) == best


def test_rows_are_solved_apart() -> None:
    scores = np.random.default_rng(1).normal(size=(3, 6, 5)).astype(np.float32)
    alone = [best_tags(scores[row : row + 1])[0].tolist() for row in range(3)]
    assert best_tags(scores).tolist() == alone


def test_nothing_gives_no_tags() -> None:
    assert best_tags(np.zeros((0, 4, 5), np.float32)).shape == (0, 4)
    assert best_tags(np.zeros((2, 0, 5), np.float32)).shape == (2, 0)


@given(st.integers(1, 60), st.integers(0, 10_000))
def test_runs_apart_are_solved_as_if_together(words: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(scale=4, size=(1, words, 5)).astype(np.float32)
    scores[0, ::7, 0] += 40
    cut = [best_tags(scores[:, at : at + 7])[0].tolist() for at in range(0, words, 7)]
    assert best_tags(scores)[0].tolist() == [tag for part in cut for tag in part]


def test_spans_begin_anew_at_every_b() -> None:
    assert spans_of(np.asarray([O, B, I, B, B2, I2, O, B2])) == [
        (0, 1, 2),
        (0, 3, 3),
        (1, 4, 5),
        (1, 7, 7),
    ]


@given(st.integers(1, 5), st.integers(0, 10_000))
def test_best_tags_weigh_the_moves_between_tags(words: int, seed: int) -> None:
    draw = np.random.default_rng(seed)
    scores, moves = draw.normal(size=(words, 5)), draw.normal(scale=2, size=(5, 5))
    every = [tags for tags in product(range(5), repeat=words) if _allowed(tags)]

    def worth(tags: tuple[int, ...]) -> float:
        steps = sum(moves[a, b] for a, b in zip((O, *tags), (*tags, O), strict=True))
        return steps + sum(scores[word, tag] for word, tag in enumerate(tags))

    found = best_tags(scores[None].astype(np.float32), moves.astype(np.float32))
    assert tuple(found[0].tolist()) == max(every, key=worth)
