"""Named entities: CoNLL-2003 (index, token, tag) and re3d (token, tag), kind and span exact.

Text is rebuilt from the tokens, a line a sentence, a document from each -DOCSTART- on (re3d
has sentences only). A predicted name covers the tokens that it touches.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from evaluation.bio import Chunk, chunks
from evaluation.corpus import Options, corpus_of, require
from evaluation.errors import CorpusInvalid
from evaluation.matching import compare
from evaluation.mistakes import Mistake
from evaluation.reader import ReaderUnderTest
from evaluation.score import Row, Score, f1_measures, prf_measures
from evaluation.tokens import Tokens, join_sentences

KINDS = ("PER", "ORG", "LOC", "MISC")

# re3d's kinds that a name can have; its others (weapons, times, quantities) are not scored.
RE3D = {"Person": "PER", "Organisation": "ORG", "Location": "LOC"}

DOCUMENT = "-DOCSTART-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tagged:
    """A text rebuilt from tokens, with its gold entities over them."""

    id: str
    tokens: Tokens
    entities: tuple[Chunk, ...]


def score(path: Path, reader: ReaderUnderTest, options: Options) -> Score:
    """Entity F1 over all kinds, and of each kind; both corpora have a split of their own."""
    documents = load(require(path))[: options.limit]
    kinds = sorted({chunk[0] for document in documents for chunk in document.entities})
    rows: list[Row] = []
    mistakes: list[Mistake] = []
    for document in documents:
        found = [chunk for chunk in entities(document.tokens, reader) if chunk[0] in kinds]
        rows.append(_counts(document.entities, found))
        mistakes += _mistakes(document, found)
    return Score(
        task="mentions",
        corpus=corpus_of(path, [path], "all"),
        documents=len(documents),
        n=sum(len(document.entities) for document in documents),
        measures=(*prf_measures(rows, ("entity",)), *f1_measures(rows, kinds)),
        mistakes=tuple(mistakes),
    )


def entities(tokens: Tokens, reader: ReaderUnderTest) -> list[Chunk]:
    """The reader's names as chunks of the tokens that the text was made of."""
    found = set()
    for name in reader.names(tokens.text):
        touched = tokens.within(name.start, name.end)
        if touched:
            found.add((name.kind, touched.start, touched.stop))
    return sorted(found)


def load(path: Path) -> list[Tagged]:
    """The documents of a file in either format."""
    lines = path.read_text(encoding="utf-8").replace("\r\n", "\n").split("\n")
    fields = [tuple(line.split("\t")) for line in lines]
    if any(field != ("",) and len(field) not in (2, 3) for field in fields):
        raise CorpusInvalid(f"{path} has lines that are neither `token, tag` nor with an index.")
    groups = _documents(_sentences([field[-2:] for field in fields]))
    return [_tagged(f"{path.stem}-{index}", group) for index, group in enumerate(groups)]


def _sentences(fields: Iterable[tuple[str, ...]]) -> list[list[tuple[str, ...]]]:
    found: list[list[tuple[str, ...]]] = [[]]
    for field in fields:
        if len(field) == 2:
            found[-1].append(field)
        elif found[-1]:
            found.append([])
    return [sentence for sentence in found if sentence]


def _documents(found: list[list[tuple[str, ...]]]) -> list[list[list[tuple[str, ...]]]]:
    if not any(sentence[0][0] == DOCUMENT for sentence in found):
        return [[sentence] for sentence in found]
    groups: list[list[list[tuple[str, ...]]]] = [[]]
    for sentence in found:
        if sentence[0][0] == DOCUMENT:
            groups.append([])
        else:
            groups[-1].append(sentence)
    return [group for group in groups if group]


def _tagged(name: str, group: Sequence[Sequence[tuple[str, ...]]]) -> Tagged:
    tokens = join_sentences([[token for token, _ in sentence] for sentence in group])
    gold: list[Chunk] = []
    at = 0
    for sentence in group:
        for kind, first, past in chunks([tag for _, tag in sentence]):
            if RE3D.get(kind, kind) in KINDS:
                gold.append((RE3D.get(kind, kind), at + first, at + past))
        at += len(sentence)
    return Tagged(id=name, tokens=tokens, entities=tuple(gold))


def _counts(gold: Sequence[Chunk], found: Sequence[Chunk]) -> dict[str, tuple[int, int, int]]:
    counts = {"entity": compare(gold, found)}
    for kind in KINDS:
        counts[kind] = compare(
            [chunk for chunk in gold if chunk[0] == kind],
            [chunk for chunk in found if chunk[0] == kind],
        )
    return counts


def _mistakes(document: Tagged, found: Sequence[Chunk]) -> list[Mistake]:
    missed = sorted(set(document.entities) - set(found))
    alarms = sorted(set(found) - set(document.entities))
    mistakes = [_mistake(document, chunk, alarms, "missed") for chunk in missed]
    mistakes += [
        _mistake(document, chunk, (), "false")
        for chunk in alarms
        if not any(_overlap(chunk, other) for other in missed)
    ]
    return mistakes


def _mistake(document: Tagged, chunk: Chunk, alarms: Iterable[Chunk], what: str) -> Mistake:
    start, end = document.tokens.characters(chunk[1], chunk[2])
    near = next((other for other in alarms if _overlap(chunk, other)), None)
    kind, note = f"{chunk[0]} {what}", ""
    if near is not None:
        first, past = document.tokens.characters(near[1], near[2])
        kind = f"{chunk[0]} edges" if near[0] == chunk[0] else f"{chunk[0]} read as {near[0]}"
        note = f"found: {near[0]} {document.tokens.text[first:past]}"
    return Mistake(
        kind=kind, document=document.id, text=document.tokens.text, start=start, end=end, note=note
    )


def _overlap(one: Chunk, other: Chunk) -> bool:
    return one[1] < other[2] and other[1] < one[2]
