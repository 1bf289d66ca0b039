"""Dates on TimeML documents and annotated reports, from raw text, as TempEval-3 scores them.

A predicted expression is found (`relaxed`) when it overlaps a gold one, one to one, and is
`strict` when the offsets are the same; `value` and `type` are judged on the overlapping pair.
The creation time of a document is given and not scored. TimeML writes some values in more ways
than one; the gold is read in the notation of the record, and no value becomes coarser or finer
by it: the decade 199 is 199X, the century 19 is 19XX, week W7 is W07, an hour T17 is T17:00.

A path is a folder of `.tml` files,
one such file, or a `.jsonl` file of reports as in RECORD.md. TimeBank, AQUAINT and WikiWars
have no split of their own: three documents in ten are kept for development.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluation import mistakes
from evaluation.corpus import Options, chosen, corpus_of, files_in, require, split_of
from evaluation.errors import CorpusInvalid
from evaluation.mistakes import Mistake
from evaluation.score import Row, Score, f1_measures, prf_measures
from evaluation.timeml import GoldTime, TimedText
from evaluation.timeml import load as load_timeml
from evaluation.values import same_spans
from tipsheet.reading.dates import find_dates
from tipsheet.record import TimeExpression

NAMES = ("value", "strict", "type")
DEV_TENTHS = 3
NOTATIONS = tuple(
    (re.compile(pattern, re.ASCII), written)
    for pattern, written in (
        (r"\d{3}", r"\g<0>X"),
        (r"\d{2}", r"\g<0>XX"),
        (r"(\d{4}-W)(\d)", r"\g<1>0\2"),
        (r"\d{4}-\d\d-\d\dT\d\d", r"\g<0>:00"),
    )
)
"""How values of TimeML are written in the record, where it writes them otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundTime:
    """A predicted expression, with the span that matching asks for."""

    time: TimeExpression

    @property
    def span(self) -> tuple[int, int]:
        """Where it stands."""
        return self.time.start, self.time.end


def evaluate(
    path: Path, errors: Path | None = None, options: Options | None = None
) -> dict[str, Any]:
    """Score the rules on the documents at `path`."""
    score = score_path(path, options or Options())
    if errors is not None:
        mistakes.write(errors, f"dates: {score.corpus.name}", score.mistakes)
    return score.to_dict()


def score_path(path: Path, options: Options) -> Score:
    """The score with its mistakes; corpora under the training data are cut to their dev part."""
    split = split_of(require(path), options)
    files = files_in(path, "*.tml") if path.is_dir() else [path]
    tenths = 1 if path.suffix == ".jsonl" else DEV_TENTHS
    kept = chosen(((text.id, text) for text in load(files)), split, options, tenths=tenths)
    judged = [judge(text) for _, text in kept]
    rows = [row for row, _ in judged]
    return Score(
        task="dates",
        corpus=corpus_of(path, files, split),
        documents=len(kept),
        n=sum(len(text.times) for _, text in kept),
        measures=(*f1_measures(rows, NAMES), *prf_measures(rows, ("relaxed",))),
        mistakes=tuple(mistake for _, made in judged for mistake in made),
    )


def load(files: Iterable[Path]) -> Iterator[TimedText]:
    """The documents of `.tml` and `.jsonl` files."""
    for file in files:
        if file.suffix == ".jsonl":
            yield from _reports(file)
        else:
            yield load_timeml(file)


def judge(text: TimedText) -> tuple[Row, list[Mistake]]:
    """(tp, fp, fn) of each metric, and the mistakes, for one document."""
    found = [FoundTime(time=time) for time in find_dates(text.text, published=text.published)]
    pairs = same_spans(text.times, found)
    matched = [(text.times[i], found[j].time) for i, j in pairs.items()]
    hits = {
        "relaxed": len(matched),
        "strict": sum(gold.span == (time.start, time.end) for gold, time in matched),
        "value": sum(in_record(gold.value) == time.value for gold, time in matched),
        "type": sum(gold.type == time.type for gold, time in matched),
    }
    gold, predicted = len(text.times), len(found)
    row = {name: (n, predicted - n, gold - n) for name, n in hits.items()}
    return row, list(_mistakes(text, found, pairs))


def in_record(value: str) -> str:
    """A TIMEX3 value as the record writes it."""
    for pattern, written in NOTATIONS:
        if found := pattern.fullmatch(value):
            return found.expand(written)
    return value


def _reports(file: Path) -> Iterator[TimedText]:
    try:
        for line in file.read_text(encoding="utf-8").split("\n"):
            if line.strip():
                yield _report(json.loads(line))
    except (ValueError, KeyError, TypeError) as error:
        raise CorpusInvalid(f"{file} holds no annotated reports: {error!r}.") from error


def _report(row: dict[str, Any]) -> TimedText:
    times = (
        GoldTime(start=start, end=end, type=item["type"], value=item["value"])
        for item in row["dates"]
        for start, end in [item["span"]]
    )
    published = row.get("published")
    return TimedText(id=row["id"], published=published, text=row["text"], times=tuple(times))


def _mistakes(
    text: TimedText, found: Sequence[FoundTime], pairs: dict[int, int]
) -> Iterator[Mistake]:
    for i, gold in enumerate(text.times):
        if i not in pairs:
            yield _mistake(text, "missed", gold.span, f"{gold.type} {gold.value}")
    for j, other in enumerate(found):
        if j not in pairs.values():
            yield _mistake(text, "false alarm", other.span, f"{other.time.type} {other.time.value}")
    for i, j in pairs.items():
        gold, time = text.times[i], found[j].time
        if in_record(gold.value) != time.value:
            note = f"{gold.value}, found {time.value}"
            yield _mistake(text, "wrong value", gold.span, note)
        if gold.span != found[j].span:
            yield _mistake(text, "wrong extent", gold.span, f"found “{time.text}”")


def _mistake(text: TimedText, kind: str, span: tuple[int, int], note: str) -> Mistake:
    start, end = span
    return Mistake(kind=kind, document=text.id, text=text.text, start=start, end=end, note=note)
