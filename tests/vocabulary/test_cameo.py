import pytest

from tipsheet.vocabulary import cameo_of, cameo_rules, types


@pytest.mark.parametrize(
    ("type", "modes", "contexts", "code"),
    [
        ("AGREE", (), (), "030"),
        ("CONSULT", ("visit",), (), "042"),
        ("AID", (), (), "070"),
        ("AID", (), ("military",), "072"),
        ("COOPERATE", (), ("intelligence",), "064"),
        ("ACCUSE", (), (), "110"),
        ("ACCUSE", ("allege",), ("human_rights",), "1122"),
        ("RETREAT", ("ceasefire",), (), "0871"),
        ("COERCE", ("arrest",), ("legal",), "173"),
        ("COERCE", ("cyber",), ("cyber",), "170"),
        ("ASSAULT", (), (), "180"),
        ("ASSAULT", (), ("military",), "190"),
        ("ASSAULT", ("aerial",), ("military",), "195"),
        ("ASSAULT", ("firearms",), (), "193"),
        ("MOBILIZE", ("troops",), (), "154"),
        ("PROTEST", ("demo",), (), "141"),
    ],
)
def test_cameo_of_gives_the_most_general_code(type, modes, contexts, code):
    assert cameo_of(type, modes, contexts) == code


def test_cameo_of_stays_general_where_a_context_leaves_several_codes():
    assert cameo_of("PROTEST", ("demo",), ("executive",)) == "141"
    assert cameo_of("AGREE", (), ("economic",)) == "030"


def test_cameo_of_takes_the_first_mode_that_has_a_code():
    assert cameo_of("ASSAULT", ("primitive", "beat")) == "182"
    assert cameo_of("ASSAULT", ("primitive",)) == "180"


def test_cameo_of_is_none_where_the_mapping_has_nothing():
    assert cameo_of("RETREAT", ("resign",)) is None
    assert cameo_of("NO-SUCH-TYPE") is None


def test_cameo_of_leads_back_to_the_same_type():
    type_of = {rule.code: rule.type for rule in cameo_rules()}
    for type, kind in types().items():
        for mode in kind.modes:
            code = cameo_of(type, [mode])
            assert code is None or type_of.get(code, type) == type


def test_cameo_rules_have_a_code_each():
    codes = [rule.code for rule in cameo_rules()]
    assert len(codes) == len(set(codes)) == 250
