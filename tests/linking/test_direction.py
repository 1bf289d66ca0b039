import pytest

from tests.linking.texts import PARAGRAPHS, STORY, document
from tipsheet.linking import compare

CUT = "\n\n".join(PARAGRAPHS[:4])


def ends(link):
    return (link.first, link.second) if link.directed else None


def test_later_report_has_it_from_the_earlier():
    link = compare(document("a", CUT, day="2025-03-05"), document("b", day="2025-03-04"))
    assert ends(link) == ("a", "b")
    assert any(reason.code == "date" for reason in link.reasons)


def test_direction_is_unknown_on_one_day():
    link = compare(document("a", CUT, day="2025-03-04"), document("b", day="2025-03-04"))
    assert ends(link) is None
    assert link.reasons[-1].code == "direction-unknown"


def test_clock_decides_on_one_day_across_zones():
    early, late = "2025-03-04T09:00:00+02:00", "2025-03-04T08:30:00+00:00"
    link = compare(document("a", CUT, day=early), document("b", day=late))
    assert ends(link) == ("b", "a")


def test_credit_wins_against_a_wrong_date():
    text = f"OSTREY, March 4 (Wireline) - {CUT}"
    copy = document("a", text, publisher="Sunday Sail", day="2025-03-03")
    link = compare(copy, document("b", day="2025-03-04"))
    assert ends(link) == ("a", "b")
    credit = next(reason for reason in link.reasons if reason.code == "credit")
    assert credit.first[0].text == "Wireline"


def test_containment_alone_tells_nothing():
    link = compare(document("a", "\n\n".join(PARAGRAPHS[:2])), document("b"))
    assert ends(link) is None
    assert any(reason.code == "contained" for reason in link.reasons)


@pytest.mark.parametrize("day", [None, "", "yesterday", "2031-01-01", "0004-01-01", "2025-13-40"])
def test_dates_that_cannot_be_believed_say_nothing(day):
    one, other = document("a", CUT, day=day), document("b", STORY, day="2025-03-04")
    assert ends(compare(one, other, as_of="2025-03-10")) is None


def test_two_that_both_carry_the_credit_of_their_own_house_are_alike():
    text = f"OSTREY, March 4 (Wireline) - {CUT}"
    one = document("a", text, publisher="Wireline", day="2025-03-04")
    other = document("b", text + " More.", publisher="WL", day="2025-03-04")
    assert ends(compare(one, other)) is None
