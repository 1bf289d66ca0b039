import pytest

from tests.linking.texts import KNOWN
from tipsheet.linking import credits_of
from tipsheet.linking.credits import makers
from tipsheet.record import Report

BODY = "\n\nThe harbour was closed on Tuesday after a crane fell across the northern quay, he said."


def credits(text, publisher="Sunday Sail"):
    return credits_of(Report.of(text, publisher=publisher), KNOWN)


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("OSTREY, March 4 (Wireline) - A crane fell.", "whole"),
        (f"Crane falls\n\nFrom Wireline in Ostrey{BODY}", "whole"),
        (f"Crane falls\n\nWireline{BODY}", "whole"),
        (f"Crane falls\n\nBy Ada Brock, Wireline{BODY}", "whole"),
        (f"Crane falls\n\nSail desk, with Wireline{BODY}", "part"),
        (f"Crane falls\n\nFrom Wireline and our own correspondent{BODY}", "part"),
        (f"Crane falls{BODY}\n\nWireline contributed to this report.", "part"),
        (f"Crane falls{BODY}\n\nWith reporting by Ada Brock and Wireline.", "part"),
        (f"Crane falls{BODY}\n\nThis article was first published by Wireline on Monday.", "whole"),
        (f"Crane falls{BODY}\n\n© 2025 Wireline. All rights reserved.", "whole"),
    ],
)
def test_credits_of_finds_whose_text_it_is(text, share):
    (credit,) = credits(text)
    assert (credit.publisher.code, credit.share, credit.own) == ("wire", share, False)
    assert text[credit.span.start : credit.span.end] == credit.span.text == "Wireline"


@pytest.mark.parametrize(
    "text",
    [
        f"Wireline cuts two hundred jobs{BODY}",
        f"Crane falls\n\nThe wireline was cut by the fall of the crane{BODY}",
        "The pier (built in 1911) - long disused - fell.",
        f"Crane falls{BODY} Its first book was published in 1911.",
    ],
)
def test_credits_of_leaves_other_words_alone(text):
    assert credits(text) == ()


def test_credit_of_the_own_house_is_marked():
    (credit,) = credits("OSTREY, March 4 (Wireline) - A crane fell.", publisher="WIRELINE")
    assert credit.own
    assert makers([credit]) == frozenset()


def test_agency_on_no_list_is_credited_by_its_dateline():
    (credit,) = credits("LEDVIK, Feb 11 (Northline) - Gunmen fired.")
    assert (credit.publisher.code, credit.where) == ("northline", "dateline")


def test_agencies_are_thanked_without_a_name():
    (credit,) = credits(f"Crane falls{BODY}\n\nStaff and agencies")
    assert credit.publisher is None
    assert makers([credit]) == frozenset()
