import gzip
import io
import sys
from pathlib import Path

import pytest

from tests.intake.archives import answer, packed, record, told
from tipsheet.intake import Item, Limits, Rejection, Terms, read_items

SPOILT = bytes(range(40, 90))


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return tmp_path / "news.warc.gz"


def read(path: Path, data: bytes, **terms: object) -> list[str]:
    path.write_bytes(data)
    return [told(item) for item in read_items(str(path), Terms(**terms))]  # type: ignore[arg-type]


def spoil(data: bytes, at: int) -> bytes:
    return data[:at] + SPOILT + data[at + len(SPOILT) :]


def test_archive_gives_its_pages_with_address_and_place(archive: Path) -> None:
    archive.write_bytes(packed(record(1), record(2)))
    first, second = read_items(str(archive))
    assert isinstance(first, Item)
    assert isinstance(second, Item)
    assert (first.report.url, first.report.kind) == ("https://herald.example/1", "html")
    assert second.source == f"{archive}@{len(packed(record(1)))} https://herald.example/2"


def test_archive_is_read_packed_and_unpacked(tmp_path: Path) -> None:
    rows = [record(n) for n in range(3)]
    assert read(tmp_path / "a.warc", b"".join(rows)) == ["0", "1", "2"]
    assert read(tmp_path / "b.warc.gz", packed(*rows)) == ["0", "1", "2"]
    assert read(tmp_path / "c", gzip.compress(b"".join(rows))) == ["0", "1", "2"]


def test_archive_passes_over_what_is_no_page(archive: Path) -> None:
    rows = [record(n, kind=kind) for n, kind in enumerate(["warcinfo", "request", "revisit"])]
    assert read(archive, packed(*rows, record(7), record(8, b"x", kind="metadata"))) == ["7"]


def test_archive_reads_plain_texts_of_conversion_records(archive: Path) -> None:
    text = b"The army left the town on Monday, the mayor said, and it will not return."
    row = record(1, text, kind="conversion").replace(
        b"application/http; msgtype=conversion", b"text/plain"
    )
    assert read(archive, packed(row)) == ["1"]


def test_archive_names_answers_of_failure(archive: Path) -> None:
    gone = answer(1).replace(b"200 OK", b"404 Not Found")
    archive.write_bytes(packed(record(1, gone)))
    (item,) = read_items(str(archive))
    assert isinstance(item, Rejection)
    assert "was answered with 404 Not Found when it was archived" in str(item)


@pytest.mark.parametrize("bad", [0, 1, 3])
@pytest.mark.parametrize("part", [0.0, 0.5, 0.97])
def test_packed_archive_loses_only_the_damaged_record(archive: Path, bad: int, part: float) -> None:
    rows = [record(n) for n in range(4)]
    members = [gzip.compress(row, mtime=0) for row in rows]
    at = sum(map(len, members[:bad])) + min(int(part * len(members[bad])), len(members[bad]) - 50)
    expected = [str(n) for n in range(4) if n != bad]
    expected.insert(bad, "damaged")
    assert read(archive, spoil(b"".join(members), at)) == expected


def test_two_damaged_records_count_as_two(archive: Path) -> None:
    members = [gzip.compress(record(n), mtime=0) for n in range(5)]
    data = b"".join(members)
    for bad in (1, 2):
        data = spoil(data, sum(map(len, members[:bad])) + 200)
    assert read(archive, data) == ["0", "damaged", "damaged", "3", "4"]


@pytest.mark.parametrize("part", [0.1, 0.5, 0.95])
def test_cut_off_archive_keeps_what_is_whole(archive: Path, part: float) -> None:
    data, last = packed(record(0), record(1)), packed(record(2))
    assert read(archive, data + last[: int(part * len(last))]) == ["0", "1", "damaged"]
    assert read(archive, data + last) == ["0", "1", "2"]


def test_plain_archive_goes_on_behind_damage_and_wrong_lengths(tmp_path: Path) -> None:
    rows = [record(n) for n in range(4)]
    broken = rows[1].replace(b"WARC/1.0", b"CRAW/1.0")
    assert read(tmp_path / "a.warc", rows[0] + broken + rows[2]) == ["0", "damaged", "2"]
    long = rows[1].replace(b"Content-Length: ", b"Content-Length: 99")
    assert read(tmp_path / "b.warc", rows[0] + long + rows[2] + rows[3]) == [
        "0",
        "damaged",
        "2",
        "3",
    ]


