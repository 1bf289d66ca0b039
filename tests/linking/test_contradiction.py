"""Denials and contradictions within one event."""

import random

from tests.linking.made import claim, figure, party, step
from tipsheet.linking.contradiction import contradictions_of
from tipsheet.record import Claim, Link

RUIZ, HADDAD = step("person", "Ana Ruiz"), step("person", "Omar Haddad")


def _codes(*claims: Claim) -> list[tuple[str, str]]:
    return [(link.kind, link.reasons[0].code) for link in contradictions_of(claims)]


def _only(*claims: Claim) -> Link:
    (link,) = contradictions_of(claims)
    return link


def test_denial_is_linked_to_what_it_denies_with_both_sentences() -> None:
    said, denied = claim("A", RUIZ, day="2031-01-01"), claim("B", HADDAD, status="denied")
    link = _only(said, denied)
    assert (link.kind, link.first, link.second) == ("denies", denied.id, said.id)
    assert link.reasons[0].first == (denied.sentence,)


def test_denial_of_ones_own_word_is_taking_it_back() -> None:
    link = _only(
        claim("A", RUIZ, day="2031-01-01"), claim("B", RUIZ, status="denied", day="2031-01-02")
    )
    assert link.reasons[0].why == "Ana Ruiz takes back what it said"


def test_refusal_of_what_is_asked_for_is_no_contradiction() -> None:
    assert _codes(claim("A", RUIZ, status="requested"), claim("B", HADDAD, status="denied")) == []


def test_copies_of_a_denial_are_one() -> None:
    said = claim("A", RUIZ, day="2031-01-01")
    denials = [claim(f"r{n}", HADDAD, status="denied", day="2031-01-02") for n in range(9)]
    assert len(contradictions_of([said, *denials])) == 1


def test_figures_of_one_day_that_cannot_both_be_true_contradict() -> None:
    low, high = (
        claim(name, by, words="killed", day="2031-01-01", figures=(figure(text, value, "people"),))
        for name, by, text, value in (("A", RUIZ, "9", 9), ("B", HADDAD, "40", 40))
    )
    link = _only(low, high)
    assert link.reasons[0].code == "figure"
    assert [span.text for span in (*link.reasons[0].first, *link.reasons[0].second)] == ["9", "40"]


def test_toll_that_rises_over_days_is_no_contradiction() -> None:
    rising = [
        claim(name, by, words="killed", day=day, figures=(figure(str(n), n, "people"),))
        for name, by, day, n in (("A", RUIZ, "2031-01-01", 9), ("B", HADDAD, "2031-01-09", 40))
    ]
    assert _codes(*rising) == []


def test_done_and_still_to_come_on_one_day_contradict() -> None:
    done = claim("A", RUIZ, day="2031-01-05")
    coming = claim("B", HADDAD, status="planned", day="2031-01-05")
    earlier = claim("C", HADDAD, status="planned", day="2031-01-01")
    assert _codes(done, coming) == [("contradicts", "status")]
    assert _codes(done, earlier) == []


def test_two_doers_of_one_act_contradict() -> None:
    rebels, army = party("Free Comma Front", "armed_group"), party("Danube Guard", "armed_group")
    claims = [claim("A", RUIZ, actors=(rebels,)), claim("B", HADDAD, actors=(army,))]
    assert _codes(*claims) == [("contradicts", "actor")]
    assert _codes(claims[0], claim("B", HADDAD, actors=(rebels,))) == []


def test_contradictions_do_not_depend_on_the_order_given() -> None:
    claims = [
        claim(f"r{n}", (RUIZ, HADDAD)[n % 2], status=("occurred", "denied", "planned")[n % 3],
              day=f"2031-01-{1 + n % 4:02}")
        for n in range(15)
    ]  # fmt: skip
    shuffled = random.Random(2).sample(claims, len(claims))
    assert contradictions_of(shuffled) == contradictions_of(claims)
