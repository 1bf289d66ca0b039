from pathlib import Path

import pytest

from tests.reading.stub import StubEncoder
from tipsheet.errors import SourceEmpty, SourceMissing
from tipsheet.intake import Given, Limits, Rejection
from tipsheet.reading.reader import read_report
from tipsheet.record import Reading, Report
from tipsheet.run.pipeline import Tally, readings

TEXT = "The army left the city on Monday, and the mayor said that it would not come back."


def _read(report: Report) -> Reading:
    return read_report(report, model=StubEncoder())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.txt").write_text("", encoding="utf-8")
    (tmp_path / "c.txt").write_text(TEXT + " It did.", encoding="utf-8")
    return tmp_path


def _outcomes(*sources: str | Path) -> list[Reading | Rejection]:
    given = Given(published="2025-08-21")
    return list(readings(map(str, sources), given=given, limits=Limits(), read=_read))


def test_readings_come_in_order_with_rejections_in_their_places(folder: Path) -> None:
    first, second, third = _outcomes(folder)
    assert isinstance(first, Reading)
    assert isinstance(second, Rejection)
    assert isinstance(third, Reading)
    assert third.report.text == TEXT + " It did."


def test_what_is_given_holds_for_every_report(folder: Path) -> None:
    found = [item for item in _outcomes(folder, folder / "a.txt") if isinstance(item, Reading)]
    assert [item.report.published for item in found] == ["2025-08-21"] * 3


def test_sources_are_read_only_when_asked_for(folder: Path) -> None:
    outcomes = readings(
        [str(folder / "a.txt"), str(folder / "gone.txt")],
        given=Given(),
        limits=Limits(),
        read=_read,
    )
    assert isinstance(next(outcomes), Reading)
    (folder / "gone.txt").write_text(TEXT, encoding="utf-8")
    assert isinstance(next(outcomes), Reading)


def test_addresses_are_refused_without_a_fetch() -> None:
    (outcome,) = _outcomes("https://herald.example/troops")
    assert isinstance(outcome, Rejection)
    assert outcome.error.code == "address-refused"


def test_tally_counts_reasons_and_keeps_the_first(folder: Path) -> None:
    tally = Tally()
    for outcome in _outcomes(folder, folder / "gone.txt", folder / "b.txt"):
        tally.add(outcome)
    assert str(tally) == "5 seen, 2 read, 3 rejected (empty 2, missing 1)"
    assert isinstance(tally.first, SourceEmpty)


def test_tally_of_nothing_and_of_reads_alone_gives_no_reasons() -> None:
    assert str(Tally()) == "0 seen, 0 read, 0 rejected"
    assert str(Tally(read=2)) == "2 seen, 2 read, 0 rejected"


def test_tallies_do_not_share_their_counts() -> None:
    Tally().add(Rejection("x", SourceMissing("gone")))
    assert Tally().seen == 0
