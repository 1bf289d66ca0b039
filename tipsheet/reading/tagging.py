"""From scores of tags to spans of words."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

_NEVER = np.float32(-1e4)


STAY = 0.3
"""What staying inside a span is worth, in logits; tuned on PolNeAR's development articles."""


def transitions(count: int, stay: float = 0.0) -> Floats:
    """Scores (from, to) of tag pairs: an I may follow only the B or I of its own part.

    Tags are O, then B and I of each part in turn.
    """
    out = np.zeros((count, count), np.float32)
    for inside in range(2, count, 2):
        out[:, inside] = _NEVER
        out[[inside - 1, inside], inside] = stay
    return out


def best_tags(scores: Floats, stay: float = 0.0) -> Ints:
    """The best allowed tag sequences, shape (rows, words), by Viterbi.

    `scores` are logits, shape (rows, words, tags); all rows are solved at once. `stay` is
    added wherever a span goes on.
    """
    rows, words, count = scores.shape
    if not rows or not words:
        return np.zeros((rows, words), np.int64)
    allowed = transitions(count, stay)
    best = scores[:, 0].copy()
    best[:, 2::2] += _NEVER
    back = np.empty((words, rows, count), np.int64)
    for word in range(1, words):
        paths = best[:, :, None] + allowed
        back[word] = paths.argmax(1)
        best = np.take_along_axis(paths, back[word][:, None, :], 1)[:, 0] + scores[:, word]
    out = np.empty((rows, words), np.int64)
    out[:, -1] = best.argmax(1)
    every = np.arange(rows)
    for word in range(words - 1, 0, -1):
        out[:, word - 1] = back[word][every, out[:, word]]
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
