import json
from pathlib import Path

import pytest

from evaluation.cli import main
from evaluation.plan import PROJECT, entries, select

PAIRS = "\tmarked_sentence\tgold_root\n0\t<s>A</s> met <t>B</t> & co.\tCONSULT\n"


def test_a_task_prints_its_result(
    tmp_path: Path, stub: type, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main(["plover", str(_pairs(tmp_path))], stub())
    result = json.loads(capsys.readouterr().out)

    assert status == 0
    assert set(result) == {"task", "corpus", "digest", "split", "documents", "n", "metrics"}
    assert set(result["metrics"]["root_accuracy"]) == {"value", "low", "high", "n"}


def test_a_task_writes_its_mistakes(tmp_path: Path, stub: type) -> None:
    page = tmp_path / "out.html"
    main(["plover", str(_pairs(tmp_path)), "--errors", str(page)], stub(type="AID"))

    assert "CONSULT read as AID: 1" in page.read_text()
    assert "&amp; co." in page.read_text()


def test_a_missing_corpus_is_one_line_and_status_3(
    tmp_path: Path, stub: type, capsys: pytest.CaptureFixture[str]
) -> None:
    for command in (
        ["plover", str(tmp_path / "nowhere")],
        ["dates", str(tmp_path / "nowhere")],
        ["all", "--shared", str(tmp_path / "nowhere"), "--out", str(tmp_path / "x.json")],
        ["floors", "--shared", str(tmp_path / "nowhere")],
    ):
        assert main(command, stub()) == 3
        assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_folder_where_a_file_should_be_is_one_line(
    tmp_path: Path, stub: type, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["plover", str(tmp_path)], stub()) == 4
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_the_limit_and_the_split_are_kept(
    tmp_path: Path, stub: type, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["plover", str(_pairs(tmp_path)), "--split", "all", "--limit", "0"], stub())

    assert json.loads(capsys.readouterr().out)["n"] == 0


def test_the_plan_lists_corpora_once_and_samples_as_fast() -> None:
    plan = entries()

    assert len({(entry.task, entry.path) for entry in plan}) == len(plan)
    assert all((PROJECT / entry.path).exists() for entry in select(plan, fast=True))
    assert select(plan, only=["plover"])[0].split == "dev"


def test_floors_rise_hold_fail_and_sink_on_purpose(
    tmp_path: Path, stub: type, capsys: pytest.CaptureFixture[str]
) -> None:
    scores, changelog = tmp_path / "scores.json", tmp_path / "CHANGELOG.md"
    changelog.write_text("# Changes\n\n## Next\n")
    command = ["floors", "--floors", str(tmp_path / "floors.toml"), "--changelog", str(changelog)]
    main(["all", "--fast", "--out", str(scores)], stub())
    high = [{**row, "value": 0.9} for row in json.loads(scores.read_text())]
    scores.write_text(json.dumps(high))

    assert main([*command, "--from", str(scores), "--raise"], stub()) == 0
    assert main([*command, "--fast", "--raise"], stub()) == 6
    assert "is below the floor 0.897" in capsys.readouterr().err
    assert main([*command, "--fast", "--lower", "tried nothing"], stub()) == 0
    assert "0.897 → 0.000: tried nothing" in changelog.read_text()


def test_publish_checks_and_renews(
    tmp_path: Path, stub: type, capsys: pytest.CaptureFixture[str]
) -> None:
    scores, document = tmp_path / "scores.json", tmp_path / "README.md"
    main(["all", "--fast", "--out", str(scores)], stub())
    document.write_text("<!-- numbers:begin --><!-- numbers:end -->\n")
    command = ["publish", str(document), "--from", str(scores)]

    assert main([*command, "--check"], stub()) == 7
    assert main(command, stub()) == 0
    assert main([*command, "--check"], stub()) == 0


def _pairs(folder: Path) -> Path:
    path = folder / "pairs.tsv"
    path.write_text(PAIRS, encoding="utf-8")
    return path
