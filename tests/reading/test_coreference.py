import pytest

from tests.reading.stub import words_encoded
from tipsheet.reading.coreference import BOUND, LINK, Linked, chains_of, referring_phrases
from tipsheet.record import Span

TEXT = "The old mayor of Arden left . She came back"


@pytest.fixture
def encoded():
    encoded = words_encoded(TEXT)
    count = len(encoded.starts)
    heads = encoded.heads
    heads["mentions"][[2, 4, 7]] = 5.0
    for head, first, last in ((2, 0, 4), (4, 4, 4), (7, 7, 7)):
        heads["bounds"][head, head] = heads["bounds"][first, BOUND + head] = 1.0
        heads["bounds"][head, 2 * BOUND + head] = heads["bounds"][last, 3 * BOUND + head] = 1.0
    heads["reference"][:, :] = -1.0 / LINK
    heads["reference"][7, :LINK] = heads["reference"][2, LINK:] = 1.0
    assert count == 10
    return encoded


def test_phrases_reach_where_their_heads_point(encoded):
    phrases = referring_phrases(TEXT, encoded)
    assert [phrase.text for phrase in phrases] == ["The old mayor of Arden", "Arden", "She"]
    assert [TEXT[phrase.head :].split()[0] for phrase in phrases] == ["mayor", "Arden", "She"]


def test_phrases_join_what_they_refer_back_to(encoded):
    assert chains_of(referring_phrases(TEXT, encoded), encoded) == ((0, 2), (1,))


def test_bounds_do_not_pass_the_head(encoded):
    encoded.heads["bounds"][9, BOUND + 4] = encoded.heads["bounds"][0, 3 * BOUND + 4] = 9.0
    arden = referring_phrases(TEXT, encoded)[1]
    assert (arden.start, arden.end) == (TEXT.index("Arden"), TEXT.index("Arden") + 5)


def test_no_words_refer_to_nothing():
    assert referring_phrases("", words_encoded("")) == ()
    assert chains_of((), words_encoded("")) == ()


def test_every_phrase_is_in_one_chain(model):
    text = "Ana Ruiz met the mayor. She told him that her party would leave the council."
    encoded = model.encode(text)
    phrases = referring_phrases(text, encoded)
    chains = chains_of(phrases, encoded)
    assert sorted(index for chain in chains for index in chain) == list(range(len(phrases)))
    assert all(text[p.start : p.end] == p.text and p.start <= p.head < p.end for p in phrases)


def test_spans_go_back_to_the_last_of_their_chain(encoded):
    linked = Linked.of(TEXT, encoded)
    mayor, town, left, she = (
        Span.of(TEXT, TEXT.index(words), TEXT.index(words) + len(words))
        for words in ("The old mayor of Arden", "Arden", "left", "She")
    )
    assert linked([mayor, town, left, she]) == [None, None, None, 0]
