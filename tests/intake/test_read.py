import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

import tipsheet.intake
from tipsheet.intake import Fetch, Given, Limits, Rejection, read_source
from tipsheet.record import Report

TEXT = "Troops to leave Norwick\r\n\r\nThe army will leave the city by June, the minister said. "


def codes(source: str | Path, **options: object) -> list[str]:
    items = read_source(str(source), **options)  # type: ignore[arg-type]
    return [item.error.code if isinstance(item, Rejection) else item.kind for item in items]


def test_read_source_keeps_a_text_to_the_letter(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbf" + TEXT.encode())
    (report,) = read_source(str(tmp_path / "a.txt"))
    assert isinstance(report, Report)
    assert (report.text, report.title) == (TEXT, "Troops to leave Norwick")


def test_read_source_reads_every_kind_in_a_folder(
    tmp_path: Path, page: str, make_pdf: Callable[..., bytes]
) -> None:
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    (tmp_path / "b.jsonl").write_text('{"text":"The army left."}\n{bad\n')
    (tmp_path / "c.pdf").write_bytes(make_pdf([(72, 700, 11, "The army left the city.")]))
    (tmp_path / "d.txt").write_text(TEXT)
    (tmp_path / "e.txt").touch()
    assert codes(tmp_path) == ["html", "json", "record", "pdf", "text", "empty"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"  \r\n\t", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\x1f\x8b\x08\0\0\0", "damaged"),
        (os.urandom(3000), "undecodable"),
        ("The café is shut.\n".encode() + b"The caf\xe9 is open.", "undecodable"),
        (b"<html><body></body></html>", "no-article"),
        (b"<?xml version='1.0'?><rss></rss>", "no-article"),
        (b"%PDF-1.4 nothing", "undecodable"),
        (b"the army left " * 400, "too-large"),
        (
            b"Die Truppen werden die Stadt bis Juni verlassen, sagte er am Montag",
            "language",
        ),
        (b"...", "no-article"),
    ],
)
def test_read_source_meets_bad_input_with_one_line(tmp_path: Path, data: bytes, code: str) -> None:
    (tmp_path / "bad").write_bytes(data)
    (item,) = read_source(str(tmp_path / "bad"), limits=Limits(text=5000))
    assert isinstance(item, Rejection)
    assert item.error.code == code
    assert str(item).startswith(f"{tmp_path}/bad: ") or os.sep != "/"
    assert "\n" not in str(item)
    assert ": " in item.error.message


def test_read_source_reads_a_hundred_thousand_characters_without_a_stop(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("the army moves and " * 5300)
    assert codes(tmp_path / "a.txt") == ["text"]


def test_read_source_takes_a_higher_limit(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("the army moves and " * 1000)
    assert codes(tmp_path / "a.txt", limits=Limits(text=1000)) == ["too-large"]
    assert codes(tmp_path / "a.txt", limits=Limits(text=50_000)) == ["text"]


def test_read_source_reads_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    (report,) = read_source("-", given=Given(published="2025-03-03", publisher="Herald"))
    assert isinstance(report, Report)
    assert (report.text, report.published_from, report.publisher) == (TEXT, "given", "Herald")


def test_read_source_names_standard_input_in_errors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
    assert [str(item) for item in read_source("-")] == [
        "standard input: is empty: give a file with a report in it"
    ]


def test_read_source_fetches_only_when_told() -> None:
    assert codes("https://herald.example/a") == ["address-refused"]


def test_read_source_reads_a_page_from_the_web(page: str) -> None:
    class Body(httpx.SyncByteStream):
        def __iter__(self):  # type: ignore[no-untyped-def]
            yield page.encode()

    fetch = Fetch(
        transport=httpx.MockTransport(lambda request: httpx.Response(200, stream=Body())),
        resolve=lambda host, port: ["93.184.216.34"],
    )
    (report,) = read_source("https://herald.example/a", fetch=fetch)
    assert isinstance(report, Report)
    assert (report.kind, report.url) == ("html", "https://herald.example/a")
    assert report.published_from == "metadata"


def test_read_source_of_a_text_loads_no_heavy_library(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    code = (
        "import sys; from tipsheet.intake import *; "
        f"assert next(read_source({str(tmp_path / 'a.txt')!r})).kind == 'text'; "
        "heavy = {'trafilatura', 'httpx', 'pypdfium2', 'py3langid', 'numpy', 'lxml', 'ssl'}; "
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_intake_exports_what_it_says() -> None:
    assert all(hasattr(tipsheet.intake, name) for name in tipsheet.intake.__all__)
    assert {"read_source", "report_from_text", "Given", "Limits"} <= set(tipsheet.intake.__all__)
