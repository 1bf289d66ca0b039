import pytest

from tipsheet.reading.contexts import contexts_of
from tipsheet.vocabulary import contexts


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("The frigate joined a naval drill.", ("military",)),
        ("Voters queued at polling stations.", ("election",)),
        ("Customs found 40 kilos of cocaine on the gang's boat.", ("illegal_drugs",)),
        ("A mayor took bribes.", ("corruption",)),
        ("Hackers broke into the ministry.", ("cyber",)),
        ("The two envoys opened peace talks.", ("diplomatic",)),
        ("The suicide bomber was known.", ("terrorism",)),
        ("Inspectors measured the uranium.", ("cbrn",)),
        ("Floods hit the valley.", ("disasters",)),
        ("The robbers fled.", ()),
    ],
)
def test_contexts_follow_from_the_words_of_the_sentence(sentence, found):
    assert contexts_of("CONSULT", (), sentence) == found


def test_contexts_come_in_the_order_of_the_list():
    found = contexts_of(
        "CONSULT", (), "A trade treaty was debated in parliament before the election."
    )
    assert found == ("legislative", "election", "economic", "diplomatic")
    assert list(found) == [code for code in contexts() if code in found]


def test_cyber_and_misinformation_give_their_own_context():
    assert contexts_of("COERCE", ["cyber"], "It went dark.") == ("cyber",)
    assert contexts_of("COERCE", ["misinformation"], "It spread.") == ("misinformation",)
    assert contexts_of("ACCUSE", ["allege"], "It spread.") == ()


def test_crime_gives_way_to_a_more_exact_context():
    assert contexts_of("ASSAULT", (), "The murder shook the town.") == ("crime",)
    assert contexts_of("ASSAULT", (), "The murder was ordered by heroin dealers.") == (
        "illegal_drugs",
    )


def test_misleading_expressions_show_nothing():
    assert contexts_of("CONSULT", (), "The think tank met a drugmaker.") == ()


def test_a_window_of_any_length_is_read_so_far():
    assert contexts_of("CONSULT", (), "x " * 100_000 + "election") == ()
