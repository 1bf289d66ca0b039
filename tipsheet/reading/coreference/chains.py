"""Which phrases refer to the same thing."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from tipsheet.reading.coreference.looks import KINDS
from tipsheet.reading.coreference.phrases import Referring, referring_phrases
from tipsheet.reading.coreference.signs import SIGNS, Features, Pairs
from tipsheet.reading.encoder import Encoded
from tipsheet.record import Span
from tipsheet.vocabulary.loading import broken, read_table

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

MEMORY = 400
"""How many earlier phrases a phrase may refer back to."""

BLOCK = 128
"""Phrases that are looked at together."""

MOST_APART = 12
"""Characters by which the edges of a span and of the phrase that stands for it may differ."""

_MOST, _NEVER = 30.0, -1e4


@cache
def weights() -> Mapping[str, Floats]:
    """What each sign that tells something weighs, in logits, for phrases of each kind."""
    table = read_table("weights.toml", __package__)
    if table.keys() != set(KINDS) or not all(SIGNS.keys() >= row.keys() for row in table.values()):
        raise broken("weights.toml", "it has an unknown kind of phrase or an unknown sign")
    rows = {sign: [table[kind].get(sign, 0.0) for kind in KINDS] for sign in SIGNS}
    return {sign: np.array(row, np.float32) for sign, row in rows.items() if any(row)}


def chains_of(phrases: Sequence[Referring], encoded: Encoded) -> tuple[tuple[int, ...], ...]:
    """Phrases (as indices) that refer to the same thing; each phrase is in one chain."""
    chains: dict[int, list[int]] = {}
    for index, number in enumerate(chain_numbers(phrases, encoded)):
        chains.setdefault(number, []).append(index)
    return tuple(tuple(chain) for chain in chains.values())


def chain_numbers(phrases: Sequence[Referring], encoded: Encoded) -> tuple[int, ...]:
    """For each phrase the index of the first one that refers to the same thing.

    A phrase joins the chain that is the likeliest with the chances of all its phrases together,
    if that is likelier than its being the first of a new one.
    """
    if not phrases:
        return ()
    first = np.arange(len(phrases))
    features = Features.of(phrases, encoded)
    for start in range(0, len(phrases), BLOCK):
        rows = np.arange(start, min(start + BLOCK, len(phrases)))
        columns = np.arange(max(0, start - MEMORY), rows[-1] + 1)
        odds = np.exp(np.minimum(scores(features, rows, columns), _MOST))
        first[rows] = _joined(odds, first[columns])[-len(rows) :]
    return tuple(first.tolist())


def _joined(odds: Floats, first: Ints) -> Ints:
    """The chains of the columns when each row, the last of them, has joined its likeliest one."""
    known, local = np.unique(first, return_inverse=True)
    for row in np.flatnonzero(odds.sum(1) > 1).tolist():
        chains = np.bincount(local, odds[row])
        likeliest = int(chains.argmax())
        if chains[likeliest] > 1:
            local[len(first) - len(odds) + row] = likeliest
    return known[local]


def scores(features: Features, rows: Ints, columns: Ints) -> Floats:
    """How much speaks for phrases `columns` as what phrases `rows` refer back to, in logits.

    The measure is there being nothing that they refer back to; shape (rows, columns).
    """
    pairs = Pairs(features, rows, columns)
    kinds = features.kind[rows]
    out = np.zeros((len(rows), len(columns)), np.float32)
    term = np.empty_like(out)
    for sign, weight in weights().items():
        own = weight[kinds]
        if own.any():
            out += np.multiply(SIGNS[sign](pairs), own[:, None], out=term)
    out[pairs.barred | (pairs.apart > MEMORY)] = _NEVER
    return out


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
        heads = [phrase.head for phrase in self.phrases]
        last: dict[int, int] = {}
        found: list[int | None] = []
        for index, span in enumerate(spans):
            chain = self._chain_of(span, heads)
            found.append(None if chain is None else last.get(chain))
            if chain is not None:
                last[chain] = index
        return found

    def _chain_of(self, span: Span, heads: Sequence[int]) -> int | None:
        """The chain of the phrase that a span is most like; its head must be in the span."""
        near = range(bisect_left(heads, span.start), bisect_left(heads, span.end))
        apart = [(_apart(self.phrases[index], span), index) for index in near]
        least, best = min(apart, default=(MOST_APART + 1, 0))
        return self.chain[best] if least <= MOST_APART else None


def _apart(one: Span, other: Span) -> int:
    return abs(one.start - other.start) + abs(one.end - other.end)
