import json
from pathlib import Path
from typing import Any

import pytest

from evaluation.errors import CorpusInvalid
from evaluation.figures import evaluate


def test_evaluate_scores_sentences_by_value_and_unit(tmp_path: Path) -> None:
    right = {"value": 5, "unit": "kilometre"}
    wrong_unit = {"value": 3, "unit": "mile"}
    result = _evaluate(tmp_path, _sentence("Go 5 km, then 3 litres on.", right, wrong_unit))

    assert result["metrics"]["value_f1"]["value"] == 1
    assert result["metrics"]["value_unit_f1"]["value"] == 0.5


def test_evaluate_takes_nouns_rates_and_cents_as_units(tmp_path: Path) -> None:
    units = [(40, "soldiers"), (52, "dollar per share"), (50, "cent"), (0.5, None)]
    quantities = [{"value": value, "unit": unit} for value, unit in units]
    text = "Then 40 soldiers paid $52 a share, 50 cents more, for half of it."
    result = _evaluate(tmp_path, _sentence(text, *quantities))

    assert result["n"] == 4
    assert result["metrics"]["value_unit_f1"]["value"] == 1


def test_evaluate_counts_misses_and_false_alarms(tmp_path: Path) -> None:
    page = tmp_path / "errors.html"
    result = _evaluate(tmp_path, _sentence("Then 40 came.", {"value": 41, "unit": None}), page)

    assert result["metrics"]["value_f1"]["value"] == 0
    assert "missed: 1" in page.read_text(encoding="utf-8")


def test_evaluate_scores_reports_by_overlap(tmp_path: Path) -> None:
    figure = {"span": [15, 20], "value": 4000, "modifier": "more_than", "of": "Marines"}
    report = {"id": "r", "text": "Sent more than 4,000 Marines.", "figures": [figure]}
    metrics = _evaluate(tmp_path, report)["metrics"]

    assert {name: metric["value"] for name, metric in metrics.items()} == {
        "span_f1": 1,
        "value_f1": 1,
        "value_unit_f1": 1,
        "value_hedge_f1": 1,
        "value_noun_f1": 1,
    }


def test_evaluate_refuses_what_has_no_figures(tmp_path: Path) -> None:
    with pytest.raises(CorpusInvalid):
        _evaluate(tmp_path, {"text": "Nothing."})


def _sentence(text: str, *quantities: dict[str, Any]) -> dict[str, Any]:
    return {"text": text, "quantities": list(quantities)}


def _evaluate(folder: Path, row: dict[str, Any], errors: Path | None = None) -> dict[str, Any]:
    path = folder / "rows.jsonl"
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    return evaluate(path, errors)
