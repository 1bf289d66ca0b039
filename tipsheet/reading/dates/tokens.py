"""A text cut into words, each with the classes of the lexicon, in one linear pass."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate, repeat

from tipsheet.reading.dates.ambiguity import settle
from tipsheet.reading.dates.lexicon import BREAK, OTHER, Lexicon, number_classes

BLOCK = 20_000  # characters looked at together, so that memory does not grow with the text
MARGIN = 400  # how far beyond it a paragraph's end is looked for

MONTHS = "jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
WEEKDAYS = "mon|tues?|wed|weds|thur?s?|fri|sat|sun"

TOKEN = re.compile(
    rf"""
      (?![ ])
      (?: (?P<plain> (?:[a-z]++|[^\W\d_]++)(?![\w.'’]) | [-,.();:“”"] )
    | (?P<break>   \n[^\S\n]*\n )
    | (?P<iso>     \d{{4}}-\d\d-\d\d (?:[t ]\d\d:\d\d(?::\d\d)?(?:z|[+-]\d\d:?\d\d)?)? (?!\w) )
    | (?P<clock>   \d{{1,2}}:\d\d(?::\d\d)?(?!\d) | \d{{1,2}}\.\d\d(?=\s?[ap]\.?m\b) )
    | (?P<slash>   \d{{1,2}}/\d{{1,2}}/(?:\d{{4}}|\d\d)(?!\w) )
    | (?P<fraction>\d{{1,2}}/\d{{1,2}}(?![\w/]) )
    | (?P<ordd>    \d{{1,3}}(?:st|nd|rd|th)\b )
    | (?P<decade>  (?:\d\d)?\d0['’]?s\b | ['’‘]\d0['’]?s\b )
    | (?P<short>   ['’‘]\d\d(?!\w) )
    | (?P<number>  \d+(?:,\d{{3}})*(?:\.\d+)?(?!\w) | \d{{1,2}}(?=[ap]\.?m\b) )
    | (?P<dotted>  [ap]\.\s?m\b\.? | b\.\s?c\.?(?:\s?e\b\.?)? | a\.\s?d\b\.? )
    | (?P<month>   (?:{MONTHS}|{WEEKDAYS})\. )
    | (?P<word>    o['’]clock\b | ['’]s\b | [^\W\d_]+ | \w+ | \S )
      )
    """,
    re.VERBOSE,
)
"""Tokens of a text in lower case."""

_PIECES = re.compile(f"({re.sub(r'[?]P<[a-z]+>', '?:', TOKEN.pattern)})", re.VERBOSE)
"""The same without the kinds, to cut a text into gaps and tokens by turns."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """Parallel lists over the tokens of one block; `codes` has one character a token."""

    text: str
    starts: list[int]
    ends: list[int]
    words: list[str]
    codes: str
    sentences: tuple[tuple[int, int], ...] = ()
    _around: dict[int, tuple[int, int] | None] = field(default_factory=dict)

    def sentence_of(self, index: int) -> tuple[int, int] | None:
        """First and past token of the sentence that holds a token, where sentences are known."""
        if index not in self._around:
            self._around[index] = self._sentence_of(index)
        return self._around[index]

    def _sentence_of(self, index: int) -> tuple[int, int] | None:
        offset = self.starts[index]
        at = bisect_right(self.sentences, (offset, len(self.text) + 1)) - 1
        if at < 0 or offset >= self.sentences[at][1]:
            return None
        start, end = self.sentences[at]
        return bisect_left(self.starts, start), bisect_left(self.starts, end)


def blocks(
    text: str, lexicon: Lexicon, sentences: tuple[tuple[int, int], ...] = ()
) -> Iterator[Tokens]:
    """The tokens of the text, block by block; a block ends at a line's or a word's end."""
    start, lowered = 0, lower(text)
    while start < len(text):
        end = _block_end(text, start)
        yield tokenize(text, start, end, lexicon, sentences, lowered)
        start = end


def lower(text: str) -> str:
    """The text in lower case, every character in its place."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)


def tokenize(
    text: str,
    start: int,
    end: int,
    lexicon: Lexicon,
    sentences: tuple[tuple[int, int], ...] = (),
    lowered: str | None = None,
) -> Tokens:
    """The tokens of `text[start:end]`; offsets are those of the whole text.

    `lowered` is the whole text in lower case, where it is at hand.
    """
    lowered = lower(text) if lowered is None else lowered
    pieces = _PIECES.split(lowered[start:end])
    borders = list(accumulate(map(len, pieces), initial=start))
    starts, ends, words = borders[1:-1:2], borders[2::2], pieces[1::2]
    codes = list(map(lexicon.words.get, words, repeat(OTHER)))
    for index in [index for index, word in enumerate(words) if not word.isalpha()]:
        kind = _kind(lowered, starts[index], ends[index], end)
        if kind == "number":
            codes[index] = lexicon.code(number_classes(words[index]))
        elif kind == "break":
            codes[index] = BREAK
        elif kind != "word":
            words[index], codes[index] = _special(kind, words[index], lexicon)
    settle(text, starts, words, codes, lexicon)
    return Tokens(text, starts, ends, words, "".join(codes), sentences)


def _kind(lowered: str, start: int, stop: int, end: int) -> str:
    """What the token `start` to `stop` is; one sign or letter is a word."""
    if stop == start + 1 and not lowered[start].isdecimal():
        return "word"
    found = TOKEN.match(lowered, start, end)
    return (found and found.lastgroup) or "word"


def _special(kind: str, word: str, lexicon: Lexicon) -> tuple[str, str]:
    if kind == "month":
        word = word[:-1]
        return word, lexicon.words[word]
    if kind == "dotted":
        word = "".join(word.split())
        word = word if word in lexicon.words else f"{word}."
        return word, lexicon.words.get(word, OTHER)
    if kind == "fraction":
        return word, lexicon.code(frozenset({"fraction"}))
    name = {"short": "shortyear"}.get(kind, kind)
    return word, lexicon.code(frozenset({name}))


def _block_end(text: str, start: int) -> int:
    end = start + BLOCK
    if end >= len(text):
        return len(text)
    for mark in ("\n", ". ", " "):
        found = text.find(mark, end, end + MARGIN)
        if found >= 0:
            return found + len(mark)
    return end
