"""A text cut into words, each with the classes of the lexicon, in one linear pass."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from tipsheet.reading.dates.ambiguity import settle
from tipsheet.reading.dates.lexicon import BREAK, OTHER, Lexicon, number_classes

BLOCK = 20_000  # characters looked at together, so that memory does not grow with the text
MARGIN = 400  # how far beyond it a paragraph's end is looked for

MONTHS = "jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
WEEKDAYS = "mon|tues?|wed|weds|thur?s?|fri|sat|sun"

TOKEN = re.compile(
    rf"""
      (?![ ])
      (?: (?P<plain> [^\W\d_]++(?![\w.'’]) )
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


@dataclass(frozen=True, slots=True)
class Tokens:
    """Parallel lists over the tokens of one block; `codes` has one character a token."""

    text: str
    starts: list[int]
    ends: list[int]
    words: list[str]
    codes: str
    sentences: tuple[tuple[int, int], ...] = ()

    def sentence_at(self, offset: int) -> tuple[int, int] | None:
        """Start and end of the sentence that holds an offset, where sentences are known."""
        index = bisect_right(self.sentences, (offset, len(self.text) + 1)) - 1
        if index < 0 or offset >= self.sentences[index][1]:
            return None
        return self.sentences[index]


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
    found = list(TOKEN.finditer(lower(text) if lowered is None else lowered, start, end))
    starts = [match.start() for match in found]
    ends = [match.end() for match in found]
    words = [match[0] for match in found]
    known = lexicon.words
    codes = [known.get(word, OTHER) for word in words]
    kinds = [match.lastgroup for match in found]
    for index, kind in enumerate(kinds):
        if kind == "number":
            codes[index] = lexicon.code(number_classes(words[index]))
        elif kind == "break":
            codes[index] = BREAK
        elif kind != "plain" and kind != "word":
            words[index], codes[index] = _special(str(kind), words[index], lexicon)
    settle(text, starts, words, codes, lexicon)
    return Tokens(text, starts, ends, words, "".join(codes), sentences)


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
