from dataclasses import replace
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tipsheet.exports.index import Index
from tipsheet.exports.phrase import Phrase, phrase
from tipsheet.record import Entity, Event, Mention, Reader, Reading, Report, Span


def _of(reading: Reading, id_: str) -> Phrase:
    index = Index.of(reading)
    return phrase(index.events[id_], index)


@pytest.mark.parametrize(
    ("event", "words"),
    [
        ("e-strikes", "The army to prepare strikes on the river camps of the Veld Front"),
        (
            "e-sent",
            "On Monday (15 Sep 2031) the army sent more than 2,500 soldiers and 40 boats to "
            "Port Ansel",
        ),
        ("e-shots", "No shots were fired"),
        ("e-crossed", "Troops had crossed the Osk River"),
        ("e-ceasefire", "Both sides to accept a ceasefire"),
        ("e-killed", "Between 12 and 15 fishermen may have been killed in the fighting"),
        ("e-truce", "In March 2019 the two sides signed a truce"),
    ],
)
def test_phrase_keeps_to_the_words_of_the_report(reading: Reading, event: str, words: str) -> None:
    assert _of(reading, event).text == words


def test_phrase_names_in_brackets_what_the_sentence_does_not(reading: Reading) -> None:
    assert _of(reading, "e-attack").text == (
        "[The army:] The attack plans are to be ready by mid-October (11–20 Oct 2031) "
        "[against the Veld Front]"
    )


def test_phrase_leaves_out_long_stretches(reading: Reading) -> None:
    words = _of(reading, "e-detained").text
    assert words == "Police … at least 24 people have been detained since Tuesday (16 Sep 2031)"


def test_phrase_puts_the_name_for_a_pronoun(example: ModuleType) -> None:
    event = replace(
        example.EVENTS[0],
        trigger=example.span("act alone"),
        sentence=example.sentence(2),
        actors=("n-minister",),
        recipients=(),
    )
    assert phrase(event, Index.of(example.reading())).text.startswith("[The minister] will act")


def test_evidence_holds_the_words_of_every_part(reading: Reading) -> None:
    found = {(each.role, each.span.text) for each in _of(reading, "e-sent").evidence}
    assert found == {
        ("what", "sent"),
        ("who", "the army"),
        ("where", "Port Ansel"),
        ("when", "On Monday"),
    }


def test_pieces_say_who_and_what(reading: Reading) -> None:
    roles = [piece.role for piece in _of(reading, "e-order").pieces if piece.role != "plain"]
    assert roles == ["who", "what", "whom"]


def _reading(text: str, event: Event, entity: Entity) -> Reading:
    reader = Reader(name="tipsheet", version="0", model="none")
    return Reading(reader=reader, report=Report.of(text), entities=(entity,), events=(event,))


@given(st.data())
def test_phrase_can_be_made_of_any_text(data: st.DataObject) -> None:
    text = data.draw(st.text(alphabet="ab ,.;“”\"()’'-–\n\t\x1b\u202e", min_size=1))
    cuts = st.lists(st.integers(0, len(text)), min_size=2, max_size=2, unique=True).map(sorted)
    (a, b), (c, d), (e, f) = data.draw(cuts), data.draw(cuts), data.draw(cuts)
    mention = Mention(start=c, end=d, text=text[c:d], form="nominal")
    entity = Entity(
        id="n", name=text[c:d], kind="other", country=None, sector=None, mentions=(mention,)
    )
    event = _event(Span.of(text, a, b), Span.of(text, min(a, e), max(b, f)))
    made = phrase(event, Index.of(_reading(text, event, entity)))
    assert all(each.span.text == text[each.span.start : each.span.end] for each in made.evidence)
    assert "\n" not in made.text
    assert "\x1b" not in made.text


def _event(trigger: Span, sentence: Span) -> Event:
    return Event(
        id="e",
        trigger=trigger,
        type="ASSAULT",
        modes=(),
        contexts=(),
        status="occurred",
        confidence=1.0,
        actors=("n",),
        recipients=("gone",),
        place="gone",
        date=None,
        attribution=None,
        sentence=sentence,
        cameo=None,
        quad=4,
    )


def test_a_sentence_without_end_costs_no_more_than_a_window() -> None:
    text = "word " * 100_000
    event = _event(Span.of(text, 250_000, 250_004), Span.of(text, 0, len(text)))
    mention = Mention(start=0, end=4, text="word", form="nominal")
    entity = Entity(id="n", name="x", kind="other", country=None, sector=None, mentions=(mention,))
    made = phrase(event, Index.of(_reading(text, event, entity)))
    assert len(made.text) < 400


def _told(text: str, trigger: str, *mentions: tuple[str, str], name: str) -> str:
    """The words for an event whose actor the text mentions in these words and forms."""
    entity = Entity(
        id="n", name=name, kind="other", country=None, sector=None,
        mentions=tuple(
            Mention(start=at, end=at + len(words), text=words, form=form)
            for words, form in mentions for at in [text.index(words)]
        ),
    )  # fmt: skip
    start = text.index(trigger)
    sentence = text.rindex(". ", 0, start) + 2 if ". " in text[:start] else 0
    event = _event(Span.of(text, start, start + len(trigger)), Span.of(text, sentence, len(text)))
    return phrase(event, Index.of(_reading(text, event, entity))).text


def test_first_person_stays_with_its_verb() -> None:
    text = "Lena Varga spoke. I am not arming anyone."
    words = _told(text, "arming", ("Lena Varga", "name"), ("I", "pronoun"), name="Lena Varga")
    assert words == "I [Lena Varga] am not arming anyone"


def test_possessive_pronoun_owns_in_brackets_too() -> None:
    text = "Lena Varga spoke. Later his raid failed."
    words = _told(text, "raid", ("Lena Varga", "name"), ("his", "pronoun"), name="Lena Varga")
    assert words == "[Lena Varga’s] raid failed"


def test_nameless_actor_from_elsewhere_has_its_article() -> None:
    text = "A second man spoke. Later he fled."
    words = _told(text, "fled", ("A second man", "nominal"), ("he", "pronoun"), name="second man")
    assert words == "[The second man] fled"


def test_verb_does_not_open_a_line_without_its_subject() -> None:
    text = "An opioid crisis, which has killed many."
    assert _told(text, "killed", ("opioid", "other"), name="opioid") == (
        "An opioid crisis, which has killed many"
    )


def test_stump_of_a_name_is_left_out() -> None:
    text = "The rain fell. Soldiers shot at a tower."
    assert _told(text, "shot", ("The", "nominal"), name="The") == "Soldiers shot at a tower"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ships left the Coastal Union. Later it struck.", "[the Coastal Union] struck"),
        ("The envoy met the Coastal Union fleet. Later it struck.", "[Coastal Union] struck"),
    ],
)
def test_name_in_brackets_keeps_its_article(text: str, words: str) -> None:
    mentions = ("Coastal Union", "name"), ("it", "pronoun")
    told = _told(text, "struck", *mentions, name="Coastal Union")
    assert told.casefold() == words.casefold()
