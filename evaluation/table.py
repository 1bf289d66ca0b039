"""The table of numbers: kept as JSON, shown as Markdown, published between markers."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from evaluation.errors import CorpusInvalid, CorpusMissing, EvaluationError
from evaluation.markers import renewed
from evaluation.plan import Row

BEGIN, END = "<!-- numbers:begin -->", "<!-- numbers:end -->"

HEAD = (
    "| Corpus | Metric | n | Score (95 % interval) | Published best | Aim |",
    "|---|---|---:|---:|---:|---:|",
)
FOOT = (
    "Percent. Intervals: 1,000 bootstrap rounds by document. n: gold things scored."
    " Corpora and splits: `evaluation/corpora.toml`."
)


def save(path: Path, rows: Sequence[Row]) -> None:
    """Keep the rows as JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps([asdict(row) for row in rows], indent=1, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8")


def read(path: Path) -> list[Row]:
    """The rows that were kept."""
    if not path.exists():
        raise CorpusMissing(f"No scores at {path}: run `python -m evaluation all` first.")
    try:
        return [Row(**item) for item in json.loads(path.read_text(encoding="utf-8"))]
    except (ValueError, TypeError) as error:
        raise CorpusInvalid(f"{path} holds no scores: {error}.") from error


def markdown(rows: Sequence[Row]) -> str:
    """The rows as a Markdown table."""
    return "\n".join([*HEAD, *(_line(row) for row in rows), "", FOOT])


def published(text: str, rows: Sequence[Row]) -> str:
    """A document with the table between its markers renewed."""
    found = renewed(text, "numbers", markdown(rows))
    if found is None:
        raise EvaluationError(f"The document has no markers {BEGIN} and {END}.")
    return found


def _line(row: Row) -> str:
    where = row.title if row.split == "all" else f"{row.title} ({row.split})"
    number = f"{percent(row.value)} ({percent(row.low)}–{percent(row.high)})"
    cells = (where, row.label, f"{row.n:,}", number, row.published or "–", row.aim or "–")
    return "| " + " | ".join(cells) + " |"


def percent(value: float) -> str:
    """A share of 1 as percent with one decimal."""
    return f"{100 * value:.1f}"
