"""The commands that look into a store, as they are typed."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from tests.store.readings import entity, event, reading
from tipsheet.cli import app
from tipsheet.store import open_store

STRIKE = "Officials plan a strike on Norwick. The council met."
URL = "https://herald.example/a"

TABLES = {"before": "0001", "after": "0001"}

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    url = str(tmp_path / "news.db")
    with open_store(url, create=True) as store, store.writer() as writer:
        given = {"title": "Strike\x1b[31m", "publisher": "Herald", "url": URL}
        raiders = [entity("r", "Raiders", "FRA")]
        writer.add(
            reading(STRIKE, event(STRIKE, "strike", actors=["r"]), entities=raiders, **given)
        )
        writer.add(reading("Officials deny it. The council met.", **given))
        writer.add(reading("Rain fell.", title="Rain", id="7", published="2025-08-20"))

    def invoke(*words: str) -> Result:
        return CliRunner().invoke(app, [*words, "--store", url])

    return invoke


def test_search_prints_a_table_without_controls(run: Run) -> None:
    done = run("search", "council")
    assert (done.exit_code, "Officials deny it" in done.stdout) == (0, True)
    assert "\x1b" not in done.stdout


def test_search_lists_the_events_that_fit(run: Run) -> None:
    done = run("search", "--type", "assault", "--all-versions", "--format", "csv")
    (row,) = csv.DictReader(io.StringIO(done.stdout))
    assert (row["status"], row["actors"], row["type"]) == ("planned", "Raiders", "ASSAULT")
    assert row["sentence"] == "Officials plan a strike on Norwick."


def test_search_as_json_is_a_page(run: Run) -> None:
    page = json.loads(run("search", "fell", "-f", "json").stdout)
    assert [hit["id"] for hit in page["hits"]] == ["7"]
    assert page["cursor"] is None


def test_search_takes_words_in_the_shells_quotes_for_a_phrase(run: Run) -> None:
    assert len(json.loads(run("search", "rain fell", "-f", "json").stdout)["hits"]) == 1
    assert json.loads(run("search", "fell rain", "-f", "json").stdout)["hits"] == []


def test_search_that_finds_nothing_says_so(run: Run) -> None:
    done = run("search", "zebra")
    assert (done.exit_code, done.stderr) == (0, "Nothing found.\n")


def test_search_goes_on_at_the_cursor(run: Run) -> None:
    first = run("reports", "-n", "1", "-f", "csv")
    cursor = first.stderr.split("--cursor ")[1].strip()
    second = run("reports", "-n", "1", "-f", "csv", "--cursor", cursor)
    titles = [next(csv.DictReader(io.StringIO(done.stdout)))["title"] for done in (first, second)]
    assert titles == ["Strike\x1b[31m", "Rain"]


def test_reports_lists_the_versions_of_one(run: Run) -> None:
    rows = json.loads(run("reports", URL, "-f", "json").stdout)
    assert [row["version"] for row in rows] == [1, 2]
    assert rows[0]["readers"][0]["version"] == "1.0"


def test_show_prints_the_newest_version_as_read_would(run: Run) -> None:
    done = run("show", URL, "-f", "json")
    assert json.loads(done.stdout)["report"]["text"] == "Officials deny it. The council met."
    assert "Version 2 of 2" in done.stderr
    assert "Officials plan" in run("show", URL, "--version", "1", "-f", "text").stdout


@pytest.mark.parametrize(("form", "said"), [("sheet", "Rain"), ("html", "<!doctype html>")])
def test_show_prints_a_sheet_or_a_page(run: Run, form: str, said: str) -> None:
    done = run("show", "7", "-f", form)
    assert done.exit_code == 0
    assert said.lower() in done.stdout.lower()


def test_show_lists_events_and_changes_as_rows(run: Run) -> None:
    done = run("show", URL, "--version", "1", "-f", "csv")
    (row,) = csv.DictReader(io.StringIO(done.stdout))
    assert (row["status"], row["actors"]) == ("planned", "Raiders")
    assert "Officials plan" in run("show", URL, "--version", "1", "-f", "table").stdout
    (row,) = csv.DictReader(io.StringIO(run("show", URL, "--diff", "-f", "csv").stdout))
    assert (row["part"], row["start"], row["after"]) == ("text", "0", "Officials deny it.")


def test_show_tells_what_changed(run: Run) -> None:
    lines = run("show", URL, "--diff").stdout.splitlines()
    assert lines == ["@ text 0", "- Officials plan a strike on Norwick.", "+ Officials deny it."]
    assert json.loads(run("show", URL, "--diff", "-f", "json").stdout)[0]["part"] == "text"


@pytest.mark.parametrize(
    ("words", "code"),
    [(("show", "none"), "missing"), (("reports", "none"), "missing"),
     (("show", "7", "--diff"), "option"), (("search", "--type", "WAR"), "option"),
     (("search", "--since", "soon"), "option")],
)  # fmt: skip
def test_what_cannot_be_done_is_an_error(run: Run, words: tuple[str, ...], code: str) -> None:
    assert run(*words).exception.code == code


def test_stats_and_check_say_how_the_store_is(run: Run) -> None:
    held = json.loads(run("store", "stats", "-f", "json").stdout)
    assert (held["reports"], held["versions"], held["events"]) == (2, 3, 1)
    done = run("store", "check")
    assert (done.exit_code, done.stderr) == (0, "No flaws found.\n")
    assert "read by tipsheet 1.0" in run("store", "stats").stdout


def test_migrate_and_backup_work(run: Run, tmp_path: Path) -> None:
    assert run("store", "migrate").stdout.startswith("Tables 0001")
    assert run("store", "backup", str(tmp_path / "copy.db")).stdout == "3 reports copied.\n"
    assert (tmp_path / "copy.db").exists()
    assert json.loads(run("store", "migrate", "-f", "json").stdout) == TABLES
    assert run("store", "backup", str(tmp_path / "b.db"), "-f", "csv").stdout.endswith("3,0,0\n")


@pytest.mark.parametrize("words", [("search",), ("show", "x"), ("reports",), ("store", "check")])
def test_store_that_is_not_there_is_not_made(tmp_path: Path, words: tuple[str, ...]) -> None:
    done = CliRunner().invoke(app, [*words, "--store", str(tmp_path / "none.db")])
    assert done.exception.code == "store-missing"
    assert list(tmp_path.iterdir()) == []
