from hypothesis import given
from hypothesis import strategies as st

from evaluation.bio import chunks
from evaluation.tokens import PENN, join, join_sentences, runs, words

PIECES = st.lists(st.sampled_from(["He", ",", "``", "''", "n't", "$", "-LRB-", "7", '"', "'s"]))


def test_join_spaces_as_print_does() -> None:
    tokens = "`` We do n't pay -LRB- yet -RRB- $ 5 , '' the mayor 's aide said ."

    assert join(tokens.split()).text == "“We don't pay (yet) $5,” the mayor's aide said."


def test_join_pairs_straight_quotation_marks() -> None:
    tokens = 'He said : " Go . "'

    assert join(tokens.split()).text == 'He said: "Go."'


def test_join_sentences_counts_tokens_through() -> None:
    joined = join_sentences([["One", "."], ["Two"]])

    assert joined.text == "One.\nTwo"
    assert joined.ranges == ((0, 3), (3, 4), (5, 8))


@given(PIECES)
def test_join_keeps_every_token_at_its_range(tokens: list[str]) -> None:
    joined = join(tokens)

    shown = [joined.text[start:end] for start, end in joined.ranges]
    alike = str.maketrans("“", "”")
    assert [one.translate(alike) for one in shown] == [
        PENN.get(token, token).translate(alike) for token in tokens
    ]


@given(PIECES, st.data())
def test_tokens_within_their_own_characters_are_themselves(
    tokens: list[str], data: st.DataObject
) -> None:
    joined = join([*tokens, "end"])
    first = data.draw(st.integers(0, len(tokens)))
    past = data.draw(st.integers(first + 1, len(tokens) + 1))

    assert joined.within(*joined.characters(first, past)) == range(first, past)


def test_words_within_a_part_of_a_word_are_the_word() -> None:
    tokens = words("Troops, tanks")

    assert list(tokens.within(2, 3)) == [0]
    assert list(tokens.within(7, 8)) == []
    assert tokens.holding([(0, 1), (8, 9)]) == {0, 2}


def test_runs_are_the_unbroken_pieces() -> None:
    assert runs([5, 1, 2, 6, 9]) == [(1, 3), (5, 7), (9, 10)]


def test_chunks_begin_at_b_and_at_a_stray_i() -> None:
    labels = ["B-cue", "I-cue", "B-cue", "O", "I-source", "I-cue"]

    assert chunks(labels) == [("cue", 0, 2), ("cue", 2, 3), ("source", 4, 5), ("cue", 5, 6)]


def test_closing_mark_that_opens_a_quotation_is_turned() -> None:
    tokens = [
        "It",
        "was",
        ",",
        "he",
        "said",
        ",",
        "''",
        *["a", "loss", "that", "nobody", "here", "will", "forget"],
        ".",
        "''",
    ]
    assert join(tokens).text == "It was, he said, “a loss that nobody here will forget.”"


def test_closing_mark_of_a_quotation_begun_before_stays() -> None:
    tokens = ["Enough", ",", "''", "he", "said", ".", "``", "Go", ".", "''"]
    assert join(tokens).text == "Enough,” he said. “Go.”"
