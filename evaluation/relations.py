"""Attributions as sets of tokens, and which gold and predicted ones are the same.

A predicted relation is right when each of source, cue and content shares at least 0.8 of its
tokens (words and marks, Jaccard) with the gold one; an absent part only matches an absent
part. Pairs are one to one, chosen so that the total similarity is greatest.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from evaluation.marked import MarkedAttribution
from evaluation.matching import assign, jaccard
from evaluation.tokens import Tokens

SAME = 0.8
PARTS = ("source", "cue", "content")


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """The token indices of an attribution's parts."""

    source: frozenset[int]
    cue: frozenset[int]
    content: frozenset[int]

    def part(self, name: str) -> frozenset[int]:
        """The tokens of source, cue or content."""
        return {"source": self.source, "cue": self.cue, "content": self.content}[name]


def relation(attribution: MarkedAttribution, tokens: Tokens) -> Relation:
    """An attribution over the tokens of its text."""
    return Relation(
        source=tokens.holding(attribution.source),
        cue=tokens.holding(attribution.cue),
        content=tokens.holding(attribution.content),
    )


def relations(attributions: Iterable[MarkedAttribution], tokens: Tokens) -> list[Relation]:
    """All attributions over the tokens of their text."""
    return [relation(attribution, tokens) for attribution in attributions]


def matched(gold: Sequence[Relation], predicted: Sequence[Relation]) -> dict[int, int]:
    """Gold index to predicted index of the relations that are the same."""
    pairs = {
        (i, j): score
        for i, one in enumerate(gold)
        for j, other in enumerate(predicted)
        if (score := similarity(one, other)) > 0
    }
    return assign(pairs)


def similarity(one: Relation, other: Relation) -> float:
    """The sum of the parts' overlap where all are the same, else 0."""
    if not one.content & other.content:
        return 0.0
    overlaps = [jaccard(one.part(name), other.part(name)) for name in PARTS]
    return sum(overlaps) if min(overlaps) >= SAME else 0.0


def outermost(attributions: Sequence[MarkedAttribution], tokens: Tokens) -> list[MarkedAttribution]:
    """The attributions without a parent that lie in no other's content, as PolNeAR marks them."""
    found = relations(attributions, tokens)
    return [
        attribution
        for index, attribution in enumerate(attributions)
        if attribution.parent is None and not _nested(index, found)
    ]


def _nested(index: int, found: Sequence[Relation]) -> bool:
    inner = found[index]
    whole = inner.cue | inner.content or inner.source
    return any(
        whole <= other.content and whole != other.content
        for place, other in enumerate(found)
        if place != index
    )
