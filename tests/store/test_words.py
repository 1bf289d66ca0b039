"""Words folded and stemmed, phrases, and passages."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tipsheet.store.words import (
    DISTINCT,
    ORDERED,
    PASSAGE,
    holds,
    indexed,
    passage_of,
    phrases_of,
    stems_of,
)


@pytest.mark.parametrize(
    ("text", "stems"),
    [
        ("Strikes, striking strike", ["strike", "strike", "strike"]),
        ("Israel's U.S. envoy", ["israel", "u", "s", "envoy"]),
        ("ZOË Zoe\u0308 café", ["zoe", "zoe", "cafe"]),
        ("air-raid F-16 2,000", ["air", "raid", "f", "16", "2", "000"]),
        ("_ -- ''", []),
        ("Ⅷ ½", ["viii", "12"]),
    ],
)
def test_words_are_folded_and_stemmed(text: str, stems: list[str]) -> None:
    assert list(stems_of(text)) == stems


@given(st.text())
def test_stems_are_letters_and_digits_alone(text: str) -> None:
    assert all(stem.isalnum() and len(stem) <= 40 for stem in stems_of(text))
    assert list(stems_of(text)) == list(stems_of(text.replace("\n", " ")))


@pytest.mark.parametrize(
    ("words", "phrases"),
    [
        ('the "state of emergency" declared', [("state", "of", "emergenc"), ("declar",)]),
        ("the", [("the",)]),
        ("U.S. forces", [("u", "s"), ("forc",)]),
        ('strike "strike" strikes', [("strike",)]),
        ('"half open', [("half",), ("open",)]),
        ("", []),
    ],
)
def test_words_that_are_asked_for_become_phrases(words: str, phrases: list) -> None:
    assert list(phrases_of(words)) == phrases


def test_long_text_keeps_the_places_of_its_first_words() -> None:
    text = " ".join(f"w{number % 40_000}" for number in range(60_000))
    ordered, further = indexed(text)
    assert (len(ordered), ordered[-1]) == (ORDERED, f"w{ORDERED - 1}")
    assert (len(further), further[0]) == (DISTINCT, f"w{ORDERED}")


@given(st.lists(st.sampled_from("abc")), st.lists(st.sampled_from("abc"), min_size=1))
def test_phrase_is_held_where_it_stands(stems: list[str], phrase: list[str]) -> None:
    there = any(stems[at : at + len(phrase)] == phrase for at in range(len(stems)))
    assert holds(stems, tuple(phrase)) == there


@given(st.text(alphabet="ab \n", max_size=600), st.sampled_from(["a", "ab", "zz"]))
def test_passage_is_a_stretch_of_the_text(text: str, word: str) -> None:
    span = passage_of(text, phrases_of(word))
    assert text[span.start : span.end] == span.text
    assert len(span.text) <= PASSAGE
    assert span.text == span.text.strip()


def test_passage_holds_most_of_the_words() -> None:
    text = "A strike came. " + "Nothing else was said. " * 40 + "The strike hit a harbour in rain."
    assert "strike hit a harbour" in passage_of(text, phrases_of("harbour strike")).text


@pytest.mark.parametrize("text", ["a" * 2_000_000, "a' " * 700_000, "\u0300" * 2_000_000])
def test_hostile_text_takes_time_in_line_with_its_length(text: str) -> None:
    began = time.process_time()
    list(stems_of(text))
    passage_of(text, phrases_of("a"))
    assert time.process_time() - began < 5
