import json
from dataclasses import replace
from types import ModuleType

import pytest

from tipsheet.exports.json import dumps, record
from tipsheet.record import Reading, from_dict

KEYS = {
    "reader": "name version model",
    "report": "id url publisher title byline published published_from language text kind "
    "metadata dateline",
    "entities": "id name kind country sector mentions kb",
    "attributions": "id source cue content kind count entity quote parent origin confidence",
    "events": "id trigger type modes contexts status confidence actors recipients place date "
    "attribution sentence cameo quad",
    "dates": "start end text id type value earliest latest",
    "places": "start end text id name country latitude longitude geonames_id feature confidence",
    "figures": "start end text id value upper modifier unit of event attribution",
    "watch": "id event due why sentence",
}


def test_record_lists_its_keys_in_the_order_of_the_reference(reading: Reading) -> None:
    made = record(reading)
    assert list(made) == ["record_version", *KEYS]
    for key, names in KEYS.items():
        row = made[key][0] if isinstance(made[key], list) else made[key]
        assert list(row) == names.split()


def test_dumps_is_one_line_in_the_characters_of_the_report(reading: Reading) -> None:
    line = dumps(reading)
    assert len(line.splitlines()) == 1
    assert "Karsova’s" in line


def test_dumps_gives_the_same_bytes_and_reads_back(reading: Reading, example: ModuleType) -> None:
    assert dumps(reading) == dumps(example.reading())
    assert from_dict(Reading, json.loads(dumps(reading))) == reading


def test_dumps_escapes_what_would_break_a_line_or_a_file(example: ModuleType) -> None:
    text = "a\u2028b\x85c\ud800d"
    report = replace(example.report(), text=text)
    line = dumps(example.reading(report=report))
    assert len(line.splitlines()) == 1
    assert json.loads(line.encode("utf-8"))["report"]["text"] == text


def test_dumps_indents_when_asked(reading: Reading) -> None:
    assert dumps(reading, indent=2).startswith('{\n  "record_version": "1",\n')


def test_dumps_refuses_a_number_that_json_lacks(example: ModuleType) -> None:
    figure = replace(example.FIGURES[0], value=float("inf"))
    with pytest.raises(ValueError, match="JSON compliant"):
        dumps(example.reading(figures=(figure,)))
