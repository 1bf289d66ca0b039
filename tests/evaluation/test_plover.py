from pathlib import Path

import pytest

from evaluation.corpus import Options
from evaluation.errors import CorpusInvalid
from evaluation.plover import ROOTS, pair, pairs, root, score

ROWS = (
    ("<s>Ruritania</s> met <t>Freedonia</t>'s envoy.", "CONSULT"),
    ("<t>The rebels</t> were bombed by <s>the <x> army</s>.", "ASSAULT"),
    ('<s>They</s> said "we give in to <t>you</t>', "YIELD"),
)


def test_pair_cuts_the_marks_and_keeps_the_spans() -> None:
    cut = pair(ROWS[1][0], "FIGHT")

    assert cut.text == "The rebels were bombed by the <x> army."
    assert (cut.source.text, cut.target.text) == ("the <x> army", "The rebels")
    assert cut.root == "ASSAULT"


def test_pair_without_a_target_has_the_whole_sentence() -> None:
    assert pair("<s>Ruritania</s> marched.", "PROTEST").target.text == "Ruritania marched."


def test_pair_takes_the_first_of_several_marks() -> None:
    assert pair("<s>A</s> told <t>B</t> and <t>C</t>.", "CONSULT").target.text == "B"


def test_pairs_are_read_with_quoting_off(tmp_path: Path) -> None:
    assert [item.root for item in pairs(_file(tmp_path))] == ["CONSULT", "ASSAULT", "YIELD"]


def test_root_merges_what_the_corpus_merges() -> None:
    assert root("CONCEDE") == root("RETREAT") == "YIELD"
    assert len(ROOTS) == 15


def test_score_is_macro_f1_over_the_roots_there(tmp_path: Path, stub: type) -> None:
    result = score(_file(tmp_path), stub(type="RETREAT"), Options()).to_dict()

    assert result["n"] == 3
    assert result["metrics"]["root_accuracy"]["value"] == pytest.approx(1 / 3, abs=1e-4)
    assert result["metrics"]["root_macro_f1"]["value"] == pytest.approx(0.5 / 3, abs=1e-4)


def test_pairs_of_another_table_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.tsv"
    path.write_text("a\tb\n1\t2\n")

    with pytest.raises(CorpusInvalid):
        list(pairs(path))


def _file(folder: Path) -> Path:
    path = folder / "PLV.tsv"
    lines = ["\tmarked_sentence\tgold_root", *(f"0\t{text}\t{gold}" for text, gold in ROWS)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
