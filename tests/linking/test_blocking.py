"""Which things are compared."""

import random

from tests.linking.made import claim
from tipsheet.linking.blocking import Blocks, keys_of
from tipsheet.linking.profile import Profile, profile_of


def _profile(report: str, sentence: str, words: str = "attacked") -> Profile:
    return profile_of(claim(report, words=words, sentence=sentence))


def test_things_with_a_key_in_common_are_near_by_the_number_of_keys() -> None:
    blocks = Blocks()
    blocks.add("a", None, ["silo", "fire", "barge"])
    assert blocks.add("b", None, ["fire", "silo", "lease"]) == ({"a": 2}, [])
    assert blocks.add("c", None, ["vote"]) == ({}, [])


def test_same_thing_twice_changes_nothing() -> None:
    blocks = Blocks()
    for _ in range(2):
        blocks.add("a", None, ["silo"])
    assert blocks.add("a", None, ["silo"]) == ({}, [])
    assert len(blocks) == 1


def test_those_nearest_in_time_are_near_and_others_are_parted() -> None:
    blocks = Blocks(window=1)
    blocks.add("a", "2031-01-01", ["silo"])
    blocks.add("c", "2031-01-03", ["silo"])
    assert blocks.add("b", "2031-01-02", ["silo"]) == ({"a": 1, "c": 1}, [("a", "c")])
    assert blocks.capped == ("silo",)


def test_those_beside_a_thing_taken_out_are_near_again() -> None:
    blocks = Blocks(window=1)
    for day in "abc":
        blocks.add(day, day, ["silo", "fire"])
    assert blocks.drop("b") == [("a", "c"), ("a", "c")]
    assert "b" not in blocks
    assert blocks.drop("nobody") == []


def test_who_is_near_does_not_depend_on_the_order_of_arrival() -> None:
    days = {f"r{n:03}": f"2031-01-{1 + n % 28:02}" for n in range(160)}
    found = []
    for seed in range(2):
        blocks, held = Blocks(window=8), set()
        for id in random.Random(seed).sample(sorted(days), len(days)):
            near, parted = blocks.add(id, days[id], ["silo"])
            held |= {(min(id, other), max(id, other)) for other in near}
            held -= set(parted)
        found.append(held)
    assert found[0] == found[1]
    assert len(found[0]) < 160 * 8


def test_keys_are_made_of_the_trigger_and_what_is_rare_around_it() -> None:
    one, other = (_profile(r, f"They attacked the Oryahovo silos, {r}.") for r in "ab")
    assert "attack|oryahovo" in set(keys_of(one)) & set(keys_of(other))
    assert not set(keys_of(one)) & set(keys_of(_profile("c", "They vetoed budgets.", "vetoed")))


def test_keys_are_few_however_long_the_sentence() -> None:
    words = " ".join(f"word{n}" for n in range(3000))
    assert len(keys_of(_profile("A", f"They attacked {words}."))) < 60
