"""Reports that come one by one."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.linking.made import claim
from tipsheet.linking.arrivals import Arrivals
from tipsheet.linking.profile import Rarity
from tipsheet.record import Claim, Report

PLACES = ("Oryahovo", "Vidin", "Aramo", "Belunda")
WORDS = ("exploded", "signed", "drowned", "attacked")


def _report(n: int) -> tuple[Report, list[Claim]]:
    words, place, day = WORDS[n % 4], PLACES[n % 3], f"2031-01-{1 + n % 9:02}"
    sentence = f"They {words} the {place} ferry {n % 6} near the old silo."
    text = f"{sentence} Bargemen of {place} told of it on day {n % 5}."
    report = Report.of(text, id=f"r{n:02}", published=day)
    return report, [claim(report.id, words=words, sentence=sentence, day=day)]


REPORTS = [_report(n) for n in range(24)]
RARE = Rarity.of(report.text for report, _ in REPORTS)


def _partition(arrivals: Arrivals) -> set[frozenset[str]]:
    told: dict[str, set[str]] = {}
    for report, _ in REPORTS:
        told.setdefault(arrivals.story_of(report.id), set()).add(report.id)
    return set(map(frozenset, told.values()))


@given(st.randoms(use_true_random=False), st.integers(1, 9), st.sampled_from([None, RARE]))
@settings(deadline=None, max_examples=20)
def test_stories_and_events_do_not_depend_on_the_order_of_arrival(
    random: random.Random, batch: int, rare: Rarity | None
) -> None:
    whole, pieces = Arrivals(rare), Arrivals(rare)
    for report, claims in REPORTS:
        whole.add(report, claims)
    for number, (report, claims) in enumerate(random.sample(REPORTS, len(REPORTS))):
        pieces.add(report, claims)
        if number % batch == 0:
            pieces.event_of(claims[0].id)
    assert pieces.events() == whole.events()
    assert _partition(pieces) == _partition(whole)


def test_event_of_a_new_report_is_that_of_those_before_it() -> None:
    arrivals = Arrivals()
    for n in (0, 12):
        arrivals.add(*REPORTS[n])
    assert arrivals.event_of("c-r00-0") == arrivals.event_of("c-r12-0")
    assert arrivals.story_of("r00") == arrivals.story_of("r12")


def test_report_that_is_there_already_changes_nothing() -> None:
    arrivals = Arrivals()
    for n in (0, 1, 0):
        arrivals.add(*REPORTS[n])
    before = arrivals.events()
    arrivals.add(*REPORTS[1])
    assert arrivals.events() == before
