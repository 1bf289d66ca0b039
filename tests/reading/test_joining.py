from dataclasses import replace

import pytest

from tests.reading.stub import at, happening, saying, sentences
from tipsheet.reading.attribution import Innermost, attributions_of
from tipsheet.reading.joining import NEAR, Sentences, events_of, figures_joined
from tipsheet.reading.layers import Happening
from tipsheet.record import Event, Figure, Place, TimeExpression

TEXT = (
    "On Monday the army struck the camps in Port Ansel, officials said. "
    "At least 24 people were arrested, and 300 kilos of rice were lost."
)
SENTENCES = Sentences(sentences(TEXT, "At least"))
CONTENTS = Innermost(
    attributions_of(
        TEXT,
        [saying(TEXT, "officials", "said", TEXT[: TEXT.index(", officials")], kind="anonymous")],
        entities={},
        named={},
        count_of=lambda _: None,
    )
)


def _place(words: str) -> Place:
    s = at(TEXT, words)
    return Place(
        start=s.start, end=s.end, text=s.text, id=f"p-{words}", name=words, country=None,
        latitude=None, longitude=None, geonames_id=None, feature=None, confidence=0.1,
    )  # fmt: skip


def _date(words: str) -> TimeExpression:
    s = at(TEXT, words)
    return TimeExpression(
        start=s.start, end=s.end, text=s.text, id=f"d-{words}", type="DATE", value="",
        earliest=None, latest=None,
    )  # fmt: skip


def _figure(words: str) -> Figure:
    s = at(TEXT, words)
    return Figure(
        start=s.start, end=s.end, text=s.text, id=f"f-{words}", value=24, upper=None,
        modifier="exact", unit=None, of=None, event=None, attribution=None,
    )  # fmt: skip


def _events(
    *happenings: Happening, entities: dict[tuple[int, int], str] | None = None
) -> tuple[Event, ...]:
    return events_of(
        happenings,
        entities=entities or {},
        places=[_place("Port Ansel"), _place("Port")],
        dates=[_date("Monday")],
        contents=CONTENTS,
        sentences=SENTENCES,
    )


STRUCK = happening(
    TEXT, "struck", actors=("the army",), recipients=("the camps", "people"),
    place="in Port Ansel", date="On Monday",
)  # fmt: skip
ARRESTED = happening(TEXT, "arrested", "COERCE", modes=("arrest",), recipients=("people",))


def test_event_gets_the_entities_of_its_arguments_once() -> None:
    army, camps, people = (at(TEXT, words) for words in ("the army", "the camps", "people"))
    ids = {(s.start, s.end): id for s, id in ((army, "n-1"), (camps, "n-2"), (people, "n-2"))}
    (event,) = _events(STRUCK, entities=ids)
    assert (event.actors, event.recipients) == (("n-1",), ("n-2",))
    assert _events(STRUCK)[0].actors == ()


def test_event_gets_place_date_sentence_and_attribution() -> None:
    (event,) = _events(STRUCK)
    assert (event.place, event.date) == ("p-Port Ansel", "d-Monday")
    assert (
        event.sentence.text == "On Monday the army struck the camps in Port Ansel, officials said."
    )
    assert event.attribution is not None
    assert _events(ARRESTED)[0].attribution is None


def test_event_has_the_codes_of_its_type() -> None:
    struck, arrested = _events(STRUCK, ARRESTED)
    assert (struck.quad, arrested.quad) == (4, 4)
    assert arrested.cameo == "173"
    assert _events(replace(ARRESTED, type="AGREE", modes=()))[0].quad == 1


def test_confidence_is_that_of_event_and_status_together() -> None:
    assert _events(STRUCK)[0].confidence == 0.72


def test_place_the_text_gives_elsewhere_is_not_taken() -> None:
    assert _events(replace(STRUCK, place=at(TEXT, "officials")))[0].place is None
    assert _events(replace(STRUCK, place=None))[0].place is None


@pytest.mark.parametrize(
    ("words", "trigger", "said"), [("24", "arrested", False), ("Monday", "struck", True)]
)
def test_figure_hangs_on_the_near_event_of_its_own_sentence(
    words: str, trigger: str, said: bool
) -> None:
    events = _events(STRUCK, ARRESTED)
    (made,) = figures_joined(
        [_figure(words)],
        happenings=(STRUCK, ARRESTED),
        events=events,
        contents=CONTENTS,
        sentences=SENTENCES,
    )
    assert [event.trigger.text for event in events if event.id == made.event] == [trigger]
    assert (made.attribution is not None) == said


def test_figure_within_an_argument_belongs_to_that_event() -> None:
    seen = happening(TEXT, "lost", "CONSULT", recipients=("300 kilos of rice",))
    (made,) = figures_joined(
        [_figure("300")],
        happenings=(ARRESTED, seen),
        events=(events := _events(ARRESTED, seen)),
        contents=CONTENTS,
        sentences=SENTENCES,
    )
    assert made.event == events[1].id


def test_figure_far_from_every_event_belongs_to_none() -> None:
    text = "They fought" + " on" * NEAR + " for 24 days."
    fought = happening(text, "fought")
    whole = Sentences(sentences(text))
    events = events_of(
        [fought], entities={}, places=[], dates=[], contents=Innermost([]), sentences=whole
    )
    s = at(text, "24")
    figure = replace(_figure("24"), start=s.start, end=s.end)
    (made,) = figures_joined(
        [figure], happenings=[fought], events=events, contents=Innermost([]), sentences=whole
    )
    assert made.event is None


def test_place_outside_every_sentence_is_its_own() -> None:
    struck = at(TEXT, "struck")
    assert Sentences(()).around(struck) == struck
    assert SENTENCES.around(struck).holds(struck)
