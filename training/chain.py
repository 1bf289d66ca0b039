"""A linear-chain conditional random field by hand: the loss of tag sequences and its gradients.

After Lafferty, McCallum and Pereira (2001). The gradient is written out (marginals less gold),
which on a CPU is many times quicker than to let it be found through the recurrences.
"""

import numpy as np
import numpy.typing as npt

from tipsheet.reading.tagging import legal_moves

Doubles = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


def chain_loss(
    scores: Doubles, moves: Doubles, gold: Ints, unknown: int
) -> tuple[Doubles, Doubles, Doubles]:
    """Minus the log-likelihood of each row's tags, and its gradients by scores and by moves.

    `scores` are (rows, length, tags); `moves`, (tags, tags), are added for going from one tag
    to another. Positions where `gold`, (rows, length), is `unknown` are left out of the
    sequence. Shapes: (rows,), (rows, length, tags), (rows, tags, tags).
    """
    places, known = _words(gold, unknown)
    every = np.arange(len(places))[:, None]
    tags = _mended(np.where(known, gold[every, places], 0))
    loss, by_score, by_moves = _solved(scores[every, places], moves, tags, known)
    spread = np.zeros_like(scores)
    spread[every, places] = np.where(known[..., None], by_score, 0.0)
    return loss, spread, by_moves


def _words(gold: Ints, unknown: int) -> tuple[Ints, npt.NDArray[np.bool_]]:
    """The known positions of each row, moved to its front, and which of them are real.

    What fills a row up are its unknown positions, each once.
    """
    known = gold != unknown
    longest = max(1, int(known.sum(1).max(initial=1)))
    places = np.argsort(~known, axis=1, kind="stable")[:, :longest]
    return places, np.take_along_axis(known, places, 1)


def _mended(tags: Ints) -> Ints:
    """An I that follows nothing of its own part becomes a B."""
    out = tags.copy()
    before = np.concatenate((np.zeros((len(tags), 1), np.int64), out[:, :-1]), 1)
    stray = (out > 0) & (out % 2 == 0) & (before != out) & (before != out - 1)
    out[stray] -= 1
    return out


def _solved(
    scores: Doubles, moves: Doubles, tags: Ints, known: npt.NDArray[np.bool_]
) -> tuple[Doubles, Doubles, Doubles]:
    """The loss of each row and its gradients by the scores and by the moves."""
    rows, words, count = scores.shape
    legal = legal_moves(count)
    step = np.where(legal, np.exp(moves), 0.0)
    raised = scores.max(-1, keepdims=True)
    emitted = np.exp(scores - raised)
    ahead, scale = np.empty_like(scores), np.ones((rows, words))
    current = emitted[:, 0] * (legal[0] > 0)
    for word in range(words):
        if word:
            current = (current @ step) * emitted[:, word]
        scale[:, word] = current.sum(-1)
        current = current / scale[:, word, None]
        if word and not known[:, word].all():
            current = np.where(known[:, word, None], current, ahead[:, word - 1])
        ahead[:, word] = current
    behind = np.ones_like(scores)
    for word in range(words - 2, -1, -1):
        later = (emitted[:, word + 1] * behind[:, word + 1]) @ step.T / scale[:, word + 1, None]
        behind[:, word] = np.where(known[:, word + 1, None], later, 1.0)
    chances = ahead * behind
    whole = np.where(known, np.log(scale) + raised[..., 0], 0.0).sum(1)
    loss, by_score = _against_gold(scores, moves, tags, known, whole, chances)
    return loss, by_score, _by_moves(ahead, behind, emitted, scale, step, tags, known)


def _against_gold(
    scores: Doubles,
    moves: Doubles,
    tags: Ints,
    known: npt.NDArray[np.bool_],
    whole: Doubles,
    chances: Doubles,
) -> tuple[Doubles, Doubles]:
    right = np.take_along_axis(scores, tags[..., None], -1)[..., 0]
    taken = moves[tags[:, :-1], tags[:, 1:]]
    gold = np.where(known, right, 0.0).sum(1) + np.where(known[:, 1:], taken, 0.0).sum(1)
    ones = np.zeros_like(scores)
    np.put_along_axis(ones, tags[..., None], 1.0, -1)
    return whole - gold, chances - ones


def _by_moves(
    ahead: Doubles,
    behind: Doubles,
    emitted: Doubles,
    scale: Doubles,
    step: Doubles,
    tags: Ints,
    known: npt.NDArray[np.bool_],
) -> Doubles:
    later = emitted[:, 1:] * behind[:, 1:] / scale[:, 1:, None] * known[:, 1:, None]
    expected = step * np.matmul(ahead[:, :-1].transpose(0, 2, 1), later)
    found = np.zeros_like(expected)
    rows = np.repeat(np.arange(len(tags)), tags.shape[1] - 1).reshape(len(tags), -1)
    np.add.at(found, (rows, tags[:, :-1], tags[:, 1:]), known[:, 1:].astype(np.float64))
    return expected - found
