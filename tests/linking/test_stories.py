"""Reports put into stories."""

from tipsheet.linking.profile import Rarity, context_of_text
from tipsheet.linking.stories import stories_of, together

QUAKE = "A quake shook the town of Aramo and toppled its cathedral. Aramo buried forty."
VOTE = "Voters in Belunda chose a senate. The Belunda ballot was counted by monks."


def test_reports_on_one_thing_are_one_story() -> None:
    contexts = [
        context_of_text("a", QUAKE),
        context_of_text("b", f"{QUAKE} Aid arrived in Aramo."),
        context_of_text("c", VOTE),
    ]
    stories = stories_of(contexts)
    assert stories["a"] == stories["b"] != stories["c"]


def test_words_common_in_a_collection_count_for_little() -> None:
    rare = Rarity.of([f"Aramo talks, day {n}" for n in range(50)])
    assert rare("aramo") < Rarity(reports=0, counts={})("aramo")


def test_collection_on_one_theme_stays_together() -> None:
    texts = {f"r{n}": f"{QUAKE} Day {n} in Aramo." for n in range(12)}
    _, stories = together(texts)
    assert len(set(stories.values())) == 1


def test_stories_do_not_depend_on_the_order_given() -> None:
    texts = {f"r{n}": (QUAKE, VOTE)[n % 2] + f" Number {n}." for n in range(10)}
    assert together(texts)[1] == together(dict(reversed(texts.items())))[1]


def test_nothing_makes_no_story() -> None:
    assert together({}) == ({}, {})
