import json
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from evaluation.corpus import Options
from evaluation.errors import CorpusMissing
from evaluation.marked import Marked, of_data
from evaluation.record import judge, score

TEXT = (
    "Envoys told the Gazette that Ana, the minister, said troops left Port Aldane and will return."
)
GOLD = {
    "id": "port",
    "text": TEXT,
    "attributions": [
        {"source": [0, 6], "cue": [7, 11], "content": [[24, 92]], "kind": "anonymous"},
        {
            "source": [29, 46],
            "cue": [48, 52],
            "content": [[53, 92]],
            "kind": "person",
            "count": 1,
            "parent": 0,
        },
    ],
    "events": [
        {
            "trigger": [60, 64],
            "type": "RETREAT",
            "status": "occurred",
            "actors": [[53, 59]],
            "place": [65, 76],
            "attribution": 1,
        },
        {"trigger": [86, 92], "type": "MOBILIZE", "status": "planned", "attribution": 1},
    ],
    "places": [{"span": [65, 76], "name": "Port Aldane", "country": "CHL"}],
}
MARKED = of_data(GOLD)


def counts(found: Marked) -> dict[str, tuple[int, int, int]]:
    row = judge(MARKED, found, lambda name, country: None).row
    return {name: tuple(row[name]) for name in row}


def event(index: int, **changes: object) -> Marked:
    events = list(MARKED.events)
    events[index] = replace(events[index], **changes)
    return replace(MARKED, events=tuple(events))


def test_the_same_marks_agree_in_everything() -> None:
    found = counts(MARKED)

    assert found["event_type_status_chain"] == (2, 0, 0)
    assert found["argument"] == (2, 0, 0)
    assert found["attribution_kind"] == (2, 0, 0)
    assert found["parent_accuracy"] == (2, 2)
    assert found["place_161km"] == (1, 0, 0)


def test_a_wrong_status_costs_only_what_needs_the_status() -> None:
    found = counts(event(1, status="possible"))

    assert found["event_type"] == (2, 0, 0)
    assert found["event_status"] == found["event_type_status"] == (1, 1, 1)


def test_a_longer_trigger_is_the_same_event_but_not_exact() -> None:
    found = counts(event(1, trigger=(81, 92)))

    assert found["event"] == (2, 0, 0)
    assert found["event_exact"] == (1, 1, 1)


def test_a_chain_cut_short_is_wrong() -> None:
    found = counts(event(0, attribution=0))

    assert found["event_chain"] == (1, 1, 1)
    assert found["event_type_status"] == (2, 0, 0)


def test_a_chain_of_another_kind_is_wrong_for_all_events_on_it() -> None:
    outer, inner = MARKED.attributions
    found = counts(replace(MARKED, attributions=(replace(outer, kind="media"), inner)))

    assert found["event_chain"] == (0, 2, 2)
    assert found["attribution"] == (2, 0, 0)
    assert found["attribution_kind"] == (1, 1, 1)


def test_a_chain_that_runs_in_a_circle_ends() -> None:
    outer, inner = MARKED.attributions

    assert counts(replace(MARKED, attributions=(replace(outer, parent=1), inner)))[
        "parent_accuracy"
    ] == (1, 2)


def test_an_argument_is_any_mention_of_its_entity() -> None:
    assert counts(event(0, actors=(((29, 32), (53, 59)),)))["argument_actor"] == (1, 0, 0)
    assert counts(event(0, actors=(((29, 32),),)))["argument_actor"] == (0, 1, 1)


def test_arguments_of_missed_events_are_missed() -> None:
    found = counts(replace(MARKED, events=MARKED.events[1:]))

    assert found["argument_place"] == (0, 0, 1)
    assert found["event"] == (1, 0, 1)


def test_score_of_a_perfect_reader_is_one(tmp_path: Path, perfect: Callable) -> None:
    result = score(_file(tmp_path, GOLD), perfect([MARKED]), Options())
    values = {m.name: m.value for m in result.measures if m.n}

    assert set(values.values()) == {1.0}
    assert values["kind_macro_f1"] == values["event_type_status_chain_f1"] == 1.0
    assert result.mistakes == ()


def test_score_of_an_empty_reading_is_zero(tmp_path: Path, stub: type) -> None:
    result = score(_file(tmp_path, GOLD), stub(), Options())

    assert {measure.value for measure in result.measures} == {0.0}
    assert "event missed: RETREAT" in [mistake.kind for mistake in result.mistakes]


def test_score_takes_another_annotators_file(tmp_path: Path, stub: type) -> None:
    gold = _file(tmp_path, GOLD)
    other = tmp_path / "other.jsonl"
    changed = {**GOLD, "id": "second", "events": GOLD["events"][:1]}
    other.write_text(json.dumps(changed))
    metrics = score(gold, stub(), Options(), other).to_dict()["metrics"]

    assert metrics["event_f1"]["value"] == pytest.approx(2 / 3, abs=1e-4)
    assert metrics["attribution_f1"]["value"] == 1.0


def test_score_takes_the_lines_that_the_program_writes(
    tmp_path: Path, perfect: Callable, stub: type
) -> None:
    lines = tmp_path / "read.jsonl"
    lines.write_text(json.dumps(asdict(perfect([MARKED]).read(TEXT))))
    metrics = score(_file(tmp_path, GOLD), stub(), Options(), lines).to_dict()["metrics"]

    assert metrics["event_type_status_chain_f1"]["value"] == 1.0


def test_score_without_gold_says_so(tmp_path: Path, stub: type) -> None:
    with pytest.raises(CorpusMissing):
        score(tmp_path / "nowhere.jsonl", stub(), Options())


def _file(folder: Path, data: dict[str, object]) -> Path:
    path = folder / "records.jsonl"
    path.write_text(json.dumps(data) + "\n")
    return path
