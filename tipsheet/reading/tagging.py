"""From scores of tags to spans of words."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

_NEVER = np.float32(-1e4)

SURE = 10.0
"""Logits by which outside must lead for a word to be outside whatever stands around it."""


def best_tags(scores: Floats, moves: Floats | None = None) -> Ints:
    """The best allowed tag sequences, shape (rows, words), by Viterbi.

    `scores` are logits, shape (rows, words, tags): O, then B and I of each part in turn. An I
    may follow only the B or I of its own part. `moves`, (tags, tags), are added for going from
    one tag to another; before and after a row all is outside. Words that are surely outside
    part a row into runs, which are solved together by length.
    """
    rows, words, count = scores.shape
    steps = _steps(count)
    if moves is not None:
        steps = steps + moves
    else:
        tags: Ints = scores.argmax(-1)
        if not _forbidden(tags, steps):
            return tags
    out = np.zeros(rows * (words + 1), np.int64)
    doubtful = np.zeros((rows, words + 1), np.bool_)
    by_tag = np.ascontiguousarray(scores.reshape(-1, count).T)  # a reduction quick over its rows
    unsure = by_tag[1:].max(0, initial=-np.inf) > by_tag[0] - SURE
    doubtful[:, :words] = unsure.reshape(rows, words)
    edges = np.flatnonzero(np.diff(doubtful.ravel(), prepend=False, append=False))
    starts, lengths = edges[::2], edges[1::2] - edges[::2]
    if len(lengths):
        order = np.argsort(-lengths, kind="stable")
        begun, held = starts[order], _held(lengths)
        places = np.concatenate([begun[:runs] + at for at, runs in enumerate(held)])
        out[places] = _solved(by_tag[:, places - places // (words + 1)], held, steps)
    return out.reshape(rows, words + 1)[:, :words]


def _steps(count: int) -> Floats:
    """Nought for every allowed step from one tag to another, and never for the others."""
    return np.where(legal_moves(count), np.float32(0.0), _NEVER)


def legal_moves(count: int) -> npt.NDArray[np.bool_]:
    """Which tag may follow which, (tags, tags): an I only the B or I of its own part."""
    out = np.ones((count, count), np.bool_)
    for inside in range(2, count, 2):
        out[:, inside] = False
        out[inside - 1 : inside + 1, inside] = True
    return out


def _forbidden(tags: Ints, steps: Floats) -> bool:
    before = np.concatenate((np.zeros_like(tags[:, :1]), tags[:, :-1]), 1)
    return bool((steps[before, tags] < 0).any())


def _held(lengths: Ints) -> list[int]:
    """How many runs hold a first word, a second one, and so on."""
    counts = np.bincount(lengths)
    held: list[int] = (len(lengths) - np.cumsum(counts))[:-1].tolist()
    return held


def _solved(scores: Floats, held: Sequence[int], steps: Floats) -> Ints:
    """The best tags of runs by the plain recurrence.

    `scores` are those of the first words of all runs, the longest run first, then those of the
    second words of the runs that hold so many, as `held` says, and so on: shape (tags, words).
    What led to a tag is asked on the way back, along the best path alone.
    """
    onward = steps[:, :, None]
    best = scores[:, : held[0]] + onward[0]
    reached = [best]
    edge = held[0]
    for runs in held[1:]:
        best = np.maximum.reduce(best[:, None, :runs] + onward, axis=0)
        best += scores[:, edge : edge + runs]
        edge += runs
        reached.append(best)
    back = np.ascontiguousarray(steps.T)
    out = np.empty(scores.shape[1], np.int64)
    tags = np.zeros(held[0], np.int64)
    for best, runs in zip(reversed(reached), reversed(held), strict=True):
        tags[:runs] = (best.T + back[tags[:runs]]).argmax(1)
        edge -= runs
        out[edge : edge + runs] = tags[:runs]
    return out


def spans_of(tags: Ints) -> list[tuple[int, int, int]]:
    """Part, first and last word (inclusive) of every span in one sequence of tags."""
    found: list[tuple[int, int, int]] = []
    for word in np.flatnonzero(tags).tolist():
        part, inside = divmod(int(tags[word]) - 1, 2)
        if inside and found and found[-1][0] == part and found[-1][2] == word - 1:
            found[-1] = (part, found[-1][1], word)
        else:
            found.append((part, word, word))
    return found


def softmax(scores: Floats) -> Floats:
    """Probabilities from logits, over the last axis."""
    raised = np.exp(scores - scores.max(-1, keepdims=True))
    out: Floats = raised / raised.sum(-1, keepdims=True)
    return out
