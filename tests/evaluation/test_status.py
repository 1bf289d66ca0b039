import json
from pathlib import Path

import pytest

from evaluation.corpus import Options
from evaluation.errors import CorpusInvalid
from evaluation.status import casie, happened, nugget, score, uds, uds_files

TREES = """\
# uds_id = ewt-dev-1
# sent_id = web-0001
# text = Ana sailed.
1	Ana	_	_	_	_	_	_	_	_
2	sailed	_	_	_	_	_	_	_	SpaceAfter=No
3	.	_	_	_	_	_	_	_	_

# uds_id = ewt-dev-2
# sent_id = web-0002
# text = Bo will sail.
1	Bo	_	_	_	_	_	_	_	_
2	will	_	_	_	_	_	_	_	_
3	sail	_	_	_	_	_	_	_	SpaceAfter=No
4	.	_	_	_	_	_	_	_	_

"""
ARTICLE = "Hackers breached the ferry line. They may strike again. Such attacks recur."


def test_happened_when_its_statuses_have_half() -> None:
    assert happened({"occurred": 0.3, "ongoing": 0.3, "planned": 0.4}) == "happened"
    assert happened({"occurred": 0.4, "denied": 0.6}) == "not happened"


def test_uds_reads_a_document_with_its_predicates(tmp_path: Path) -> None:
    (judged,) = uds(*uds_files(_uds(tmp_path)))

    assert judged.text == "Ana sailed. Bo will sail."
    assert [judged.text[start:end] for start, end in judged.triggers] == ["sailed", "sail"]
    assert judged.labels == ("happened", "not happened")


def test_score_of_uds_is_macro_f1_of_two(tmp_path: Path, stub: type) -> None:
    right = stub(statuses=lambda word: "occurred" if word == "sailed" else "planned")
    metrics = [
        score(_uds(tmp_path / name), reader, Options()).to_dict()["metrics"]
        for name, reader in (("right", right), ("blind", stub()))
    ]

    assert metrics[0]["happened_macro_f1"]["value"] == 1.0
    assert metrics[1]["happened_macro_f1"]["value"] == pytest.approx(1 / 3, abs=1e-4)


def test_nugget_is_found_a_character_off() -> None:
    assert nugget(ARTICLE, {"startOffset": 9, "text": "breached"}) == (8, 16)
    assert nugget(ARTICLE, {"startOffset": 50, "text": "breached"}) is None


def test_score_of_casie_leaves_generic_events_out(tmp_path: Path, stub: type) -> None:
    result = score(_casie(tmp_path), stub(), Options()).to_dict()

    assert result["n"] == 3
    assert result["metrics"]["happened_accuracy"] == {"value": 0.5, "low": 0.5, "high": 0.5, "n": 2}
    assert result["metrics"]["actual_accuracy"]["n"] == 3


def test_casie_refuses_other_json(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text('{"cyberevent": {}}')

    with pytest.raises(CorpusInvalid):
        casie(tmp_path / "x.json")


def test_score_of_records_has_seven_statuses(tmp_path: Path, stub: type) -> None:
    events = [
        {"trigger": [8, 16], "type": "COERCE", "status": "occurred"},
        {"trigger": [42, 48], "type": "ASSAULT", "status": "possible"},
    ]
    path = tmp_path / "records.jsonl"
    path.write_text(json.dumps({"id": "r", "text": ARTICLE, "events": events}))
    result = score(path, stub(), Options())

    assert result.to_dict()["metrics"]["status_macro_f1"]["value"] == pytest.approx(1 / 3, abs=1e-4)
    assert [m.kind for m in result.mistakes] == ["possible read as occurred"]


def _uds(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    data = {"ewt-dev-1": _predicate(1, 2, 0.9), "ewt-dev-2": _predicate(2, 3, -0.5)}
    (folder / "factuality_dev.json").write_text(json.dumps({"data": data}))
    (folder / "ewt_dev.conllu").write_text(TREES)
    return folder


def _predicate(sentence: int, token: int, value: float) -> dict[str, object]:
    name = f"ewt-dev-{sentence}-semantics-pred-{token}"
    return {name: {"factuality": {"factual": {"confidence": 1.0, "value": value}}}}


def _casie(folder: Path) -> Path:
    words = (("breached", "Actual"), ("strike", "Other"), ("attacks", "Generic"))
    events = [
        {"nugget": {"startOffset": ARTICLE.index(w), "text": w}, "realis": r} for w, r in words
    ]
    data = {"content": ARTICLE, "cyberevent": {"hopper": [{"events": events}]}}
    (folder / "7.json").write_text(json.dumps(data))
    return folder
