from dataclasses import replace
from types import ModuleType

import pytest

from tipsheet.exports.index import Index
from tipsheet.exports.sources import chain, named, source, spoken, unnamed
from tipsheet.record import Entity, Mention, Reading, Span


@pytest.mark.parametrize(
    ("said", "count", "words"),
    [
        ("three military sources", 3, "three unnamed military sources"),
        ("a senior official", 1, "an unnamed senior official"),
        ("Witnesses", None, "unnamed witnesses"),
        ("Pentagon officials", 5, "unnamed Pentagon officials (5 of them)"),
        ("they", 3, "they (3 unnamed people)"),
        ("some in the crowd", None, "some in the crowd (unnamed)"),
        ("Mediators in the capital", None, "unnamed mediators in the capital"),
        ("at least two clerks", 2, "at least two unnamed clerks"),
        ("no group", None, "no group"),
        ("he and the other sources", 2, "he and the other sources (unnamed)"),
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


def _said_by(example: ModuleType, words: str, *mentions: tuple[str, str], kind: str) -> str:
    """How a source is called whose entity the text mentions in these words and forms."""
    spans = [(Span.of(example.TEXT, 0, 0), form, text) for text, form in mentions]
    entity = Entity(
        id="n-x", name=mentions[0][0], kind="population", country=None, sector=None,
        mentions=tuple(
            Mention(start=span.start, end=span.end, text=text, form=form)
            for span, form, text in spans
        ),
    )  # fmt: skip
    link = replace(
        example.ATTRIBUTIONS[0], source=Span(start=0, end=len(words), text=words),
        entity="n-x", parent=None, origin=None, count=None, kind=kind,
    )  # fmt: skip
    index = Index.of(example.reading(attributions=(link,)))
    return source(link, replace(index, entities={"n-x": entity})).words


def test_unnamed_pronoun_gives_way_to_the_noun(example: ModuleType) -> None:
    clerks = ("Two customs clerks", "nominal"), ("they", "pronoun")
    assert _said_by(example, "they", *clerks, kind="anonymous") == "two unnamed customs clerks"
    assert _said_by(example, "the two", *clerks, kind="anonymous") == "two unnamed customs clerks"


def test_unnamed_pronoun_of_somebody_named_is_the_name(example: ModuleType) -> None:
    varga = ("Lena Varga", "name"), ("she", "pronoun")
    assert _said_by(example, "she", *varga, kind="anonymous") == "Lena Varga"


def test_relative_clause_is_left_out(example: ModuleType) -> None:
    words = "Lena Varga, who runs the port"
    assert _said_by(example, words, (words, "name"), kind="person") == "Lena Varga"


def test_we_within_a_quotation_is_its_speaker(example: ModuleType) -> None:
    outer, inner = example.ATTRIBUTIONS[:2]
    said = replace(inner, parent=outer.id, source=Span(start=0, end=2, text="We"))
    index = Index.of(example.reading(attributions=(replace(outer, parent=None), said)))
    assert [each.id for each in chain(said.id, index)] == [outer.id]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Kelm’s interior ministry, which said so.", "Kelm’s interior ministry"),
        ("Lena Varga told the port committee, which said so.", "the port committee"),
        ("It rained, which said so.", "which (unnamed)"),
    ],
)
def test_relative_pronoun_gives_way_to_the_noun_before_it(
    example: ModuleType, text: str, words: str
) -> None:
    at = text.index("which")
    link = replace(
        example.ATTRIBUTIONS[0], source=Span.of(text, at, at + 5), entity=None, parent=None,
        origin=None, count=None, kind="anonymous" if "(" in words else "organization",
    )  # fmt: skip
    assert source(link, replace(Index.of(example.reading()), text=text)).words == words
