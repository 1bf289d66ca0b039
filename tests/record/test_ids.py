import re

from hypothesis import given
from hypothesis import strategies as st

from tipsheet.record import content_id


def test_content_id_is_the_same_on_every_machine_and_day() -> None:
    assert content_id("a", 3, "told") == "a-3a1eb1922f"
    assert content_id("a", "3", "told") == content_id("a", 3, "told")


def test_content_id_tells_parts_apart() -> None:
    assert content_id("a", "ab", "c") != content_id("a", "a", "bc")
    assert content_id("a", 1) != content_id("a", 1, "")


@given(st.text(alphabet=st.characters(), max_size=20))
def test_content_id_takes_any_text(text: str) -> None:
    assert re.fullmatch(r"r-[0-9a-f]{10}", content_id("r", text, "\ud800"))
