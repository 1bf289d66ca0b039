from dataclasses import replace
from types import ModuleType

import pytest

from tipsheet.exports.index import Index
from tipsheet.exports.sources import chain, named, spoken, unnamed
from tipsheet.record import Reading


@pytest.mark.parametrize(
    ("said", "count", "words"),
    [
        ("three military sources", 3, "three unnamed military sources"),
        ("a senior official", 1, "an unnamed senior official"),
        ("Witnesses", None, "unnamed witnesses"),
        ("Pentagon officials", 5, "unnamed Pentagon officials (5 of them)"),
        ("they", 3, "they (3 unnamed people)"),
        ("some in the crowd", None, "some in the crowd (unnamed)"),
        ("Hundreds of marchers", None, "Hundreds of unnamed marchers"),
        ("an anonymous aide", None, "an anonymous aide"),
        ("two guards, none of whom it names", 2, "two unnamed guards"),
    ],
)
def test_unnamed_says_that_names_are_withheld(said: str, count: int | None, words: str) -> None:
    assert unnamed(said, count) == words


def test_chain_goes_from_the_innermost_source_out(reading: Reading) -> None:
    sources = chain("a-sources", Index.of(reading))
    assert [source.kind for source in sources] == ["anonymous", "media"]
    assert sources[0].people == 3


def test_spoken_chain_reads_as_a_phrase(reading: Reading) -> None:
    assert spoken(chain("a-sources", Index.of(reading))) == (
        "on the word of three unnamed military sources, "
        "through the journalist Ines Halloran (The Ferry)"
    )


def test_a_document_is_not_said_to_speak(reading: Reading) -> None:
    words = spoken(chain("a-draft", Index.of(reading)))
    assert words == "according to a draft report of the port authority"


def test_without_attribution_the_report_itself_stands_for_it(reading: Reading) -> None:
    assert spoken(chain(None, Index.of(reading))) == "on the report’s own word"
    assert spoken(chain("gone", Index.of(reading))) == "on the report’s own word"


def test_an_unsure_source_is_marked(reading: Reading) -> None:
    assert named(chain("a-residents", Index.of(reading))) == "unnamed residents (?)"


def test_a_pronoun_gives_way_to_the_name(reading: Reading) -> None:
    assert named(chain("a-shots", Index.of(reading))) == "Lena Varga"


def test_a_cycle_of_sources_is_cut(example: ModuleType) -> None:
    first, second = example.ATTRIBUTIONS[:2]
    looped = (first, replace(second, parent=first.id))
    sources = chain(first.id, Index.of(example.reading(attributions=looped)))
    assert [source.id for source in sources] == [first.id, second.id]


def test_a_source_that_is_not_given_is_said_to_be_so(example: ModuleType) -> None:
    link = replace(example.ATTRIBUTIONS[0], source=None, parent=None, count=None)
    sources = chain(link.id, Index.of(example.reading(attributions=(link,))))
    assert spoken(sources) == "on the word of a source not given"
