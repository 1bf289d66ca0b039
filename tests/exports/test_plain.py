import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from tipsheet.exports.plain import SEEN, balanced, one_line, shorten, visible


def test_visible_shows_what_would_act_on_a_terminal() -> None:
    assert visible("\x1b[31mred\x07") == f"{SEEN}[31mred{SEEN}"
    assert visible("\x9b31m") == f"{SEEN}31m"


def test_visible_shows_bidirectional_overrides_and_drops_invisible_marks() -> None:
    assert visible("a\u202egnp.exe\u2066") == f"a{SEEN}gnp.exe{SEEN}"
    assert visible("a\u200b\u200eb\ufeff\U000e0041") == "ab"


def test_visible_keeps_joiners_that_scripts_and_emoji_need() -> None:
    assert visible("می\u200cخواهم 👩\u200d🚒") == "می\u200cخواهم 👩\u200d🚒"


@given(st.text(alphabet=st.characters(codec=None)))
def test_visible_text_can_be_written_and_does_nothing(text: str) -> None:
    shown = visible(text)
    shown.encode("utf-8")
    acting = {each for each in shown if unicodedata.category(each) in ("Cc", "Cs")}
    assert acting <= {"\n", "\t"}


def test_one_line_folds_every_kind_of_line_end() -> None:
    assert one_line(" a\r\nb\u2028c\x0bd\x85e\t ") == "a b c d e"


def test_shorten_cuts_at_a_word_and_never_beyond_the_limit() -> None:
    assert shorten("one two three", 9) == "one two…"
    assert shorten("one two", 7) == "one two"
    assert len(shorten("x" * 50, 10)) == 10


def test_balanced_removes_marks_without_their_other_half() -> None:
    assert balanced("seven and eleven” hostages") == "seven and eleven hostages"
    assert balanced("a “whole” (thing)") == "a “whole” (thing)"
    assert balanced('an "odd" one"') == "an odd one"
