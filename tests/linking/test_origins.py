"""How many origins hand-made graphs have, and why."""

import random
from dataclasses import replace

import pytest

from tests.linking.made import claim, graph, link, span, step
from tipsheet.linking.origins import Origins, origins_by_stance, origins_of
from tipsheet.record import Claim, Link

OFFICERS = step("anonymous", "three serving officers", count=3)


def _count(claims: list[Claim], *links: Link) -> Origins:
    return origins_of(claims, graph(claims, *links))


def _range(claims: list[Claim], *links: Link) -> tuple[int, int]:
    found = _count(claims, *links)
    return found.low, found.high


def test_two_named_persons_are_two() -> None:
    claims = [claim("A", step("person", "Ana Ruiz")), claim("B", step("person", "Omar Haddad"))]
    assert _range(claims) == (2, 2)


def test_one_person_in_two_outlets_is_one() -> None:
    claims = [claim("A", step("person", "Ana Ruiz")), claim("B", step("person", "Ana Ruiz"))]
    found = _count(claims)
    assert (found.low, found.high) == (1, 1)
    assert found.origins[0].through == ("A", "B")


def test_unnamed_officials_of_two_outlets_are_one_or_two() -> None:
    claims = [claim("A", OFFICERS), claim("B", step("anonymous", "a senior official"))]
    found = _count(claims)
    assert (found.low, found.high) == (1, 2)
    assert [reason.code for reason in found.reasons] == ["unnamed"]


def test_unnamed_people_of_different_groups_are_two() -> None:
    claims = [claim("A", OFFICERS), claim("B", step("anonymous", "two nurses"))]
    assert _range(claims) == (2, 2)


def test_same_unnamed_sources_through_one_outlet_are_one() -> None:
    through = step("media", "Gazette")
    claims = [
        claim("r1", OFFICERS, publisher="Gazette", day="2031-01-01"),
        claim("r2", step("anonymous", "officers"), through, publisher="Post", day="2031-01-02"),
        claim("r3", step("anonymous", "sources"), through, publisher="Mail", day="2031-01-02"),
    ]
    found = _count(claims)
    assert (found.low, found.high) == (1, 1)
    assert found.origins[0].people == 3


def test_forty_copies_are_one_origin() -> None:
    claims = [claim(f"r{n:02}", OFFICERS, day=f"2031-01-{1 + n % 9:02}") for n in range(40)]
    links = [link(f"r{n:02}", "copy", "r00") for n in range(1, 40)]
    found = _count(claims, *links)
    assert (found.low, found.high, found.reports) == (1, 1, 40)
    assert found.root == "r00"


def test_copies_without_direction_are_one_text() -> None:
    claims = [claim("A", OFFICERS), claim("B", OFFICERS)]
    joined = Link.of("B", "A", kind="copy", score=0.9)
    assert _range(claims, joined) == (1, 1)


def test_sentence_added_to_a_copy_is_its_own() -> None:
    added = claim("B", step("person", "Ana Ruiz"), at=500)
    claims = [claim("A", OFFICERS), added]
    assert _range(claims, link("B", "copy", "A", span("They attacked the town."))) == (2, 2)


def test_lifted_passage_collapses_only_what_it_holds() -> None:
    claims = [claim("A", OFFICERS), claim("B", OFFICERS), claim("B", OFFICERS, at=900)]
    lifted = link("B", "passage", "A", span("They attacked the town."))
    found = _count(claims, lifted)
    assert (found.low, found.high) == (1, 2)
    assert found.reasons[0].code == "passage"


def test_relay_of_a_read_report_adds_nothing() -> None:
    claims = [
        claim("A", step("person", "Ana Ruiz"), day="2031-01-01"),
        claim("B", step("media", "A"), day="2031-01-02"),
    ]
    found = _count(claims)
    assert (found.low, found.high) == (1, 1)
    assert [hop.kind for route in found.routes for hop in route.hops] == ["relays"]


def test_relay_is_not_followed_into_the_future() -> None:
    claims = [
        claim("A", step("person", "Ana Ruiz"), day="2031-01-09"),
        claim("B", step("media", "A"), day="2031-01-02"),
    ]
    assert _range(claims) == (1, 2)


def test_outlet_not_read_may_rest_on_the_others() -> None:
    claims = [claim("A", step("person", "Ana Ruiz")), claim("B", step("media", "Radio Cabo"))]
    found = _count(claims)
    assert (found.low, found.high) == (1, 2)
    assert {origin.kind for origin in found.origins} == {"person", "outlet"}


