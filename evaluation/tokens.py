"""From tokens to raw text and back: corpora are tokenised, readers read text."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Range = tuple[int, int]
"""Half-open offsets, of characters or of tokens."""

ASIDE = 7
"""Tokens that "he said", with a name and a mark or two, may take."""

# Penn tokens for marks that the text has otherwise. Opening and closing marks are told apart
# in the tokens, so the text keeps the difference.
PENN = {
    "``": "“",
    "''": "”",
    "`": "‘",
    "-LRB-": "(",
    "-RRB-": ")",
    "-LSB-": "[",
    "-RSB-": "]",
    "-LCB-": "{",
    "-RCB-": "}",
}

TIGHT_BEFORE = re.compile(r"[,.;:?!)\]}%”’]|\.\.\.|'|['’](?:s|re|ve|ll|d|m)|n['’]t", re.IGNORECASE)
TIGHT_AFTER = re.compile(r"[(\[{“‘$£€]|(?:US|C|A|HK|NZ)\$")
CLITIC = re.compile(r"s|re|ve|ll|d|m|t", re.IGNORECASE)  # after an apostrophe of its own
WORD = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """A text with the character ranges of its tokens, in text order."""

    text: str
    ranges: tuple[Range, ...]

    def within(self, start: int, end: int) -> range:
        """The indices of the tokens that share a character with `text[start:end]`."""
        first = bisect_right(self.ranges, start, key=_end)
        past = bisect_left(self.ranges, end, key=_start)
        return range(first, max(first, past))

    def holding(self, ranges: Iterable[Range]) -> frozenset[int]:
        """The indices of all tokens that the character ranges touch."""
        return frozenset(index for start, end in ranges for index in self.within(start, end))

    def characters(self, first: int, past: int) -> Range:
        """The character range of the tokens `first` to `past - 1`."""
        return self.ranges[first][0], self.ranges[past - 1][1]


def words(text: str) -> Tokens:
    """A raw text with its words and marks: what overlap is counted in."""
    return Tokens(text=text, ranges=tuple(match.span() for match in WORD.finditer(text)))


def join(tokens: Sequence[str]) -> Tokens:
    """Raw text of Penn-like tokens, spaced as print would have it."""
    return join_sentences([tokens])


def join_sentences(sentences: Iterable[Sequence[str]], between: str = "\n") -> Tokens:
    """Raw text of tokenised sentences; the ranges run over all their tokens."""
    pieces: list[str] = []
    ranges: list[Range] = []
    at = 0
    for sentence in sentences:
        gap = between if pieces else ""
        for before, token in _spaced(sentence):
            space = gap + before
            pieces += (space, token)
            at += len(space)
            ranges.append((at, at + len(token)))
            at += len(token)
            gap = ""
    return Tokens(text="".join(pieces), ranges=tuple(ranges))


def runs(indices: Iterable[int]) -> list[Range]:
    """The half-open ranges of consecutive indices."""
    found: list[Range] = []
    for index in sorted(set(indices)):
        if found and found[-1][1] == index:
            found[-1] = (found[-1][0], index + 1)
        else:
            found.append((index, index + 1))
    return found


def _spaced(tokens: Sequence[str]) -> Iterable[tuple[str, str]]:
    tight = True
    quoted = False
    last = ""
    for token in _turned(tokens):
        shown = PENN.get(token, token)
        closes = shown == '"' and quoted
        clitic = last in {"'", "’"} and CLITIC.fullmatch(shown) is not None
        yield "" if tight or closes or clitic or TIGHT_BEFORE.fullmatch(shown) else " ", shown
        opens = shown == '"' and not quoted
        quoted = quoted != (shown == '"')
        tight = opens or TIGHT_AFTER.fullmatch(shown) is not None
        last = shown


def _turned(tokens: Sequence[str]) -> Iterable[str]:
    """The tokens with closing marks that open a quotation turned: the next mark closes it.

    Few words between the two say whose the quotation before them is, and nothing is turned.
    """
    marks = [(place, token) for place, token in enumerate(tokens) if token in {"``", "''"}]
    turned: set[int] = set()
    quoted = False
    for (place, mark), (after, following) in zip(marks, [*marks[1:], (0, "")], strict=False):
        if mark == following == "''" and not quoted and after - place > ASIDE:
            turned.add(place)
        quoted = mark == "``" or place in turned
    return ("``" if place in turned else token for place, token in enumerate(tokens))


def _start(item: Range) -> int:
    return item[0]


def _end(item: Range) -> int:
    return item[1]
