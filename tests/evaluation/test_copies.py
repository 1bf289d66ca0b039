import json
import random

import pytest

from evaluation import copies, mutations, pairs
from evaluation.corpus import Options
from tipsheet.record import Report

TEXT = "\n\n".join(
    f"Paragraph {number} tells of the harbour master who counted {number}0 boats in the gale. "
    f"“We will wait for the wind to turn before we let number {number} out,” he said on Friday."
    for number in ("one", "two", "three", "four", "five", "six", "seven", "eight")
)
ORIGINAL = Report.of(TEXT, id="a", publisher="Wireline", published="2025-03-04")


@pytest.mark.parametrize("keep", [1 / 2, 1 / 3])
def test_mutant_keeps_at_least_what_was_asked(keep):
    made = [mutations.mutant(ORIGINAL, keep, seed) for seed in range(5)]
    assert all(keep <= one.kept < keep + 0.2 for one in made)
    assert len({one.report.text for one in made}) == 5


def test_mutant_follows_from_its_seed():
    one, other = (mutations.mutant(ORIGINAL, 0.5, 7).report for _ in range(2))
    assert one == other
    assert one.published >= "2025-03-04"


def test_cut_takes_whole_sentences_from_the_beginning():
    kept = mutations.cut(TEXT.split("\n\n"), 20)
    assert TEXT.startswith(kept[0])
    assert 20 <= sum(len(part.split()) for part in kept) < 50


def test_swap_leaves_the_first_paragraph():
    swapped = mutations.swap(["a", "b", "c", "d"], random.Random(3))
    assert swapped[0] == "a"
    assert sorted(swapped) == ["a", "b", "c", "d"]


def test_borrower_holds_a_passage_of_the_donor():
    host = Report.of("Rain fell.\n\nThen it stopped.", id="b")
    text = mutations.borrower(host, ORIGINAL, 1).text
    assert "Rain fell." in text
    assert "harbour master" in text


def test_evaluate_finds_copies_of_the_reports_at_a_path(tmp_path):
    path = tmp_path / "reports.jsonl"
    rows = [{"id": "a", "text": TEXT}, {"id": "b", "text": "Nothing of it, " * 40}]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    result = copies.evaluate(path, options=Options(limit=1))
    assert result["documents"] == 1
    assert result["metrics"]["half"] == {"value": 1.0, "low": 1.0, "high": 1.0, "n": 1}


def newsroom(folder, direction="first"):
    half = TEXT[: len(TEXT) // 2]
    keys = {"url": None, "title": None, "byline": []}
    reports = [
        {"id": "a", "publisher": "Wire", "published": "2025-03-04", "text": TEXT, **keys},
        {"id": "b", "publisher": "Sail", "published": "2025-03-05", "text": half, **keys},
    ]
    span = {"start": 0, "end": 40}
    shared = [{"first": span, "second": span}]
    gold = {"first": "a", "second": "b", "kind": "whole", "direction": direction, "shared": shared}
    (folder / "gold").mkdir()
    (folder / "newsroom.jsonl").write_text("\n".join(map(json.dumps, reports)))
    (folder / "publishers.toml").write_text('[[publisher]]\nname = "Wire"\n')
    (folder / "gold" / "copies.jsonl").write_text(json.dumps(gold))


def test_evaluate_scores_a_newsroom_against_its_pairs(tmp_path):
    newsroom(tmp_path)
    metrics = copies.evaluate(tmp_path)["metrics"]
    names = ("found_f1", "told_over_f1", "kind", "direction", "told", "spans")
    assert [metrics[name]["value"] for name in names] == [1.0] * 6


def test_evaluate_asks_no_direction_of_siblings(tmp_path):
    newsroom(tmp_path, direction="siblings")
    assert pairs.evaluate(tmp_path)["metrics"]["told"]["n"] == 0
