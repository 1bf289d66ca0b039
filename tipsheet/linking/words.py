"""The words of a text as copies are compared: folded, numbered, and where each one stands.

Folding takes away what a desk changes without rewriting: case, accents, punctuation, British or
American spelling, numerals, abbreviated ranks and months. The text itself is never altered.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from tipsheet.linking.stems import unaccented
from tipsheet.record import Span
from tipsheet.vocabulary.loading import read_table

Numbers = NDArray[np.uint64]

_UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_LETTER = rf"[^\W_]|[{_UNSEEN}]"
_WORD = re.compile(rf"(?:[^\W\d_]\.){{2,}}|\d+(?:[.,]\d+)*|(?:{_LETTER})+(?:['’](?:{_LETTER})+)?")
_DROPPED = dict.fromkeys(map(ord, _UNSEEN + ".,'’"))
_ENDING = 4  # letters before an ending that may be folded, so that "four" stays itself
_LONGEST = 100_000  # words of one text that are compared; books are not reports
_CACHED = 1 << 17
_QUOTATION = re.compile(r"“[^“”]{1,2000}”|\"[^\"\n]{1,2000}\"|«[^«»]{1,2000}»")


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of `text`: their numbers (uint64) and half-open offsets, all of one length.

    `quoted` says of each word whether it stands between quotation marks.
    """

    text: str
    numbers: Numbers
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    quoted: NDArray[np.bool_]
    _spans: dict[tuple[int, int], Span] = field(default_factory=dict, repr=False)

    def __len__(self) -> int:
        return len(self.numbers)

    def span(self, first: int, count: int) -> Span:
        """The stretch of the text from word `first` over `count` words.

        Asked for again it is the same object: thousands of links can point at one passage.
        """
        if (first, count) not in self._spans:
            start, end = int(self.starts[first]), int(self.ends[first + count - 1])
            self._spans[first, count] = Span.of(self.text, start, end)
        return self._spans[first, count]


def words_of(text: str) -> Words:
    """The words of `text`, at most the first hundred thousand."""
    found = list(_matches(text))
    offsets = np.array([match.span() for match in found], dtype=np.int64).reshape(-1, 2)
    numbers = np.array([_number(match[0]) for match in found], dtype=np.uint64)
    starts, ends = offsets[:, 0], offsets[:, 1]
    return Words(text=text, numbers=numbers, starts=starts, ends=ends, quoted=_quoted(text, starts))


def _matches(text: str) -> Iterator[re.Match[str]]:
    for count, match in enumerate(_WORD.finditer(text)):
        if count == _LONGEST:
            return
        yield match


def _quoted(text: str, starts: NDArray[np.int64]) -> NDArray[np.bool_]:
    flags = np.zeros(len(starts), dtype=np.bool_)
    for match in _QUOTATION.finditer(text):
        first, last = np.searchsorted(starts, match.span())
        flags[first:last] = True
    return flags


@lru_cache(maxsize=_CACHED)
def _number(word: str) -> int:
    digest = blake2b(fold(word).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little")


def fold(word: str) -> str:
    """One word without its case, accents, possessive and house style."""
    word = unaccented(word).casefold().replace("’", "'").removesuffix("'s").translate(_DROPPED)
    return _same().get(word) or _spelled(word).replace("ll", "l")


def _spelled(word: str) -> str:
    for length in range(min(8, len(word) - _ENDING), 2, -1):
        if ending := _endings().get(word[-length:]):
            return word[:-length] + ending
    return word


@cache
def _same() -> dict[str, str]:
    table: dict[str, str] = read_table("house_style.toml")["words"]
    return table


@cache
def _endings() -> dict[str, str]:
    table: dict[str, str] = read_table("house_style.toml")["endings"]
    return table
