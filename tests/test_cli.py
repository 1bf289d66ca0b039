import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TextIO

import pytest

from tests.reading.stub import StubEncoder, happening, saying
from tipsheet.cli import main
from tipsheet.errors import InstallationBroken
from tipsheet.reading import reader
from tipsheet.reading.layers import Layers
from tipsheet.record import Reading, Report, from_dict
from tipsheet.run import pipeline

TEXT = "The army will strike the camps in the north of the country, three officers said on Monday."
OTHER = "The mayor of the city said on Monday that she would not resign after the vote."


@dataclass
class Done:
    status: int
    out: str
    err: str


Run = Callable[..., Done]


def _layers(text: str) -> Layers:
    if "three officers" not in text:
        return Layers()
    content = text[text.index("The army") : text.index(", three")]
    return Layers(
        sayings=(saying(text, "three officers", "said", content, kind="anonymous"),),
        happenings=(happening(text, "strike", status="planned", actors=("The army",)),),
    )


def _read(report: Report) -> Reading:
    if "Broken" in report.text:
        raise InstallationBroken("The model file cannot be read: install tipsheet again.")
    return reader.read_report(report, model=StubEncoder(_layers))


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.setattr(pipeline, "readings", partial(pipeline.readings, read=_read))

    def go(*args: object, stdin: bytes = b"") -> Done:
        monkeypatch.setattr(sys, "argv", ["tipsheet", *map(str, args)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        with pytest.raises(SystemExit) as end:
            main()
        done = capsys.readouterr()
        return Done(int(end.value.code or 0), done.out, done.err)

    return go


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, text in {"a.txt": TEXT, "b.txt": "", "c.txt": OTHER}.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_read_prints_the_sheet(run: Run, report: Path) -> None:
    done = run("read", report)
    assert (done.status, done.err) == (0, "")
    assert "strike" in done.out
    assert "three officers" in done.out
    assert "\x1b" not in done.out


def test_json_of_one_report_is_its_record(run: Run, report: Path) -> None:
    done = run("read", report, "-f", "json", "--published", "2025-08-21", "--publisher", "Herald")
    reading = from_dict(Reading, json.loads(done.out))
    assert (reading.report.text, reading.report.publisher) == (TEXT, "Herald")
    assert [event.status for event in reading.events] == ["planned"]
    assert [item.count for item in reading.attributions] == [3]


def test_json_of_several_reports_is_an_array(run: Run, folder: Path) -> None:
    done = run("read", folder / "a.txt", folder / "c.txt", folder / "a.txt", "-f", "json")
    assert [record["report"]["text"] for record in json.loads(done.out)] == [TEXT, OTHER, TEXT]


def test_jsonl_is_exactly_one_line_a_report(run: Run, folder: Path) -> None:
    (folder / "a.txt").write_text(f"{TEXT}\n\n{TEXT}\u2028{TEXT}\x85", encoding="utf-8")
    done = run("read", folder, "-f", "jsonl")
    assert done.out.endswith("\n")
    assert len(done.out.splitlines()) == 2
    assert [json.loads(line)["record_version"] for line in done.out.splitlines()] == ["1", "1"]


def test_html_is_one_page(run: Run, report: Path) -> None:
    done = run("read", report, "-f", "html")
    assert done.out.lower().startswith("<!doctype html>")
    assert done.out.count("</html>") == 1


def test_html_of_several_reports_is_refused_before_anything_is_written(
    run: Run, folder: Path
) -> None:
    done = run("read", folder / "a.txt", folder / "c.txt", "-f", "html")
    assert (done.status, done.out) == (2, "")
    assert "one source at a time" in done.err


@pytest.mark.parametrize("format", ["json", "jsonl", "sheet", "html"])
def test_same_report_prints_the_same_bytes(run: Run, report: Path, format: str) -> None:
    assert run("read", report, "-f", format) == run("read", report, "-f", format)


def test_dash_reads_standard_input(run: Run) -> None:
    done = run("read", "-", "-f", "json", stdin=TEXT.encode())
    assert json.loads(done.out)["report"]["text"] == TEXT


BAD = {
    "empty.txt": (12, b""),
    "binary.txt": (13, bytes(range(256)) * 20),
    "large.txt": (14, b"The army left. " * 40),
    "page.html": (16, b"<!DOCTYPE html><html><body></body></html>"),
    "german.txt": (17, b"Die Regierung hat am Montag beschlossen, die Truppen abzuziehen."),
    "record.json": (18, b'{"text": 3}'),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_source_is_one_line_and_a_status_of_its_own(
    run: Run, tmp_path: Path, name: str
) -> None:
    status, data = BAD[name]
    (tmp_path / name).write_bytes(data)
    done = run("read", tmp_path / name, "--max-text", "500")
    assert (done.status, done.out) == (status, "")
    assert re.fullmatch(r"tipsheet: .*" + re.escape(name) + r"(:1)?: .+\n", done.err)


def test_missing_file_and_refused_address_are_one_line(run: Run, tmp_path: Path) -> None:
    missing = run("read", tmp_path / "gone.txt")
    refused = run("read", "http://127.0.0.1:9/report")
    assert (missing.status, refused.status) == (11, 21)
    assert missing.err.count("\n") == refused.err.count("\n") == 1


def test_some_rejected_has_its_own_status_and_an_honest_tally(run: Run, folder: Path) -> None:
    done = run("read", folder, folder / "gone.txt", "-f", "jsonl")
    assert done.status == 3
    assert len(done.out.splitlines()) == 2
    assert done.err.splitlines()[-1] == "4 seen, 2 read, 2 rejected (empty 1, missing 1)"


def test_all_rejected_has_the_status_of_the_first(run: Run, folder: Path) -> None:
    done = run("read", folder / "b.txt", folder / "gone.txt")
    assert done.status == 12
    assert done.err.splitlines()[-1] == "2 seen, 0 read, 2 rejected (empty 1, missing 1)"


def test_quiet_leaves_out_the_tally_but_not_what_went_wrong(run: Run, folder: Path) -> None:
    done = run("read", folder, "-q", "-f", "jsonl")
    assert done.status == 3
    assert done.err.count("\n") == 1
    assert "b.txt" in done.err


@pytest.mark.parametrize(
    "option",
    [("--published", "last week"), ("--url", "herald"), ("-f", "xml"), ("--max-text", "0")],
)
def test_option_that_cannot_be_understood_is_refused(
    run: Run, report: Path, option: tuple[str, str]
) -> None:
    done = run("read", report, *option)
    assert (done.status, done.out) == (2, "")
    assert option[0].strip("-")[:4] in done.err


def test_output_goes_to_the_file_and_nowhere_else(run: Run, report: Path, tmp_path: Path) -> None:
    done = run("read", report, "-f", "json", "-o", tmp_path / "out.json")
    assert (done.status, done.out, done.err) == (0, "", "")
    assert json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["report"]["text"] == TEXT


@pytest.mark.parametrize("text", ["Broken. " + TEXT, ""])
def test_older_output_is_kept_when_reading_fails(run: Run, tmp_path: Path, text: str) -> None:
    (tmp_path / "in.txt").write_text(text, encoding="utf-8")
    (tmp_path / "out.json").write_text("older", encoding="utf-8")
    done = run("read", tmp_path / "in.txt", "-f", "json", "-o", tmp_path / "out.json")
    assert done.status == (70 if text else 12)
    assert (tmp_path / "out.json").read_text(encoding="utf-8") == "older"
    assert {path.name for path in tmp_path.iterdir()} == {"in.txt", "out.json"}


def test_output_is_whole_or_not_there_when_reading_fails_midway(run: Run, tmp_path: Path) -> None:
    for name, text in {"a.txt": TEXT, "b.txt": "Broken. " + TEXT}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    done = run("read", tmp_path / "a.txt", tmp_path / "b.txt", "-f", "json", "-o", tmp_path / "o")
    assert done.status == 70
    assert done.err == "tipsheet: The model file cannot be read: install tipsheet again.\n"
    assert not (tmp_path / "o").exists()


def test_output_in_a_folder_that_is_not_there_is_refused(run: Run, report: Path) -> None:
    done = run("read", report, "-o", report / "out.json")
    assert done.status == 2
    assert done.err.count("\n") == 1


def test_complaint_holds_nothing_that_a_terminal_would_act_on(run: Run) -> None:
    done = run("read", "gone\x1b[2J\n.txt")
    assert done.err.count("\n") == 1
    assert "\x1b" not in done.err


def test_version_names_package_and_model(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "encoder", StubEncoder)
    assert run("version").out == f"tipsheet {reader.package_version()} (stub)\n"


@pytest.mark.parametrize("args", [(), ("-h",), ("read", "-h"), ("version", "-h")])
def test_help_is_there_for_every_command(run: Run, args: tuple[str, ...]) -> None:
    done = run(*args)
    assert "Usage:" in done.out + done.err


@pytest.fixture
def closed_pipe() -> Iterator[TextIO]:
    """A stream into a pipe that nobody reads any more."""
    end, start = os.pipe()
    os.close(end)
    stream = open(start, "w", encoding="utf-8")  # noqa: SIM115  # closed below, where it may fail
    yield stream
    with suppress(BrokenPipeError):
        stream.close()


@pytest.mark.parametrize("format", ["json", "sheet"])
def test_reader_that_hangs_up_ends_the_run_quietly(
    run: Run,
    report: Path,
    format: str,
    closed_pipe: TextIO,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "stdout", closed_pipe)
    monkeypatch.setattr(sys, "stderr", sys.stderr)  # put back: the run hangs up on it too
    done = run("read", report, "-f", format)
    assert (done.status, done.err) == (1, "")


def test_module_is_the_command_line(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tipsheet", "read", str(tmp_path / "gone.txt")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (11, "")
    assert done.stderr.startswith("tipsheet: ")
