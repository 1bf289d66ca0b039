"""The joined reader: with hand-made layers, and with the shipped weights on very clear text."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reading.stub import (
    SURE,
    StubEncoder,
    encoded,
    happening,
    name,
    saying,
    sentences,
    toponym,
)
from tipsheet.exports.json import dumps
from tipsheet.reading import labels, reader
from tipsheet.reading.encoder import OnnxEncoder
from tipsheet.reading.layers import Layers
from tipsheet.record import Reading, Report, Span, to_dict

TEXT = (
    "Radio Meridian reported on Friday that three officers said the army will attack Port Ansel "
    "by 15 September with 40 boats. The mayor of Paris denied it."
)
CLEAR = (
    "The army killed 40 civilians in Paris on Monday, police said.\n\n"
    "The president of France will meet the German chancellor in Berlin on 3 September.\n\n"
    "“We will attack the city tomorrow,” the general said."
)


def _layers(text: str) -> Layers:
    if text != TEXT:
        return Layers()
    content = text[text.index("that three") : text.index(". The mayor")]
    inner = text[text.index("the army") : text.index(". The mayor")]
    return Layers(
        sentences=sentences(text, "The mayor"),
        names=(name(text, "Radio Meridian", "ORG"),),
        toponyms=(toponym(text, "Paris"),),
        sayings=(
            saying(text, "Radio Meridian", "reported", content, kind="media"),
            saying(text, "three officers", "said", inner, kind="anonymous"),
        ),
        happenings=(
            happening(
                text, "attack", status="planned", actors=("the army",), date="15 September"
            ),
        ),
    )  # fmt: skip


def _read(text: str, published: str | None = "2025-08-21") -> Reading:
    report = Report.of(text, published=published)
    return reader.read_report(report, model=StubEncoder(_layers))


def _spans(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if {"start", "end", "text"} <= value.keys():
            yield value
        value = list(value.values())
    for item in value if isinstance(value, list) else ():
        yield from _spans(item)


def _refers(reading: Reading) -> None:
    """Every id leads somewhere, no id is used twice, and every span is its slice."""
    made, text = to_dict(reading), reading.report.text
    assert all(text[span["start"] : span["end"]] == span["text"] for span in _spans(made))
    ids = {
        layer: [item["id"] for item in made[layer]]
        for layer in ("entities", "attributions", "events", "dates", "places", "figures", "watch")
    }
    assert all(len(found) == len(set(found)) for found in ids.values())
    wanted = [
        *(("entities", id) for event in reading.events for id in event.actors + event.recipients),
        *(("places", event.place) for event in reading.events),
        *(("dates", event.date) for event in reading.events),
        *(("attributions", item.attribution) for item in (*reading.events, *reading.figures)),
        *(("attributions", item.parent) for item in reading.attributions),
        *(("entities", item.entity) for item in reading.attributions),
        *(("events", item.event) for item in (*reading.figures, *reading.watch)),
    ]
    assert all(id is None or id in ids[layer] for layer, id in wanted)


def test_layers_become_a_reading_whose_parts_point_at_each_other() -> None:
    reading = _read(TEXT)
    (event,) = reading.events
    outer, inner = reading.attributions
    assert (event.attribution, inner.parent, inner.count) == (inner.id, outer.id, 3)
    assert [entity.name for entity in reading.entities if entity.id in event.actors] == ["army"]
    assert [date.value for date in reading.dates if date.id == event.date] == ["2025-09-15"]
    _refers(reading)


def test_chain_ends_at_the_outlet_that_the_report_relays() -> None:
    outer, inner = _read(TEXT).attributions
    assert (outer.parent, outer.origin, inner.origin) == (None, "Radio Meridian", "Radio Meridian")


def test_planned_event_is_watched_until_its_day() -> None:
    (entry,) = _read(TEXT).watch
    assert (entry.due.earliest, entry.due.latest) == ("2025-08-21", "2025-09-15")


def test_figure_hangs_on_event_and_attribution() -> None:
    reading = _read(TEXT)
    (figure,) = (item for item in reading.figures if item.text == "40")
    assert (figure.value, figure.event) == (40, reading.events[0].id)
    assert figure.attribution == reading.attributions[1].id


def test_unknown_day_of_publication_leaves_dates_open() -> None:
    values = {date.text: (date.value, date.earliest) for date in _read(TEXT, None).dates}
    assert values["15 September"] == ("XXXX-09-15", None)
    assert values["Friday"] == ("XXXX-WXX-5", None)
    assert _read(TEXT, None).watch == ()


def test_reading_says_what_made_it() -> None:
    made = _read(TEXT).reader
    assert (made.name, made.model, made.version) == ("tipsheet", "stub", reader.package_version())


@given(st.text(max_size=200))
def test_any_text_is_read_without_a_model(text: str) -> None:
    _refers(_read(text))


def test_clear_event_is_found_with_type_and_place(model: OnnxEncoder) -> None:
    reading = reader.read_report(Report.of(CLEAR, published="2025-08-21"), model=model)
    _refers(reading)
    killed = [event for event in reading.events if event.trigger.text == "killed"]
    assert [(event.type, event.status) for event in killed] == [("ASSAULT", "occurred")]
    assert {"Paris", "Berlin"} <= {place.name for place in reading.places}


def test_clear_saying_is_found_with_source_and_content(model: OnnxEncoder) -> None:
    reading = reader.read_report(Report.of(CLEAR), model=model)
    by_source = {item.source.text: item for item in reading.attributions if item.source}
    assert "the general" in by_source
    assert by_source["the general"].quote == "direct"
    assert any("attack the city" in span.text for span in by_source["the general"].content)


def test_same_report_gives_the_same_bytes(model: OnnxEncoder) -> None:
    report = Report.of(CLEAR, published="2025-08-21")
    fresh = OnnxEncoder(threads=1)
    first = dumps(reader.read_report(report, model=model))
    assert dumps(reader.read_report(report, model=model)) == first
    assert dumps(reader.read_report(report, model=fresh)) == first


WORDS = st.sampled_from(
    ["The army", " killed 40 people", ", officials said", " on Monday", ". ", "\n\n", "“", "”",
     "😀", "e\u0301", "\u0000", "\u200b", "中文", "\r\n", " told us", " CNN", "\ufffd", "İ", "ﬁ"]
)  # fmt: skip


@settings(max_examples=25)
@given(st.lists(st.one_of(WORDS, st.text(st.characters(exclude_categories=["Cs"]), max_size=5))))
def test_spans_are_slices_of_any_text(model: OnnxEncoder, parts: list[str]) -> None:
    _refers(reader.read_report(Report.of("".join(parts), published="2025-08-21"), model=model))


@pytest.mark.parametrize(
    "text",
    ["", " \n", "\u0000", "😀" * 50, "e\u0301\u0302" * 50, "x" * 100_000, "a\u0000b said c"],
    ids=["empty", "blank", "nul", "emoji", "marks", "no spaces", "nul within"],
)
def test_odd_text_is_read(model: OnnxEncoder, text: str) -> None:
    _refers(reader.read_report(Report.of(text), model=model))


def test_long_text_without_full_stops_keeps_its_record_small() -> None:
    text = "the army will attack on Monday with 40 boats " * 1000
    triggers = [Span.of(text, at, at + 6) for at in range(14, len(text), 45)]
    one = happening(text, "attack", status="planned")
    many = [replace(one, trigger=trigger) for trigger in triggers]
    stub = StubEncoder()
    layers = reader.layers_of(text, stub.encode(text))
    reading = reader.assemble(
        Report.of(text), Layers(sentences=layers.sentences, happenings=tuple(many)), "stub"
    )
    assert len(reading.events) == 1000
    assert len(dumps(reading)) < 100 * len(text)


def test_status_and_pair_questions_have_answers_from_the_closed_lists(model: OnnxEncoder) -> None:
    at = CLEAR.index("killed")
    (chances,) = reader.statuses_at(CLEAR, [Span.of(CLEAR, at, at + 6)])
    assert sum(chances.values()) == pytest.approx(1, abs=1e-3)
    assert max(chances, key=lambda status: chances[status]) == "occurred"
    kind = reader.pair_type(CLEAR, Span.of(CLEAR, 0, 8), Span.of(CLEAR, 19, 28))
    assert kind in labels.ROOTS


def test_pair_type_is_that_of_the_word_that_fits_source_and_target(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = "Ada left Ben"
    outputs = encoded(text, Layers(happenings=(happening(text, "left", "RETREAT"),)))
    key, from_source, from_target = np.split(outputs.heads["pairs"], 3, axis=1)
    outputs.heads["types"][[0, 2], labels.TYPES.index("AID")] = SURE
    key[1, :2] = from_source[0, 0] = from_target[2, 1] = SURE  # "left" fits Ada, who leaves Ben
    key[0, 2:4] = from_source[2, 2] = from_target[0, 3] = SURE  # "Ada" fits the other way round
    monkeypatch.setattr(StubEncoder, "encode", lambda self, text, *, every=False: outputs)
    monkeypatch.setattr(reader, "encoder", StubEncoder)
    ada, ben = Span.of(text, 0, 3), Span.of(text, 9, 12)
    assert (reader.pair_type(text, ada, ben), reader.pair_type(text, ben, ada)) == ("YIELD", "AID")
