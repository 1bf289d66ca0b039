"""Which words for a source stand for people without names."""

from dataclasses import replace

import pytest

from tests.linking.made import party, step
from tipsheet.linking.unnamed import is_hearsay, is_one_of_a_group, is_unnamed, speaks_for_body


@pytest.mark.parametrize(
    "words", ["A person at the bank", "two clerks", "One official of the port", "one"]
)
def test_one_of_a_group_is_unnamed(words: str) -> None:
    source = replace(step("person", words), party=None)
    assert is_one_of_a_group(source)
    assert is_unnamed(source)


@pytest.mark.parametrize("words", ["an official inquiry", "a report by officials", "the minister"])
def test_papers_and_offices_are_not_one_of_a_group(words: str) -> None:
    assert not is_one_of_a_group(replace(step("document", words), party=None))


def test_name_in_the_words_is_a_name() -> None:
    source = step("person", "an official, Ana Ruiz")
    named = replace(party("Ana Ruiz"), names=("Ana Ruiz",))
    assert not is_unnamed(replace(source, party=named))
    assert is_unnamed(replace(step("person", "an official"), party=named))


def test_spokesman_speaks_for_a_body_that_is_named() -> None:
    assert speaks_for_body(step("anonymous", "a ministry spokeswoman"))
    assert speaks_for_body(step("anonymous", "a spokesman for the port"))
    assert not speaks_for_body(step("anonymous", "a spokesman"))


def test_messages_are_hearsay_and_reports_are_not() -> None:
    assert is_hearsay(step("document", "posts in a chat group"))
    assert not is_hearsay(step("document", "the annual report"))
