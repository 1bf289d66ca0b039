"""What the world may hold against a run: each ends in a tally, and what is sound is read."""

import gzip
from collections.abc import Iterator
from itertools import repeat
from pathlib import Path

import pytest

from tests.intake.archives import HTML, answer, packed, record
from tests.intake.test_web import answering, fetching
from tests.run.made import lines, text
from tests.run.stub import reads
from tests.run.test_following import Web, World
from tipsheet.intake import Limits, Manners, Polite, Terms
from tipsheet.run.keeping import Run
from tipsheet.store import open_store

SMALL = Limits(file=100_000, text=50_000, entries=2)
GROWING = '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><rss version="2.0">&b;</rss>'
MANY = "".join(
    f"<item><title>Army {n}</title><link>https://herald.example/{n}</link></item>"
    for n in range(1, 3_001)
)


def tally(*sources: object, limits: Limits = SMALL, fetch: Polite | None = None) -> str:
    terms = Terms(limits=limits, fetch=fetch, workers=1)
    run = Run(store=open_store("memory:"), reads=reads(), terms=terms)
    return str(run.over(map(str, sources)))


def spoilt(data: bytes, part: bytes) -> bytes:
    """The data with a hole in the middle of one part of it."""
    at = data.index(part) + len(part) // 2
    return data[:at] + b"\0" * 20 + data[at + 20 :]


THREE = [packed(record(n)) for n in range(3)]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("cut.warc.gz", b"".join(THREE)[:-40], "3 seen, 2 read, 1 rejected (damaged 1)"),
        ("cut.warc", (record(0) + record(1))[:-90], "2 seen, 1 read, 1 rejected (damaged 1)"),
        (
            "spoilt.warc.gz",
            spoilt(b"".join(THREE), THREE[1]),
            "3 seen, 2 read, 1 rejected (damaged 1)",
        ),
        (
            "spoilt.warc",
            (record(0) + record(1) + record(2)).replace(b"WARC/1.0\r\nWARC-Type", b"#", 2)[1:],
            "2 seen, 1 read, 1 rejected (damaged 1)",
        ),
        (
            "cut.jsonl.gz",
            gzip.compress(lines(2).encode()) + gzip.compress(lines(1, 2).encode())[:9],
            "3 seen, 2 read, 1 rejected (damaged 1)",
        ),
    ],
)
def test_damage_costs_what_is_damaged(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(data)
    assert tally(tmp_path / name) == said


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.txt.gz", gzip.compress(b"a" * 10_000_000), "1 seen, 0 read, 1 rejected (too-large 1)"),
        (
            "a.jsonl.gz",
            gzip.compress(lines(1).encode() + b'{"text": "' + b"a" * 10_000_000),
            "2 seen, 1 read, 1 rejected (record 1)",
        ),
        (
            "a.warc.gz",
            packed(
                record(0, answer(0, gzip.compress(b"a" * 10_000_000), "Content-Encoding: gzip")),
                record(1),
            ),
            "2 seen, 1 read, 1 rejected (too-large 1)",
        ),
    ],
)
def test_bombs_are_stopped_where_they_grow(
    tmp_path: Path, name: str, data: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(data)
    assert tally(tmp_path / name) == said


def test_feed_without_end_is_read_up_to_the_limit(tmp_path: Path) -> None:
    (tmp_path / "a.rss").write_text(f"<rss version='2.0'><channel>{MANY}</channel></rss>")
    web = World(Web(**{"1": HTML.format(n=1), "2": HTML.format(n=2)}))
    said = tally(tmp_path / "a.rss", limits=Limits(entries=2), fetch=web.follow.fetch)
    assert said == "3 seen, 2 read, 1 rejected (too-large 1)"


def test_entities_that_grow_are_a_rejection(tmp_path: Path) -> None:
    (tmp_path / "a.rss").write_text(GROWING)
    assert tally(tmp_path) == "1 seen, 0 read, 1 rejected (record 1)"


def test_redirect_into_the_local_network_is_a_rejection() -> None:
    moved = fetching(lambda request: answering(status=302, location="http://10.0.0.1/admin"))
    assert tally("https://herald.example/", fetch=Polite(moved, Manners(delay=0))) == (
        "1 seen, 0 read, 1 rejected (address-refused 1)"
    )


def test_page_of_500_megabytes_is_left_at_the_limit(tmp_path: Path) -> None:
    sent: list[int] = []

    def endless() -> Iterator[bytes]:
        for block in repeat(b"<p>The army left.</p>" * 50_000, 500):
            sent.append(len(block))
            yield block

    page = fetching(lambda request: answering(endless()), size=3_000_000)
    said = tally("https://herald.example/", fetch=Polite(page, Manners(delay=0)))
    assert (said, len(sent) < 10) == ("1 seen, 0 read, 1 rejected (too-large 1)", True)
    with (tmp_path / "a.html").open("wb") as file:
        file.write(b"<html><p>The army left.")
        file.truncate(500_000_000)
    assert tally(tmp_path) == "1 seen, 0 read, 1 rejected (too-large 1)"


@pytest.mark.parametrize("media_type", ["image/png", "application/pdf", "text/plain", "\x01;;"])
def test_wrong_content_type_does_not_hide_a_page(tmp_path: Path, media_type: str) -> None:
    block = answer(1, headers=f"Content-Type: {media_type}")
    (tmp_path / "a.warc.gz").write_bytes(packed(record(1, block)))
    assert tally(tmp_path) == "1 seen, 1 read, 0 rejected"


def test_dates_ahead_are_not_believed_and_missing_ones_stay_unknown(tmp_path: Path) -> None:
    ahead = HTML.format(n=1).replace("<title>", '<meta name="date" content="2031-05-05"><title>')
    data = packed(record(1, answer(1, ahead.encode())), record(2))
    (tmp_path / "a.warc.gz").write_bytes(data)
    assert tally(tmp_path) == "2 seen, 2 read, 0 rejected, 1 date not believed"


def test_same_id_with_different_texts_is_two_versions(tmp_path: Path) -> None:
    row = '{"id": "w-0", "text": "The mayor of the town returned on Tuesday, the army said."}\n'
    (tmp_path / "a.jsonl").write_text(lines(1) + row)
    assert tally(tmp_path) == "2 seen, 2 read, 0 rejected, 1 new version"


def test_file_names_with_line_breaks_are_names(tmp_path: Path) -> None:
    (tmp_path / "a\nb.txt").write_text(text(1))
    (tmp_path / "c\r\x1b[2J.txt").touch()
    assert tally(tmp_path) == "2 seen, 1 read, 1 rejected (empty 1)"
