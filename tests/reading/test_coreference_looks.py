import pytest

from tests.reading.stub import at, encoded, name
from tipsheet.reading.coreference.looks import KINDS, looks_of
from tipsheet.reading.coreference.phrases import Referring
from tipsheet.reading.coreference.words import FEMALE, MALE, PERSON, PLURAL, SINGULAR, singular
from tipsheet.reading.layers import Layers

TEXT = "President Ana Ruiz met two old judges , her mother and the Senate in Lima . She left ."


def phrase(words, head):
    span = at(TEXT, words)
    return Referring(start=span.start, end=span.end, text=words, head=TEXT.index(head))


@pytest.fixture(scope="module")
def look():
    layers = Layers(
        names=(name(TEXT, "Ana Ruiz"), name(TEXT, "Senate", "ORG"), name(TEXT, "Lima", "LOC"))
    )
    outputs = encoded(TEXT, layers)
    return lambda words, head=None: looks_of([phrase(words, head or words)], outputs)[0]


def test_a_title_stands_in_front_of_a_name(look):
    ruiz = look("President Ana Ruiz", "President")
    assert (KINDS[ruiz.kind], ruiz.name, ruiz.lemma) == ("name", ("Ana", "Ruiz"), "ruiz")
    assert (ruiz.number, ruiz.may_be) == (SINGULAR, PERSON)


def test_nouns_tell_number_and_sex(look):
    judges, mother = look("two old judges", "judges"), look("her mother", "mother")
    assert (judges.number, judges.may_be, judges.lemma) == (PLURAL, PERSON, "judge")
    assert (mother.number, mother.may_be, mother.opening) == (SINGULAR, FEMALE, "possessive")


def test_words_before_the_head_leave_out_the_opening(look):
    assert look("the Senate", "Senate").before == frozenset()
    assert look("two old judges", "judges").before == {"two", "old"}


def test_pronouns_have_no_words(look):
    she = look("She")
    assert (KINDS[she.kind], she.words, she.text, she.lemma) == ("pronoun", frozenset(), "", "")
    assert she.may_be == FEMALE != MALE


@pytest.mark.parametrize(
    ("noun", "one"),
    [("parties", "party"), ("judges", "judge"), ("crisis", "crisis"), ("press", "press")],
)
def test_plurals_lose_their_ending(noun, one):
    assert singular(noun) == one


def test_bodies_are_no_people(look):
    assert not look("the Senate", "Senate").may_be & PERSON
