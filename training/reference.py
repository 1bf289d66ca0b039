"""Fit what weighs for the edges of phrases and for their chains, on GUM.

    python -m training.reference --shared SHARED [--model FOLDER]

The weights of `tipsheet/reading/coreference/edges.toml` and `weights.toml` are those of log-linear
models over what the reader's model says and what stands in the text: for edges, which word is the
first or the last of a head word's phrase; for chains, the chance that what a phrase refers back to
is of its gold chain (or that it is the first of one), whichever phrase of the chain it be. Both
have a ridge and are fitted by gradient descent (Adam), always in the same way.

Fitted on documents that are not scored: edges on the development documents of other genres than
news and interview, which the model has not seen; chains on these and on the training documents of
the two genres, which the model has seen, so that its own scores count somewhat too much there.
Then the chance from which a phrase is kept and what is added to every bias are chosen by CoNLL F1
on the unseen ones, the mean of that with and of that without single mentions. News and interviews
of the development part are only measured, each genre alone. To be run again when the model has
new weights; minutes on a laptop.
"""

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import numpy as np
import numpy.typing as npt

from evaluation.bootstrap import f1
from evaluation.coreference import (
    GENRES,
    MEASURES,
    Chained,
    Cluster,
    conll,
    linking,
    load,
    mentions,
    predicted,
)
from evaluation.matching import compare
from evaluation.reader import ReaderUnderTest
from evaluation.splits import is_dev
from tipsheet.reading.coreference import chains, edges, phrases
from tipsheet.reading.coreference.looks import KINDS
from tipsheet.reading.coreference.phrases import Referring
from tipsheet.reading.coreference.signs import SIGNS, Features, Pairs
from tipsheet.reading.encoder import Encoded, Encoder, OnnxEncoder
from tipsheet.reading.sentences import sentence_begins
from tipsheet.record import Span
from training.corpora import conllu, gum

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Marks = npt.NDArray[np.bool_]

PACKAGE = Path(chains.__file__).parent
RIDGE = {"edges": 3.0, "chains": 3.0}
STEPS, RATE = 120, 0.1
LEAST = (0.2, 0.25, 0.3, 0.35, 0.4)
BIASES = (-0.8, -0.4, 0.0, 0.4, 0.8)
NEAREST = 150
"""Earlier phrases that are looked at in fitting."""

Objective = Callable[[Floats], Floats]
"""The gradient of a loss at some weights."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A document with the model's outputs; by head word its gold bounds (words) and chain."""

    document: Chained
    encoded: Encoded
    bounds: Mapping[int, list[tuple[int, int]]]
    chain: Mapping[int, int]

    @property
    def genre(self) -> str:
        """The genre that its id tells."""
        return self.document.id.split("_")[1]

    @property
    def text(self) -> str:
        """The raw text."""
        return self.document.tokens.text


