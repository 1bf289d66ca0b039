import pytest

from tests.reading.stub import words_encoded
from tipsheet.reading.coreference import BOUND, LINK, Linked, chains_of, referring_phrases
from tipsheet.record import Span

TEXT = "The old mayor of Arden left . She came back"
SURE = 20.0


@pytest.fixture
def encoded():
    encoded = words_encoded(TEXT)
    count = len(encoded.starts)
    heads = encoded.heads
    heads["mentions"][[2, 4, 7]] = 5.0
    for head, first, last in ((2, 0, 4), (4, 4, 4), (7, 7, 7)):
        point(heads["bounds"], head, first, last)
    heads["reference"][:, :] = -1.0 / LINK
    heads["reference"][7, :LINK] = heads["reference"][2, LINK:] = 1.0
    assert count == 10
    return encoded


def point(bounds, head, first, last):
    """Let a head word point at the bounds of its phrase, in a dimension of its own."""
    bounds[head, head] = bounds[first, BOUND + head] = SURE
    bounds[head, 2 * BOUND + head] = bounds[last, 3 * BOUND + head] = SURE


def test_phrases_reach_where_their_heads_point(encoded):
    phrases = referring_phrases(TEXT, encoded)
    assert [phrase.text for phrase in phrases] == ["The old mayor of Arden", "Arden", "She"]
    assert [TEXT[phrase.head :].split()[0] for phrase in phrases] == ["mayor", "Arden", "She"]


def test_phrases_join_what_they_refer_back_to(encoded):
    assert chains_of(referring_phrases(TEXT, encoded), encoded) == ((0, 2), (1,))


def test_bounds_do_not_pass_the_head(encoded):
    encoded.heads["bounds"][9, BOUND + 4] = encoded.heads["bounds"][0, 3 * BOUND + 4] = 2 * SURE
    arden = referring_phrases(TEXT, encoded)[1]
    assert (arden.start, arden.end) == (TEXT.index("Arden"), TEXT.index("Arden") + 5)


def test_a_phrase_that_crosses_a_likelier_one_is_dropped(encoded):
    encoded.heads["mentions"][4] = 2.0
    encoded.heads["bounds"][5, 3 * BOUND + 4] = 2 * SURE
    phrases = referring_phrases(TEXT, encoded)
    assert [phrase.text for phrase in phrases] == ["The old mayor of Arden", "She"]


def test_phrases_tell_where_they_stand():
    text = 'He said : " I know it "'
    encoded = words_encoded(text)
    encoded.heads["mentions"][[0, 4]] = 5.0
    for head in (0, 4):
        point(encoded.heads["bounds"], head, head, head)
    he, i = referring_phrases(text, encoded)
    assert (he.quote, i.quote, i.lead, he.sentence) == (0, 1, 'He said : " ', i.sentence)


@pytest.mark.parametrize(("text", "phrase"), [("it 's cold", "it"), ("it's cold", "it")])
def test_a_verb_is_no_possessive_mark(text, phrase):
    encoded = words_encoded(text)
    encoded.heads["mentions"][0] = 5.0
    point(encoded.heads["bounds"], 0, 0, 0)
    assert [found.text for found in referring_phrases(text, encoded)] == [phrase]


def test_unlikely_heads_have_no_phrase(encoded):
    encoded.heads["mentions"][7] = -3.0
    assert [phrase.text for phrase in referring_phrases(TEXT, encoded)][-1] == "Arden"


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


def test_chains_do_not_depend_on_the_size_of_blocks(encoded, monkeypatch):
    phrases = referring_phrases(TEXT, encoded)
    monkeypatch.setattr("tipsheet.reading.coreference.chains.BLOCK", 1)
    assert chains_of(phrases, encoded) == ((0, 2), (1,))
