import pytest

from tipsheet.vocabulary import (
    contexts,
    intensity_of,
    international,
    modes,
    quad_of,
    sectors,
    types,
)


def test_types_are_the_sixteen_of_the_manual_in_its_order():
    assert list(types())[:3] == ["AGREE", "CONSULT", "SUPPORT"]
    assert len(types()) == 16
    assert [quad_of(code) for code in types()] == sorted(quad_of(code) for code in types())


def test_modes_are_those_of_the_manual():
    assert sum(len(listed) for listed in modes().values()) == 67
    assert (
        list(modes()["REQUEST"]) == list(modes()["REJECT"]) == ["assist", "change", "yield", "meet"]
    )
    assert "AGREE" not in modes()


@pytest.mark.parametrize(
    ("code", "quad"),
    [("CONSULT", 1), ("AID", 2), ("RETREAT", 2), ("THREATEN", 3), ("PROTEST", 4), ("SANCTION", 4)],
)
def test_quad_of_follows_the_section_of_the_manual(code, quad):
    assert quad_of(code) == quad


def test_intensity_is_that_of_the_most_extreme_mode():
    assert intensity_of("ASSAULT") == -9.0
    assert intensity_of("ASSAULT", ["beat", "aerial"]) == -9.5
    assert intensity_of("RETREAT", ["disarm", "resign"]) == 10.0


def test_intensity_of_an_unknown_mode_is_that_of_the_type():
    assert intensity_of("COERCE", ["no-such-mode"]) == -7.0


def test_contexts_sectors_and_international_codes_are_complete():
    assert len(contexts()) == 37
    assert len(sectors()) == 25
    assert list(international()) == ["IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"]
    assert sum(sector.frequent for sector in sectors().values()) == 11


@pytest.mark.parametrize("listed", [types, contexts, sectors, international])
def test_every_definition_is_one_sentence(listed):
    for term in listed().values():
        assert term.definition.endswith(".")
        assert ". " not in term.definition


def test_a_closed_list_cannot_be_changed():
    with pytest.raises(TypeError):
        types()["NEW"] = types()["AID"]
