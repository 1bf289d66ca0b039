import pytest
from hypothesis import given
from hypothesis import strategies as st

from tipsheet.intake.title import title_of

BODY = "The government said on Monday that it would withdraw its troops."
TITLE = "Troops to leave Norwick by June"


@pytest.mark.parametrize(
    "head",
    [
        f"{TITLE}\n\n",
        f"{TITLE}\r\n\r\n",
        f"{TITLE}\n",
        f"\n\n  {TITLE}  \n\nBy Jane Roe\n\n",
        f"Opinion\n\n{TITLE}\n\n",
        f"Kicker\n\n{TITLE}\n\n",
        f"FOR IMMEDIATE RELEASE\nMarch 3, 2025\n\n{TITLE}\n\n",
        f"Friday, January 4, 2019\n\n{TITLE}\n\n",
    ],
)
def test_title_of_finds_the_first_line_that_is_no_sentence(head: str) -> None:
    assert title_of(head + BODY) == TITLE


def test_title_of_joins_a_title_over_two_lines() -> None:
    assert title_of(f"Government to withdraw troops\nfrom Norwick by June\n\n{BODY}") == (
        "Government to withdraw troops from Norwick by June"
    )


def test_title_of_takes_a_question_and_a_quotation() -> None:
    assert title_of(f"Will they leave Norwick?\n\n{BODY}") == "Will they leave Norwick?"
    assert title_of(f"‘We stay,’ says Berg\n\n{BODY}") == "‘We stay,’ says Berg"


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        f"{BODY}\n\n{BODY}",
        "NORWICK (Reuters) - Troops left\n\nThey went home.",
        "The government said on Monday that it would withdraw its troops from\n"
        "Norwick, which they have held for two years, and would not return to.\n\nMore.",
        "Only a line without a body",
        "",
        "word " * 5000,
    ],
)
def test_title_of_gives_none_where_there_is_no_title(text: str) -> None:
    assert title_of(text) is None


@given(st.text())
def test_title_of_uses_only_words_of_the_text(text: str) -> None:
    title = title_of(text)
    assert title is None or set(title.split()) <= set(text.split())
