"""One run over every kind of store: what a search finds."""

import pytest

from tests.store.readings import (
    NEWER,
    attribution,
    day,
    entity,
    event,
    place,
    reading,
    vectors,
)
from tipsheet.errors import OptionInvalid
from tipsheet.store import Query, Store

STRIKE = "Officials say Varda plans air strikes on Norwick by Friday. The council met in Lorne."
FLOOD = "A flood hit the harvest in Lorne. Farmers went on strike over prices."
BALLOT = "The ballot in Norwick was called off. The strikers cheered."
MANY = " ".join(f"w{number}" for number in range(201))
TITLES = {"Strikes planned": STRIKE, "Flood in the valley": FLOOD, "Ballot off": BALLOT}


@pytest.fixture
def filled(store: Store) -> Store:
    given = [
        reading(
            STRIKE,
            event(STRIKE, "strikes", actors=["v"], place="p", date="d", attribution="a"),
            event(STRIKE, "met", "CONSULT", "occurred", place="q"),
            entities=[entity("v", "Varda Air Force", "FRA")],
            places=[place(STRIKE, "Norwick", "p", "NOR"), place(STRIKE, "Lorne", "q", "IRL")],
            dates=[day(STRIKE, "Friday", "d", "2025-08-22", "2025-08-22")],
            attributions=[attribution(STRIKE, "Varda plans air strikes", "a", "anonymous")],
            title="Strikes planned",
            publisher="The Norwick Herald",
            published="2025-08-21",
        ),
        reading(
            FLOOD,
            event(FLOOD, "strike", "PROTEST", "ongoing"),
            title="Flood in the valley",
            publisher="Lorne Times",
            published="2025-08-19",
        ),
        reading(
            BALLOT,
            event(BALLOT, "called off", "PROTEST", "denied"),
            title="Ballot off",
            publisher="Herald of Varda",
            published=None,
        ),
    ]
    with store.writer() as writer:
        for one in given:
            writer.add(one, vectors=vectors(one.report.text))
    return store


def titles(store: Store, **asked) -> list[str]:
    return [hit.title for hit in store.view().search(Query(**asked)).hits]


def test_all_reports_come_newest_first_and_undated_last(filled: Store) -> None:
    assert titles(filled) == ["Strikes planned", "Flood in the valley", "Ballot off"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("strike", {"Strikes planned", "Flood in the valley"}),
        ("STRIKES harvest", {"Flood in the valley"}),
        ("the ballot", {"Ballot off"}),
        ('"air strike"', {"Strikes planned"}),
        ('"strikes air"', set()),
        ("planned", {"Strikes planned"}),
        ('"valley a flood"', set()),
        ("zebra", set()),
        ('norwick "called off"', {"Ballot off"}),
        ("the", {"Strikes planned", "Flood in the valley", "Ballot off"}),
        ('""', {"Strikes planned", "Flood in the valley", "Ballot off"}),
        ("' OR 1=1 -- * ^ NEAR(", set()),
        ("times", set()),
    ],
)
def test_words_and_phrases_find(filled: Store, words: str, found: set[str]) -> None:
    assert set(titles(filled, words=words)) == found


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"type": ("ASSAULT",)}, ["Strikes planned"]),
        ({"type": ("protest",)}, ["Flood in the valley", "Ballot off"]),
        ({"type": ("ASSAULT", "PROTEST"), "status": ("denied",)}, ["Ballot off"]),
        ({"actor": ("air force",)}, ["Strikes planned"]),
        ({"actor": ("force air",)}, []),
        ({"country": ("France",)}, ["Strikes planned"]),
        ({"country": ("ie",)}, ["Strikes planned"]),
        ({"country": ("uk", "irl")}, ["Strikes planned"]),
        ({"place": ("norwick",)}, ["Strikes planned"]),
        ({"source": ("anonymous",)}, ["Strikes planned"]),
        ({"source": ("author",), "type": ("ASSAULT",)}, []),
        ({"publisher": ("herald",)}, ["Strikes planned", "Ballot off"]),
        ({"publisher": ("herald of varda", "lorne")}, ["Flood in the valley", "Ballot off"]),
        ({"since": "2025-08-20"}, ["Strikes planned"]),
        ({"until": "2025-08-20"}, ["Flood in the valley"]),
        ({"since": "2025-08-19", "until": "2025-08-19"}, ["Flood in the valley"]),
        ({"event_since": "2025-08-22"}, ["Strikes planned"]),
        ({"event_until": "2025-08-21"}, []),
        ({"words": "strike", "type": ("PROTEST",)}, ["Flood in the valley"]),
        ({"words": "strike", "publisher": ("herald",)}, ["Strikes planned"]),
    ],
)
def test_filters_find(filled: Store, asked: dict, found: list[str]) -> None:
    assert titles(filled, **asked) == found


