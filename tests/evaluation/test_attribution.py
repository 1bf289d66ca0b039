import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from evaluation.attribution import score, score_article
from evaluation.corpus import Options
from evaluation.marked import Marked, MarkedAttribution
from evaluation.polnear import articles, passages
from evaluation.relations import outermost, relations, similarity
from evaluation.tokens import join, words

TEXT = "The harbour master said the old ferry will sail at dawn. Police agree."
GOLD = MarkedAttribution(source=((0, 18),), cue=((19, 23),), content=((24, 55),))
MARKED = Marked(id="ferry", text=TEXT, attributions=(GOLD,))


def found(**changes: object) -> Marked:
    return replace(MARKED, attributions=(replace(GOLD, **changes),))


def test_a_perfect_reading_has_no_mistakes() -> None:
    row, mistakes = score_article(MARKED, MARKED)

    assert row["relation"] == (1, 0, 0)
    assert row["source"] == row["cue"] == row["content"] == (1, 0, 0)
    assert mistakes == []


def test_one_word_off_in_seven_keeps_the_relation_and_loses_the_span() -> None:
    row, _ = score_article(MARKED, found(content=((28, 55),)))

    assert row["relation"] == (1, 0, 0)
    assert row["content"] == (0, 1, 1)


def test_one_word_off_in_three_loses_the_relation() -> None:
    row, mistakes = score_article(MARKED, found(source=((4, 18),)))

    assert row["relation"] == (0, 1, 1)
    assert [mistake.kind for mistake in mistakes] == ["relation: other source"]


def test_a_source_matches_no_absent_source() -> None:
    tokens = words(TEXT)
    (one,), (other,) = (relations(m.attributions, tokens) for m in (MARKED, found(source=())))

    assert similarity(one, other) == 0.0
    assert similarity(other, other) == pytest.approx(3.0)


def test_nested_attributions_are_left_out() -> None:
    inner = MarkedAttribution(source=((24, 37),), cue=((38, 42),), content=((43, 47),))
    child = MarkedAttribution(source=(), cue=((64, 69),), content=((57, 63),), parent=0)

    assert outermost([GOLD, inner, child], words(TEXT)) == [GOLD]


def test_boilerplate_is_not_scored() -> None:
    note = "Editor's note: The mayor said no."
    gold = Marked(id="n", text=note)
    alarm = MarkedAttribution(source=((15, 24),), cue=((25, 29),), content=((30, 32),))

    row, _ = score_article(gold, replace(gold, attributions=(alarm,)))
    assert row["relation"] == (0, 0, 0)


def test_score_reads_a_folder(tmp_path: Path, perfect: Callable, stub: type) -> None:
    annotation = (
        "T1\tSource 0 18\tx\nT2\tCue 19 23\tx\nT3\tContent 24 55\tx\nT4\tAttribution 19 23\tx\n"
        "E1\tAttribution:T4 Content:T3 Cue:T2 Source:T1\n"
    )
    for name, text in (("text/f.txt", TEXT), ("attributions/f_a1.ann", annotation)):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(text)
    full = score(tmp_path, perfect(articles(tmp_path)), Options()).to_dict()
    empty = score(tmp_path, stub(), Options()).to_dict()

    assert full["metrics"]["relation_f1"] == {"value": 1.0, "low": 1.0, "high": 1.0, "n": 1}
    assert empty["metrics"]["relation_f1"]["value"] == 0.0


def test_score_pools_the_annotators_of_passages(tmp_path: Path, perfect: Callable) -> None:
    tokens = "`` It sails , '' Ana said .".split()  # noqa: SIM905
    labels = "B-content I-content I-content I-content I-content B-source B-cue O".split()  # noqa: SIM905
    rows = [
        {"id": "ferry_a1", "tokens": tokens, "labels": labels},
        {"id": "ferry_b2", "tokens": tokens, "labels": ["O"] * len(tokens)},
    ]
    path = tmp_path / "valid.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows))
    text = join(passages(path)[0].tokens).text
    cut = {name: ((text.index(part), text.index(part) + len(part)),) for name, part in PARTS}
    marked = Marked(id="x", text=text, attributions=(MarkedAttribution(**cut),))

    result = score(path, perfect([marked]), Options()).to_dict()
    assert (result["documents"], result["n"]) == (1, 3)
    assert result["metrics"]["content_precision"]["value"] == 0.5
    assert result["metrics"]["content_recall"]["value"] == 1.0


PARTS = (("source", "Ana"), ("cue", "said"), ("content", "It sails"))
