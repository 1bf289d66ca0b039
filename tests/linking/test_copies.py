import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.linking.texts import OTHER, PARAGRAPHS, STORY, document, report
from tipsheet.linking import Copies, Entry, compare, link_copies
from tipsheet.record import Link

CUT = "\n\n".join(PARAGRAPHS[:3])
LOCAL = (
    "At Farrow the market stayed open, and a baker handed out rolls to drivers who had been told "
    "to turn round at the bridge and did not know where to go."
)
LIFTED = f"{OTHER}\n\n{PARAGRAPHS[1]}\n\nThe contest has been held every autumn since the war."


def codes(link):
    return [reason.code for reason in link.reasons]


def test_compare_calls_a_cut_text_with_a_new_paragraph_a_copy():
    link = compare(document("a"), document("b", f"{CUT}\n\n{LOCAL}"))
    assert link.kind == "copy"
    assert 0.6 < link.score < 0.9


def test_compare_calls_a_paragraph_in_another_story_a_passage():
    link = compare(document("a"), document("b", LIFTED))
    assert link.kind == "passage"
    assert link.reasons[0].first[0].text.startswith("Nobody was hurt")


def test_compare_finds_nothing_between_strangers():
    assert compare(document("a"), document("b", OTHER)) is None
    assert compare(document("a"), document("c", "")) is None


def test_compare_finds_nothing_where_two_only_heard_one_speaker():
    quote = PARAGRAPHS[3].split(",” said")[0]
    one, other = f"{OTHER}\n\n{quote},” she told us.", f"Rain fell.\n\n{quote},” Ohm said at noon."
    assert compare(document("a", one), document("b", other, publisher="Sunday Sail")) is None


def test_compare_takes_a_quotation_for_a_passage_where_its_owner_is_named():
    quote = PARAGRAPHS[3].split(",” said")[0]
    one = f"{OTHER}\n\n{quote},” Ohm told the Ostrey Post."
    link = compare(document("a", one), document("b", STORY, publisher="The Ostrey Post"))
    assert (link.kind, link.first) == ("passage", "a")


def test_compare_points_at_words_that_are_slices_of_both():
    first, second = document("a"), document("b", f"{LOCAL}\n\n{CUT}")
    shared = compare(first, second).reasons[0]
    assert len(shared.first) == len(shared.second) > 0
    for document_, spans in ((first, shared.first), (second, shared.second)):
        assert all(document_.report.text[s.start : s.end] == s.text for s in spans)


@settings(max_examples=10)
@given(st.permutations(PARAGRAPHS), st.integers(1, 5))
def test_compare_does_not_depend_on_the_order_of_its_arguments(paragraphs, count):
    one, other = document("a"), document("b", "\n\n".join(paragraphs[:count]))
    assert compare(one, other) == compare(other, one)


def test_compare_does_not_compare_a_report_with_itself():
    assert compare(document("a"), document("a")) is None


def test_compare_notes_the_house_and_the_address_that_two_versions_share():
    one, other = document("a", day="2025-03-04"), document("b", CUT, day="2025-03-05")
    assert "same-house" in codes(compare(one, other))


def test_copies_link_a_new_report_with_those_before_it():
    copies = Copies()
    assert copies.add(report("a")).links == ()
    assert copies.add(report("x", OTHER)).links == ()
    (link,) = copies.add(report("b", CUT)).links
    assert {link.first, link.second} == {"a", "b"}


def test_copies_take_a_report_once():
    copies = Copies()
    copies.add(report("a"))
    copies.add(report("b", CUT))
    assert copies.add(report("b", CUT)).links == copies.links()
    assert len(copies) == 2


@settings(max_examples=5)
@given(st.randoms(use_true_random=False))
def test_copies_do_not_depend_on_the_order_of_arrival(chance: random.Random):
    reports = [
        report("a", day="2025-03-04"),
        report("b", CUT, day="2025-03-05"),
        report("c", LIFTED),
        report("d", OTHER, day="not a day"),
        report("e", f"{CUT}\n\n{LOCAL}", day="2025-03-04"),
    ]
    shuffled = chance.sample(reports, len(reports))
    copies = Copies()
    emitted = {link for one in shuffled for link in copies.add(one).links}
    assert copies.links() == link_copies(reports)
    assert emitted == set(copies.links())


def test_copies_of_a_crowd_are_bounded_and_say_so():
    copies = Copies(fetch=lambda id: Entry(report=report(id, day="2025-03-04")))
    for number in range(100):
        copies.take(document(f"r{number:03}", day="2025-03-04"))
    found = copies.links_of("r099")
    assert [link.first for link in found.links] == ["r000", "r001", "r002", "r003"]
    assert "64" in found.notes[0]


def test_copies_ask_for_texts_where_they_are_kept_elsewhere():
    kept = {one.id: Entry(report=one) for one in (report("a"), report("b", CUT))}
    copies = Copies(fetch=kept.__getitem__)
    copies.add(kept["a"].report)
    assert len(copies.add(kept["b"].report).links) == 1
    assert copies.bytes > 0


@pytest.mark.parametrize("text", ["", "a", "one two", "a b c " * 300, "\ud800 \x00 \u202e" * 50])
def test_copies_survive_odd_texts(text):
    copies = Copies()
    copies.add(report("a", text))
    links = copies.add(report("b", text)).links
    assert all(isinstance(link, Link) for link in links)
