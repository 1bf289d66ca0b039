"""Phrases that refer, by their head words."""

import re
from bisect import bisect_right
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tipsheet.reading.coreference.edges import Reach, Side, chances, classed, least, reach, sides
from tipsheet.reading.coreference.words import pronouns
from tipsheet.reading.encoder import Encoded
from tipsheet.reading.sentences import sentence_begins
from tipsheet.record import Span

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

MAYBE = -1.0
"""Logit from which a word is looked at as a head."""

STARTS, ENDS = 2, 3
"""How many places are tried as the start and as the end of a phrase."""

LEAD = 14
"""Characters before a phrase that are looked at for what joins it to another."""

_OWNING = ("'s", "’s")
_MARK = re.compile('["“”\n]')


@dataclass(frozen=True, slots=True, kw_only=True)
class Referring(Span):
    """A phrase that refers to something; `head` is the offset of its head word.

    `sentence` and `quote` number the sentence and the quotation that it lies in (0: none);
    `lead` is what stands before it; `chance` is that of there being such a phrase.
    """

    head: int
    sentence: int = 0
    quote: int = 0
    lead: str = ""
    chance: float = 1.0


@dataclass(frozen=True, slots=True)
class Bounded:
    """One way to bound the phrase of a head word; words are numbered, the last one included."""

    head: int
    first: int
    last: int
    chance: float

    def bars(self, other: "Bounded") -> bool:
        """Whether the two cannot both be phrases: they cross, or the inner one has both heads."""
        if self.last < other.first or other.last < self.first:
            return False
        longer = self.last - self.first > other.last - other.first
        inner, outer = (other, self) if longer else (self, other)
        nested = outer.first <= inner.first and inner.last <= outer.last
        return not nested or inner.first <= outer.head <= inner.last


def referring_phrases(text: str, encoded: Encoded) -> tuple[Referring, ...]:
    """The phrases, in the order of their head words.

    The model points from a head word to its bounds, and what stands there is weighed too
    (`edges.py`). Phrases lie in one sentence and one line, none crosses another, and a
    possessive mark is part of its phrase.
    """
    if not len(encoded.starts):
        return ()
    starts, ends = encoded.starts.tolist(), encoded.ends.tolist()
    stretch = np.cumsum(sentence_begins(text, encoded), dtype=np.int64)
    quoted = _Quotations.of(text)
    found = []
    for item in bounded(text, encoded, stretch):
        start, end = starts[item.first], _with_mark(text, starts[item.first], ends[item.last])
        found.append(
            Referring(
                start=start,
                end=end,
                text=text[start:end],
                head=starts[item.head],
                sentence=int(stretch[item.head]),
                quote=quoted(start, end),
                lead=text[max(0, start - LEAD) : start],
                chance=round(item.chance, 4),
            )
        )
    return tuple(found)


def bounded(text: str, encoded: Encoded, stretch: Ints) -> list[Bounded]:
    """The phrases as words, in the order of their heads; the likeliest bars the others."""
    ways = sorted(_ways(text, encoded, stretch), key=lambda item: (-item.chance, item.head))
    kept: dict[int, list[Bounded]] = {}
    taken: set[int] = set()
    for item in ways:
        near = kept.setdefault(int(stretch[item.head]), [])
        if item.head not in taken and not any(item.bars(other) for other in near):
            near.append(item)
            taken.add(item.head)
    return sorted((item for near in kept.values() for item in near), key=lambda item: item.head)


def _ways(text: str, encoded: Encoded, stretch: Ints) -> list[Bounded]:
    """How the phrase of each likely head may be bounded, with the chance that it is just so."""
    scores = encoded.heads["mentions"]
    heads = np.flatnonzero(scores > MAYBE)
    words = [text[a:b] for a, b in zip(encoded.starts.tolist(), encoded.ends.tolist(), strict=True)]
    kinds, bounds = classed(words), encoded.heads["bounds"]
    left, right = sides()
    firsts, before = _best(reach(bounds, heads, kinds, stretch, -1), left, STARTS)
    lasts, after = _best(reach(bounds, heads, kinds, stretch, 1), right, ENDS)
    chance = before[:, :, None] * after[:, None, :] / (1 + np.exp(-scores[heads]))[:, None, None]
    found = np.argwhere(chance >= least())
    row, first, last = found.T
    columns = (heads[row], firsts[row, first], lasts[row, last], chance[tuple(found.T)])
    return [Bounded(*way) for way in zip(*(column.tolist() for column in columns), strict=True)]


def _best(found: Reach, side: Side, count: int) -> tuple[Ints, Floats]:
    """The likeliest places of an edge for each head, and their chances."""
    likely = chances(found, side)
    rows, places, best = np.arange(len(likely)), [], []
    for _ in range(count):
        place = likely.argmax(1)
        places.append(found.near[rows, place])
        best.append(likely[rows, place])
        likely[rows, place] = 0
    return np.stack(places, axis=1), np.stack(best, axis=1)


def _with_mark(text: str, start: int, end: int) -> int:
    """The end of a phrase with its possessive mark; after a pronoun it is a verb."""
    marked = text[end : end + 2] in _OWNING and text[start:end].lower() not in pronouns()
    return end + 2 if marked else end


@dataclass(frozen=True, slots=True)
class _Quotations:
    """The quotations of a text; one that is left open ends nowhere and does not count."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> "_Quotations":
        starts, ends = [], []
        opened = None
        for mark in _MARK.finditer(text):
            if mark.group() == "\n":
                opened = None
            elif mark.group() == "“" or opened is None:
                opened = mark.start()
            else:
                starts.append(opened)
                ends.append(mark.start())
                opened = None
        return cls(tuple(starts), tuple(ends))

    def __call__(self, start: int, end: int) -> int:
        """The number of the quotation that holds a stretch, from 1; 0 where none does."""
        number = bisect_right(self.starts, start)
        return number if number and end <= self.ends[number - 1] else 0
