"""Whether two claims speak of one thing."""

import pytest

from tests.linking.made import claim
from tipsheet.linking.common_ground import common_ground, is_negated

SAID = "They attacked the harbour of Aramo at dawn."


@pytest.mark.parametrize(
    ("sentence", "day", "shared"),
    [
        ("They deny that anybody attacked the harbour of Aramo.", "2031-01-02", True),
        ("They deny that anybody attacked a priest in Belunda.", "2031-01-02", False),
        ("They deny that anybody attacked the harbour of Aramo.", "2031-02-02", False),
        (SAID, "2031-01-02", False),
    ],
)
def test_ground_is_words_and_time(sentence: str, day: str, shared: bool) -> None:
    one = claim("A", day="2031-01-01", sentence=SAID)
    other = claim("B", day=day, status="denied", sentence=sentence)
    assert common_ground(one, other) is shared
    assert common_ground(other, one) is shared


def test_other_deeds_have_no_ground() -> None:
    one = claim("A", sentence=SAID)
    other = claim("B", words="rebuilt", sentence="They rebuilt the harbour of Aramo last year.")
    assert common_ground(one, other) is False


def test_negation_before_the_trigger_is_seen() -> None:
    assert is_negated(claim("A", words="attacked", sentence="Not attacked at all."))
    assert not is_negated(claim("A", sentence=SAID))
