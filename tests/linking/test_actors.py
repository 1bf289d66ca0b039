"""The same actor under several names."""

import pytest

from tests.linking.made import party
from tipsheet.linking.actors import Seen, actors_of, name_parts, sound, who_of
from tipsheet.record import Party


def _names(*parties: Party, **judged: list[tuple[str, str]]) -> list[tuple[str, ...]]:
    seen = [Seen(report=f"r{n}", party=each) for n, each in enumerate(parties)]
    pairs = {
        how: [(seen[int(a)].key, seen[int(b)].key) for a, b in ends] for how, ends in judged.items()
    }
    return sorted(actor.names for actor in actors_of(seen, **pairs))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zhivka Tsaneva", "Jivka Tzaneva"),
        ("Captain Tsvetan Zhablyanski", "Tzvetan Jablianski"),
        ("Gen. José Peña", "Jose Pena"),
        ("Muammar Qaddafi", "Muammar Kaddafi"),
    ],
)
def test_spellings_and_ranks_of_one_name_are_one(one: str, other: str) -> None:
    assert len(_names(party(one), party(other))) == 1


def test_surname_joins_the_only_full_name_that_ends_in_it() -> None:
    assert len(_names(party("Ana Ruiz"), party("Ruiz"))) == 1
    assert len(_names(party("Ana Ruiz"), party("Pedro Ruiz"), party("Ruiz"))) == 3


def test_acronym_joins_the_only_body_it_shortens() -> None:
    board = party("Lower Danube Navigation Board", "organization")
    assert len(_names(board, party("LDNB", "organization"))) == 1
    assert len(_names(board, party("LDB", "organization"))) == 2


def test_country_and_kind_speak_against_a_name() -> None:
    police = party("Harbour Police", "organization", country="BGR")
    assert len(_names(police, party("Harbour Police", "organization", country="ROU"))) == 2
    assert len(_names(party("Ana Ruiz"), party("Ana Ruiz", "organization"))) == 2


def test_people_overrule_names_both_ways() -> None:
    ruiz, frog = party("Ana Ruiz"), party("the Frog")
    frog = Party(entity="e", name="the Frog", kind="person", names=("the Frog",))
    assert len(_names(ruiz, frog, same=[("0", "1")])) == 1
    assert len(_names(ruiz, party("Ana Ruiz"), apart=[("0", "1")])) == 2


def test_judgement_can_be_undone() -> None:
    frog = Party(entity="e", name="the Frog", kind="person", names=("the Frog",))
    assert len(_names(party("Ana Ruiz"), frog, same=[])) == 2


def test_unnamed_parties_are_nobody() -> None:
    crowd = Party(entity="e", name="two men", kind="population")
    assert _names(crowd) == []


def test_who_of_leaves_out_names_that_stand_for_two() -> None:
    seen = [
        Seen(report=f"r{n}", party=each)
        for n, each in enumerate(
            (
                party("Police", "organization", country="BGR"),
                party("Police", "organization", country="ROU"),
            )
        )
    ]
    assert who_of(actors_of(seen)) == {}


def test_name_parts_keep_a_name_that_is_all_title() -> None:
    assert name_parts("The General") == ("the", "general")
    assert sound("tsaneva") == sound("tzaneva")
