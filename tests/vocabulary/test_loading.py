from dataclasses import dataclass

import pytest

from tipsheet.errors import InstallationBroken
from tipsheet.vocabulary import Term
from tipsheet.vocabulary.loading import build, read_table

ROW = {"label": "A", "definition": "One."}


@dataclass(frozen=True, slots=True, kw_only=True)
class Graded(Term):
    grade: int


def test_read_table_of_a_missing_file_is_a_broken_installation():
    with pytest.raises(InstallationBroken, match=r"nowhere\.toml"):
        read_table("nowhere.toml")


def test_read_table_of_what_is_not_toml_is_a_broken_installation():
    with pytest.raises(InstallationBroken, match="reinstall"):
        read_table("loading.py")


def test_build_takes_a_whole_row():
    assert build("x.toml", Graded, "a", {**ROW, "grade": 2}).grade == 2


@pytest.mark.parametrize(
    "row",
    [
        ROW,
        {**ROW, "grade": "2"},
        {**ROW, "grade": True},
        {**ROW, "grade": 2, "more": 1},
        {**ROW, "grade": 2, "label": ""},
        "A",
    ],
)
def test_build_refuses_a_row_that_is_not_whole(row):
    with pytest.raises(InstallationBroken, match=r"x\.toml"):
        build("x.toml", Graded, "a", row)
