import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tipsheet.reading.places import find_toponyms, locate, resolve_places
from tipsheet.record import Place, Span


def spans_of(text: str, *names: str) -> list[Span]:
    return [Span.of(text, *m.span()) for name in names for m in re.finditer(re.escape(name), text)]


def place_of(text: str, name: str, *others: str, **outlet: str) -> Place:
    given = spans_of(text, name, *others)
    found = [span for span in find_toponyms(text) if not any(span.overlaps(g) for g in given)]
    spans = sorted([*given, *found], key=lambda span: span.start)
    return next(place for place in resolve_places(text, spans, **outlet) if place.text == name)


@pytest.mark.parametrize(
    ("text", "name", "geonames_id"),
    [
        ("Talks opened in Paris on Monday.", "Paris", 2988507),
        ("A fire in Paris, Texas, killed two.", "Paris", 4717560),
        ("He was held in Springfield, Ill., for a week.", "Springfield", 4250542),
        ("She flew to London, Ontario, to testify.", "London", 6058560),
        ("Baton Rouge's mayor resigned.", "Baton Rouge's", 4315588),
        ("Rapides Parish deputies searched the house.", "Rapides Parish", 4338356),
        ("The U.K. recalled its envoy.", "U.K.", 2635167),
        ("Strikes hit the Gaza Strip overnight.", "Gaza Strip", 281132),
        ("Shelling continued across northern Syria.", "northern Syria", 163843),
        ("French troops left.", "French", 3017382),
    ],
)
def test_resolve_places_takes_the_place_meant(text, name, geonames_id):
    place = place_of(text, name)
    assert place.geonames_id == geonames_id
    assert place.confidence >= 0.5


def test_resolve_places_gives_country_point_and_feature():
    place = place_of("Troops entered Kharkov at dawn.", "Kharkov")
    assert (place.name, place.country, place.feature) == ("Kharkiv", "UKR", "PPL")
    assert place.latitude == pytest.approx(49.98, abs=0.1)
    assert place.longitude == pytest.approx(36.25, abs=0.1)


def test_neighbours_decide_between_places_of_one_name():
    text = "Crews from Alexandria, Pineville and Natchitoches met in Rapides Parish."
    names = ("Alexandria", "Pineville", "Natchitoches", "Rapides Parish")
    assert place_of(text, *names).geonames_id == 4314550
    alone = place_of("The library of Alexandria reopened in Egypt.", "Alexandria", "Egypt")
    assert alone.country == "EGY"


def test_outlet_decides_where_the_text_does_not():
    text = "A man was arrested in Oxford on Friday."
    assert place_of(text, "Oxford", url="https://news.example.co.uk/1").country == "GBR"
    text = "The council of Gainesville meets on Tuesday in Gainesville."
    at_home = place_of(text, "Gainesville", publisher="Gainesville Sun (Florida)")
    assert at_home.country == "USA"


def test_one_sense_holds_for_all_mentions():
    text = "Paris, Texas, was hit. Residents of Paris fled, said the mayor of Paris."
    places = resolve_places(text, spans_of(text, "Paris"))
    assert {place.geonames_id for place in places} == {4717560}


def test_demonyms_are_never_places_of_another_kind():
    text = "Georgian police in Atlanta, Georgia, met Italian officers."
    places = resolve_places(text, spans_of(text, "Georgian", "Italian"))
    assert [(place.country, place.feature) for place in places] == [
        ("GEO", "PCLI"),
        ("ITA", "PCLI"),
    ]


def test_unknown_names_are_named_but_not_resolved():
    place = place_of("Fighters took Qzorvenheim.", "Qzorvenheim")
    assert (place.name, place.geonames_id, place.latitude, place.country) == (
        "Qzorvenheim",
        None,
        None,
        None,
    )
    assert place.confidence < 0.5


def test_streets_are_not_taken_for_towns():
    place = place_of("A house on Washington Street burned.", "Washington Street")
    assert place.geonames_id is None
    assert place.confidence < 0.5


def test_no_toponyms_give_no_places():
    assert resolve_places("Nothing happened.", []) == ()
    assert resolve_places("", []) == ()


@given(st.text(max_size=120), st.lists(st.tuples(st.integers(0, 120), st.integers(0, 30))))
def test_places_keep_their_spans_and_order(text, cuts):
    spans = [Span.of(text, a, min(len(text), a + n)) for a, n in cuts if a < len(text)]
    places = resolve_places(text, spans, url="http://[bad")
    assert [(p.start, p.end) for p in places] == sorted((s.start, s.end) for s in spans)
    assert all(text[p.start : p.end] == p.text and 0 <= p.confidence <= 1 for p in places)


def test_same_input_gives_the_same_places():
    text = "Rain fell on Paris, Lyon, Dover and Springfield."
    spans = spans_of(text, "Paris", "Lyon", "Dover", "Springfield")
    assert resolve_places(text, spans) == resolve_places(text, list(reversed(spans)))


def test_locate_takes_the_largest_place_of_a_name():
    assert locate("Paris") == pytest.approx((48.86, 2.35), abs=0.1)
    assert locate("Paris", "USA") == pytest.approx((33.66, -95.56), abs=0.1)
    assert locate("Georgia", "GEO") == pytest.approx((42.0, 43.5), abs=0.5)
    assert locate("Qzorvenheim") is None


def test_ship_that_bears_a_towns_name_is_not_resolved():
    assert place_of("They slept aboard the Breda, which leaked.", "Breda").latitude is None
    assert place_of("They slept in Breda, which was cold.", "Breda").latitude is not None


def test_sea_is_not_taken_for_the_land_that_bears_its_name():
    place = place_of("The ship crossed the Black Sea.", "Black Sea")
    assert (place.country, place.name) == (None, "Black Sea")