def test_archive_of_rubbish_is_one_damaged_record(archive: Path) -> None:
    assert read(archive, b"\x1f\x8b\x08" + SPOILT * 90) == ["damaged"]
    assert read(archive, SPOILT * 90) == ["damaged"]


def test_archive_from_a_pipe_says_that_the_rest_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    members = [gzip.compress(record(n), mtime=0) for n in range(3)]
    data = spoil(b"".join(members), len(members[0]) + 100)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(Pipe(data)))
    first, lost = read_items("-")
    assert told(first) == "0"
    assert "the rest is lost: give the archive as a file" in str(lost)


class Pipe(io.BytesIO):
    def seekable(self) -> bool:
        return False


def test_archive_refuses_pages_over_the_limit_and_reads_on(archive: Path) -> None:
    large = record(1, answer(1, b"<html>" + b"a" * 300_000))
    data = packed(record(0), large, record(2))
    assert read(archive, data, limits=Limits(file=100_000)) == ["0", "too-large", "2"]


def test_archive_stops_a_bomb_within_a_page(archive: Path) -> None:
    bomb = answer(1, gzip.compress(b"a" * 5_000_000), "Content-Encoding: gzip")
    data = packed(record(1, bomb), record(2))
    assert read(archive, data, limits=Limits(file=1_000_000)) == ["too-large", "2"]


def test_archive_undoes_the_encodings_of_answers(archive: Path) -> None:
    page = answer(1).partition(b"\r\n\r\n")[2]
    zipped = answer(1, gzip.compress(page), "Content-Type: text/html\r\nContent-Encoding: gzip")
    chunks = b"%x\r\n%s\r\n0\r\n\r\n" % (len(page), page)
    chunked = answer(2, chunks, "Content-Type: text/html\r\nTransfer-Encoding: chunked")
    assert read(archive, packed(record(1, zipped), record(2, chunked))) == ["1", "2"]


def test_archive_takes_bare_bodies_under_packed_headers(archive: Path) -> None:
    headers = "Content-Type: text/html\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked"
    assert read(archive, packed(record(1, answer(1, None, headers)))) == ["1"]


@pytest.mark.parametrize(
    ("block", "code"),
    [
        (answer(1, b"\x89PNG\r\n\x1a\n\0\0\0\0", "Content-Type: text/html"), "undecodable"),
        (answer(1, b'{"a": 1}', "Content-Type: application/json"), "no-article"),
        (answer(1, b"", "Content-Type: text/html"), "no-article"),
        (answer(1, bytes(range(1, 9)) * 99, "Content-Type: a/b"), "undecodable"),
        (answer(1, b"<rss><channel></channel></rss>"), "no-article"),
    ],
)
def test_archive_sees_through_wrong_content_types(archive: Path, block: bytes, code: str) -> None:
    assert read(archive, packed(record(1, block), record(2))) == [code, "2"]


@pytest.mark.parametrize("date", ["soon", "1970-01-01T00:00:00Z", "2025-03-04T00:00:00Z"])
def test_archive_believes_no_date_after_the_capture(archive: Path, date: str) -> None:
    page = answer(1).replace(
        b"<title>", b'<meta property="article:published_time" content="2031-05-05"><title>'
    )
    archive.write_bytes(packed(record(1, page, date=date)))
    (item,) = read_items(str(archive))
    assert isinstance(item, Item)
    ahead = date.startswith("2025")
    assert item.report.published == (None if ahead else "2031-05-05")
    assert item.doubts == (("date-ahead",) if ahead else ())


def test_archive_keeps_the_bytes_where_they_are_asked_for(archive: Path) -> None:
    archive.write_bytes(packed(record(1)))
    (item,) = read_items(str(archive), Terms(capture=True))
    assert isinstance(item, Item)
    assert item.capture is not None
    assert item.capture.data == answer(1).partition(b"\r\n\r\n")[2]
    assert item.capture.when == "2025-03-02T06:00:00+00:00"
