"""Coreference on GUM's news and interviews: MUC, B³, CEAFe, and their mean (CoNLL F1).

The measures are those of the CoNLL-2012 scorer (Pradhan and others, 2014). A mention is a
stretch of tokens; a predicted one covers the tokens that it touches. `conll_f1` keeps
mentions that stand alone, on both sides; `linked_conll_f1` leaves them out on both. OntoNotes, for
which the scorer was made, marks none; GUM does, and the shared tasks on CorefUD, GUM among it, lead
with the score without them, and compare heads where here the whole stretch must be the same.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from evaluation.bootstrap import Counts, f1
from evaluation.conllu import raw_text, sentences
from evaluation.corpus import Options, chosen, corpus_of, files_in, require, split_of
from evaluation.errors import CorpusInvalid
from evaluation.matching import assign, compare
from evaluation.mistakes import Mistake
from evaluation.reader import ReaderUnderTest
from evaluation.score import Measured, Score, measured
from evaluation.tokens import Range, Tokens

Cluster = frozenset[Range]
"""The mentions of one entity, as token ranges."""

GENRES = ("news", "interview")

# `(12-person-…` opens entity 12, `12)` closes it, and `(12-person-…)` is one token long;
# `12[1/2]` is a part of a broken mention and counts as a mention of its own.
BRACKET = re.compile(r"\((\d+)(?:\[[\d/]+\])?(?:-[^()]*)?(\))?|(\d+)(?:\[[\d/]+\])?\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Chained:
    """A document with its gold clusters."""

    id: str
    tokens: Tokens
    clusters: tuple[Cluster, ...]


def score(path: Path, reader: ReaderUnderTest, options: Options) -> Score:
    """Score a folder of CoNLL-U files, or one file; GUM has no development part of its own."""
    files, split = _files(require(path)), split_of(path, options)
    kept = [load(file) for _, file in chosen(((f.stem, f) for f in files), split, options)]
    found = [predicted(document.tokens, reader) for document in kept]
    pairs = [(document.clusters, clusters) for document, clusters in zip(kept, found, strict=True)]
    linked = [(linking(gold), linking(clusters)) for gold, clusters in pairs]
    return Score(
        task="coreference",
        corpus=corpus_of(path, files, split),
        documents=len(kept),
        n=sum(len(mentions(gold)) for gold, _ in pairs),
        measures=(*_measures("", pairs), *_measures("linked_", linked)),
        mistakes=tuple(
            mistake
            for document, clusters in zip(kept, found, strict=True)
            for mistake in _mistakes(document, clusters)
        ),
    )


def predicted(tokens: Tokens, reader: ReaderUnderTest) -> list[Cluster]:
    """The reader's chains as clusters of token ranges; a range belongs to one cluster only."""
    taken: set[Range] = set()
    clusters: list[Cluster] = []
    for chain in reader.chains(tokens.text):
        touched = (tokens.within(mention.start, mention.end) for mention in chain)
        cluster = frozenset((t.start, t.stop) for t in touched if t) - taken
        taken |= cluster
        if cluster:
            clusters.append(cluster)
    return clusters


def load(path: Path) -> Chained:
    """One document of GUM."""
    document = list(sentences(path))
    fields = [line[-1] for sentence in document for line in sentence.tokens]
    return Chained(
        id=path.stem, tokens=raw_text(document), clusters=tuple(clusters_of(fields, path))
    )


def clusters_of(fields: Iterable[str], path: Path) -> list[Cluster]:
    """The clusters that the `Entity=` brackets of the tokens' last fields make."""
    opened: dict[str, list[int]] = defaultdict(list)
    found: dict[str, set[Range]] = defaultdict(set)
    for index, field in enumerate(fields):
        brackets = next((f for f in field.split("|") if f.startswith("Entity=")), "")
        for begun, at_once, ended in BRACKET.findall(brackets):
            if begun:
                opened[begun].append(index)
            if at_once or ended:
                entity = begun or ended
                if not opened[entity]:
                    raise CorpusInvalid(f"{path} closes entity {entity} before it begins.")
                found[entity].add((opened[entity].pop(), index + 1))
    return [frozenset(ranges) for ranges in found.values()]


def linking(clusters: Iterable[Cluster]) -> list[Cluster]:
    """The clusters of two mentions or more."""
    return [cluster for cluster in clusters if len(cluster) > 1]


def mentions(clusters: Iterable[Cluster]) -> set[Range]:
    """All mentions of all clusters."""
    return set().union(*clusters)


def muc(gold: Sequence[Cluster], found: Sequence[Cluster]) -> tuple[float, float, float, float]:
    """Links kept: (recall's two parts, precision's two parts)."""
    return (*_muc(gold, found), *_muc(found, gold))


