from pathlib import Path

import pytest

from evaluation.errors import CorpusInvalid, CorpusMissing, EvaluationError
from evaluation.plan import Row
from evaluation.table import BEGIN, END, markdown, published, read, save

ROW = Row(
    task="status",
    title="Reports",
    label="macro-F1",
    corpus="record/x.jsonl",
    digest="aa",
    split="dev",
    metric="status_macro_f1",
    documents=10,
    n=1234,
    value=0.7561,
    low=0.7,
    high=0.81449,
    aim="≥ 75",
)
LINE = "| Reports (dev) | macro-F1 | 1,234 | 75.6 (70.0–81.4) | – | ≥ 75 |"


def test_markdown_has_counts_and_intervals() -> None:
    assert markdown([ROW]).splitlines()[2] == LINE


def test_published_renews_only_what_is_between_the_markers() -> None:
    document = f"# Before\n{BEGIN}\nold\n{END}\nafter \\1\n"
    renewed = published(document, [ROW])

    assert renewed.startswith("# Before\n")
    assert renewed.endswith("after \\1\n")
    assert LINE in renewed
    assert published(renewed, [ROW]) == renewed


def test_published_without_markers_is_an_error() -> None:
    with pytest.raises(EvaluationError):
        published("# Nothing\n", [ROW])


def test_rows_survive_the_file(tmp_path: Path) -> None:
    save(tmp_path / "runs" / "x.json", [ROW])

    assert read(tmp_path / "runs" / "x.json") == [ROW]


def test_scores_that_are_missing_or_damaged_are_named(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text('[{"task": 1}]')

    with pytest.raises(CorpusInvalid):
        read(tmp_path / "x.json")
    with pytest.raises(CorpusMissing, match="evaluation all"):
        read(tmp_path / "y.json")
