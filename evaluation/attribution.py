"""Attribution on PolNeAR: spans by kind, and whole relations.

Folders are read article by article. Spans are exact on words and marks, each unbroken piece
of a broken span by itself; whole relations are matched as in `evaluation.relations`.
Passages are made raw text again, read one by one, and scored as CofeNet does: kind, first
and last token exact, over all passages; intervals are drawn by article.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from evaluation.bio import Chunk, chunks
from evaluation.corpus import Options, chosen, corpus_of, files_in, require
from evaluation.marked import Marked, MarkedAttribution, of_reading
from evaluation.matching import compare
from evaluation.mistakes import Mistake
from evaluation.polnear import Passage, articles, boilerplate, passages, quoted
from evaluation.reader import ReaderUnderTest
from evaluation.relations import PARTS, Relation, matched, outermost, relations
from evaluation.score import Row, Score, f1_measures, prf_measures
from evaluation.tokens import Tokens, join, runs, words
from tipsheet.record import Reading

Found = tuple[dict[str, tuple[int, int, int]], list[Mistake]]


def score(path: Path, reader: ReaderUnderTest, options: Options) -> Score:
    """Score a split folder of articles, or a .jsonl file of passages."""
    if require(path).is_dir():
        return score_articles(path, reader, options)
    return score_passages(path, reader, options)


def score_articles(path: Path, reader: ReaderUnderTest, options: Options) -> Score:
    """Spans and whole relations over whole articles; PolNeAR has a split of its own."""
    documents = articles(path)[: options.limit]
    found = [score_article(gold, in_polnear_form(reader.read(gold.text))) for gold in documents]
    files = [*files_in(path / "text", "*.txt"), *files_in(path / "attributions", "*.ann")]
    rows = [row for row, _ in found]
    measures = (*f1_measures(rows, PARTS), *prf_measures(rows, ("relation",)))
    return Score(
        task="attribution",
        corpus=corpus_of(path, files, "all"),
        documents=len(documents),
        n=sum(len(gold.attributions) for gold in documents),
        measures=measures,
        mistakes=tuple(mistake for _, mistakes in found for mistake in mistakes),
    )


def score_passages(path: Path, reader: ReaderUnderTest, options: Options) -> Score:
    """Spans over passages; the same passage by another annotator is read once."""

    @cache
    def read(tokens: tuple[str, ...]) -> list[Chunk]:
        return predicted_chunks(join(tokens), reader)

    kept = chosen(((item.article, item) for item in passages(path)), "all", options)
    rows: dict[str, list[Row]] = defaultdict(list)
    mistakes: list[Mistake] = []
    for article, passage in kept:
        gold, predicted = chunks(passage.labels), read(passage.tokens)
        rows[article].append(_by_kind(gold, predicted))
        mistakes += chunk_mistakes(passage, gold, predicted)
    measures = prf_measures([_summed(group) for group in rows.values()], PARTS)
    return Score(
        task="attribution",
        corpus=corpus_of(path, [path], "all"),
        documents=len(rows),
        n=sum(measure.n for measure in measures if measure.name.endswith("_f1")),
        measures=measures,
        mistakes=tuple(mistakes),
    )


def score_article(gold: Marked, predicted: Marked) -> Found:
    """The counts of one article, with its mistakes; boilerplate is left out on both sides."""
    tokens = words(gold.text)
    masked = tokens.holding(boilerplate(gold.text))
    expected = _unmasked(gold.attributions, tokens, masked)
    found = _unmasked(outermost(predicted.attributions, tokens), tokens, masked)
    same = matched(expected, found)
    row = _by_kind(_pieces(expected), _pieces(found))
    row["relation"] = (len(same), len(found) - len(same), len(expected) - len(same))
    return row, _relation_mistakes(gold, tokens, expected, found, same)


def in_polnear_form(reading: Reading) -> Marked:
    """What a reader marked, with quotation marks counted as content, as PolNeAR has them."""
    marked = of_reading(reading)
    widened = tuple(
        replace(item, content=tuple(quoted(marked.text, *span) for span in item.content))
        for item in marked.attributions
    )
    return replace(marked, attributions=widened)


def predicted_chunks(tokens: Tokens, reader: ReaderUnderTest) -> list[Chunk]:
    """The chunks that the reader finds in raw text, on the tokens that the text was made of."""
    marked = in_polnear_form(reader.read(tokens.text))
    return _pieces(relations(outermost(marked.attributions, tokens), tokens))


def chunk_mistakes(
    passage: Passage, gold: Sequence[Chunk], predicted: Sequence[Chunk]
) -> list[Mistake]:
    """Misses and false alarms of one passage, wrong edges apart."""
    tokens = join(passage.tokens)
    missed = sorted(set(gold) - set(predicted))
    alarms = sorted(set(predicted) - set(gold))
    return [
        *_chunk_mistakes(passage.id, tokens, missed, alarms, "missed", "found"),
        *_chunk_mistakes(passage.id, tokens, alarms, missed, "false", "gold"),
    ]


def _chunk_mistakes(
    name: str,
    tokens: Tokens,
    wrong: Sequence[Chunk],
    others: Sequence[Chunk],
    what: str,
    other_side: str,
) -> Iterable[Mistake]:
    for kind, first, past in wrong:
        near = [o for o in others if o[0] == kind and o[1] < past and first < o[2]]
        if near and what == "false":
            continue  # shown once, at the gold span
        shown = [_text(tokens, other[1], other[2]) for other in near]
        start, end = tokens.characters(first, past)
        yield Mistake(
            kind=f"{kind}: edges" if near else f"{kind}: {what}",
            document=name,
            text=tokens.text,
            start=start,
            end=end,
            note=f"{other_side}: {' | '.join(shown)}" if near else "",
        )


def _relation_mistakes(
    gold: Marked,
    tokens: Tokens,
    expected: Sequence[Relation],
    found: Sequence[Relation],
    same: Mapping[int, int],
) -> list[Mistake]:
    right = set(same.values())
    missed = [item for index, item in enumerate(expected) if index not in same]
    alarms = [item for index, item in enumerate(found) if index not in right]
    mistakes = [_relation_mistake(gold, tokens, item, alarms, "missed") for item in missed]
    mistakes += [
        _relation_mistake(gold, tokens, item, (), "false")
        for item in alarms
        if not any(item.content & other.content for other in missed)
    ]
    return mistakes


def _relation_mistake(
    gold: Marked, tokens: Tokens, item: Relation, alarms: Sequence[Relation], what: str
) -> Mistake:
    near = max(alarms, key=lambda other: len(other.content & item.content), default=None)
    if near is not None and not near.content & item.content:
        near = None
    start, end = tokens.characters(min(item.content), max(item.content) + 1)
    parts = [name for name in PARTS if near is not None and near.part(name) != item.part(name)]
    return Mistake(
        kind=f"relation: other {', '.join(parts)}" if near else f"relation: {what}",
        document=gold.id,
        text=gold.text,
        start=start,
        end=end,
        note=_shown(tokens, item) + (f"; found {_shown(tokens, near)}" if near else ""),
    )


def _shown(tokens: Tokens, item: Relation) -> str:
    parts = (
        f"{name} {' … '.join(_text(tokens, *run) for run in runs(item.part(name))) or '–'}"
        for name in PARTS
    )
    return "; ".join(parts)


def _text(tokens: Tokens, first: int, past: int) -> str:
    start, end = tokens.characters(first, past)
    return tokens.text[start:end]


def _unmasked(
    attributions: Iterable[MarkedAttribution], tokens: Tokens, masked: frozenset[int]
) -> list[Relation]:
    found = relations(attributions, tokens)
    return [item for item in found if item.content and not item.content & masked]


def _pieces(found: Iterable[Relation]) -> list[Chunk]:
    pieces = {
        (name, first, past)
        for item in found
        for name in PARTS
        for first, past in runs(item.part(name))
    }
    return sorted(pieces)


def _by_kind(gold: Sequence[Chunk], predicted: Sequence[Chunk]) -> dict[str, tuple[int, int, int]]:
    return {
        name: compare([c for c in gold if c[0] == name], [c for c in predicted if c[0] == name])
        for name in PARTS
    }


def _summed(rows: Sequence[Row]) -> Row:
    return {
        name: [sum(counts) for counts in zip(*(row[name] for row in rows), strict=True)]
        for name in PARTS
    }
