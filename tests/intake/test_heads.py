import io

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.intake.archives import packed, record
from tipsheet.intake.heads import is_whole, next_head


def test_next_head_passes_over_bytes_that_only_look_like_one() -> None:
    data = b"\x1f\x8b\x08 no member" + packed(record(1))
    assert next_head(io.BytesIO(data), 0) == 13


def test_next_head_finds_none_behind_the_last() -> None:
    assert next_head(io.BytesIO(record(1)), 1) is None


@settings(max_examples=10)
@given(st.integers(1, 40), st.sampled_from([1 << 20, 2 << 20]))
def test_next_head_is_found_across_the_border_of_blocks(back: int, border: int) -> None:
    data = b"\0" * (border - back) + record(1)
    assert next_head(io.BytesIO(data), 0) == border - back


def test_is_whole_looks_at_the_checksum() -> None:
    member = packed(record(1))
    assert is_whole(io.BytesIO(member * 2), 0)
    assert not is_whole(io.BytesIO(member[:-8] + b"checksum" + member), 0)
    assert not is_whole(io.BytesIO(member[:-1]), 0)
