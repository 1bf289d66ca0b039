"""Lines of a printed page to paragraphs: page furniture out, broken words and lines joined."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from tipsheet.intake.byline import byline_of
from tipsheet.intake.dateline import day_of_line
from tipsheet.intake.lists import word_list

_EDGE = 2
"""So many lines at the top and at the foot of a page can be its header and footer."""
_REPEATS = 3
_GAP = 1.35
_HEIGHT = 1.15
_SHORT = 0.85
_INDENT = 6.0
_ENDS = (".", "!", "?", "”", '"', "’", ":", ")")
_NUMBER = re.compile(r"[-–—\s]*(?:page\s)?\d{1,4}(?:\s?(?:/|of)\s?\d{1,4})?[-–—\s]*", re.IGNORECASE)
_WORD = re.compile(r"[\w’'-]+")
_BROKEN = re.compile(r"([^\W\d_]+)-$")
_KEPT = frozenset(word_list("hyphens", "first_parts"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One printed line and its box on the page, in points from the lower left corner."""

    text: str
    left: float
    right: float
    bottom: float
    top: float

    @property
    def height(self) -> float:
        """The height of the line's type."""
        return self.top - self.bottom


def reflow(pages: Sequence[Sequence[Line]]) -> str:
    """The text of `pages` with a blank line between paragraphs.

    A paragraph ends at a wider gap for its size of type, a change of type, an indented line, a
    byline, or a line that stops short with the end of a sentence; a page or column break alone
    does not end it.
    """
    kept = _without_furniture(pages)
    lines = [line for page in kept for line in page]
    if not lines:
        return ""
    shape = _Shape.of(kept)
    words = Counter(word for line in lines for word in _WORD.findall(line.text.lower()))
    paragraphs = [lines[0].text]
    for before, line in pairwise(lines):
        if shape.breaks(before, line):
            paragraphs.append(line.text)
        else:
            paragraphs[-1] = _join(paragraphs[-1], line.text, words)
    return "\n\n".join(paragraphs)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shape:
    """The usual distance between lines, width of a full line, and distance to height of type."""

    step: float
    width: float
    leading: float

    @classmethod
    def of(cls, pages: Sequence[Sequence[Line]]) -> "_Shape":
        pairs = [pair for page in pages for pair in pairwise(page)]
        steps = sorted(before.bottom - line.bottom for before, line in pairs)
        down = [step for step in steps if step > 0] or [0.0]
        widths = sorted(line.right - line.left for page in pages for line in page)
        heights = sorted(line.height for page in pages for line in page)
        step, height = down[len(down) // 4], heights[len(heights) // 2]
        return cls(
            step=step,
            leading=step / height if height > 0 else 0.0,
            width=widths[int(0.75 * (len(widths) - 1))],
        )

    def breaks(self, before: Line, line: Line) -> bool:
        """Whether a paragraph ends between the two lines."""
        step = before.bottom - line.bottom
        ended = before.text.endswith(_ENDS)
        if step <= 0 or step > 10 * self.step:  # a new column or page
            return ended or not _alike(before, line)
        usual = max(self.step, self.leading * min(before.height, line.height))
        return (
            step > _GAP * usual
            or (_is_head(before) and before.right - before.left < _SHORT * self.width)
            or not _alike(before, line)
            or (ended and line.left - before.left > _INDENT)
            or (ended and before.right - before.left < _SHORT * self.width)
        )


def _is_head(line: Line) -> bool:
    """Whether a line is a byline or a day: what follows it is not its end."""
    return bool(byline_of(line.text) or day_of_line(line.text))


def _alike(before: Line, line: Line) -> bool:
    """Whether two lines are set in about the same size of type."""
    small, large = sorted((before.height, line.height))
    return large <= _HEIGHT * small or small <= 0


def _join(paragraph: str, line: str, words: Counter[str]) -> str:
    broken = _BROKEN.search(paragraph[-60:])
    if broken is None or not line[:1].isalpha():
        return paragraph + ("" if paragraph.endswith(("-", "—")) else " ") + line
    if _keeps_hyphen(broken[1], line, words):
        return paragraph + line
    return paragraph[:-1] + line


def _keeps_hyphen(first: str, line: str, words: Counter[str]) -> bool:
    """Whether a hyphen at a line's end belongs to the word: as the rest of the text writes it."""
    second = re.match(r"[^\W\d_]+", line)
    rest = second[0] if second else ""
    if words[f"{first}-{rest}".lower()] or words[f"{first}{rest}".lower()]:
        return words[f"{first}-{rest}".lower()] >= words[f"{first}{rest}".lower()]
    return rest[:1].isupper() or (len(first) > 1 and first.isupper()) or first.lower() in _KEPT


def _without_furniture(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The pages without page numbers and without headers and footers that repeat."""
    seen = Counter(key for page in pages for key in {_furniture_key(line) for line in page})
    often = min(_REPEATS, max(2, len(pages)))
    return [_without_edges(page, seen, often) for page in pages]


def _without_edges(page: Sequence[Line], seen: Counter[str], often: int) -> list[Line]:
    by_height = sorted(page, key=lambda line: line.bottom)
    edges = {id(line) for line in (*by_height[:_EDGE], *by_height[-_EDGE:])}
    return [
        line
        for line in page
        if id(line) not in edges
        or not (seen[_furniture_key(line)] >= often or _NUMBER.fullmatch(line.text))
    ]


def _furniture_key(line: Line) -> str:
    return re.sub(r"\d+", "0", line.text.lower())