def test_circle_of_citations_is_named() -> None:
    claims = [
        claim("A", step("media", "B"), day="2031-01-01"),
        claim("B", step("media", "C"), day="2031-01-01"),
        claim("C", step("media", "A"), day="2031-01-01"),
    ]
    found = _count(claims)
    assert (found.low, found.high) == (0, 1)
    assert found.circles == (("A", "B", "C"),)


def test_circle_over_days_is_named_beside_where_it_began() -> None:
    claims = [
        claim("a1", publisher="A", day="2031-01-01"),
        claim("b1", step("media", "A"), publisher="B", day="2031-01-02"),
        claim("a2", step("media", "B"), publisher="A", day="2031-01-03"),
    ]
    found = _count(claims)
    assert (found.low, found.high) == (1, 1)
    assert found.circles == (("A", "B"),)


def test_report_that_cites_itself_speaks_for_itself() -> None:
    claims = [claim("A", step("media", "A"))]
    found = _count(claims, link("A", "cites", "A"))
    assert (found.low, found.high) == (1, 1)
    assert found.origins[0].kind == "own-word"


def test_agency_credited_by_all_is_one_origin() -> None:
    claims = [claim(name) for name in "ABC"]
    found = _count(claims, *(link(name, "credits", "Wire") for name in "ABC"))
    assert (found.low, found.high) == (1, 1)
    assert found.origins[0].name == "Wire"


def test_bare_word_beside_a_source_in_one_report_rests_on_it() -> None:
    claims = [claim("A", step("person", "Ana Ruiz"), at=0), claim("A", at=100)]
    found = _count(claims)
    assert (found.low, found.high) == (1, 1)
    assert [origin.kind for origin in found.origins] == ["person"]


def test_own_correspondent_is_first_hand() -> None:
    claims = [claim("r1", step("media", "A Gazette reporter"), publisher="Gazette")]
    assert [origin.kind for origin in _count(claims).origins] == ["first-hand"]


def test_two_officials_of_a_ministry_are_unnamed() -> None:
    officials = step("organization", "two officials of the ministry")
    minister = step("person", "the interior minister")
    assert [o.kind for o in _count([claim("A", officials)]).origins] == ["anonymous"]
    assert [o.kind for o in _count([claim("A", minister)]).origins] == ["person"]


def test_outlet_read_as_a_body_is_relayed() -> None:
    claims = [
        claim("A", step("person", "Ana Ruiz"), day="2031-01-01"),
        claim("B", step("organization", "A"), day="2031-01-02"),
    ]
    assert _range(claims) == (1, 1)


def test_body_named_in_full_and_in_short_is_one_or_two() -> None:
    claims = [
        claim("A", step("organization", "the Harbour Police")),
        claim("B", step("organization", "the police")),
    ]
    assert _range(claims) == (1, 2)


def test_early_bare_word_may_be_a_finding_of_its_own() -> None:
    claims = [
        claim("A", step("person", "Ana Ruiz"), day="2031-01-01"),
        claim("B", day="2031-01-01"),
    ]
    assert _range(claims) == (1, 2)


def test_claims_that_are_no_people_are_an_outlets_own_word() -> None:
    found = _count([claim("A", step("anonymous", "bombshell claims"))])
    assert [origin.kind for origin in found.origins] == ["own-word"]


def test_late_bare_word_adds_no_origin() -> None:
    claims = [
        claim("A", step("person", "Ana Ruiz"), day="2031-01-01"),
        claim("B", day="2032-01-01"),
    ]
    found = _count(claims)
    assert (found.low, found.high) == (1, 1)
    assert found.reasons[-1].code == "own-word"


def test_spokesman_and_his_body_are_one_or_two() -> None:
    body = step("organization", "the Harbour Police")
    man = step("person", "Harbour Police spokesman Ion Popa")
    assert _range([claim("A", body), claim("B", man)]) == (1, 2)


def test_one_unnamed_official_may_be_the_named_one_but_three_are_not() -> None:
    minister = claim("A", step("person", "Ana Ruiz", sector="GOV"))
    one, three = (claim("B", step("anonymous", "an official", count=n)) for n in (1, 3))
    assert _range([minister, one]) == (1, 2)
    assert _range([minister, three]) == (2, 2)


def test_vague_documents_of_two_outlets_are_one_or_two() -> None:
    claims = [claim("A", step("document", "a report")), claim("B", step("document", "a report"))]
    same = step("document", "Directive 14 of the First Zone")
    assert _range(claims) == (1, 2)
    assert _range([claim("A", same), claim("B", same)]) == (1, 1)


def test_denials_are_counted_apart() -> None:
    claims = [
        claim("A", OFFICERS),
        claim("B", step("person", "Ana Ruiz"), status="denied"),
        claim("C", status="possible"),
    ]
    found = origins_by_stance(claims, graph(claims))
    assert {name: (o.low, o.high) for name, o in found.items()} == {
        "asserts": (1, 1),
        "doubts": (1, 1),
        "denies": (1, 1),
    }


