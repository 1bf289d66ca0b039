import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.agreement import agree, kappa
from evaluation.cli import main
from evaluation.errors import CorpusInvalid

TEXT = "Ana said that envoys believed troops left Aldane on Friday and will return."
FIRST: Mapping[str, Any] = {
    "id": "port",
    "text": TEXT,
    "attributions": [
        {"source": [0, 3], "cue": [4, 8], "content": [[9, 74]], "kind": "person"},
        {
            "source": [14, 20],
            "cue": [21, 29],
            "content": [[30, 74]],
            "kind": "anonymous",
            "parent": 0,
        },
    ],
    "events": [
        {"trigger": [37, 41], "type": "RETREAT", "status": "occurred", "attribution": 1},
        {"trigger": [68, 74], "type": "MOBILIZE", "status": "planned", "sure": False},
    ],
    "dates": [{"span": [52, 58], "value": "XXXX-WXX-5"}],
}

tables = st.lists(st.lists(st.integers(0, 9), min_size=3, max_size=3), min_size=3, max_size=3)


def test_the_same_marks_agree_in_everything(tmp_path: Path) -> None:
    values = figures(tmp_path, FIRST, FIRST)

    whole = ("event_type_status_f1", "content_f1", "nesting_f1", "date_value_f1", "sure_found")
    assert [values[name] for name in whole] == [1.0] * 5
    assert values["type_kappa"] == values["status_kappa"] == values["kind_kappa"] == 1.0


def test_kappa_is_the_hand_worked_one() -> None:
    table = np.array([[20.0, 5.0], [10.0, 15.0]])  # 0.7 seen, 0.5 by chance

    assert kappa(table) == pytest.approx(0.4)
    assert kappa(np.array([[3.0, 0.0], [0.0, 0.0]])) == 1.0
    assert kappa(np.zeros((2, 2, 2))).tolist() == [0.0, 0.0]


@given(tables)
def test_kappa_is_the_same_whoever_comes_first(table: list[list[int]]) -> None:
    one = float(kappa(np.array(table, dtype=float)))

    assert float(kappa(np.array(table, dtype=float).T)) == pytest.approx(one)
    assert -1 <= one <= 1


def test_f1_is_the_same_whoever_comes_first(tmp_path: Path) -> None:
    other = {**FIRST, "events": FIRST["events"][:1], "dates": []}
    forth, back = figures(tmp_path, FIRST, other), figures(tmp_path, other, FIRST)

    assert forth["event_f1"] == back["event_f1"] == pytest.approx(2 / 3, abs=1e-4)
    assert forth["date_span_f1"] == back["date_span_f1"] == 0.0


def test_another_label_costs_its_kappa_and_not_the_span(tmp_path: Path) -> None:
    events = [FIRST["events"][0], {**FIRST["events"][1], "status": "possible"}]
    values = figures(tmp_path, FIRST, {**FIRST, "events": events})

    assert values["event_f1"] == values["type_kappa"] == 1.0
    assert values["event_status_f1"] == 0.5
    assert values["status_kappa"] == pytest.approx(1 / 3, abs=1e-4)


def test_a_shorter_content_meets_but_is_not_the_same(tmp_path: Path) -> None:
    inner = {**FIRST["attributions"][1], "content": [[30, 48]]}
    other = {**FIRST, "attributions": [FIRST["attributions"][0], inner]}
    values = figures(tmp_path, FIRST, other)

    assert values["attribution_met_f1"] == values["kind_kappa"] == 1.0
    assert values["attribution_f1"] == values["content_f1"] == 0.5


def test_a_parent_that_only_one_has_is_no_agreement(tmp_path: Path) -> None:
    inner = {**FIRST["attributions"][1], "parent": None}
    values = figures(tmp_path, FIRST, {**FIRST, "attributions": [FIRST["attributions"][0], inner]})

    assert values["parent_accuracy"] == 0.5
    assert values["nesting_f1"] == 0.0


def test_events_that_one_was_unsure_of_are_counted_apart(tmp_path: Path) -> None:
    values = figures(tmp_path, FIRST, {**FIRST, "events": FIRST["events"][:1]})

    assert values["sure_found"] == 1.0
    assert values["unsure_found"] == 0.0


def test_only_reports_that_both_marked_are_compared(tmp_path: Path) -> None:
    one = written(tmp_path / "one.jsonl", FIRST, {**FIRST, "id": "else"})
    found = agree(one, written(tmp_path / "two.jsonl", FIRST), tmp_path, nowhere).to_dict()

    assert found["documents"] == 1
    assert found["counts"]["events"] == {"first": 2, "second": 2}


def test_files_without_a_report_in_common_are_refused(tmp_path: Path) -> None:
    one = written(tmp_path / "one.jsonl", FIRST)
    two = written(tmp_path / "two.jsonl", {**FIRST, "id": "else"})

    with pytest.raises(CorpusInvalid, match="No report is both in"):
        agree(one, two, tmp_path, nowhere)


def test_the_command_prints_json_and_reads_folders(
    tmp_path: Path, stub: type, capsys: pytest.CaptureFixture[str]
) -> None:
    written(tmp_path / "one.jsonl", FIRST)
    page = tmp_path / "differ.html"
    status = main(["agreement", *[str(tmp_path)] * 2, "--errors", str(page)], stub())
    result = json.loads(capsys.readouterr().out)

    assert status == 0
    assert set(result["metrics"]["type_kappa"]) == {"value", "low", "high", "n"}
    assert "0 mistakes" in page.read_text(encoding="utf-8")


def test_texts_that_cannot_be_found_are_one_line(
    tmp_path: Path, stub: type, capsys: pytest.CaptureFixture[str]
) -> None:
    bare = {name: value for name, value in FIRST.items() if name != "text"}
    path = str(written(tmp_path / "bare.jsonl", {**bare, "origin": "wikinews"}))

    assert main(["agreement", path, path, "--shared", str(tmp_path)], stub()) in {3, 4}
    assert len(capsys.readouterr().err.splitlines()) == 1


def figures(folder: Path, first: Mapping[str, Any], second: Mapping[str, Any]) -> dict[str, float]:
    paths = (written(folder / "one.jsonl", first), written(folder / "two.jsonl", second))
    metrics = agree(*paths, folder, nowhere).to_dict()["metrics"]
    return {name: metric["value"] for name, metric in metrics.items()}


def written(path: Path, *reports: Mapping[str, Any]) -> Path:
    path.write_text("".join(json.dumps(report) + "\n" for report in reports), encoding="utf-8")
    return path


def nowhere(name: str, country: str | None) -> None:
    return None
