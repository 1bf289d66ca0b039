"""Who is who in one text: phrases that refer, and which of them refer to the same thing."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from tipsheet.reading.encoder import Encoded
from tipsheet.reading.sentences import sentence_begins
from tipsheet.record import Span
from tipsheet.vocabulary.loading import read_table

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

BOUND, LINK = 32, 64
"""Widths of the parts of the two heads; see training/model.py."""

LONGEST = 60
"""Words on either side of its head that a phrase may reach."""

MEMORY = 400
"""How many earlier phrases a phrase may refer back to."""

BLOCK = 256
"""Phrases that are looked at together."""

MENTION_FROM = 0.5
"""Logit from which a word heads a phrase that refers; tuned on GUM's development documents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Referring(Span):
    """A phrase that refers to something; `head` is the offset of its head word."""

    head: int


def referring_phrases(text: str, encoded: Encoded) -> tuple[Referring, ...]:
    """The phrases, by head word: the two words at which the head points are its bounds.

    They lie in one sentence and one line; a possessive mark is part of its phrase.
    """
    if not len(encoded.starts):
        return ()
    heads = np.flatnonzero(encoded.heads["mentions"] > MENTION_FROM)
    from_start, to_start, from_end, to_end = np.split(encoded.heads["bounds"], 4, axis=1)
    stretch = _stretches(text, encoded)
    firsts = _pointed(from_start[heads], to_start, heads, stretch, side=-1)
    lasts = _pointed(from_end[heads], to_end, heads, stretch, side=1)
    starts, ends = encoded.starts.tolist(), encoded.ends.tolist()
    found = []
    for head, first, last in zip(heads.tolist(), firsts, lasts, strict=True):
        start, end = starts[first], ends[last]
        end += 2 if text[end : end + 2] in _OWNING else 0
        found.append(Referring(start=start, end=end, text=text[start:end], head=starts[head]))
    return tuple(found)


def _stretches(text: str, encoded: Encoded) -> Ints:
    """A number for each word that is the same within a sentence of one line."""
    return np.cumsum(sentence_begins(text, encoded))


def _pointed(queries: Floats, keys: Floats, heads: Ints, stretch: Ints, *, side: int) -> list[int]:
    """For each head the word on one side, itself included, that its query fits best."""
    found: list[int] = []
    reach = np.arange(LONGEST + 1) * side
    for first in range(0, len(heads), BLOCK):
        head = heads[first : first + BLOCK]
        near = np.clip(head[:, None] + reach, 0, len(keys) - 1)
        scores = np.einsum("hwk,hk->hw", keys[near], queries[first : first + BLOCK])
        scores[stretch[near] != stretch[head][:, None]] = _NEVER
        found.extend(near[np.arange(len(head)), scores.argmax(1)].tolist())
    return found


def chains_of(phrases: Sequence[Referring], encoded: Encoded) -> tuple[tuple[int, ...], ...]:
    """Phrases (as indices) that refer to the same thing; each phrase is in one chain."""
    chains: dict[int, list[int]] = {}
    for index, number in enumerate(chain_numbers(phrases, encoded)):
        chains.setdefault(number, []).append(index)
    return tuple(tuple(chain) for chain in chains.values())


def chain_numbers(phrases: Sequence[Referring], encoded: Encoded) -> tuple[int, ...]:
    """For each phrase the index of the first one that refers to the same thing."""
    first: list[int] = []
    for index, before in enumerate(antecedents(phrases, encoded)):
        first.append(index if before is None else first[before])
    return tuple(first)


def antecedents(phrases: Sequence[Referring], encoded: Encoded) -> list[int | None]:
    """For each phrase the earlier one that it most likely refers back to, if any.

    The model's score is a logit against there being none; likeness of words is added to it.
    """
    if not phrases:
        return []
    words = np.searchsorted(encoded.starts, [phrase.head for phrase in phrases])
    query, key = np.split(encoded.heads["reference"][words], 2, axis=1)
    looks = _Looks.of(phrases)
    out: list[int | None] = []
    for first in range(0, len(phrases), BLOCK):
        rows = np.arange(first, min(first + BLOCK, len(phrases)))
        before = np.arange(max(0, first - MEMORY), rows[-1] + 1)
        scores = query[rows] @ key[before].T / np.sqrt(LINK) + looks.likeness(rows, before)
        best = scores.argmax(1)
        linked = scores[np.arange(len(rows)), best] > 0
        out.extend(
            int(before[place]) if link else None
            for place, link in zip(best.tolist(), linked.tolist(), strict=True)
        )
    return out


