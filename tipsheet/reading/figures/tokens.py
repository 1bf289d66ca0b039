"""Words, digits and signs of a stretch of text, in one pass."""

import re
from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

_TOKEN = re.compile(
    r"(?P<digits>\d{1,3}(?:,\d{2,3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?|(?<![\w.])\.\d+)"
    r"|(?P<word>(?:[A-Z]\.){2,}|(?!\d)[^\W_](?:(?!\d)[^\W_])*(?:['’](?!\d)[^\W_]+)?)"
    r"|(?P<sign>[^\s])"
)


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


class Tokens:
    """The tokens of `text[start:end]`; an index outside of them gives `END`."""

    __slots__ = ("_count", "_items", "text")

    def __init__(self, text: str, start: int = 0, end: int | None = None) -> None:
        self.text = text
        found = _TOKEN.finditer(text, start, len(text) if end is None else end)
        self._items = [
            _token((match.lastgroup, match.start(), match.end(), word := match[0], word.lower()))
            for match in found
        ]
        self._count = len(self._items)

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Token]:
        return iter(self._items)

    def __getitem__(self, index: int) -> Token:
        return self._items[index] if 0 <= index < self._count else END

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
        return tuple([item.lower for item in self._items[start:stop]]) if stop > start else ()
