"""PLOVER types of marked source-target pairs, over fifteen roots as PLV has them.

Origin of the format: https://github.com/snowood1/Zero-Shot-PLOVER. The training file has no
development part: two sentences in ten are kept for it, by the digest of the sentence.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from evaluation.corpus import Options, chosen, corpus_of, require, split_of
from evaluation.errors import CorpusInvalid
from evaluation.mistakes import Mistake
from evaluation.reader import ReaderUnderTest
from evaluation.score import Score, class_measures, confusion
from tipsheet.record import Span

DEV_TENTHS = 2

ROOTS = (
    "ACCUSE",
    "AGREE",
    "AID",
    "ASSAULT",
    "COERCE",
    "CONSULT",
    "COOPERATE",
    "MOBILIZE",
    "PROTEST",
    "REJECT",
    "REQUEST",
    "SANCTION",
    "SUPPORT",
    "THREATEN",
    "YIELD",
)

# PLV follows an older edition of the types in these; the reader follows manual 2.0.
MERGED = {
    "CONCEDE": "YIELD",
    "RETREAT": "YIELD",
    "INVESTIGATE": "ACCUSE",
    "FIGHT": "ASSAULT",
    "DEMAND": "REQUEST",
}

MARK = re.compile(r"</?[st]>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A sentence with a source and a target; a mark that is missing is the whole sentence."""

    text: str
    source: Span
    target: Span
    root: str


def score(path: Path, reader: ReaderUnderTest, options: Options) -> Score:
    """Macro-F1 and accuracy over the roots; intervals are drawn by sentence."""
    split = split_of(path, options)
    kept = chosen(((p.text, p) for p in pairs(require(path))), split, options, tenths=DEV_TENTHS)
    answers: dict[str, list[tuple[str, str]]] = defaultdict(list)
    mistakes = []
    for _, pair in kept:
        found = root(reader.pair_type(pair.text, pair.source, pair.target))
        answers[pair.text].append((pair.root, found))
        if found != pair.root:
            mistakes.append(_mistake(pair, found))
    tables = [confusion(ROOTS, group) for group in answers.values()]
    return Score(
        task="plover",
        corpus=corpus_of(path, [path], split),
        documents=len(tables),
        n=len(kept),
        measures=class_measures("root_", tables, ROOTS),
        mistakes=tuple(mistakes),
    )


def root(type_: str) -> str:
    """The root that PLV has for a PLOVER type."""
    return MERGED.get(type_, type_)


def pairs(path: Path) -> Iterator[Pair]:
    """The pairs of a PLV file, in its order."""
    with path.open(encoding="utf-8", newline="") as stream:
        try:
            for row in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE):
                yield pair(row["marked_sentence"], row["gold_root"])
        except (KeyError, TypeError, csv.Error, UnicodeDecodeError) as error:
            raise CorpusInvalid(f"{path} is no table of marked pairs: {error!r}.") from error


def pair(marked: str, gold: str) -> Pair:
    """The sentence without its marks, and the spans between the first marks of each kind."""
    pieces: list[str] = []
    edges: dict[str, int] = {}
    past = length = 0
    for mark in MARK.finditer(marked):
        pieces.append(marked[past : mark.start()])
        length += mark.start() - past
        past = mark.end()
        edges.setdefault(mark[0], length)
    text = "".join([*pieces, marked[past:]])
    return Pair(
        text=text, source=_span(text, edges, "s"), target=_span(text, edges, "t"), root=root(gold)
    )


def _span(text: str, edges: dict[str, int], mark: str) -> Span:
    return Span.of(text, edges.get(f"<{mark}>", 0), edges.get(f"</{mark}>", len(text)))


def _mistake(pair: Pair, found: str) -> Mistake:
    return Mistake(
        kind=f"{pair.root} read as {found}",
        document=f"source: {pair.source.text}; target: {pair.target.text}",
        text=pair.text,
        start=min(pair.source.start, pair.target.start),
        end=max(pair.source.end, pair.target.end),
    )
