import pytest
from hypothesis import given
from hypothesis import strategies as st

from tipsheet.intake.reflow import Line, reflow


def lines(*texts: str, top: float = 700, left: float = 72, step: float = 14) -> list[Line]:
    return [
        Line(
            text=text,
            left=left,
            right=left + 5 * len(text),
            bottom=top - step * at,
            top=top - step * at + 11,
        )
        for at, text in enumerate(texts)
    ]


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("the govern-", "ment left", "the government left"),
        ("so-", "called groups", "so-called groups"),
        ("US-", "backed forces", "US-backed forces"),
        ("Anglo-", "Saxon towns", "Anglo-Saxon towns"),
        ("in 2019-", "20 they left", "in 2019-20 they left"),
        ("they left —", "and stayed", "they left —and stayed"),
        ("they left", "and stayed", "they left and stayed"),
    ],
)
def test_reflow_joins_lines(first: str, second: str, joined: str) -> None:
    assert reflow([lines(first, second)]) == joined


def test_reflow_writes_a_broken_word_as_the_rest_of_the_text_does() -> None:
    assert reflow([lines("a cease-fire, the cease-", "fire held")]).endswith("the cease-fire held")


def test_reflow_ends_a_paragraph_at_a_short_line_that_ends_a_sentence() -> None:
    text = reflow(
        [lines("The army left the city on Monday night and it", "is gone.", "Berg stayed on")]
    )
    assert text == "The army left the city on Monday night and it is gone.\n\nBerg stayed on"


def test_reflow_ends_a_paragraph_at_an_indent_and_at_a_gap() -> None:
    first = lines("The army left the city on Monday.", "Berg said so then.", "He left the city too")
    indented = [first[0], *lines("Berg said so then.", top=686, left=90)]
    assert reflow([indented]).count("\n\n") == 1
    assert reflow([[*first, *lines("It is over", top=600)]]).endswith("\n\nIt is over")


def test_reflow_goes_on_over_columns() -> None:
    columns = [*lines("The army left the", "city on Monday and"), *lines("went home", left=300)]
    assert reflow([columns]) == "The army left the city on Monday and went home"


def test_reflow_drops_headers_that_repeat_and_page_numbers() -> None:
    pages = [
        [
            *lines("Norwick Herald", top=760),
            *lines(f"Page {at} text is here"),
            *lines(f"- {at} -", top=40),
        ]
        for at in range(1, 4)
    ]
    assert "Herald" not in reflow(pages)
    assert "- 2 -" not in reflow(pages)


@given(st.lists(st.lists(st.text("ab-. ", min_size=1, max_size=8), max_size=5), max_size=4))
def test_reflow_keeps_the_letters(texts: list[list[str]]) -> None:
    pages = [lines(*page) for page in texts]
    kept = [char for char in reflow(pages) if char in "ab"]
    assert len(kept) <= sum(text.count("a") + text.count("b") for page in texts for text in page)


def test_reflow_of_nothing_is_nothing() -> None:
    assert reflow([]) == ""
    assert reflow([[], []]) == ""
