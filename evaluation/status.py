"""Event status at given triggers: happened or not on UDS-IH2 and CASIE, all seven on records.

- UDS-IH2 (folder with `factuality_<split>.json` and `ewt_<split>.conllu`): a predicate's
  value above 0 means it happened. https://decomp.io
- CASIE (folder of annotation files): realis Actual means it happened, Other that it did not.
  Generic says nothing of it: the reader calls what happens habitually `ongoing`; it counts
  in `actual_*` only, where it is not Actual. https://github.com/Ebiquity/CASIE
- records (annotation in the project's own form): the seven statuses.

A reader says "happened" when `occurred` and `ongoing` together have half of the probability.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from evaluation.bootstrap import Counts
from evaluation.conllu import Sentence, raw_text, sentences
from evaluation.corpus import Options, chosen, corpus_of, files_in, require, split_of
from evaluation.errors import CorpusInvalid
from evaluation.marked import load
from evaluation.mistakes import Mistake
from evaluation.reader import ReaderUnderTest
from evaluation.score import Measured, Score, class_measures, confusion
from evaluation.tokens import Range
from tipsheet.record import Span

STATUSES = ("occurred", "ongoing", "planned", "threatened", "requested", "possible", "denied")
HAPPENED = ("occurred", "ongoing")
BINARY = ("happened", "not happened")
REALIS = {"Actual": "happened", "Other": "not happened", "Generic": "generic"}
NEARBY = 12  # characters that a CASIE offset may be off by


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A text with triggers, and the gold label of each."""

    id: str
    text: str
    triggers: tuple[Range, ...]
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """The gold label, the likeliest status and the likeliest of happened or not, by trigger."""

    judged: Judged
    statuses: tuple[str, ...]
    binary: tuple[str, ...]


def score(path: Path, reader: ReaderUnderTest, options: Options) -> Score:
    """Score the kind of corpus that is at the path."""
    require(path)
    if path.is_dir() and any(path.glob("factuality_*.json")):
        return score_uds(path, reader, options)
    if path.is_dir() and _is_casie(path):
        return score_casie(path, reader, options)
    return score_records(path, reader, options)


def score_uds(path: Path, reader: ReaderUnderTest, options: Options) -> Score:
    """Happened or not at the predicates; the development files where there are such."""
    values, trees = uds_files(path)
    answers = answer(list(uds(values, trees))[: options.limit], reader)
    measures = class_measures("happened_", _tables(answers), BINARY)
    return _score(path, [values, trees], "all", answers, measures, _binary_mistakes(answers))


def score_casie(path: Path, reader: ReaderUnderTest, options: Options) -> Score:
    """Happened or not at the nuggets."""
    files, split = files_in(path, "*.json"), split_of(path, options)
    named = ((f"casie-{file.stem}", file) for file in files)  # as training names them
    judged = [casie(file) for _, file in chosen(named, split, options)]
    answers = answer(judged, reader)
    measures = (
        *class_measures("happened_", _tables(answers), BINARY),
        *class_measures("actual_", [_actual_table(item) for item in answers], BINARY),
    )
    return _score(path, files, split, answers, measures, _binary_mistakes(answers))


def score_records(path: Path, reader: ReaderUnderTest, options: Options) -> Score:
    """The seven statuses at the gold triggers, and happened or not."""
    split = split_of(path, options)
    answers = answer(
        [item for _, item in chosen(((j.id, j) for j in records(path)), split, options)], reader
    )
    seven = [confusion(STATUSES, zip(a.judged.labels, a.statuses, strict=True)) for a in answers]
    two = [_binary_table(item) for item in answers]
    measures = (
        *class_measures("status_", seven, STATUSES),
        *class_measures("happened_", two, BINARY),
    )
    files = sorted(path.glob("*.json")) if path.is_dir() else [path]
    return _score(path, files, split, answers, measures, _status_mistakes(answers))


def answer(documents: Iterable[Judged], reader: ReaderUnderTest) -> list[Answered]:
    """What the reader says of each document's triggers."""
    return [_answered(judged, reader) for judged in documents]


def happened(chances: Mapping[str, float]) -> str:
    """`happened` when the statuses that mean it have half of the probability."""
    told = sum(chances.get(status, 0.0) for status in HAPPENED)
    return BINARY[0] if told >= sum(chances.values()) / 2 else BINARY[1]


def records(path: Path) -> list[Judged]:
    """The triggers of marked reports with their statuses."""
    return [
        Judged(
            id=marked.id,
            text=marked.text,
            triggers=tuple(event.trigger for event in events),
            labels=tuple(event.status for event in events),
        )
        for marked in load(path)
        if (events := sorted(marked.events, key=lambda event: event.trigger))
    ]


def uds_files(folder: Path) -> tuple[Path, Path]:
    """The values and the trees of a folder: the development part, or the only one."""
    found = [folder / "factuality_dev.json", *files_in(folder, "factuality_*.json")]
    values = next(file for file in found if file.exists())
    trees = folder / values.name.replace("factuality_", "ewt_").replace(".json", ".conllu")
    return values, require(trees)


