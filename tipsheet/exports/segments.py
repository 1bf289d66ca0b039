"""A text cut wherever evidence starts or ends, so that overlapping spans can all be shown."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tipsheet.exports.phrase import Evidence
from tipsheet.record import Span

ROLES = ("what", "who", "whom", "where", "when", "source", "cue", "content")
"""What words can be to a line, the most telling first."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Use:
    """One use of some words as evidence: what they are (`rank` in `ROLES`) to which line."""

    rank: int
    line: int

    @property
    def role(self) -> str:
        """The role by name."""
        return ROLES[self.rank]


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment(Span):
    """Words that are evidence for the same lines throughout; `closes` are the uses that end."""

    uses: tuple[Use, ...]
    closes: tuple[Use, ...]


def paragraphs(text: str) -> Iterator[Span]:
    """The lines of a text that hold something."""
    for found in re.finditer(r"[^\n\r\u2028\u2029]*[^\s][^\n\r\u2028\u2029]*", text):
        yield Span(start=found.start(), end=found.end(), text=found[0])


def segments(text: str, lines: Sequence[Iterable[Evidence]]) -> list[list[Segment]]:
    """For each paragraph its segments, given the evidence of each line, numbered from 1."""
    blocks = list(paragraphs(text))
    uses = _uses(lines, len(text))
    edges = sorted({at for each in (*blocks, *(span for span, _ in uses)) for at in _ends(each)})
    pieces = _pieces(text, edges, uses)
    return _grouped(blocks, pieces)


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _uses(lines: Sequence[Iterable[Evidence]], length: int) -> list[tuple[Span, Use]]:
    found = {
        (each.span.start, each.span.end, Use(rank=ROLES.index(each.role), line=number))
        for number, evidence in enumerate(lines, 1)
        for each in evidence
        if 0 <= each.span.start < each.span.end <= length
    }
    return [(Span(start=start, end=end, text=""), use) for start, end, use in sorted(found)]


def _pieces(text: str, edges: list[int], uses: list[tuple[Span, Use]]) -> Iterator[Segment]:
    """The stretches between neighbouring edges, swept from left to right."""
    opening, closing = defaultdict(list), defaultdict(list)
    for span, use in uses:
        opening[span.start].append(use)
        closing[span.end].append(use)
    active: Counter[Use] = Counter()
    for start, end in pairwise(edges):
        active.subtract(closing[start])
        active.update(opening[start])
        active = +active
        yield Segment(
            start=start,
            end=end,
            text=text[start:end],
            uses=tuple(sorted(active)),
            closes=tuple(sorted(closing[end])),
        )


def _grouped(blocks: list[Span], pieces: Iterable[Segment]) -> list[list[Segment]]:
    rows: list[list[Segment]] = [[] for _ in blocks]
    row = 0
    for piece in pieces:
        while row < len(blocks) and blocks[row].end <= piece.start:
            row += 1
        if row < len(blocks) and blocks[row].holds(piece):
            rows[row].append(piece)
    return rows
