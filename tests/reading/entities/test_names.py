import pytest


def test_short_name_after_the_full_one_is_the_same_person(read):
    built = read(
        "{President [PER Otto Krell]} left. Later [PER Krell] returned with [PER Otto Krell]."
    )
    assert built.same("President Otto Krell", "Krell")
    assert len(built.entities) == 1
    assert built.entities[0].name == "Otto Krell"


def test_short_name_before_the_full_one_is_the_same_person(read):
    built = read("[PER Krell] resigned. [PER Otto Krell] had ruled for years.")
    assert len(built.entities) == 1


def test_one_surname_with_two_first_names_is_two_people(read):
    built = read("[PER Otto Krell] met [PER Maria Krell]. [PER Krell] smiled.")
    assert not built.same("Otto Krell", "Maria Krell")
    assert built.same("Maria Krell", "Krell")


def test_initials_and_titles_do_not_part_a_person(read):
    built = read("[PER Otto J. Krell] spoke. [PER Mr. Krell] bowed. [PER Otto Krell] sat.")
    assert len(built.entities) == 1
    assert built.entities[0].name == "Otto J. Krell"


def test_father_and_son_are_two_people(read):
    built = read("[PER Otto Krell Sr.] and [PER Otto Krell Jr.] were there.")
    assert len(built.entities) == 2


def test_middle_surname_names_the_person(read):
    built = read("[PER Luz Prado Vega] spoke; [PER Prado] was tired and [PER Prado Vega] left.")
    assert len(built.entities) == 1


def test_given_name_alone_names_the_only_person_who_has_it(read):
    built = read("[PER Wendla Ost] ran. The crowd shouted for [PER Wendla].")
    assert len(built.entities) == 1


@pytest.mark.parametrize(
    "text",
    [
        "[ORG Transport Workers' League] (or [ORG TWL]) met. [ORG TWL] struck.",
        "[ORG Coastal Defence Board] ([ORG CDB]) met. The [ORG CDB] voted.",
        "the [ORG Coastal Defence Board], or [ORG CoDeB], met. [ORG CoDeB] voted.",
        "[ORG Coastal Defence Board] met. [ORG CDB] voted.",
        "[ORG Coastal Defence Board (CDB)] met. [ORG CDB] voted.",
        "The [ORG Marlow Group] met. [ORG Marlow] voted.",
    ],
)
def test_abbreviations_and_short_forms_are_the_same_body(read, text):
    assert len(read(text).entities) == 1


def test_letters_that_fit_two_names_join_neither(read):
    built = read("[ORG Coastal Defence Board], [ORG Central Dairy Board]. [ORG CDB] voted.")
    assert len(built.entities) == 3


def test_country_names_are_one_government(read):
    built = read(
        "{The [LOC United States]} and {the [LOC U.S.]} agreed; "
        "{[LOC Washington]} paid [LOC America]."
    )
    assert built.same("The United States", "the U.S.", "Washington", "America")
    assert built.at("Washington").country == "USA"
    assert built.at("Washington").name == "United States"


def test_capital_as_a_place_is_a_place(read):
    built = read("{[LOC Washington]} paid. A man was shot in [TOP Washington].")
    assert built.at("Washington", 0).kind == "government"
    assert built.at("Washington", 1).kind == "place"


def test_same_string_with_two_kinds_is_one_entity(read):
    built = read("[PER Otto Krell] won. [ORG Krell] lost. [PER Krell] wept.")
    assert len(built.entities) == 1


def test_well_known_body_is_known_by_its_other_names(read):
    built = read("{The [ORG Pentagon]} and {the [ORG Department of Defense]} said so.")
    assert len(built.entities) == 1
    assert (built.entities[0].country, built.entities[0].sector) == ("USA", "MIL")


def test_unmarked_proper_name_of_a_role_is_a_name(read):
    built = read("{Captain Brell Orsay} fled.")
    assert built.entities[0].mentions[0].form == "name"
    assert built.entities[0].name == "Brell Orsay"


def test_names_that_never_act_are_entities_too(read):
    built = read("Nobody saw [PER Otto Krell] in [TOP Kelm].")
    assert [entity.name for entity in built.entities] == ["Otto Krell", "Kelm"]


def test_unmarked_name_after_a_title_is_a_person(read):
    built = read("{President Brell} spoke. {Mexican President Ona Brell} left.")
    assert built.same("President Brell", "Mexican President Ona Brell")
    assert built.entities[0].kind == "person"
