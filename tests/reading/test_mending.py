from tipsheet.reading.layers import Saying
from tipsheet.reading.mending import mended
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
