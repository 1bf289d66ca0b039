import json
from pathlib import Path

import pytest

from evaluation.corpus import Options
from evaluation.dates import evaluate, in_record
from evaluation.errors import CorpusInvalid

HEAD = '<DCT><TIMEX3 tid="t0" type="DATE" value="2025-08-21">x</TIMEX3></DCT>'
BODY = (
    '<TEXT>It rose <TIMEX3 tid="t1" type="DATE" value="2025-08-20">yesterday</TIMEX3>, in '
    'the <TIMEX3 tid="t2" type="DATE" value="1998-Q4">third quarter</TIMEX3>, and '
    '<TIMEX3 tid="t3" type="DATE" value="PAST_REF">once</TIMEX3> for three days.</TEXT>'
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.tml").write_text(HEAD + BODY, encoding="utf-8")
    return tmp_path


def test_evaluate_counts_as_tempeval_does(folder: Path):
    result = evaluate(folder)
    found = {name: metric["value"] for name, metric in result["metrics"].items()}
    # gold: 3; predicted: yesterday, "the third quarter", "three days"
    assert (found["relaxed_f1"], found["strict_f1"]) == (0.6667, 0.3333)
    assert (found["value_f1"], found["type_f1"]) == (0.3333, 0.6667)
    assert (result["documents"], result["n"]) == (1, 3)


def test_evaluate_writes_its_mistakes(folder: Path):
    evaluate(folder, errors=folder / "errors.html", options=Options(split="all"))
    page = (folder / "errors.html").read_text(encoding="utf-8")
    assert "1998-Q4, found 2025-Q3" in page
    assert "missed" in page


def test_evaluate_reads_annotated_reports(tmp_path: Path):
    row = {"id": "r", "published": None, "text": "In 2014 it fell.", "dates": []}
    row["dates"] = [{"span": [3, 7], "type": "DATE", "value": "2014"}]
    path = tmp_path / "records.jsonl"
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    assert evaluate(path)["metrics"]["value_f1"]["value"] == 1.0


def test_evaluate_refuses_other_json(tmp_path: Path):
    path = tmp_path / "records.jsonl"
    path.write_text('{"id": 1}\n', encoding="utf-8")
    with pytest.raises(CorpusInvalid):
        evaluate(path)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("199", "199X"),
        ("19", "19XX"),
        ("2000-W7", "2000-W07"),
        ("1989-11-06T17", "1989-11-06T17:00"),
        ("1989", "1989"),
        ("1989-WXX", "1989-WXX"),
        ("1949-XX", "1949-XX"),
        ("P12M", "P12M"),
    ],
)
def test_values_are_read_in_the_notation_of_the_record(value: str, written: str):
    assert in_record(value) == written
    assert in_record(written) == written
