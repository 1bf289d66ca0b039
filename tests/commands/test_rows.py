"""Rows laid out for a terminal of any width, and for a pipe."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tipsheet.commands.rows import NARROWEST, Columns, _lines

COLUMNS = Columns(names=("id", "count", "title"), below="words")
ROWS = [
    {"id": "r-1234567890", "count": 7, "title": "Strike at the harbour of Norwick", "words": None},
    {"id": "r-2", "count": 12, "title": None, "words": "Said\n\x1b[31m the mayor. " * 20},
]


def test_pipe_gets_every_word_on_one_line() -> None:
    lines = list(_lines(ROWS, COLUMNS, None))
    assert lines[0] == "id            count  title"
    assert lines[1] == "r-1234567890      7  Strike at the harbour of Norwick"
    assert lines[3].count("mayor") == 20


@pytest.mark.parametrize("width", [40, 60, 200])
def test_terminal_gets_lines_that_fit_and_whole_ids(width: int) -> None:
    lines = list(_lines(ROWS, COLUMNS, width))
    assert all(cell_len(line) <= width for line in lines)
    assert lines[1].startswith("r-1234567890 ")
    assert "\x1b" not in "".join(lines)


@given(st.lists(st.text(max_size=30), min_size=1, max_size=4), st.integers(1, 80))
def test_any_text_is_laid_out(cells: list[str], width: int) -> None:
    columns = Columns(names=tuple(f"c{at}" for at in range(len(cells))), whole=frozenset())
    row = {f"c{at}": cell for at, cell in enumerate(cells)}
    lines = list(_lines([row], columns, width))
    assert len(lines) == 2
    assert cell_len(lines[1]) <= max(width, (NARROWEST + 2) * len(cells))
