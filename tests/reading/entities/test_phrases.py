import pytest

from tipsheet.reading.entities.phrases import parse_phrase
from tipsheet.record import Span


def parse(text):
    return parse_phrase(text, Span.of(text, 0, len(text)))


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("the two wounded soldiers", "soldiers"),
        ("police officers from the river unit", "officers"),
        ("a man accused of arson", "man"),
        ("farmers living near the dam", "farmers"),
        ("the striking dock workers", "workers"),
        ("residents who had stayed", "residents"),
        ("the minister, a former judge,", "minister"),
        ("Kenyan, Peruvian and other officials", "officials"),
        ("bus and taxi drivers", "drivers"),
        ("more than 4,000 border guards", "guards"),
        ("those responsible for the fire", "those"),
        ("the mayor's brother", "brother"),
        ("dozens of villagers", "dozens"),
    ],
)
def test_head_is_the_noun_that_the_rest_describes(text, head):
    assert parse(text).head.lower == head


@pytest.mark.parametrize(
    ("text", "plural"),
    [
        ("three envoys", True),
        ("the police", True),
        ("the boss", False),
        ("the gunmen", True),
        ("a group of thieves", False),
        ("hundreds of marchers", True),
        ("one of the guards", False),
        ("the mayor and his wife", True),
        ("they", True),
        ("she", False),
    ],
)
def test_number_follows_from_head_and_count(text, plural):
    assert parse(text).plural is plural


def test_quantity_and_grouping_show_what_they_are_of():
    assert parse("dozens of armed villagers").inner.role.noun == "villager"
    assert parse("a gang of car thieves").inner.role.sector == "CRM"
    assert parse("the head of the union").inner is None


def test_possessive_pronoun_is_the_owner():
    phrase = parse("their former commander")
    assert phrase.owner == "their"
    assert phrase.definite
    assert phrase.role.noun == "commander"


def test_title_with_of_is_one_role():
    assert parse("the acting chief of staff").role.noun == "chief of staff"
    assert parse("two members of parliament").role.sector == "LEG"


def test_empty_and_odd_phrases_have_no_head():
    assert parse("").head is None
    assert parse("—").pronoun is None
