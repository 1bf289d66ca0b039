"""Claims put into events."""

import random

from tests.linking.made import claim
from tipsheet.linking.clusters import Event, Linker
from tipsheet.linking.judged import Anchor, Judged, judged_pairs
from tipsheet.linking.profile import profile_of
from tipsheet.record import Claim

BLAST = "They exploded a barge off Oryahovo and seven bargemen drowned."
LEASE = "They signed a lease for the Paris embassy on Monday."


def _claims() -> list[Claim]:
    return [
        claim("A", words="exploded", sentence=BLAST, day="2031-01-01"),
        claim("B", words="exploded", sentence=f"{BLAST} Again.", day="2031-01-02"),
        claim("C", words="signed", sentence=LEASE, day="2031-01-02"),
    ]


def _events(claims: list[Claim], *judged: Judged) -> list[tuple[str, ...]]:
    linker = Linker(judged)
    linker.add(map(profile_of, claims))
    return [event.claims for event in linker.events()]


def test_claims_of_one_event_are_put_together() -> None:
    assert _events(_claims()) == [("c-A-0", "c-B-0"), ("c-C-0",)]


def test_judged_pairs_overrule_what_was_compared() -> None:
    one, other, third = _claims()
    assert len(_events(_claims(), Judged.of(one, other, False))) == 3
    assert ("c-A-0", "c-B-0", "c-C-0") in _events(_claims(), Judged.of(one, third, True))


def test_judgement_survives_another_reading_of_the_report() -> None:
    one, other, _ = _claims()
    judged = Judged.of(one, other, False)
    longer = claim("A", words="exploded a", sentence=BLAST, day="2031-01-01")
    assert len(_events([longer, *_claims()[1:]], judged)) == 3


def test_judgement_is_taken_back_by_a_later_one() -> None:
    one, other, _ = _claims()
    no, unsure = Judged.of(one, other, False, at="1"), Judged.of(one, other, None, at="2")
    assert len(_events(_claims(), unsure, no)) == 2


def test_judgement_on_words_that_are_gone_is_left_out() -> None:
    nowhere = Anchor(report="Z", start=0, end=4)
    assert judged_pairs([Judged(first=nowhere, second=nowhere, same=True)], _claims()) == (
        set(),
        set(),
    )


def test_claims_in_the_same_words_stand_as_one() -> None:
    copies = [claim(f"r{n:03}", words="exploded", sentence=BLAST) for n in range(300)]
    assert len(_events(copies)) == 1


def test_links_say_why_with_words_of_both_sides() -> None:
    linker = Linker()
    linker.add(map(profile_of, _claims()))
    (link,) = linker.links()
    assert (link.kind, link.first, link.second) == ("same-event", "c-A-0", "c-B-0")
    assert link.reasons
    assert linker.why("c-A-0", "c-B-0").score == link.score or link.score > 0


def test_events_do_not_depend_on_the_order_of_arrival() -> None:
    words = ("exploded", "signed", "drowned", "attacked")
    claims = [
        claim(
            f"r{n:02}",
            words=words[n % 4],
            sentence=f"They {words[n % 4]} the Oryahovo ferry {n % 6} in Vidin.",
            day=f"2031-01-{1 + n % 9:02}",
        )
        for n in range(60)
    ]
    whole = Linker()
    whole.add(map(profile_of, claims))
    expected: tuple[Event, ...] = whole.events()
    for seed in range(3):
        pieces = Linker()
        for made in random.Random(seed).sample(claims, len(claims)):
            pieces.add([profile_of(made)])
        assert pieces.events() == expected
