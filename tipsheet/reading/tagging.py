"""From scores of tags to spans of words."""

from collections.abc import Iterator

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
    by_tag = np.ascontiguousarray(np.moveaxis(scores, -1, 0))  # a reduction quick over its rows
    doubtful[:, :words] = by_tag[1:].max(0, initial=-np.inf) > by_tag[0] - SURE
    edges = np.flatnonzero(np.diff(doubtful.ravel(), prepend=False, append=False))
    starts, lengths = edges[::2], edges[1::2] - edges[::2]
    flat = scores.reshape(-1, count)
    for longest, group in _by_length(lengths):
        places = starts[group][:, None] + np.arange(longest + 1)
        inside = np.arange(longest + 1) < lengths[group][:, None]
        part = np.full((len(group), longest + 1, count), _NEVER, np.float32)
        part[..., 0] = 0.0
        taken = places[inside]
        part[inside] = flat[taken - taken // (words + 1)]
        out[taken] = _solved(part, steps)[inside]
    return out.reshape(rows, words + 1)[:, :words]


def _steps(count: int) -> Floats:
    """Nought for every allowed step from one tag to another, and never for the others."""
    out = np.zeros((count, count), np.float32)
    for inside in range(2, count, 2):
        out[:, inside] = _NEVER
        out[inside - 1 : inside + 1, inside] = 0.0
    return out


def _forbidden(tags: Ints, steps: Floats) -> bool:
    before = np.concatenate((np.zeros_like(tags[:, :1]), tags[:, :-1]), 1)
    return bool((steps[before, tags] < 0).any())


def _by_length(lengths: Ints) -> Iterator[tuple[int, Ints]]:
    """Runs put together so that padding at most quadruples them: the longest, and which."""
    steps = np.ceil(np.log2(np.maximum(lengths, 1)) / 2).astype(np.int64)
    for step in np.unique(steps).tolist():
        group = np.flatnonzero(steps == step)
        yield int(lengths[group].max()), group


def _solved(scores: Floats, steps: Floats) -> Ints:
    """The best sequences, shape (rows, words), by the plain recurrence.

    What led to a tag is asked on the way back, along the best path alone.
    """
    rows, words, count = scores.shape
    best = np.empty((words, count, rows, 1), np.float32)
    best[0, :, :, 0] = (scores[:, 0] + steps[0]).T
    onward = steps[:, None, :]
    for word in range(1, words):
        reached = np.maximum.reduce(best[word - 1] + onward, axis=0)
        best[word, :, :, 0] = (reached + scores[:, word]).T
    led = np.ascontiguousarray(best[..., 0].transpose(0, 2, 1))
    out = np.empty((rows, words), np.int64)
    tags = led[-1].argmax(1)
    out[:, -1] = tags
    back = np.ascontiguousarray(steps.T)
    for word in range(words - 1, 0, -1):
        tags = (led[word - 1] + back[tags]).argmax(1)
        out[:, word - 1] = tags
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
