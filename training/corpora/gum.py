"""GUM: sentences with their syntax, and coreferent mentions with their syntactic heads."""

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from training.corpora.conllu import Sentence, parse_of, running_text, sentences
from training.corpora.document import Document, Offsets

_BRACKET = re.compile(r"\((?P<open>[^()]+)\)|\((?P<start>[^()]+)|(?P<end>[^()]+)\)")


def documents(folder: Path) -> Iterator[Document]:
    """The GUM documents of a folder of CoNLL-U files."""
    for path in sorted(folder.glob("*.conllu")):
        parts = list(sentences(path))
        text, tokens, spans = running_text(parts)
        chains, mentions = _chains(parts, tokens)
        yield Document(
            id=path.stem,
            corpus="gum",
            text=text,
            sentences=tuple(spans),
            chains=chains,
            mentions=mentions,
            parse=parse_of(parts, tokens),
        )


def _chains(
    parts: list[Sentence], tokens: list[list[Offsets]]
) -> tuple[tuple[tuple[Offsets, ...], ...], dict[Offsets, Offsets]]:
    chains: dict[str, set[Offsets]] = defaultdict(set)
    spans: dict[Offsets, Offsets] = {}
    for sentence, offsets in zip(parts, tokens, strict=True):
        for chain, first, last in mentions(sentence):
            head = offsets[head_of(sentence, first, last)]
            if head not in spans:
                spans[head] = (offsets[first][0], offsets[last][1])
                chains[chain].add(head)
    return tuple(sorted(tuple(sorted(heads)) for heads in chains.values())), spans


def mentions(sentence: Sentence) -> list[tuple[str, int, int]]:
    """Chain, first and last token (indices, inclusive) of every mention, widest first."""
    open_at: dict[str, list[int]] = defaultdict(list)
    found: list[tuple[str, int, int]] = []
    for index, token in enumerate(sentence.tokens):
        misc = dict(pair.split("=", 1) for pair in token.columns[9].split("|") if "=" in pair)
        for bracket in _BRACKET.finditer(misc.get("Entity", "")):
            whole, start, end = bracket.group("open"), bracket.group("start"), bracket.group("end")
            if whole:
                found.append((_chain(whole), index, index))
            elif start:
                open_at[_chain(start)].append(index)
            elif end and open_at[_chain(end)]:
                found.append((_chain(end), open_at[_chain(end)].pop(), index))
    return sorted(found, key=lambda item: (item[1], -item[2]))


def head_of(sentence: Sentence, first: int, last: int) -> int:
    """The token between two others whose governor lies outside; the last one if none does."""
    inside = range(first, last + 1)
    numbers = {sentence.tokens[index].number for index in inside}
    for index in inside:
        if int(sentence.tokens[index].columns[6] or 0) not in numbers:
            return index
    return last


def _chain(bracket: str) -> str:
    return bracket.split("-", 1)[0].split("[", 1)[0]
