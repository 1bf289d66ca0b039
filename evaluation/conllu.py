"""CoNLL-U and its relatives: blocks of tab-separated lines with comments."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from evaluation.tokens import Range, Tokens


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One block: its comments by name, and the fields of its lines."""

    comments: Mapping[str, str]
    lines: tuple[tuple[str, ...], ...]

    @property
    def tokens(self) -> list[tuple[str, ...]]:
        """The lines that are tokens: no multiword ranges, no empty nodes."""
        return [line for line in self.lines if line[0].isdigit()]


def sentences(path: Path) -> Iterator[Sentence]:
    """The blocks of a file, in order."""
    text = path.read_text(encoding="utf-8").replace("\r\n", "\n")
    for block in text.split("\n\n"):
        rows = [row for row in block.split("\n") if row]
        if rows:
            yield _sentence(rows)


def raw_text(document: Sequence[Sentence]) -> Tokens:
    """The text of a document with the ranges of its tokens.

    Sentences follow each other after a space, or a line break where a paragraph begins; within
    one, `SpaceAfter=No` of a token or of its multiword range leaves out the space.
    """
    pieces: list[str] = []
    ranges: list[Range] = []
    at = 0
    for sentence in document:
        starts = any(name.startswith("newpar") for name in sentence.comments)
        gap = "" if not pieces else "\n" if starts else " "
        tight = _tight(sentence)
        for line in sentence.tokens:
            pieces += (gap, line[1])
            at += len(gap)
            ranges.append((at, at + len(line[1])))
            at += len(line[1])
            gap = "" if line[0] in tight else " "
    return Tokens(text="".join(pieces), ranges=tuple(ranges))


def _tight(sentence: Sentence) -> set[str]:
    """The ids of tokens that no space follows."""
    tight: set[str] = set()
    for line in sentence.lines:
        first, _, last = line[0].partition("-")
        if last.isdigit():
            tight.update(str(number) for number in range(int(first), int(last)))
            tight -= {last}
        if "SpaceAfter=No" in line[-1].split("|"):
            tight.add(last or first)
    return tight


def _sentence(rows: Sequence[str]) -> Sentence:
    comments = (row[1:].strip().partition(" = ") for row in rows if row.startswith("# "))
    return Sentence(
        comments={name.strip(): value for name, _, value in comments},
        lines=tuple(tuple(row.split("\t")) for row in rows if not row.startswith("# ")),
    )
