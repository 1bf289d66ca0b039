import json
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tipsheet.record import (
    Due,
    Entity,
    Figure,
    Mention,
    Reader,
    Reading,
    Report,
    Span,
    Watch,
    from_dict,
    to_dict,
)

SPANS = st.builds(Span, start=st.integers(), end=st.integers(), text=st.text())
NUMBERS = st.floats(allow_nan=False)
FIGURES = st.builds(Figure, value=NUMBERS, upper=st.none() | NUMBERS, of=st.none() | st.text())
WATCHES = st.builds(Watch, due=st.builds(Due), sentence=SPANS)


@given(st.one_of(SPANS, FIGURES, WATCHES))
def test_anything_comes_back_as_it_was(value: Span | Figure | Watch) -> None:
    assert from_dict(type(value), json.loads(json.dumps(to_dict(value)))) == value


def test_whole_reading_comes_back_as_it_was() -> None:
    text = "She left."
    she = Mention(start=0, end=3, text="She", form="pronoun")
    who = Entity(
        id="n-1",
        name="She",
        kind="person",
        country=None,
        sector=None,
        mentions=(she,),
        kb={"a": "b"},
    )
    reading = Reading(
        reader=Reader(name="tipsheet", version="0", model="stub"),
        report=Report.of(text, byline=("Ada", "Ben")),
        entities=(who,),
    )
    assert from_dict(Reading, json.loads(json.dumps(to_dict(reading)))) == reading


def test_keys_keep_the_order_of_the_record() -> None:
    mention = Mention(start=0, end=3, text="She", form="pronoun")
    assert list(to_dict(mention)) == ["start", "end", "text", "form"]
    assert to_dict((mention,)) == [{"start": 0, "end": 3, "text": "She", "form": "pronoun"}]


def test_unknown_keys_are_left_out_and_defaults_filled_in() -> None:
    data = {"id": "r-1", "text": "She left.", "later": 1}
    assert from_dict(Report, data) == Report(id="r-1", text="She left.")


def test_figure_needs_what_it_counts() -> None:
    data = {"start": 0, "end": 2, "text": "40", "id": "f-1", "value": 40.0, "upper": None}
    rest = {"modifier": "exact", "unit": None, "event": None, "attribution": None}
    with pytest.raises(TypeError, match="'of'"):
        from_dict(Figure, data | rest)


def test_missing_key_is_a_type_error() -> None:
    with pytest.raises(TypeError, match="end"):
        from_dict(Span, {"start": 0, "text": ""})


def test_to_dict_writes_all_that_a_value_has_beyond_its_hint() -> None:
    @dataclass(frozen=True)
    class Box:
        held: Span | None
        label: str

    name = Mention(start=0, end=2, text="Al", form="name")
    held = {"start": 0, "end": 2, "text": "Al", "form": "name"}

    assert to_dict(Box(name, "x")) == {"held": held, "label": "x"}
    assert to_dict(Box(None, "x")) == {"held": None, "label": "x"}