def uds(values: Path, trees: Path) -> Iterator[Judged]:
    """The documents of UDS, with their predicates and whether they happened."""
    data = _json(values)["data"]
    for name, group in groupby(sentences(trees), key=_document):
        document = list(group)
        tokens = raw_text(document)
        judged = sorted(_predicates(document, data))
        if judged:
            yield Judged(
                id=name,
                text=tokens.text,
                triggers=tuple(tokens.ranges[place] for place, _ in judged),
                labels=tuple(BINARY[0] if value > 0 else BINARY[1] for _, value in judged),
            )


def casie(path: Path) -> Judged:
    """The nuggets of one CASIE article; those whose words are not near their place are left out."""
    data = _json(path)
    try:
        text = data["content"]
        events = [event for hopper in data["cyberevent"]["hopper"] for event in hopper["events"]]
        found = [(nugget(text, event["nugget"]), REALIS[event["realis"]]) for event in events]
    except (KeyError, TypeError) as error:
        raise CorpusInvalid(f"{path} is no CASIE annotation: {error!r}.") from error
    kept = sorted((span, label) for span, label in found if span is not None)
    return Judged(
        id=path.stem,
        text=text,
        triggers=tuple(span for span, _ in kept),
        labels=tuple(label for _, label in kept),
    )


def nugget(text: str, data: Mapping[str, object]) -> Range | None:
    """Where a nugget's words stand: at its offset, or the nearest place a few characters off."""
    start, words = int(str(data["startOffset"])), str(data["text"])
    steps = sorted(range(-NEARBY, NEARBY + 1), key=abs)
    places = (start + step for step in steps)
    found = next((p for p in places if p >= 0 and text.startswith(words, p)), None)
    return None if found is None or not words else (found, found + len(words))


def _is_casie(folder: Path) -> bool:
    first = next(iter(sorted(folder.glob("*.json"))), None)
    return first is not None and "cyberevent" in _json(first)


def _json(path: Path) -> dict[str, Any]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise CorpusInvalid(f"{path} is no JSON: {error}.") from error
    if not isinstance(data, dict):
        raise CorpusInvalid(f"{path} holds no JSON object.")
    return data


def _document(sentence: Sentence) -> str:
    return sentence.comments["sent_id"].rpartition("-")[0]


def _predicates(
    document: Sequence[Sentence], data: Mapping[str, object]
) -> Iterator[tuple[int, float]]:
    """The place in the document's tokens, and the value, of every predicate."""
    at = 0
    for sentence in document:
        place = {line[0]: at + index for index, line in enumerate(sentence.tokens)}
        at += len(place)
        found = data.get(sentence.comments["uds_id"], {})
        if isinstance(found, dict):
            for name, item in found.items():
                token = place.get(name.rpartition("-")[2])
                if token is not None:
                    yield token, item["factuality"]["factual"]["value"]


def _answered(judged: Judged, reader: ReaderUnderTest) -> Answered:
    spans = [Span.of(judged.text, start, end) for start, end in judged.triggers]
    chances = reader.statuses_at(judged.text, spans)
    return Answered(
        judged=judged,
        statuses=tuple(max(STATUSES, key=lambda s: item.get(s, 0.0)) for item in chances),
        binary=tuple(happened(item) for item in chances),
    )


def _tables(answers: Sequence[Answered]) -> list[Counts]:
    return [
        confusion(
            BINARY,
            [
                pair
                for pair in zip(item.judged.labels, item.binary, strict=True)
                if pair[0] in BINARY
            ],
        )
        for item in answers
    ]


def _binary_table(item: Answered) -> Counts:
    gold = (BINARY[0] if label in HAPPENED else BINARY[1] for label in item.judged.labels)
    return confusion(BINARY, zip(gold, item.binary, strict=True))


def _actual_table(item: Answered) -> Counts:
    gold = (BINARY[0] if label == BINARY[0] else BINARY[1] for label in item.judged.labels)
    return confusion(BINARY, zip(gold, item.binary, strict=True))


def _score(
    path: Path,
    files: Sequence[Path],
    split: str,
    answers: Sequence[Answered],
    measures: tuple[Measured, ...],
    mistakes: Iterable[Mistake],
) -> Score:
    return Score(
        task="status",
        corpus=corpus_of(path, files, split),
        documents=len(answers),
        n=sum(len(item.judged.triggers) for item in answers),
        measures=measures,
        mistakes=tuple(mistakes),
    )


def _binary_mistakes(answers: Iterable[Answered]) -> Iterator[Mistake]:
    for item in answers:
        for index, (gold, found) in enumerate(zip(item.judged.labels, item.binary, strict=True)):
            if gold in BINARY and gold != found:
                yield _mistake(item, index, gold, f"{found} ({item.statuses[index]})")


def _status_mistakes(answers: Iterable[Answered]) -> Iterator[Mistake]:
    for item in answers:
        for index, (gold, found) in enumerate(zip(item.judged.labels, item.statuses, strict=True)):
            if gold != found:
                yield _mistake(item, index, gold, found)


def _mistake(item: Answered, index: int, gold: str, found: str) -> Mistake:
    start, end = item.judged.triggers[index]
    return Mistake(
        kind=f"{gold} read as {found}",
        document=item.judged.id,
        text=item.judged.text,
        start=start,
        end=end,
    )
