"""CoNLL-U sentences put back into running text, with the offsets of their tokens."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from training.corpora.document import Offsets, Word


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """One syntactic word: its number in the sentence, form, columns and whether a space follows."""

    number: int
    form: str
    columns: tuple[str, ...]
    space: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """The tokens and the comment lines of one sentence."""

    tokens: tuple[Token, ...]
    comments: dict[str, str]


def sentences(path: Path) -> Iterator[Sentence]:
    """The sentences of one CoNLL-U file; multiword ranges and empty nodes are passed over."""
    comments: dict[str, str] = {}
    tokens: list[Token] = []
    glued_until = 0
    with path.open(encoding="utf-8") as lines:
        for line in [*lines, "\n"]:
            line = line.rstrip("\n")
            if line.startswith("#"):
                key, _, value = line[1:].partition("=")
                comments[key.strip()] = value.strip()
            elif line:
                columns = tuple(line.split("\t"))
                if "-" in columns[0]:
                    first, last = columns[0].split("-")
                    glued_until = int(last) - 1 if int(first) else 0
                elif "." not in columns[0]:
                    number = int(columns[0])
                    space = "SpaceAfter=No" not in columns[-1] and number > glued_until
                    tokens.append(
                        Token(number=number, form=columns[1], columns=columns, space=space)
                    )
            elif tokens:
                yield Sentence(tokens=tuple(tokens), comments=comments)
                comments, tokens, glued_until = {}, [], 0


def running_text(
    parts: list[Sentence], *, paragraphs: bool = True
) -> tuple[str, list[list[Offsets]], list[Offsets]]:
    """The text of the sentences, the offsets of each one's tokens, and of each sentence."""
    text: list[str] = []
    length = 0
    tokens: list[list[Offsets]] = []
    spans: list[Offsets] = []
    for index, sentence in enumerate(parts):
        if index:
            gap = "\n\n" if paragraphs and "newpar" in sentence.comments else " "
            text.append(gap)
            length += len(gap)
        start, offsets = length, []
        for position, token in enumerate(sentence.tokens):
            offsets.append((length, length + len(token.form)))
            last = position == len(sentence.tokens) - 1
            piece = token.form + (" " if token.space and not last else "")
            text.append(piece)
            length += len(piece)
        tokens.append(offsets)
        spans.append((start, length))
    return "".join(text), tokens, spans


def parse_of(parts: list[Sentence], tokens: list[list[Offsets]]) -> tuple[Word, ...]:
    """Every word with its governor and relation, from the seventh and eighth column."""
    words = []
    for sentence, offsets in zip(parts, tokens, strict=True):
        places = {
            token.number: place for token, place in zip(sentence.tokens, offsets, strict=True)
        }
        words.extend(
            Word(
                span=places[token.number],
                governor=places.get(int(token.columns[6])),
                relation=token.columns[7].partition(":")[0],
            )
            for token in sentence.tokens
            if token.columns[6].isdigit()
        )
    return tuple(words)
