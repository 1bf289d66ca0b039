"""The commands over many reports, on readings made by hand."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tipsheet.cli import app
from tipsheet.exports.json import dumps
from tipsheet.record import Attribution, Due, Event, Reader, Reading, Report, Span, Watch

RUN = CliRunner()


def _reading(id: str, publisher: str, day: str, text: str, status: str) -> Reading:
    at = text.index("reopen")
    sentence = Span.of(text, 0, len(text))
    said = Attribution(
        id="a1", source=Span.of(text, 0, 10), cue=None, content=(sentence,), kind="person",
        count=None, entity=None, quote="indirect", parent=None, origin=None, confidence=1.0,
    )  # fmt: skip
    event = Event(
        id="v1", trigger=Span.of(text, at, at + 6), type="RETREAT", modes=(), contexts=(),
        status=status, confidence=0.9, actors=(), recipients=(), place=None, date=None,
        attribution="a1", sentence=sentence, cameo=None, quad=2,
    )  # fmt: skip
    due = Due(earliest="2031-01-10", latest="2031-01-10")
    plan = Watch(id="w1", event="v1", due=due, why="planned", sentence=sentence)
    return Reading(
        reader=Reader(name="tipsheet", version="1", model="m"),
        report=Report.of(text, id=id, publisher=publisher, published=day),
        attributions=(said,),
        events=(event,),
        watch=(plan,) if status == "planned" else (),
    )


@pytest.fixture
def readings(tmp_path: Path) -> str:
    told = (
        ("A", "Aramo Gazette", "2031-01-01", "Ana Ruiz: Aramo will reopen the lock.", "planned"),
        ("B", "Belunda Post", "2031-01-11", "Ion Popa: Aramo did reopen the lock.", "occurred"),
        ("C", "Cor Mail", "2031-01-12", "Eva Sand: Aramo did not reopen the lock.", "denied"),
    )
    path = tmp_path / "readings.jsonl"
    path.write_text("".join(dumps(_reading(*row)) + "\n" for row in told), encoding="utf-8")
    return str(path)


def _out(*arguments: str) -> str:
    done = RUN.invoke(app, arguments, catch_exceptions=False)
    assert done.exit_code == 0
    return done.stdout


def test_origins_counts_those_who_say_so_and_those_who_deny(readings: str) -> None:
    out = _out("origins", "reopen the lock", "-r", readings)
    assert "2 origins behind 2 reports that say so" in out
    assert "1 origin behind 1 report that deny it" in out


def test_story_tells_turns_and_contradictions_with_their_words(readings: str) -> None:
    out = _out("story", "reopen the lock", "-r", readings, "--why")
    assert "has come about" in out
    assert "denies what" in out
    assert "Eva Sand: Aramo did not reopen the lock." in out


def test_story_without_a_claim_lists_events(readings: str) -> None:
    (row,) = json.loads(_out("story", "-r", readings, "-f", "json"))
    assert (row["reports"], row["claim"][:2]) == (3, "c-")


def test_watchlist_says_what_came_of_it_and_makes_a_calendar(readings: str) -> None:
    (item,) = json.loads(_out("watchlist", "-r", readings, "--as-of", "2031-01-11", "-f", "json"))
    assert item["outcome"] == "done"
    lines = _out("watchlist", "-r", readings, "--ics").split("\n")
    assert "DTSTART;VALUE=DATE:20310110" in lines
    assert all(len(line.encode()) <= 75 for line in lines)


def test_contradictions_lists_the_denial(readings: str) -> None:
    kinds = [
        link["kind"] for link in json.loads(_out("contradictions", "-r", readings, "-f", "json"))
    ]
    assert "denies" in kinds


def test_bad_readings_and_unknown_claims_are_told_in_one_line(
    tmp_path: Path, readings: str
) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_text("{}\n", encoding="utf-8")
    assert RUN.invoke(app, ["story", "-r", str(bad)]).exception is not None
    assert RUN.invoke(app, ["origins", "no such words", "-r", readings]).exit_code != 0
