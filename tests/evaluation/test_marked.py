import json
from pathlib import Path

import pytest

from evaluation.errors import CorpusInvalid
from evaluation.marked import load, of_data, of_reading

ANNOTATION = {
    "text": "Ana said two ships sailed to Port Aldane on Monday.",
    "published": "2025-03-04",
    "attributions": [
        {"source": [0, 3], "cue": [4, 8], "content": [[9, 50]], "kind": "person", "parent": 7}
    ],
    "events": [
        {
            "trigger": [19, 25],
            "type": "MOBILIZE",
            "status": "occurred",
            "actors": [[9, 18]],
            "place": [29, 40],
            "date": [44, 50],
            "attribution": 0,
        }
    ],
    "dates": [{"span": [44, 50], "type": "DATE", "value": "2025-03-03"}],
    "places": [{"span": [29, 40], "name": "Port Aldane", "country": None}],
    "figures": [{"span": [9, 12], "value": 2, "modifier": "exact", "of": "ships"}],
}


def test_an_annotation_is_read_with_dangling_parents_cut() -> None:
    marked = of_data(ANNOTATION, "port")

    assert (marked.id, marked.published) == ("port", "2025-03-04")
    assert marked.attributions[0].parent is None
    assert marked.events[0].actors == (((9, 18),),)
    assert marked.events[0].recipients == ()


def test_a_reading_says_what_was_marked(perfect: type) -> None:
    marked = of_data(ANNOTATION, "port")

    assert of_reading(perfect([marked]).read(marked.text)) == marked


@pytest.mark.parametrize("suffix", [".json", ".jsonl"])
def test_load_reads_one_report_or_many(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"port{suffix}"
    path.write_text(json.dumps(ANNOTATION), encoding="utf-8")

    assert [marked.id for marked in load(path)] == ["port"]
    assert load(path)[0].figures[0].value == 2.0


def test_load_refuses_other_json(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text('{"title": "no text"}')

    with pytest.raises(CorpusInvalid):
        load(tmp_path)