def b_cubed(gold: Sequence[Cluster], found: Sequence[Cluster]) -> tuple[float, ...]:
    """Share of each mention's cluster that is kept: (recall's two parts, precision's)."""
    return (*_b_cubed(gold, found), *_b_cubed(found, gold))


def ceaf_e(gold: Sequence[Cluster], found: Sequence[Cluster]) -> tuple[float, ...]:
    """Best one-to-one alignment of clusters by φ4: (recall's two parts, precision's)."""
    where = _places(found)
    pairs = {
        (i, j): 2 * len(cluster & found[j]) / (len(cluster) + len(found[j]))
        for i, cluster in enumerate(gold)
        for j in {where[mention] for mention in cluster if mention in where}
    }
    total = sum(pairs[pair] for pair in assign(pairs).items())
    return total, len(gold), total, len(found)


MEASURES: dict[str, Callable[[Sequence[Cluster], Sequence[Cluster]], tuple[float, ...]]] = {
    "muc": muc,
    "b3": b_cubed,
    "ceafe": ceaf_e,
}


def harmonic(counts: Counts) -> Counts:
    """F1 of (recall's two parts, precision's two parts) in the last axis."""
    recall = _share(counts[..., 0], counts[..., 1])
    precision = _share(counts[..., 2], counts[..., 3])
    return _share(2 * recall * precision, recall + precision)


def conll(counts: Counts) -> Counts:
    """Mean F1 of the measures in the axis before the last."""
    mean: Counts = harmonic(counts).mean(axis=-1)
    return mean


def _measures(
    prefix: str, pairs: Sequence[tuple[Sequence[Cluster], Sequence[Cluster]]]
) -> tuple[Measured, ...]:
    n = sum(len(mentions(gold)) for gold, _ in pairs)
    parts = np.array([[measure(*pair) for measure in MEASURES.values()] for pair in pairs])
    parts = parts.reshape(len(pairs), len(MEASURES), 4)
    found = [compare(mentions(gold), mentions(clusters)) for gold, clusters in pairs]
    return (
        measured(f"{prefix}conll_f1", parts, conll, n),
        *(
            measured(f"{prefix}{name}_f1", parts[:, index], harmonic, n)
            for index, name in enumerate(MEASURES)
        ),
        measured(f"{prefix}mention_f1", np.array(found).reshape(-1, 3), f1, n),
    )


def _muc(key: Sequence[Cluster], other: Sequence[Cluster]) -> tuple[float, float]:
    where = _places(other)
    kept = links = 0
    for cluster in key:
        parts = {where.get(mention, mention) for mention in cluster}
        kept += len(cluster) - len(parts)
        links += len(cluster) - 1
    return kept, links


def _b_cubed(key: Sequence[Cluster], other: Sequence[Cluster]) -> tuple[float, float]:
    where = _places(other)
    kept = 0.0
    for cluster in key:
        shared: dict[int, int] = defaultdict(int)
        for mention in cluster:
            if mention in where:
                shared[where[mention]] += 1
        kept += sum(number**2 for number in shared.values()) / len(cluster)
    return kept, sum(len(cluster) for cluster in key)


def _places(clusters: Sequence[Cluster]) -> dict[Range, int]:
    return {mention: index for index, cluster in enumerate(clusters) for mention in cluster}


def _share(above: Counts, below: Counts) -> Counts:
    shares: Counts = np.divide(above, below, out=np.zeros_like(above, dtype=float), where=below > 0)
    return shares


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    return [f for f in files_in(path, "*.conllu") if any(f"_{g}_" in f.name for g in GENRES)]


def _mistakes(document: Chained, found: Sequence[Cluster]) -> list[Mistake]:
    """Mentions missed or false, and links missed or false between neighbours in a cluster."""
    gold = document.clusters
    missed, alarms = mentions(gold) - mentions(found), mentions(found) - mentions(gold)
    mistakes = [_mistake(document, mention, "mention missed") for mention in sorted(missed)]
    mistakes += [_mistake(document, mention, "mention false") for mention in sorted(alarms)]
    mistakes += _links(document, gold, found, "link missed")
    mistakes += _links(document, found, gold, "link false")
    return mistakes


def _links(
    document: Chained, key: Sequence[Cluster], other: Sequence[Cluster], kind: str
) -> list[Mistake]:
    where = _places(other)
    return [
        _mistake(document, later, kind, f"to: {_text(document, earlier)}")
        for cluster in key
        for earlier, later in zip(sorted(cluster), sorted(cluster)[1:], strict=False)
        if earlier in where and later in where and where[earlier] != where[later]
    ]


def _mistake(document: Chained, mention: Range, kind: str, note: str = "") -> Mistake:
    start, end = document.tokens.characters(*mention)
    text = document.tokens.text
    return Mistake(kind=kind, document=document.id, text=text, start=start, end=end, note=note)


def _text(document: Chained, mention: Range) -> str:
    start, end = document.tokens.characters(*mention)
    return document.tokens.text[start:end]
