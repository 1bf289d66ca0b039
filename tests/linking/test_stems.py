"""What forms of a word share."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tipsheet.linking.stems import content_stems, lemma, plain_words, stem


@pytest.mark.parametrize(
    "forms",
    [
        "kill killed killing kills",
        "announce announced announces announcing",
        "cancel cancelled canceled",
        "strike struck strikes",
        "flee fled",
        "deny denied denies",
    ],
)
def test_lemma_joins_the_forms_of_a_word(forms: str) -> None:
    assert len({lemma(word) for word in forms.split()}) == 1


@pytest.mark.parametrize(
    "forms",
    [
        "explode explosion explosions",
        "resign resignation resigned",
        "withdraw withdrawal withdrew",
        "earthquake quakes tremor",
        "deploy deployment",
        "sue lawsuit sued",
    ],
)
def test_stem_joins_verbs_with_their_nouns(forms: str) -> None:
    assert len({stem(word) for word in forms.split()}) == 1


def test_stem_keeps_different_verbs_apart() -> None:
    words = ["attack", "arrest", "resign", "election", "strike", "kill", "injure", "win", "talk"]
    assert len({stem(word) for word in words}) == len(words)


def test_plain_words_drop_case_accents_and_possessives() -> None:
    assert plain_words("Bogotá’s Mayor, Peña's") == ("bogota", "mayor", "pena")
    assert content_stems("The killings of the two") == ("kil",)


@given(st.text(max_size=60))
def test_words_of_any_text_have_stems(text: str) -> None:
    assert all(isinstance(stem(word), str) for word in plain_words(text))
