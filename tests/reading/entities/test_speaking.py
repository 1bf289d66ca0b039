import pytest

from tests.reading.entities.conftest import unmark
from tests.reading.stub import saying
from tipsheet.reading.entities import build_entities, settle_sources
from tipsheet.reading.entities.phrases import parse_phrase
from tipsheet.reading.entities.speaking import source_kind
from tipsheet.reading.layers import Name
from tipsheet.record import Span


def kind(words: str, told: str) -> str:
    """The kind that a noun phrase without names makes of what was told."""
    return source_kind(told, parse_phrase(words, Span.of(words, 0, len(words))), None)


@pytest.mark.parametrize(
    ("words", "told", "settled"),
    [
        ("three harbour officials", "organization", "anonymous"),
        ("the three", "organization", "anonymous"),
        ("an envoy briefed on the route", "document", "anonymous"),
        ("a customs officer", "person", "anonymous"),
        ("the interior minister", "document", "person"),
        ("the harbour police", "person", "organization"),
        ("the ministry", "document", "organization"),
        ("a caption under the picture", "anonymous", "document"),
        ("her letters", "person", "document"),
        ("she", "organization", "person"),
        ("it", "person", "organization"),
    ],
)
def test_kind_follows_the_noun_phrase(words: str, told: str, settled: str) -> None:
    assert kind(words, told) == settled


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("the interior minister", "anonymous"),
        ("a spokesman", "organization"),
        ("officials", "anonymous"),
        ("the newspaper", "media"),
        ("the rebels", "organization"),
        ("I", "author"),
        ("a poll", "media"),
    ],
)
def test_kind_that_the_phrase_allows_is_kept(words: str, told: str) -> None:
    assert kind(words, told) == told


def settled(marked: str) -> list[str]:
    """The kinds of the sources marked as {kind: words}, each with a saying of its own."""
    text, spans = unmark(marked)
    names = [
        Name(start=start, end=end, text=text[start:end], kind=label, score=1.0)
        for label, start, end in spans
        if label in ("PER", "ORG", "LOC")
    ]
    sources = sorted((start, end, label) for label, start, end in spans if label.islower())
    sayings = [
        saying(text, text[start:end], None, text[start:end], kind=label, after=text[:start])
        for start, end, label in sources
    ]
    entities, ids = build_entities(
        text,
        names=names,
        roles=[],
        sources=[(item.source, item.kind) for item in sayings if item.source],
        toponyms=[],
    )
    done = settle_sources(text, sayings, names=names, entities=entities, ids=ids)
    return [item.kind for item in done]


def test_officer_left_nameless_stays_so() -> None:
    text = "{anonymous: A Kelmian officer} said so. {person: The officer} would not say more."
    assert settled(text) == ["anonymous", "anonymous"]


def test_name_makes_a_person_or_a_body_of_its_source() -> None:
    text = "{anonymous: eyewitness [PER Otto Krell]} spoke. {person: [ORG Marlow Police]} spoke."
    assert settled(text) == ["person", "organization"]
