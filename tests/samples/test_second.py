"""The second newsroom: its files are what its builder writes, and its gold agrees with itself."""

import importlib.util
from types import ModuleType

import pytest

from .conftest import FOLDER

SECOND = FOLDER / "second"


@pytest.fixture(scope="module")
def second() -> ModuleType:
    spec = importlib.util.spec_from_file_location("second_folder", SECOND / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.builder()


def test_second_is_what_the_builder_writes(second):
    for name, rows in second.built().items():
        assert (SECOND / name).read_text("utf-8") == second.written(rows), name


def test_second_counts_origins_as_ranges_and_names_their_outlets(second):
    reports = second.reports()
    for claim in second.built()["gold/origins.jsonl"]:
        outlets = {reports[mention["report"]]["publisher"] for mention in claim["mentions"]}
        through = {name for origin in claim["origins"] for name in origin["through"]}
        assert 0 <= claim["count"]["low"] <= claim["count"]["high"] == len(claim["origins"])
        assert through == (set() if claim["shape"] == "cycle" else outlets), claim["id"]


def test_second_shares_no_outlet_and_no_report_with_the_newsroom(second):
    first = (FOLDER / "newsroom" / "newsroom.jsonl").read_text("utf-8")
    assert not any(f'"publisher": "{name}"' in first for name in second.publishers())
    assert not any(row["text"] in first for row in second.reports().values())


def test_second_is_told_by_words_of_the_same_or_a_later_report(second):
    reports = second.reports()
    for row in second.built()["gold/followthrough.jsonl"]:
        assert (row["shown"] is None) == (row["outcome"] == "nothing heard")
        if row["shown"]:
            told, done = (reports[row[side]["report"]] for side in ("words", "shown"))
            assert told["published"] <= done["published"], row["id"]
