import random

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.linking.texts import CITING, KNOWN, OTHER, STORY, document, report
from tipsheet.linking import Citations, document_of

ORIGINAL = report("post-1", STORY, publisher="The Ostrey Post", day="2025-03-04")
EARLIER = report("post-0", OTHER, publisher="The Ostrey Post", day="2025-03-03")
RELAY = report("sail-1", CITING, publisher="Sunday Sail", day="2025-03-05")


def linked(*reports, **given):
    citations = Citations(**given)
    for one in reports:
        citations.add(document_of(one, known=KNOWN))
    return citations.links()


def test_relay_is_resolved_to_the_very_report():
    (link,) = linked(ORIGINAL, EARLIER, RELAY)
    assert (link.kind, link.first, link.second) == ("cites", "sail-1", "post-1")
    assert [span.text for span in link.reasons[0].first] == ["reported", "Ostrey Post"]


def test_relay_of_an_outlet_without_the_report_leads_to_the_outlet():
    (link,) = linked(EARLIER, RELAY)
    assert link.second == "publisher:post"
    assert link.reasons[-1].code == "not-here"


def test_report_is_never_cited_by_one_before_it():
    early = report("sail-0", CITING, publisher="Sunday Sail", day="2025-03-01")
    assert [link.second for link in linked(ORIGINAL, early)] == ["publisher:post"]


def test_report_that_cites_itself_is_left_alone():
    alone = report("post-2", CITING, publisher="The Ostrey Post", day="2025-03-05")
    assert linked(alone) == ()


def test_credit_is_resolved_to_the_copied_report():
    copy = report("sail-2", f"OSTREY, March 4 (Wireline) - {STORY}", publisher="Sunday Sail")
    (link,) = linked(report("wire-1"), copy)
    assert (link.kind, link.second) == ("credits", "wire-1")


def test_circle_of_citations_keeps_both_ways():
    back = report(
        "post-3", CITING.replace("the Ostrey Post", "Sunday Sail"), publisher="The Ostrey Post",
        day="2025-03-05",
    )  # fmt: skip
    found = {(link.first, link.second) for link in linked(RELAY, back)}
    assert found == {("sail-1", "post-3"), ("post-3", "sail-1")}


def test_dates_from_the_future_are_not_believed():
    late = report("post-9", STORY, publisher="The Ostrey Post", day="2099-01-01")
    (link,) = linked(late, RELAY, as_of="2025-03-10")
    assert link.second == "post-9"


@settings(max_examples=5)
@given(st.randoms(use_true_random=False))
def test_citations_do_not_depend_on_the_order_of_arrival(chance: random.Random):
    reports = [ORIGINAL, EARLIER, RELAY, report("wire-1", STORY, day=None)]
    shuffled = chance.sample(reports, len(reports))
    assert linked(*shuffled) == linked(*reports)


def test_later_arrival_of_the_original_is_told():
    citations = Citations()
    citations.add(document("sail-1", CITING, publisher="Sunday Sail", day="2025-03-05"))
    links = citations.add(document("post-1", publisher="The Ostrey Post", day="2025-03-04"))
    assert [(link.first, link.second) for link in links] == [("sail-1", "post-1")]


def test_one_report_of_an_outlet_on_the_story_is_the_one_cited():
    text = STORY.split("\n\n")[3] + "\n\nThe Ostrey Post cited people who were not named."
    relay = report("sail-4", text, publisher="Sunday Sail", day="2025-03-05")
    (link,) = linked(ORIGINAL, relay)
    assert link.second == "post-1"
    assert link.reasons[-1].code == "alone"
    assert [one.second for one in linked(EARLIER, relay)] == ["publisher:post"]


def test_company_that_said_something_is_not_cited_as_an_outlet():
    known = KNOWN.with_file('yard = { name = "Millim Yard", kind = "company" }')
    told = report("sail-5", "The crane fell by itself, Millim Yard said.", publisher="Sunday Sail")
    citations = Citations()
    citations.add(document_of(told, known=known))
    assert citations.links() == ()
