from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.reading.stub import StubEncoder, encoded, happening, name, saying, sentences, toponym
from tipsheet.reading.decoding import LONGEST, layers_of, sentences_of
from tipsheet.reading.layers import Layers, Saying

TEXT = (
    "Karsova bombed the Veld Front in Port Ansel on Monday, Radio Meridian said. "
    "“It was us,” the minister told her. “We had to.”"
)


def _bare(item: Saying) -> Saying:
    return replace(item, score=0.9)


def test_sayings_come_back_as_they_were_labelled() -> None:
    said = saying(TEXT, "Radio Meridian", "said", "Karsova bombed the Veld Front", kind="media")
    told = saying(TEXT, "the minister", "told", "It was us", "We had to")
    found = layers_of(TEXT, encoded(TEXT, Layers(sayings=(said, told)))).sayings
    assert tuple(map(_bare, found)) == (said, told)


def test_saying_without_source_or_cue_is_kept_and_without_content_is_not() -> None:
    bare = saying(TEXT, None, None, "We had to", kind="anonymous")
    empty = saying(TEXT, "the minister", "told")
    layers = Layers(sayings=(bare, replace(empty, content=())))
    assert tuple(map(_bare, layers_of(TEXT, encoded(TEXT, layers)).sayings)) == (bare,)


def test_happenings_come_back_with_their_arguments() -> None:
    event = happening(
        TEXT, "bombed", modes=("aerial",), actors=("Karsova",), recipients=("the Veld Front",),
        place="Port Ansel", date="Monday",
    )  # fmt: skip
    (found,) = layers_of(TEXT, encoded(TEXT, Layers(happenings=(event,)))).happenings
    assert replace(found, score=0.9, status_score=0.8) == event
    assert found.score > 0.99


def test_names_and_toponyms_come_back_with_a_score() -> None:
    layers = Layers(
        names=(name(TEXT, "Karsova", "LOC"), name(TEXT, "Radio Meridian", "ORG")),
        toponyms=(toponym(TEXT, "Port Ansel"),),
    )
    found = layers_of(TEXT, encoded(TEXT, layers))
    assert tuple(replace(item, score=0.9) for item in found.names) == layers.names
    assert tuple(replace(item, score=0.9) for item in found.toponyms) == layers.toponyms


def test_unlikely_anchors_are_left_out() -> None:
    layers = Layers(happenings=(happening(TEXT, "bombed"),))
    sure = encoded(TEXT, layers)
    unsure = replace(sure, events=tuple(replace(item, score=-1.0) for item in sure.events))
    assert layers_of(TEXT, unsure).happenings == ()


def test_content_parted_by_quotation_marks_alone_is_one() -> None:
    text = "“We left.” “We won,” she said. “It is over.”"
    layers = Layers(sayings=(saying(text, "she", "said", "We left.", "We won", "It is over"),))
    (found,) = layers_of(text, encoded(text, layers)).sayings
    assert [span.text for span in found.content] == ["We left.” “We won", "It is over"]


def test_sentences_begin_at_marks_and_line_breaks() -> None:
    text = "Troops left. They won.\nThe end"
    marked = Layers(sentences=sentences(text, "They"))
    found = sentences_of(text, encoded(text, marked))
    assert [item.text for item in found] == ["Troops left.", "They won.", "The end"]


def test_text_without_full_stops_is_cut_into_sentences() -> None:
    text = "troops left " * LONGEST
    found = sentences_of(text, StubEncoder().encode(text))
    assert [len(item.text.split()) for item in found] == [LONGEST, LONGEST]


@given(st.text(max_size=60))
def test_sentences_hold_every_word_once(text: str) -> None:
    found = sentences_of(text, StubEncoder().encode(text))
    assert all(item.text == text[item.start : item.end] for item in found)
    assert "".join("".join(item.text.split()) for item in found) == "".join(text.split())


def test_empty_text_has_empty_layers() -> None:
    layers = layers_of("", StubEncoder().encode(""))
    assert (layers.sentences, layers.names, layers.toponyms) == ((), (), ())
    assert layers.antecedents is not None
    assert layers.antecedents([]) == []
