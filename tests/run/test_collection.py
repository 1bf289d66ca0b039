"""Readings joined."""

import random

from tests.run.test_judging import READINGS
from tipsheet.linking.document import Sentences
from tipsheet.linking.sameness import signs_of
from tipsheet.run.collection import Collection


def test_collection_is_the_same_whatever_order_the_readings_come_in() -> None:
    first = Collection.of(READINGS)
    second = Collection.of(random.Random(3).sample(READINGS, len(READINGS)))
    assert first.events == second.events
    assert list(first.readings) == list(second.readings) == ["A", "B", "C"]


def test_outlets_of_one_owner_are_one_house() -> None:
    collection = Collection.of(READINGS)
    assert collection.family("Reuters News Agency") == collection.family("Reuters")
    owners = {one.code: one.family for one in collection.known if one.family}
    code, owner = sorted(owners.items())[0]
    assert collection.family(f"publisher:{code}") == owner


def test_vectors_of_sentences_are_compared_where_they_are_known() -> None:
    vectors = {
        id: Sentences.of([[1.0, 0.0]], [[0, len(reading.report.text)]])
        for id, reading in (("A", READINGS[0]), ("B", READINGS[1]))
    }
    linker = Collection.of(READINGS, sentences=vectors).linker
    one, other, third = (profile.claim.id for id in "ABC" for profile in linker.profiles_of(id))
    assert linker.profiles[one].vector is not None
    assert dict(signs_of(linker.profiles[one], linker.profiles[other]))["meaning"] == "7"
    assert linker.profiles[third].vector is None