def main() -> int:
    """Fit, choose, write and measure."""
    options = _options()
    folder = options.shared / "data" / "gum" / "train"
    if not folder.is_dir():
        print(f"No documents of GUM under {folder}: give the folder that holds data/.")
        return 3
    model = OnnxEncoder(options.model)
    unseen, seen, held = _parts(known(path, model) for path in _paths(folder))
    bounds = fit_edges(unseen)
    write_edges(bounds, LEAST[len(LEAST) // 2])
    weights = fit_chains([*unseen, *seen])
    write_chains(weights)
    least = _best(LEAST, lambda value: write_edges(bounds, value), unseen)
    bias = _best(BIASES, lambda value: write_chains(_raised(weights, value)), unseen)
    print(f"kept from a chance of {least}; {bias:+} on every bias")
    for genre in GENRES:
        print(genre, _measured([one for one in held if one.genre == genre]))
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--shared", type=Path, required=True, help="folder with data/")
    parser.add_argument("--model", type=Path, help="folder of the model, else the shipped one")
    return parser.parse_args()


def _paths(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.glob("*.conllu")):
        if is_dev(path.stem) or path.stem.split("_")[1] in GENRES:
            yield path


def _parts(items: Iterable[Known]) -> tuple[list[Known], list[Known], list[Known]]:
    """Unseen documents of other genres, seen ones of the genres, and those that are measured."""
    unseen: list[Known] = []
    seen: list[Known] = []
    held: list[Known] = []
    for one in items:
        part = held if one.genre in GENRES else unseen
        (part if is_dev(one.document.id) else seen).append(one)
    return unseen, seen, held


def known(path: Path, model: Encoder) -> Known:
    """A document of GUM with what the model says of it."""
    document = load(path)
    encoded = model.encode(document.tokens.text)
    number = {mention: index for index, gold in enumerate(document.clusters) for mention in gold}
    bounds: dict[int, list[tuple[int, int]]] = {}
    chain: dict[int, int] = {}
    for (first, past), token in _heads(path).items():
        head = _words(encoded, *document.tokens.ranges[token])[0]
        start, end = document.tokens.characters(first, past)
        if document.tokens.text[start:end].endswith(("'s", "’s")):
            end -= 2  # the mark is put back by rule
        words = _words(encoded, start, max(end, start + 1))
        bounds.setdefault(head, []).append((words[0], words[-1]))
        chain.setdefault(head, number[first, past])
    return Known(document=document, encoded=encoded, bounds=bounds, chain=chain)


def _heads(path: Path) -> dict[tuple[int, int], int]:
    """The head token of each mention; tokens are counted over the document."""
    found, at = {}, 0
    for sentence in conllu.sentences(path):
        for _, first, last in gum.mentions(sentence):
            found[at + first, at + last + 1] = at + gum.head_of(sentence, first, last)
        at += len(sentence.tokens)
    return found


def _words(encoded: Encoded, start: int, end: int) -> range:
    """The words that share a character with a stretch; one at least."""
    first = min(int(np.searchsorted(encoded.ends, start, "right")), len(encoded.ends) - 1)
    return range(first, max(first + 1, int(np.searchsorted(encoded.starts, end))))


def descend(gradient: Objective, start: Floats, ridge: Floats) -> Floats:
    """The weights after STEPS of Adam from `start`, to which the ridge draws them."""
    weights = start.astype(np.float64)
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        slope = gradient(weights.astype(np.float32)) + ridge * (weights - start)
        mean = 0.9 * mean + 0.1 * slope
        square = 0.99 * square + 0.01 * slope**2
        rate = RATE * (1 - (step / STEPS) ** 2)
        weights -= rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return np.asarray(weights, np.float32)


def fit_edges(items: Sequence[Known]) -> dict[str, Floats]:
    """The weights of either side: the model's scale, then by role a weight a class."""
    return {name: _fit_side(items, side) for name, side in (("start", -1), ("end", 1))}


def _fit_side(items: Sequence[Known], side: int) -> Floats:
    parts = [_placed(one, side) for one in items]
    scores, barred, taken, gold, *roles = map(np.concatenate, zip(*parts, strict=True))
    size = len(edges.classes())

    def gradient(weights: Floats) -> Floats:
        found = edges.Reach(barred, scores, barred, taken, tuple(roles))
        likely = edges.chances(found, edges.Side(weights[0], weights[1:].reshape(-1, size)))
        right = likely * gold
        wrong = likely - right / np.maximum(right.sum(1, keepdims=True), 1e-9)
        inside = (wrong * taken).sum(1, keepdims=True)
        slopes = (
            np.bincount(role.ravel(), part.ravel(), size)
            for role, part in zip(roles, (wrong, wrong, inside, inside), strict=True)
        )
        scale = (wrong * np.where(barred, 0, scores)).sum()
        return np.array([scale, *np.concatenate([*slopes])], np.float32)

    start = np.zeros(len(edges.ROLES) * size + 1, np.float32)
    start[0] = edges.BOUND**-0.5
    ridge = np.full(len(start), RIDGE["edges"], np.float32)
    ridge[0] = 0
    return descend(gradient, start, ridge)


def _placed(one: Known, side: int) -> tuple[npt.NDArray[np.generic], ...]:
    """For each gold head what may be its edge on a side, and what is."""
    heads = np.array(sorted(one.bounds))
    stretch = np.cumsum(sentence_begins(one.text, one.encoded), dtype=np.int64)
    pairs = zip(one.encoded.starts.tolist(), one.encoded.ends.tolist(), strict=True)
    kinds = edges.classed([one.text[start:end] for start, end in pairs])
    found = edges.reach(one.encoded.heads["bounds"], heads, kinds, stretch, side)
    gold = np.zeros(found.near.shape, bool)
    for row, head in enumerate(heads.tolist()):
        right = [bound[side > 0] for bound in one.bounds[head]]
        gold[row] = np.isin(found.near[row], right) & ~found.barred[row]
    there = gold.any(1)
    columns = (found.scores, found.barred, found.taken, gold, *found.roles)
    return tuple(column[there] for column in columns)


def fit_chains(items: Sequence[Known]) -> dict[str, dict[str, float]]:
    """The weight of each sign for phrases of each kind."""
    tables: list[list[tuple[Floats, Marks]]] = [[] for _ in KINDS]
    for one in items:
        found = phrases.referring_phrases(one.text, one.encoded)
        features = Features.of(found, one.encoded)
        for kind, table in enumerate(tables):
            table.extend(_rows(one, features, kind))
    return {
        kind: dict(zip(SIGNS, _fit_kind(table).tolist(), strict=True))
        for kind, table in zip(KINDS, tables, strict=True)
    }


def _rows(one: Known, features: Features, kind: int) -> Iterator[tuple[Floats, Marks]]:
    """For each phrase of a kind the signs of the earlier ones, and which are of its chain."""
    chain = np.array([one.chain.get(word, -1 - word) for word in features.word.tolist()])
    rows = np.flatnonzero(features.kind == kind)
    if not len(rows):
        return
    pairs = Pairs(features, rows, np.arange(len(chain)))
    shape = (len(rows), len(chain))
    values = np.stack([np.broadcast_to(sign(pairs), shape) for sign in SIGNS.values()], axis=-1)
    for row, signs, barred in zip(rows.tolist(), values, pairs.barred, strict=True):
        columns = np.flatnonzero(~barred)[-NEAREST:]
        if len(columns):
            yield signs[columns].astype(np.float32), chain[columns] == chain[row]


def _fit_kind(table: Sequence[tuple[Floats, Marks]]) -> Floats:
    signs = np.concatenate([values for values, _ in table])
    right = np.concatenate([marks for _, marks in table])
    sizes = np.array([len(marks) for _, marks in table])
    starts, row = np.cumsum(sizes) - sizes, np.repeat(np.arange(len(sizes)), sizes)
    new = ~np.logical_or.reduceat(right, starts)

    def gradient(weights: Floats) -> Floats:
        scores = signs @ weights
        most = np.maximum(np.maximum.reduceat(scores, starts), 0)
        likely, none = np.exp(scores - most[row]), np.exp(-most)
        chance = likely / (np.add.reduceat(likely, starts) + none)[row]
        told = likely * right / (np.add.reduceat(likely * right, starts) + none * new)[row]
        return np.asarray((chance - told) @ signs, np.float32)

    zero = np.zeros(len(SIGNS), np.float32)
    return descend(gradient, zero, np.full(len(zero), RIDGE["chains"], np.float32))


def _raised(weights: dict[str, dict[str, float]], by: float) -> dict[str, dict[str, float]]:
    return {kind: {**row, "bias": row["bias"] + by} for kind, row in weights.items()}


def _phrases(one: Known) -> tuple[Referring, ...]:
    return phrases.referring_phrases(one.text, one.encoded)


def _ranges(one: Known) -> set[tuple[int, int]]:
    """The phrases as token ranges."""
    touched = (one.document.tokens.within(p.start, p.end) for p in _phrases(one))
    return {(tokens.start, tokens.stop) for tokens in touched}


def conll_f1(items: Sequence[Known]) -> float:
    """Mean of CoNLL F1 with and without mentions that stand alone, as evaluation/ has it."""
    return float(np.mean(_scores(items)))


def _scores(items: Sequence[Known]) -> tuple[float, float]:
    pairs = [
        (one.document.clusters, predicted(one.document.tokens, cast(ReaderUnderTest, _Again(one))))
        for one in items
    ]
    linked = [(linking(gold), linking(mine)) for gold, mine in pairs]
    return _conll(pairs), _conll(linked)


def _conll(pairs: Sequence[tuple[Sequence[Cluster], Sequence[Cluster]]]) -> float:
    counts = [[measure(*pair) for measure in MEASURES.values()] for pair in pairs]
    return float(conll(np.sum(counts, axis=0)))


@dataclass(frozen=True, slots=True)
class _Again:
    """A reader of one document that the model has read before."""

    one: Known

    def chains(self, text: str) -> list[list[Span]]:
        """Its phrases, those that refer to one thing together."""
        found = _phrases(self.one)
        return [[found[i] for i in chain] for chain in chains.chains_of(found, self.one.encoded)]


def _measured(items: Sequence[Known]) -> str:
    kept, linked = _scores(items)
    found = [(mentions(one.document.clusters), _ranges(one)) for one in items]
    exact = float(f1(np.sum([compare(*pair) for pair in found], axis=0)))
    return (
        f"CoNLL F1 {100 * kept:.1f}, without single mentions {100 * linked:.1f}; "
        f"phrases {100 * exact:.1f}; {len(items)} documents"
    )


def _best(values: Sequence[float], use: Callable[[float], None], items: Sequence[Known]) -> float:
    """The value with which the documents score best, put to use; the scores are shown."""
    scores = {}
    for value in values:
        use(value)
        scores[value] = conll_f1(items)
    print(" ".join(f"{value:+.2f}: {100 * score:.2f}" for value, score in scores.items()))
    best = max(values, key=lambda value: scores[value])
    use(best)
    return best


HEAD = "# Written by `python -m training.reference`, which says what these weights are.\n"


def write_edges(bounds: Mapping[str, Floats], least: float) -> None:
    """Write the weights of the edges, and use them from now on."""
    lines = [HEAD, f"least = {least}\n"]
    for name, values in bounds.items():
        lines.append(f"\n[{name}]\nscale = {values[0]:.3f}\n")
        rows = values[1:].reshape(len(edges.ROLES), -1)
        for role, row in zip(edges.ROLES, rows, strict=True):
            lines += _table(f"{name}.{role}", dict(zip(edges.classes(), row.tolist(), strict=True)))
    (PACKAGE / "edges.toml").write_text("".join(lines), encoding="utf-8")
    edges.sides.cache_clear()
    edges.least.cache_clear()


def write_chains(weights: Mapping[str, Mapping[str, float]]) -> None:
    """Write the weights of the signs, and use them from now on."""
    lines = [HEAD, *(line for kind, row in weights.items() for line in _table(kind, row))]
    (PACKAGE / "weights.toml").write_text("".join(lines), encoding="utf-8")
    chains.weights.cache_clear()


def _table(name: str, row: Mapping[str, float]) -> list[str]:
    """A table of TOML; what weighs next to nothing is left out."""
    kept = {key: value for key, value in row.items() if abs(value) >= 0.05 or key == "bias"}
    return [f"\n[{name}]\n", *(f"{key} = {value:.2f}\n" for key, value in kept.items())]


if __name__ == "__main__":
    sys.exit(main())
