"""Denials and contradictions within one event."""

import random

from tests.linking.made import claim, figure, party, step
from tipsheet.linking.contradiction import contradictions_of
from tipsheet.record import Claim, Link

SOON = "They will have the town attacked soon."
NEVER = "They never at any time attacked the town."
RUIZ, HADDAD = step("person", "Ana Ruiz"), step("person", "Omar Haddad")


def _codes(*claims: Claim) -> list[tuple[str, str]]:
    return [(link.kind, link.reasons[0].code) for link in contradictions_of(claims)]


def _only(*claims: Claim) -> Link:
    (link,) = contradictions_of(claims)
    return link


def test_denial_is_linked_to_what_it_denies_with_both_sentences() -> None:
    said, denied = (
        claim("A", RUIZ, day="2031-01-01"),
        claim("B", HADDAD, status="denied", sentence=NEVER),
    )
    link = _only(said, denied)
    assert (link.kind, link.first, link.second) == ("denies", denied.id, said.id)
    assert link.reasons[0].first == (denied.sentence,)


def test_denial_of_ones_own_word_is_taking_it_back() -> None:
    link = _only(
        claim("A", RUIZ, day="2031-01-01"),
        claim("B", RUIZ, status="denied", sentence=NEVER, day="2031-01-02"),
    )
    assert link.reasons[0].why == "Ana Ruiz takes back what was said before"


def test_refusal_of_what_is_asked_for_is_no_contradiction() -> None:
    assert (
        _codes(
            claim("A", RUIZ, status="requested"),
            claim("B", HADDAD, status="denied", sentence=NEVER),
        )
        == []
    )


def test_copies_of_a_denial_are_one() -> None:
    said = claim("A", RUIZ, day="2031-01-01")
    denials = [
        claim(f"r{n}", HADDAD, status="denied", sentence=NEVER, day="2031-01-02") for n in range(9)
    ]
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
    coming = claim("B", HADDAD, status="planned", day="2031-01-05", sentence=SOON)
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
              sentence=("They attacked the town.", NEVER, "They attacked the town.")[n % 3],
              day=f"2031-01-{1 + n % 4:02}")
        for n in range(15)
    ]  # fmt: skip
    shuffled = random.Random(2).sample(claims, len(claims))
    assert contradictions_of(shuffled) == contradictions_of(claims)


def test_denial_of_another_thing_under_one_word_contradicts_nothing() -> None:
    said = claim("A", RUIZ, day="2031-01-01", sentence="They attacked the harbour on Sunday.")
    other = claim(
        "B", HADDAD, status="denied", day="2031-01-01", sentence="No one was attacked at the rally."
    )
    late = claim("C", HADDAD, status="denied", day="2031-03-01", sentence=NEVER)
    assert _codes(said, other) == []
    assert _codes(claim("A", RUIZ, day="2031-01-01"), late) == []


def test_report_does_not_take_back_its_own_word_in_one_piece() -> None:
    denied = claim("A", RUIZ, status="denied", at=100, sentence=NEVER)
    assert _codes(claim("A", RUIZ), denied) == []