def test_filters_must_hold_of_one_event(filled: Store) -> None:
    assert titles(filled, type=("ASSAULT",), place=("Lorne",)) == []
    assert titles(filled, type=("CONSULT",), place=("Lorne",)) == ["Strikes planned"]
    assert titles(filled, type=("CONSULT",), status=("planned",)) == []


def test_hit_shows_the_words_and_the_events_that_fit(filled: Store) -> None:
    (hit,) = filled.view().search(Query(words="strike", type=("ASSAULT",))).hits
    assert STRIKE[hit.passage.start : hit.passage.end] == hit.passage.text
    assert "strikes" in hit.passage.text
    (found,) = hit.events
    assert (found.actors, found.place, found.countries) == (
        ("Varda Air Force",), "Norwick", ("NOR", "FRA"),
    )  # fmt: skip
    assert found.sentence.text == "Officials say Varda plans air strikes on Norwick by Friday."


def test_words_in_the_title_count_more(filled: Store) -> None:
    found = filled.view().search(Query(words="strike")).hits
    assert [hit.title for hit in found] == ["Strikes planned", "Flood in the valley"]
    assert found[0].score > found[1].score
    assert titles(filled, words="flood", newest=True) == ["Flood in the valley"]


@pytest.mark.parametrize(
    ("meaning", "first"),
    [("harvest flood", "Flood in the valley"), ("ballot", "Ballot off")],
)
def test_meaning_puts_the_nearest_first(filled: Store, meaning: str, first: str) -> None:
    found = filled.view().search(Query(meaning=meaning)).hits
    assert len(found) == 3
    assert found[0].title == first
    assert found[0].passage.text == TITLES[first].split(". ")[0] + "."
    assert found[0].score == pytest.approx(1, abs=0.01)


def test_meaning_is_sought_among_what_the_filters_leave(filled: Store) -> None:
    found = titles(filled, meaning="harvest", words="norwick")
    assert set(found) == {"Strikes planned", "Ballot off"}
    assert titles(filled, meaning="harvest", type=("ASSAULT",)) == ["Strikes planned"]


@pytest.mark.parametrize(
    "asked", [{}, {"words": "strike"}, {"meaning": "strike"}, {"type": ("PROTEST", "ASSAULT")}]
)
def test_pages_follow_one_another_and_miss_nothing(filled: Store, asked: dict) -> None:
    whole, pages, cursor = titles(filled, **asked), [], None
    for _ in range(len(whole)):
        page = filled.view().search(Query(**asked, limit=1, cursor=cursor))
        pages += [hit.title for hit in page.hits]
        cursor = page.cursor
    assert pages == whole
    assert cursor is None


@pytest.mark.parametrize(
    "asked",
    [{"type": ("WAR",)}, {"status": ("done",)}, {"country": ("Varda",)}, {"source": ("x",)},
     {"since": "yesterday"}, {"until": "2025-13-01"}, {"actor": ("!",)}, {"cursor": "%%"},
     {"cursor": "W10"}, {"cursor": "WzEsMl0"}, {"meaning": "x", "newest": True},
     {"words": MANY}, {"phrases": (MANY,)}, {"actor": (MANY,)}],
)  # fmt: skip
def test_query_that_cannot_be_understood_is_refused(filled: Store, asked: dict) -> None:
    with pytest.raises(OptionInvalid):
        titles(filled, **asked)


def test_search_is_of_the_newest_reading_and_version(filled: Store) -> None:
    again = reading(FLOOD, reader=NEWER, title="Flood in the valley", published="2025-08-19")
    with filled.writer() as writer:
        writer.add(again)
        writer.add(reading("No longer so.", id=reading(BALLOT, published=None).report.id))
    assert titles(filled, type=("PROTEST",)) == []
    assert titles(filled, type=("PROTEST",), all_versions=True) == ["Ballot off"]
    assert titles(filled, words="ballot") == []


def test_long_text_is_found_by_its_last_word(filled: Store) -> None:
    words = " ".join(f"w{number}" for number in range(40_000))
    with filled.writer() as writer:
        writer.add(reading(f"{words} w3 é東京x ende", title="Long"))
    assert titles(filled, words="w3 w15000") == ["Long"]
    assert titles(filled, words='w20000 "w7 w8"') == ["Long"]
