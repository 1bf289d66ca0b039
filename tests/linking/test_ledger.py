"""Tolls and amounts by source and day."""

import random
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.linking.made import claim, figure, step
from tipsheet.linking.ledger import (
    Entry,
    Ledger,
    bounds,
    disjoint,
    entry_of,
    ledgers_of,
    measure_of,
    name_of,
)
from tipsheet.record import Claim

POLICE = step("organization", "police")
MEDICS = step("anonymous", "medics")


def _killed(report: str, text: str, value: float, day: str, **told: object) -> Claim:
    source = told.pop("source", POLICE)
    counted = figure(text, value, str(told.pop("of", "people")), **told)  # type: ignore[arg-type]
    return claim(report, source, words="killed", day=day, figures=(counted,))  # type: ignore[arg-type]


def _entry(text: str, value: float, modifier: str) -> Entry:
    made = _killed("A", text, value, "2031-01-01", modifier=modifier)
    return entry_of(made, made.figures[0], {})


def _ledger(*claims: Claim) -> Ledger:
    return ledgers_of(claims)[0]


def test_newer_figure_of_a_source_stands_in_for_the_older() -> None:
    found = _ledger(_killed("A", "9", 9, "2031-01-01"), _killed("B", "14", 14, "2031-01-02"))
    assert [entry.value for entry in found.entries] == [9, 14]
    assert (found.low, found.best, found.high) == (14, 14, 14)


def test_range_between_sources_is_kept_open() -> None:
    found = _ledger(
        _killed("A", "9", 9, "2031-01-01"),
        _killed("B", "at least 14", 14, "2031-01-01", modifier="at_least", source=MEDICS),
    )
    assert (found.low, found.best, found.high) == (9, 9, 14)
    assert "leave more open" in found.reasons[2].why


def test_figure_with_most_sources_is_best() -> None:
    found = _ledger(
        _killed("A", "9", 9, "2031-01-01"),
        _killed("B", "12", 12, "2031-01-01", source=MEDICS),
        _killed("C", "12", 12, "2031-01-01", source=step("person", "Ana Ruiz")),
    )
    assert found.best == 12
    assert found.reasons[1].why.startswith("the figure that 2 sources give")


def test_vague_words_are_ranges_and_cautious_at_their_least() -> None:
    found = _ledger(_killed("A", "dozens of", 24, "2031-01-01", modifier="at_least"))
    assert (found.low, found.high, found.conservative) == (24, 99, 12)
    assert found.entries[0].vague


def test_number_before_a_vague_word_is_no_vague_word() -> None:
    assert bounds(figure("3,000", 3000, "people")) == (3000, 3000, 3000, False)
    assert bounds(figure("30 to 40", 30, "people", modifier="range", upper=40))[:2] == (30, 40)


def test_subset_has_a_ledger_of_its_own() -> None:
    claims = [
        _killed("A", "9", 9, "2031-01-01"),
        _killed("A2", "three", 3, "2031-01-01", of="police officers"),
        _killed("B", "9", 9, "2031-01-01", of="dead", source=MEDICS),
    ]
    found = ledgers_of(claims)
    assert [(each.measure.name, len(each.entries)) for each in found] == [
        ("killed", 2),
        ("killed", 1),
    ]


def test_denied_figures_are_not_entered() -> None:
    denied = claim("A", status="denied", figures=(figure("9", 9, "people"),))
    assert ledgers_of([denied]) == ()


def test_copies_with_one_source_are_one_entry() -> None:
    claims = [_killed(name, "9", 9, "2031-01-01", source=MEDICS) for name in "AB"]
    found = ledgers_of(claims, {claim.id: "medics-through-A" for claim in claims})
    assert len(found[0].entries) == 1
    assert len(found[0].entries[0].claims) == 2


def test_open_ranges_do_not_contradict() -> None:
    nine, some, more = (
        _entry(text, value, modifier)
        for text, value, modifier in (("9", 9, "exact"), ("5", 5, "at_least"), ("12", 12, "exact"))
    )
    assert not disjoint(nine, some)
    assert disjoint(nine, more)


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 28)), min_size=1, max_size=12))
def test_best_lies_between_low_and_high_in_any_order(rows: list[tuple[int, int]]) -> None:
    claims = [
        _killed(f"r{n}", str(value), value, f"2031-01-{day:02}", source=step("person", f"P {n}"))
        for n, (value, day) in enumerate(rows)
    ]
    found = ledgers_of(claims)
    assert found[0].low <= found[0].best <= found[0].high
    assert ledgers_of(random.Random(0).sample(claims, len(claims))) == found


def _told(sentence: str, text: str, value: float) -> Claim:
    at = sentence.index(text)
    counted = replace(figure(text, value, "people"), start=at, end=at + len(text))
    return claim("A", POLICE, words="blast", sentence=sentence, figures=(counted,))


def test_word_nearest_to_a_figure_says_what_it_counts() -> None:
    sentence = "The blast killed 15 people and injured 61 at the dock."
    for text, name in (("15", "killed"), ("61", "injured")):
        made = _told(sentence, text, float(text))
        assert measure_of(made, made.figures[0]).name == name


def test_parts_and_additions_are_no_totals() -> None:
    assert ledgers_of([_told("Sixty were hurt, of whom 17 are in hospital.", "17", 17)]) == ()
    assert ledgers_of([_told("At the dock 3 more have died.", "3", 3)]) == ()


def test_bare_pronoun_is_named_after_its_publisher() -> None:
    said = claim("A", step("organization", "We"), publisher="Aramo Gazette")
    assert name_of(said) == "Aramo Gazette"
    assert name_of(claim("A", POLICE)) == "police"
