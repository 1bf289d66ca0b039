import pytest

from tipsheet.vocabulary.countries import (
    alpha3,
    countries,
    country_name,
    country_of,
    state_of,
)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("French", "FRA"),
        ("Mexico", "MEX"),
        ("Mexico’s", "MEX"),
        ("the United States'", "USA"),
        ("U.S.", "USA"),
        ("American", "USA"),
        ("Palestinians", "PSE"),
        ("Kosovo", "KOS"),
        ("Hong Kong", "HKG"),
        ("Côte d’Ivoire", "CIV"),
        ("SYRIA", "SYR"),
        ("Saudi-led", "SAU"),
        ("The Netherlands", "NLD"),
        ("Northern Irish", "GBR"),
    ],
)
def test_country_of_knows_names_and_people(name, code):
    assert country_of(name) == code


@pytest.mark.parametrize("name", ["us", "polish", "turkey", "European Union", "NATO", "", "Paris"])
def test_country_of_leaves_other_words_alone(name):
    assert country_of(name) is None


def test_country_of_takes_capitals_when_asked():
    assert country_of("Kyiv", capitals=True) == "UKR"
    assert country_of("WASHINGTON", capitals=True) == "USA"


def test_countries_do_not_share_a_name():
    words = [w for c in countries().values() for w in (c.name, *c.names, *c.people)]
    assert len(words) == len(set(words))
    assert list(countries()) == sorted(countries())


def test_codes_are_well_formed_and_territories_have_a_state():
    assert all(len(c.code) == 3 and len(c.alpha2) == 2 for c in countries().values())
    assert all(c.under is None or c.under in countries() for c in countries().values())


def test_codes_convert_both_ways():
    assert alpha3("fr") == "FRA"
    assert country_name("FRA") == "France"
    assert (state_of("PRI"), state_of("FRA")) == ("USA", "FRA")