@pytest.mark.parametrize("seed", range(5))
def test_order_of_arrival_does_not_matter(seed: int) -> None:
    kinds = (OFFICERS, step("media", "r3"), step("person", "Ana Ruiz"), step("media", "Wire"))
    claims = [claim(f"r{n}", kinds[n % 4], day=f"2031-01-{1 + n % 7:02}") for n in range(20)]
    links = [link("r5", "copy", "r1"), link("r9", "copy", "r5"), link("r8", "credits", "Wire")]
    shuffled = random.Random(seed).sample(claims, len(claims))
    assert _count(shuffled, *reversed(links)) == _count(claims, *links)


def test_thousands_of_copies_are_counted_in_passing() -> None:
    claims = [claim(f"r{n:04}", OFFICERS) for n in range(3000)]
    links = [link(f"r{n:04}", "copy", "r0000") for n in range(1, 3000)]
    assert _range(claims, *links) == (1, 1)


def test_long_chain_of_relays_is_followed_to_its_end() -> None:
    claims = [claim("r0000", step("person", "Ana Ruiz"))]
    claims += [claim(f"r{n:04}", step("media", f"r{n - 1:04}")) for n in range(1, 1500)]
    found = _count(claims)
    assert (found.low, found.high) == (1, 1)
    assert found.root == "r0000"


def test_office_and_name_may_be_one_person() -> None:
    known = step("person", "Ana Ruiz")
    office = replace(step("person", "prime minister"), party=None)
    assert _range([claim("A", known), claim("B", office)]) == (1, 2)


def test_spokesman_of_a_body_is_no_unnamed_official() -> None:
    body = replace(step("organization", "A finance ministry spokesman"), party=None)
    claims = [claim("A", body), claim("A", step("anonymous", "an official"), at=9)]
    found = _count(claims)
    assert sorted(origin.kind for origin in found.origins) == ["anonymous", "organization"]
    assert (found.low, found.high) == (1, 2)


def test_messages_and_an_onlooker_may_be_one_source() -> None:
    posts = replace(step("document", "Messages on many phones"), party=None)
    found = _count([claim("A", posts), claim("A", step("anonymous", "a resident"), at=9)])
    assert (found.low, found.high) == (1, 2)
    assert {origin.kind for origin in found.origins} == {"anonymous"}


def test_named_by_nobody_adds_nothing_to_who_is_named() -> None:
    nobody = replace(step("anonymous", ""), source=None)
    (origin,) = _count([claim("A", nobody, step("document", "an audit of 2031"))]).origins
    assert (origin.kind, origin.name) == ("document", "an audit of 2031")


def test_own_reporter_on_the_spot_is_an_origin() -> None:
    seen = "A Herald reporter saw that they attacked the town."
    claims = [
        claim("A", publisher="Herald", sentence=seen),
        claim("A", step("person", "Ana Ruiz"), publisher="Herald", at=90),
    ]
    assert _range(claims) == (2, 2)


def test_what_a_reporter_is_told_is_not_seen() -> None:
    told = claim("A", publisher="Herald", sentence="They attacked, guards told a Herald reporter.")
    assert [origin.kind for origin in _count([told]).origins] == ["own-word"]


def test_own_voice_of_a_rewrite_rests_on_what_it_rewrites() -> None:
    claims = [claim("A", OFFICERS, day="2031-01-01"), claim("B", day="2031-01-02", words="struck")]
    assert _range(claims) == (1, 2)
    assert _range(claims, link("B", "rewrite", "A")) == (1, 1)


def test_outlets_named_together_are_both_relayed() -> None:
    both = step("anonymous", "Gazette and Post")
    claims = [
        claim("r1", OFFICERS, publisher="Gazette", day="2031-01-01"),
        claim("r2", step("person", "Ana Ruiz"), publisher="Post", day="2031-01-01"),
        claim("r3", both, publisher="Mail", day="2031-01-02"),
    ]
    links = [
        link("r3", "cites", "r1", span("Gazette")),
        link("r3", "cites", "r2", span("Post", 12)),
    ]
    found = _count(claims, *links)
    assert {origin.kind for origin in found.origins} == {"anonymous", "person"}
    assert (found.low, found.high) == (2, 2)


def test_own_voice_rests_on_the_outlet_that_the_report_cites() -> None:
    claims = [
        claim("r1", OFFICERS, publisher="Gazette", day="2031-01-01"),
        claim("r2", publisher="Mail", day="2031-01-02", words="struck"),
    ]
    assert _range(claims, link("r2", "cites", "r1", span("Gazette", 500))) == (1, 1)
    assert _range(claims) == (1, 2)
