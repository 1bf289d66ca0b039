"""Whether two claims look like one event, and why."""

import pytest

from tests.linking.made import claim, date, party, place
from tipsheet.linking.profile import Profile, profile_of
from tipsheet.linking.sameness import compare, odds_of, trigger_match

BLAST = "They exploded a barge off Oryahovo and seven bargemen drowned."


def _profile(
    report: str, words: str = "exploded", sentence: str = BLAST, **told: object
) -> Profile:
    return profile_of(claim(report, words=words, sentence=sentence, **told))


def test_same_words_outweigh_different_ones() -> None:
    alike = compare(_profile("A"), _profile("B"))
    unlike = compare(_profile("A"), _profile("B", "signed", "They signed a lease in Paris."))
    assert alike.score > 0.5 > unlike.score


def test_comparison_is_the_same_both_ways_and_its_reasons_add_up() -> None:
    one, other = _profile("A"), _profile("B", sentence="They exploded a barge at Vidin.")
    found = compare(one, other)
    assert found == compare(other, one)
    assert odds_of(one, other) == pytest.approx(found.odds)
    assert sum(reason.weight for reason in found.reasons) == pytest.approx(found.odds, abs=0.02)


@pytest.mark.parametrize(
    ("one", "other", "match"),
    [
        ("exploded", "exploding", "same"),
        ("exploded", "explosion", "root"),
        ("killed", "murdered", "related"),
        ("exploded", "signed", "other"),
    ],
)
def test_triggers_match_by_form_root_and_meaning(one: str, other: str, match: str) -> None:
    assert trigger_match(_profile("A", one), _profile("B", other)) == match


def test_reasons_show_the_words_on_both_sides() -> None:
    one, other = _profile("A"), _profile("B")
    for reason in compare(one, other).reasons:
        assert reason.first[0] in (one.claim.trigger, one.claim.sentence)
        assert reason.second[0] in (other.claim.trigger, other.claim.sentence)


def test_signs_of_the_record_are_compared_where_both_have_them() -> None:
    told = {"actors": (party("Ana Ruiz"),), "place": place("Vidin"), "date": date("2031-01-01")}
    codes = {r.code for r in compare(_profile("A", **told), _profile("B")).reasons}
    assert not any(code.startswith(("who", "place", "date")) for code in codes)


def test_endless_sentence_is_compared_by_what_is_near() -> None:
    sentence = "They exploded " + "word " * 50_000
    assert len(_profile("A", sentence=sentence).words) < 10
