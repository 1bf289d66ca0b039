"""Which claims are compared."""

import random

from tests.linking.made import claim
from tipsheet.linking.blocking import WINDOW, Blocks, keys_of
from tipsheet.linking.profile import Profile, profile_of


def _profile(
    report: str, sentence: str, words: str = "attacked", day: str | None = None
) -> Profile:
    made = claim(report, words=words, sentence=sentence, day=day)
    return profile_of(made)


def test_same_trigger_and_rare_words_make_a_pair() -> None:
    blocks = Blocks()
    blocks.add(_profile("A", "They attacked the Oryahovo silos."))
    made, parted = blocks.add(_profile("B", "They attacked silos at Oryahovo again."))
    assert (made, parted) == ({("c-A-0", "c-B-0")}, set())


def test_nothing_shared_makes_no_pair() -> None:
    blocks = Blocks()
    blocks.add(_profile("A", "They attacked the Oryahovo silos."))
    assert blocks.add(_profile("B", "They vetoed budgets.", words="vetoed"))[0] == set()


def test_same_claim_twice_changes_nothing() -> None:
    blocks = Blocks()
    for _ in range(2):
        outcome = blocks.add(_profile("A", "They attacked the Oryahovo silos."))
    assert outcome == (set(), set())


def test_large_blocks_are_capped_and_said_so() -> None:
    blocks = Blocks()
    for n in range(300):
        blocks.add(_profile(f"r{n:03}", "They attacked the Oryahovo silos.", day=f"2031-{n}"))
    assert len(blocks.pairs) <= 300 * WINDOW
    assert "attack|oryahovo" in blocks.capped


def test_pairs_do_not_depend_on_the_order_of_arrival() -> None:
    profiles = [
        _profile(f"r{n:03}", "They attacked the Oryahovo silos.", day=f"2031-01-{1 + n % 28:02}")
        for n in range(160)
    ]
    first, second = Blocks(), Blocks()
    held: set[tuple[str, str]] = set()
    for profile in profiles:
        made, parted = first.add(profile)
        held = (held | made) - parted
    for profile in random.Random(4).sample(profiles, len(profiles)):
        second.add(profile)
    assert first.pairs == second.pairs == held


def test_keys_are_few_however_long_the_sentence() -> None:
    words = " ".join(f"word{n}" for n in range(3000))
    assert len(keys_of(_profile("A", f"They attacked {words}."))) < 60
