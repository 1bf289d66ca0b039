import time

from hypothesis import given
from hypothesis import strategies as st

from tests.linking.texts import PARAGRAPHS, STORY
from tipsheet.linking.alignment import aligned, covered
from tipsheet.linking.words import words_of

WORDS = st.lists(st.sampled_from(["red", "blue", "green", "one", "two"]), max_size=40)


@given(WORDS, WORDS)
def test_runs_are_equal_words_and_do_not_overlap(left, right):
    one, other = words_of(" ".join(left)), words_of(" ".join(right))
    runs = aligned(one, other)
    assert all(
        (one.numbers[r.first : r.first + r.count] == other.numbers[r.second : r.second + r.count])
        .all() for r in runs
    )  # fmt: skip
    assert covered(runs, len(one)).sum() == covered(runs, len(other), second=True).sum()


def test_text_is_aligned_with_itself_in_one_run():
    words = words_of(STORY)
    (run,) = aligned(words, words)
    assert (run.first, run.second, run.count) == (0, 0, len(words))


def test_paragraphs_that_changed_places_are_found():
    one, other = words_of(STORY), words_of("\n\n".join(reversed(PARAGRAPHS)))
    runs = aligned(one, other)
    assert covered(runs, len(one)).mean() > 0.95
    assert len(runs) == 5


def test_chance_triples_are_left_out():
    one = words_of("It was one of the best days. Then came nothing for a long while here.")
    other = words_of("She saw one of the seals, and after that no more came along.")
    assert aligned(one, other) == ()


def test_alignment_of_repeated_words_stays_quick():
    words = words_of("again and again " * 3000)
    began = time.process_time()
    assert aligned(words, words)
    assert time.process_time() - began < 3
