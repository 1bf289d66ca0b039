import io
from pathlib import Path

import pytest

from tipsheet.errors import SourceMissing, SourceTooLarge, SourceUnreadable
from tipsheet.intake.files import Stream, file_too_large, open_stream
from tipsheet.intake.limits import Limits


def stream_of(data: bytes) -> Stream:
    return Stream.of("a.txt", io.BytesIO(data))


def test_stream_gives_its_head_back() -> None:
    data = bytes(range(250)) * 100
    stream = stream_of(data)
    assert stream.head == data[:4096]
    assert stream.read_file(Limits()) == data


def test_stream_read_stops_at_the_limit() -> None:
    with pytest.raises(SourceTooLarge, match=r"limit of 10 bytes.*--max-file"):
        stream_of(b"x" * 11).read(10, file_too_large(Limits(file=10)))


def test_stream_reads_no_more_than_it_needs_of_an_endless_source() -> None:
    class Endless(io.RawIOBase):
        taken = 0

        def read(self, size: int = -1) -> bytes:
            self.taken += size
            return b"a" * size

    endless = Endless()
    with pytest.raises(SourceTooLarge):
        Stream.of("-", endless).read_file(Limits(file=5_000_000))  # type: ignore[arg-type]
    assert endless.taken < 8_000_000


def test_stream_lines_are_numbered_and_too_long_ones_are_none() -> None:
    lines = list(stream_of(b"one\n" + b"x" * 50 + b"\nthree").lines(10))
    assert lines == [(1, b"one\n"), (2, None), (3, b"three")]


def test_open_stream_says_that_a_file_is_missing(tmp_path: Path) -> None:
    with pytest.raises(SourceMissing, match="no such file: check"), open_stream(f"{tmp_path}/x"):
        pass


def test_open_stream_says_that_a_folder_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(SourceUnreadable, match="cannot be read"), open_stream(str(tmp_path)):
        pass


def test_stream_says_when_reading_breaks_off() -> None:
    class Broken(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            raise OSError(5, "Input/output error")

    with pytest.raises(SourceUnreadable, match="Input/output error"):
        Stream.of("a.txt", Broken())  # type: ignore[arg-type]
