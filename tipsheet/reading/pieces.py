"""Text to word pieces with what the uncased vocabulary throws away: case, glue and line breaks."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Ints = npt.NDArray[np.int64]

SHAPES = 7
"""Shapes of a word: other, lower, Title, UPPER, mixed, digits, one capital letter."""

GAPS = 4
"""What stands before a word: a space, nothing, a line break, a blank line."""

WINDOW = 254
"""Pieces in a window, two marks aside; the encoder was pre-trained with 512 positions."""

OVERLAP = 48
"""Pieces that two neighbouring windows share, so that a cue sees its content."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pieces:
    """The word pieces of one text, as arrays of length n.

    `ids` are vocabulary ids; `starts` and `ends` are code points; `words` numbers the word
    that a piece belongs to; `shapes` and `gaps` are the features of that word.
    """

    ids: Ints
    starts: Ints
    ends: Ints
    words: Ints
    shapes: Ints
    gaps: Ints

    @property
    def first(self) -> npt.NDArray[np.bool_]:
        """Whether a piece is the first of its word; bool, shape (n,)."""
        first: npt.NDArray[np.bool_] = np.ones(len(self.words), np.bool_)
        first[1:] = self.words[1:] != self.words[:-1]
        return first


def pieces_of(tokenizer: "Tokenizer", text: str) -> Pieces:
    """The word pieces of `text`."""
    encoding = tokenizer.encode(text, add_special_tokens=False)
    offsets = np.asarray(encoding.offsets, dtype=np.int64).reshape(-1, 2)
    words = np.asarray([-1 if word is None else word for word in encoding.word_ids], np.int64)
    starts, ends = offsets[:, 0], offsets[:, 1]
    shapes, gaps = _features(text, words, starts, ends)
    ids = np.asarray(encoding.ids, dtype=np.int64)
    return Pieces(ids=ids, starts=starts, ends=ends, words=words, shapes=shapes, gaps=gaps)


def _features(text: str, words: Ints, starts: Ints, ends: Ints) -> tuple[Ints, Ints]:
    if not len(words):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    borders = np.flatnonzero(np.concatenate(([True], words[1:] != words[:-1], [True])))
    begun, ended = starts[borders[:-1]].tolist(), ends[borders[1:] - 1].tolist()
    found = [text[start:end] for start, end in zip(begun, ended, strict=True)]
    known = {word: shape_of(word) for word in set(found)}
    between = [text[end:start] for end, start in zip(ended[:-1], begun[1:], strict=True)]
    gaps = [_FIRST, *(0 if gap == " " else _gap_of(gap) for gap in between)]
    lengths = np.diff(borders)
    return (
        np.repeat(np.array([known[word] for word in found], np.int64), lengths),
        np.repeat(np.array(gaps, np.int64), lengths),
    )


def shape_of(word: str) -> int:
    """The shape of one word, an index below `SHAPES`."""
    if word.islower():
        return 1
    if word.isupper():
        return 6 if len(word) == 1 else 3
    if word.istitle():
        return 2
    if word[:1].isdigit():
        return 5
    return 4 if word.isalpha() else 0


_FIRST = 3
"""The gap before the first word, as after a blank line."""


def _gap_of(between: str) -> int:
    breaks = between.count("\n")
    if breaks:
        return 2 if breaks == 1 else 3
    return 0 if between else 1


def windows_of(pieces: Pieces, size: int = WINDOW, overlap: int = OVERLAP) -> list[tuple[int, int]]:
    """Half-open ranges of pieces, at most `size` long, that cover the text and overlap.

    A window begins at the start of a line or after a full stop where one is near, else at a word.
    """
    count = len(pieces.ids)
    if count <= size:
        return [(0, count)] if count else []
    first, opens = pieces.first, _openings(pieces)
    windows, start = [], 0
    while start + size < count:
        windows.append((start, start + size))
        target = int(np.flatnonzero(first[: start + size - overlap + 1])[-1])
        start = _nearest_opening(opens, target, within=overlap // 2)
    return [*windows, (start, count)]


def _openings(pieces: Pieces) -> npt.NDArray[np.bool_]:
    stops = np.isin(pieces.ids, _STOPS)
    after_stop = np.concatenate(([False], stops[:-1]))
    opens: npt.NDArray[np.bool_] = pieces.first & (
        (pieces.gaps >= 2) | (after_stop & (pieces.gaps == 0))
    )
    return opens


def _nearest_opening(opens: npt.NDArray[np.bool_], target: int, *, within: int) -> int:
    near = np.flatnonzero(opens[target - within : target + within // 2])
    return target - within + int(near[-1]) if len(near) else target


_STOPS = np.asarray([1012, 1029, 999, 1000, 1524], dtype=np.int64)
"""The vocabulary's ids of . ? ! " and the closing quotation mark."""
