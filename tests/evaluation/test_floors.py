from dataclasses import replace
from pathlib import Path

import pytest

from evaluation.errors import EvaluationError, FloorBroken
from evaluation.floors import Floor, broken, load, lowered, note, require, risen, save
from evaluation.plan import Row

ROW = Row(
    task="plover",
    title="Pairs",
    label="macro-F1",
    corpus="plv/pairs.tsv",
    digest="aa",
    split="dev",
    metric="root_macro_f1",
    documents=10,
    n=12,
    value=0.81234,
    low=0.7,
    high=0.9,
)
FLOOR = Floor(
    task="plover",
    corpus="plv/pairs.tsv",
    split="dev",
    digest="aa",
    metric="root_macro_f1",
    floor=0.809,
)


def test_a_new_floor_stands_a_margin_below_the_score() -> None:
    assert risen([ROW], []) == [FLOOR]


def test_floors_rise_and_do_not_sink() -> None:
    assert risen([replace(ROW, value=0.9)], [FLOOR])[0].floor == pytest.approx(0.897)
    assert risen([replace(ROW, value=0.5)], [FLOOR]) == [FLOOR]


def test_a_score_below_its_floor_fails() -> None:
    require([ROW], [FLOOR])
    with pytest.raises(FloorBroken, match=r"0\.8000 is below the floor 0\.809"):
        require([replace(ROW, value=0.8)], [FLOOR])


def test_a_floor_of_other_files_fails_until_it_is_set_anew() -> None:
    changed = replace(ROW, digest="bb")

    assert "is for other files" in broken([changed], [FLOOR])[0]
    assert broken([changed], risen([changed], [FLOOR])) == []


def test_a_score_without_a_floor_holds() -> None:
    assert broken([ROW], []) == []


def test_lowered_sets_what_is_broken_and_names_it() -> None:
    floors, lines = lowered([replace(ROW, value=0.7)], [FLOOR])

    assert [floor.floor for floor in floors] == [pytest.approx(0.697)]
    assert lines == ["plover plv/pairs.tsv root_macro_f1: 0.809 → 0.697"]
    assert lowered([ROW], [FLOOR]) == ([FLOOR], [])


def test_note_goes_into_the_newest_section() -> None:
    changed = note("# Changes\n\n## Next\n- new\n\n## 0.1\n", ["x: 0.9 → 0.8"], "smaller model")

    assert changed.index("- Floor lowered, x: 0.9 → 0.8: smaller model") < changed.index("- new")
    with pytest.raises(EvaluationError):
        note("", ["x"], "y")


def test_floors_survive_the_file(tmp_path: Path) -> None:
    other = replace(FLOOR, metric="root_accuracy")
    save([FLOOR, other], tmp_path / "floors.toml")

    assert load(tmp_path / "floors.toml") == [other, FLOOR]
    assert load(tmp_path / "nowhere.toml") == []
