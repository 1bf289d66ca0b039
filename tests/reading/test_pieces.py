from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from tests.reading.stub import at
from tipsheet.reading.encoder import OnnxEncoder
from tipsheet.reading.pieces import Pieces, pieces_of, shape_of, windows_of


@pytest.fixture(scope="module")
def tokenizer(model: OnnxEncoder) -> Tokenizer:
    return model._tokenizer


@pytest.mark.parametrize(
    ("word", "shape"),
    [
        ("-", 0), ("army", 1), ("Army", 2), ("NATO", 3), ("McCoy", 4), ("4,000", 5), ("A", 6),
        ("3rd", 1), ("", 0),
    ],
)  # fmt: skip
def test_shape_tells_case_and_digits(word: str, shape: int) -> None:
    assert shape_of(word) == shape


def test_gaps_tell_spaces_glue_and_breaks(tokenizer: Tokenizer) -> None:
    pieces = pieces_of(tokenizer, "Troops left.\nThey won.\n\nEnd")
    #       Troops left . They won . End
    assert pieces.gaps[pieces.first].tolist() == [3, 0, 1, 2, 0, 1, 3]


def test_pieces_of_one_word_share_its_shape_and_number(tokenizer: Tokenizer) -> None:
    pieces = pieces_of(tokenizer, "In Qarshovabad")
    assert len(pieces.ids) > 2
    assert set(pieces.words[1:].tolist()) == {1}
    assert set(pieces.shapes.tolist()) == {2}
    assert pieces.first.tolist() == [True, True] + [False] * (len(pieces.ids) - 2)


def test_offsets_count_code_points_and_not_bytes(tokenizer: Tokenizer) -> None:
    text = "😀 e\u0301tat naïve «troops»"
    pieces = pieces_of(tokenizer, text)
    found = [text[s:e] for s, e in zip(pieces.starts.tolist(), pieces.ends.tolist(), strict=True)]
    assert at(text, "troops").text in found
    assert "naïve" in found


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_pieces_run_forward_within_the_text(tokenizer: Tokenizer, text: str) -> None:
    pieces = pieces_of(tokenizer, text)
    assert (pieces.starts <= pieces.ends).all()
    assert (np.diff(pieces.starts) >= 0).all()
    assert pieces.ends.max(initial=0) <= len(text)


def _pieces(count: int, opens: tuple[int, ...] = ()) -> Pieces:
    ids, gaps = np.full(count, 2000), np.zeros(count, np.int64)
    gaps[list(opens)] = 3
    steps = np.arange(count)
    return Pieces(
        ids=ids, starts=steps, ends=steps + 1, words=steps, shapes=np.ones_like(ids), gaps=gaps
    )


@given(st.integers(0, 900), st.integers(0, 899))
def test_windows_cover_the_text_in_order_and_overlap(count: int, opening: int) -> None:
    windows = windows_of(_pieces(count, (opening,) if opening < count else ()), 100, 20)
    assert sorted({i for start, end in windows for i in range(start, end)}) == list(range(count))
    assert all(0 < end - start <= 100 for start, end in windows)
    assert all(a < c <= b - 10 for (a, b), (c, _) in pairwise(windows))


def test_window_begins_at_a_line_where_one_is_near() -> None:
    assert windows_of(_pieces(150), 100, 20) == [(0, 100), (80, 150)]
    assert windows_of(_pieces(150, (74,)), 100, 20) == [(0, 100), (74, 150)]
