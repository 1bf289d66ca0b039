import pytest

from training.card import digest, written
from training.corpora.document import Document

LOG = [
    {"seed": 1, "start": 0, "shares": {"alpha": 0.5}},
    {"corpus": "alpha", "documents": 3, "windows": 9, "digest": "aaa"},
    {"step": 50},
    {"seed": 2, "start": 1200, "shares": {"alpha": 0.25}},
    {"corpus": "alpha", "documents": 4, "windows": 1200, "digest": "bbb"},
    {"corpus": "beta", "documents": 1, "windows": 1, "digest": "ccc"},
    {"step": 100},
]


def test_card_says_what_the_last_start_of_a_run_loaded() -> None:
    card = written("Before\n<!-- training:begin -->old<!-- training:end -->\nAfter", LOG)
    assert "Seed 2, 100 steps from the weights of a run of 1,200 steps." in card
    assert "| alpha | 0.25 | 4 | 1,200 | `bbb` |" in card
    assert "old" not in card
    assert "beta" not in card


def test_card_without_a_place_for_it_is_refused() -> None:
    with pytest.raises(ValueError, match="no markers"):
        written("A card.", LOG)


def test_digest_goes_by_ids_and_texts_and_not_by_order() -> None:
    one, other = (Document(id=name, corpus="x", text="A vote.") for name in "ab")
    assert digest([one, other]) == digest([other, one])
    assert digest([one]) != digest([other])
