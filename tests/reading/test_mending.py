import pytest

from tests.reading.stub import happening, saying
from tipsheet.reading.layers import Saying
from tipsheet.reading.mending import mended, regrown
from tipsheet.record import Span


def span(text: str, words: str) -> Span:
    return Span.of(text, text.index(words), text.index(words) + len(words))


def content_after(text: str, content: str, source: str, cue: str) -> str:
    saying = Saying(
        source=span(text, source),
        cue=span(text, cue),
        content=(span(text, content),),
        kind="anonymous",
        parent=None,
        score=0.9,
    )
    (result,) = mended(text, [saying], [Span.of(text, 0, len(text))])
    return result.content[0].text


def test_stump_before_a_closing_source_grows_to_its_clause() -> None:
    text = "The harbour board has ordered its pilots ashore, three officers tell us."
    whole = "The harbour board has ordered its pilots ashore"
    assert content_after(text, "The", "three officers", "tell") == whole


def test_content_that_is_no_stump_is_left_alone() -> None:
    text = "The harbour board has ordered its pilots ashore, three officers tell us."
    assert content_after(text, "The harbour board", "three officers", "tell") == "The harbour board"


def test_stump_within_a_sentence_that_goes_on_is_left_alone() -> None:
    text = "Rain, they say in the valley, is a guest that never asks."
    assert content_after(text, "Rain", "they", "say") == "Rain"


def source_of(text: str, source: str, cue: str, content: str) -> str:
    saying = Saying(
        source=span(text, source),
        cue=span(text, cue),
        content=(span(text, content),),
        kind="person",
        parent=None,
        score=0.9,
    )
    (result,) = mended(text, [saying], [Span.of(text, 0, len(text))])
    assert result.source is not None
    return result.source.text


@pytest.mark.parametrize(
    ("text", "source", "cue", "whole"),
    [
        ("Dr Oda Brandt said it rained.", "Dr", "said", "Dr Oda Brandt"),
        ("Emir Sahl bin Tarif said it rained.", "Emir Sahl bin", "said", "Emir Sahl bin Tarif"),
        ("It rained, says the harbour plan.", "the", "says", "the harbour plan"),
        ("Kelm Relief today said it rained.", "Kelm Relief today", "said", "Kelm Relief"),
        (
            "A spokesman, reached late, said it rained.",
            "A spokesman, reached",
            "said",
            "A spokesman",
        ),
        (
            "Mr Krell, who has been ill, said it rained.",
            "Mr Krell, who has been",
            "said",
            "Mr Krell",
        ),
        ("Krell Tuesday said it rained.", "Krell", "said", "Krell"),
        ("Krell Was Told to Say it rained.", "Krell", "Told", "Krell"),
        ("Krell Says Rain Fell: it rained.", "Krell", "Says", "Krell"),
    ],
)
def test_source_ends_with_its_last_name_or_noun(
    text: str, source: str, cue: str, whole: str
) -> None:
    content = "it rained" if "it rained" in text else "It rained"
    assert source_of(text, source, cue, content) == whole


def test_actor_cut_short_is_grown_back() -> None:
    text = "South Kelm's army met an old grain convoy; U.S. ships watched."
    made = happening(text, "met", actors=["South", "an", "U"])
    (grown,) = regrown(text, [made])
    assert [item.text for item in grown.actors] == ["South Kelm", "an old grain convoy", "U.S."]


@pytest.mark.parametrize(
    ("text", "cue", "source"),
    [
        ("Krell denied the charge, and said he would stay.", "said", "Krell"),
        ("Krell denied the charge and is said to stay.", "is said", None),
        ("Krell denied the charge. And said he would stay.", "said", None),
    ],
)
def test_joined_cue_has_the_source_of_its_sentence(text: str, cue: str, source: str | None) -> None:
    stop = text.find(". ") + 1
    sentences = [Span.of(text, 0, stop or len(text)), Span.of(text, stop or len(text), len(text))]
    first = saying(text, "Krell", "denied", "the charge")
    second = saying(text, None, cue, "stay", kind="anonymous")
    _, shared = mended(text, [first, second], sentences)
    assert (shared.source and shared.source.text) == source
