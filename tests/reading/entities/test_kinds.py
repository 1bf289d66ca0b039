import pytest


@pytest.mark.parametrize(
    ("text", "kind", "sector", "country"),
    [
        ("{three envoys}", "population", "GOV", None),
        ("{a deputy minister}", "person", "GOV", None),
        ("{Mexican officials}", "government", "GOV", "MEX"),
        ("{the French foreign ministry}", "government", "GOV", "FRA"),
        ("{two police officers}", "population", "COP", None),
        ("{police in [LOC Haiti]}", "government", "COP", "HTI"),
        ("{the army}", "government", "MIL", None),
        ("{an army spokesman}", "person", "MIL", None),
        ("{masked gunmen}", "armed_group", "UAF", None),
        ("{the rebels}", "armed_group", "REB", None),
        ("{a rebel commander}", "person", "REB", None),
        ("{a drug cartel}", "armed_group", "CRM", None),
        ("{a group of thieves}", "armed_group", "CRM", None),
        ("{two detainees}", "population", "CRM", None),
        ("{the union}", "organization", "LAB", None),
        ("{a union official}", "person", "LAB", None),
        ("{hundreds of protesters}", "population", "CVL", None),
        ("{residents of [LOC Japan]}", "population", "CVL", "JPN"),
        ("{the high court}", "government", "JUD", None),
        ("{an Ohio senator}", "person", "LEG", "USA"),
        ("{a newspaper}", "media", "JRN", None),
        ("{local reporters}", "population", "JRN", None),
        ("{coffee farmers}", "population", "AGR", None),
        ("{nurses}", "population", "MED", None),
        ("{its crew}", "population", "LAB", None),
        ("{Settlers}", "population", "CVL", None),
        ("{a former minister}", "person", "ELI", None),
        ("{the head of the secret service}", "person", "SPY", None),
        ("{an opposition leader}", "person", "OPP", None),
        ("{Turkish asylum seekers}", "population", "REF", "TUR"),
        ("{the archbishop}", "person", "REL", None),
        ("{a mining company}", "organization", "BUS", None),
        ("{three [MISC Americans]}", "population", "CVL", "USA"),
        ("{the [ORG Kremlin]}", "government", "GOV", "RUS"),
        ("{[ORG NATO]}", "organization", "MIL", "IGO"),
        ("{[ORG UN] officials}", "government", "GOV", "UNO"),
        ("{[ORG Ministry of Fisheries]}", "government", "GOV", None),
        ("{the [ORG Kelm Herald]}", "media", "JRN", None),
        ("{the [ORG University of Kelm]}", "organization", "EDU", None),
        ("{[LOC Norway]}", "government", "GOV", "NOR"),
        ("{[LOC Kelm]}", "place", None, None),
        ("{document: a leaked report}", "other", None, None),
        ("{anonymous: somebody close to the talks}", "person", "CVL", None),
        ("{media: the [ORG Evening Lantern]}", "media", "JRN", None),
    ],
)
def test_kind_sector_and_country_follow_from_the_words(read, text, kind, sector, country):
    entity = next(e for e in read(text + " acted.").entities if len(e.mentions[0].text) > 3)
    entity = read(text + " acted.").at(_inside(text)) if "[" not in text[:2] else entity
    assert (entity.kind, entity.sector, entity.country) == (kind, sector, country)


def _inside(text):
    bare = text[1:-1].partition(": ")[2] or text[1:-1]
    for mark in ("[LOC ", "[ORG ", "[MISC ", "]"):
        bare = bare.replace(mark, "")
    return bare


@pytest.mark.parametrize(
    ("text", "sector", "country"),
    [
        ("Kenyan President [PER Ada Moro] spoke.", "GOV", "KEN"),
        ("[PER Ada Moro], the Kenyan president, spoke.", "GOV", "KEN"),
        ("President [PER Ada Moro] spoke.", "GOV", None),
        ("[PER Ada Moro] spoke.", None, None),
        ("Sen. [PER Ada Moro] spoke.", "LEG", None),
        ("The president of Kenya, {role}", None, None),
        ("Police Chief [PER Ada Moro] spoke.", "COP", None),
        ("[PER Ada Moro], a farmer from Peru, spoke.", "AGR", "PER"),
        ("[PER Ada Moro], leader of the rebel army, spoke.", "REB", None),
        ("former Kenyan minister [PER Ada Moro] spoke.", "ELI", "KEN"),
    ],
)
def test_person_is_described_by_title_and_apposition(read, text, sector, country):
    text = text.replace("{role}", "[PER Ada Moro], spoke.").replace(
        "The president of Kenya", "A man"
    )
    entity = read(text).at("Ada Moro")
    assert entity.kind == "person"
    assert (entity.sector, entity.country) == (sector, country)


def test_role_before_a_comma_and_a_name_is_that_person(read):
    built = read("{The foreign minister of [LOC Chile], [PER Ada Moro],} left.")
    entity = built.at("Ada Moro")
    assert (entity.name, entity.sector, entity.country) == ("Ada Moro", "GOV", "CHL")


def test_cartel_after_a_name_is_part_of_it(read):
    built = read("{The [MISC Orvo] cartel} hid. {The cartel} fled.")
    assert built.same("The Orvo cartel", "The cartel")
    assert built.at("The cartel").name == "Orvo cartel"
    assert built.at("The cartel").sector == "CRM"


def test_two_people_together_are_a_population(read):
    entity = read("{[PER Ada Moro] and [PER Otto Krell]} left.").at("Ada Moro and Otto Krell")
    assert entity.kind == "population"


def test_possession_of_a_person_of_a_country_has_that_country(read):
    built = read("{Peruvian President [PER Ada Moro]} spoke. {Her administration} agreed.")
    assert built.at("Her administration").country == "PER"
