"""Words, digits and signs of a stretch of text, in one pass."""

import re
from collections.abc import Iterator
from functools import partial
from itertools import accumulate
from typing import NamedTuple

_PIECES = re.compile(
    r"([a-z]++(?![\w'’])"  # most words, soonest
    r"|\d{1,3}(?:,\d{2,3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?|(?<![\w.])\.\d+"
    r"|(?:[A-Z]\.){2,}|(?!\d)[^\W_](?:(?!\d)[^\W_])*(?:['’](?!\d)[^\W_]+)?"
    r"|\S)"
)
"""Digits, words and single signs, to cut a text into gaps and tokens by turns."""


class Token(NamedTuple):
    """A word, a run of digits or a sign; `kind` is word, digits or sign."""

    kind: str
    start: int
    end: int
    text: str
    lower: str


_token = partial(tuple.__new__, Token)  # without the cost of a call of `Token` for each
END = Token("end", -1, -1, "", "")
"""Stands before the first and after the last token."""


def _kind(text: str) -> str:
    if text[0].isalpha():  # "it's", "U.S."
        return "word"
    if text[-1].isdecimal():
        return "digits"
    return "word" if text[0].isalnum() else "sign"


class Tokens:
    """The tokens of `text[start:end]`; an index outside of them gives `END`."""

    __slots__ = ("_count", "_items", "_lowers", "text")

    def __init__(self, text: str, start: int = 0, end: int | None = None) -> None:
        self.text = text
        pieces = _PIECES.split(text[start:end])
        borders = list(accumulate(map(len, pieces), initial=start))
        words = pieces[1::2]
        kinds = ["word" if word.isalpha() else _kind(word) for word in words]
        self._lowers = tuple(map(str.lower, words))
        items = zip(kinds, borders[1:-1:2], borders[2::2], words, self._lowers, strict=True)
        self._items = list(map(_token, items))
        self._count = len(self._items)

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Token]:
        return iter(self._items)

    def __getitem__(self, index: int) -> Token:
        return self._items[index] if 0 <= index < self._count else END

    def opening(self, words: frozenset[str]) -> list[int]:
        """Where the digits stand, and the lower-cased words of the set."""
        return [
            index
            for index, lower in enumerate(self._lowers)
            if lower in words or lower[-1].isdecimal()
        ]

    def glued(self, index: int) -> bool:
        """Whether nothing stands between the token and the one before it."""
        items = self._items
        return 0 < index < self._count and items[index].start == items[index - 1].end

    def opens_line(self, index: int) -> bool:
        """Whether the token is the first of its line."""
        return index == 0 or "\n" in self.text[self[index - 1].end : self[index].start]

    def lowers(self, start: int, stop: int) -> tuple[str, ...]:
        """The lower-cased tokens from `start` up to `stop`."""
        if start < 0:
            start = 0
        return self._lowers[start:stop] if stop > start else ()
