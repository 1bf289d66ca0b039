import pytest

from tests.linking.texts import KNOWN
from tipsheet.linking import relays_of
from tipsheet.record import Report

KNOWN = KNOWN.with_file('times = { name = "Ostrey Times", kind = "newspaper", short = ["Post"] }')


def relays(text, publisher="Sunday Sail"):
    return relays_of(Report.of(text, publisher=publisher), KNOWN)


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("A crane fell. The Ostrey Post reported that it was old.", "reported that"),
        ("The crane was old, the Ostrey Post reported on Tuesday.", "reported"),
        ("The crane was old, according to the newspaper Ostrey Post.", "according to"),
        ("“It was old,” the captain told the Ostrey Post by telephone.", "told"),
        ("The crane was old, writes the Ostrey Post.", "writes"),
        ("The Ostrey Post, the local daily, said the crane was old.", "said"),
        ("It was published this morning by the Ostrey Post.", "published"),
    ],
)
def test_relays_of_finds_the_outlet_and_the_cue(text, cue):
    (relay,) = relays(text)
    assert (relay.publisher.code, relay.cue.text, relay.sure) == ("post", cue, True)
    assert text[relay.span.start : relay.span.end] == relay.span.text
    assert relay.content[0].text in text


def test_relay_without_a_cue_is_not_sure():
    (relay,) = relays("Two have it now: we and the Ostrey Post.")
    assert not relay.sure


def test_own_reporting_is_no_relay_but_an_earlier_report_is():
    assert relays("“It was old,” the captain told the Ostrey Post.", "The Ostrey Post") == ()
    (relay,) = relays("The Ostrey Post reported on 3 March that it was old.", "The Ostrey Post")
    assert relay.own


def test_short_name_is_understood_where_the_text_says_which():
    (_, short) = relays("The Ostrey Post wrote of a crane. It was old, the Post reported.")
    assert (short.publisher.code, short.span.text) == ("post", "Post")
    assert relays("It was old, the Post reported.") == ()


def test_names_in_credits_are_no_relays():
    report = Report.of("OSTREY, March 4 (Wireline) - A crane fell.", publisher="Sunday Sail")
    from tipsheet.linking import credits_of

    assert relays_of(report, KNOWN, credits=credits_of(report, KNOWN)) == ()