SAME, SAME_NAME, SAME_HEAD, INDEFINITE = 5.0, 4.0, 1.5, 2.0
DISTANCE, PRONOUN_DISTANCE = 0.5, 0.3
"""What likeness adds to the score and what counts against it, in logits: the same words, those
of a name even more, the same head word, an indefinite article, and the logarithm of how many
phrases lie between, for pronouns more. Tuned on the development documents of GUM."""

_NEVER = -1e4
_OWNING = ("'s", "’s")
_ARTICLE = re.compile(r"(?:the|an?|this|that|these|those|his|her|its|their|our|my|your)\s+", re.I)
_POSSESSIVE = re.compile(r"['’]s?$")
_INDEFINITE = ("a ", "an ", "some ", "another ")


@dataclass(frozen=True, slots=True)
class _Looks:
    """What phrases look like, as arrays with a row a phrase; words are numbered, pronouns -1."""

    starts: Ints
    ends: Ints
    words: Ints
    heads: Ints
    names: npt.NDArray[np.bool_]
    indefinite: npt.NDArray[np.bool_]

    @classmethod
    def of(cls, phrases: Sequence[Referring]) -> "_Looks":
        heads = [phrase.text[phrase.head - phrase.start :].split()[0] for phrase in phrases]
        return cls(
            np.array([phrase.start for phrase in phrases]),
            np.array([phrase.end for phrase in phrases]),
            _numbered([_plain(phrase.text) for phrase in phrases]),
            _numbered([_plain(head.strip('.,;:!?"”’)')) for head in heads]),
            np.array([head[0].isupper() for head in heads]),
            np.array([phrase.text.lower().startswith(_INDEFINITE) for phrase in phrases]),
        )

    def likeness(self, rows: Ints, before: Ints) -> Floats:
        """What is added to the scores of phrases `before` as antecedents of phrases `rows`."""
        words, heads = self.words[rows][:, None], self.heads[rows][:, None]
        out = (self.words[before] == words) * (SAME + SAME_NAME * self.names[rows][:, None])
        out += (self.heads[before] == heads) * SAME_HEAD
        out *= (words >= 0) & (heads >= 0)
        out -= INDEFINITE * self.indefinite[rows][:, None]
        apart = rows[:, None] - before
        out -= (DISTANCE + PRONOUN_DISTANCE * (words < 0)) * np.log1p(np.maximum(apart, 0))
        starts, ends = self.starts[rows][:, None], self.ends[rows][:, None]
        outside = (self.starts[before] <= starts) & (self.ends[before] >= ends)
        inside = (self.starts[before] >= starts) & (self.ends[before] <= ends)
        out[outside | inside | (apart <= 0) | (apart > MEMORY)] = _NEVER
        return np.asarray(out, np.float32)


def _plain(text: str) -> str:
    """Words in lower case without an article or pronoun in front; nothing for a pronoun alone."""
    lower = " ".join(text.lower().split())
    bare = _POSSESSIVE.sub("", _ARTICLE.sub("", lower, count=1))
    return "" if lower in _pronouns() else bare


def _numbered(words: Sequence[str]) -> Ints:
    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(word, len(numbers)) if word else -1 for word in words])


@cache
def _pronouns() -> frozenset[str]:
    """The pronouns whose likeness says nothing."""
    return frozenset(read_table("coreference.toml", "tipsheet.reading")["pronouns"])


@dataclass(frozen=True, slots=True)
class Linked:
    """The phrases of one text with the number of the chain that each is in."""

    phrases: tuple[Referring, ...]
    chain: tuple[int, ...]

    @classmethod
    def of(cls, text: str, encoded: Encoded) -> "Linked":
        """What the model links in a text."""
        phrases = referring_phrases(text, encoded)
        return cls(phrases, chain_numbers(phrases, encoded))

    def __call__(self, spans: Sequence[Span]) -> list[int | None]:
        """For each span, in text order, the index of the last earlier one of the same chain."""
        last: dict[int, int] = {}
        found: list[int | None] = []
        for index, span in enumerate(spans):
            chain = self._chain_of(span)
            found.append(None if chain is None else last.get(chain))
            if chain is not None:
                last[chain] = index
        return found

    def _chain_of(self, span: Span) -> int | None:
        """The chain of the phrase that a span is most like; its head must be in the span."""
        left = bisect_left(self.phrases, span.start, key=_head)
        right = bisect_left(self.phrases, span.end, key=_head)
        near = range(left, right)
        best = min(near, key=lambda index: _apart(self.phrases[index], span), default=None)
        if best is None or _apart(self.phrases[best], span) > MOST_APART:
            return None
        return self.chain[best]


MOST_APART = 12
"""Characters by which the edges of a span and of the phrase that stands for it may differ."""


def _head(phrase: Referring) -> int:
    return phrase.head


def _apart(one: Span, other: Span) -> int:
    return abs(one.start - other.start) + abs(one.end - other.end)
