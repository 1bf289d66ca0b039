"""Files as stores: opened, refused, full, damaged."""

import os
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import event as listening

from tests.store.readings import reading, report
from tests.store.writing import captured, numbered
from tipsheet.errors import (
    OptionInvalid,
    StoreBusy,
    StoreDamaged,
    StoreFull,
    StoreMissing,
    StoreOutdated,
    StoreUnreachable,
)
from tipsheet.store import Store, open_store, sqlite


def filled(path: Path, count: int = 3) -> None:
    with open_store(str(path)) as store, store.writer() as writer:
        for number in range(count):
            writer.add(numbered(number), capture=captured(numbered(number)))


def test_store_is_there_when_it_is_opened_again(path: Path) -> None:
    filled(path)
    with open_store(f"sqlite:///{path}") as store:
        assert len(list(store.view().readings())) == 3
        assert store.url == str(path)


@pytest.mark.parametrize("content", [None, b""])
def test_store_that_is_not_there_is_missing(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "none.db"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(StoreMissing, match="tipsheet run"):
        open_store(str(path))


def test_file_of_something_else_is_damaged_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear reader, " * 100)
    with pytest.raises(StoreDamaged):
        open_store(str(path), create=True)
    assert path.read_text().startswith("Dear reader")


def test_database_of_something_else_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE reports (x)")
    other.close()
    with pytest.raises(StoreDamaged, match="something else"):
        open_store(str(path), create=True)
    with pytest.raises(StoreMissing):
        open_store(str(path))


@pytest.mark.parametrize("url", ["", ".", "mysql://x/y", "http://a.example/x.db"])
def test_address_of_no_store_is_refused(url: str) -> None:
    with pytest.raises(OptionInvalid):
        open_store(url)


def test_folder_that_is_not_there_is_unreachable(tmp_path: Path) -> None:
    with pytest.raises(StoreUnreachable):
        open_store(str(tmp_path / "no" / "news.db"), create=True)


@pytest.mark.parametrize(("revision", "said"), [("0000", "migrate"), ("9999", "newer")])
def test_tables_of_another_version_are_named(path: Path, revision: str, said: str) -> None:
    database = sqlite3.connect(path)
    database.execute("UPDATE alembic_version SET version_num = ?", (revision,))
    database.commit()
    database.close()
    with pytest.raises(StoreOutdated, match=said):
        open_store(str(path))


def test_second_writer_waits_and_then_says_that_the_store_is_busy(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "_PRAGMAS", ("PRAGMA busy_timeout = 50",))
    with open_store(str(path)) as first, open_store(str(path)) as second, first.writer() as writer:
        writer.add(reading())
        with pytest.raises(StoreBusy), second.writer():
            raise AssertionError("two at a time")
    assert first.view().get(report().id) is not None


def test_full_disk_loses_the_batch_and_no_more(path: Path) -> None:
    kept: list[int] = []
    with open_store(str(path)) as store:
        store.engine.dispose()
        listening.listen(store.engine, "connect", _narrow)
        with pytest.raises(StoreFull, match="make room"):
            _fill(store, kept)
    with open_store(str(path)) as store:
        assert [one.reading for one in store.view().readings()] == list(map(numbered, kept))
        assert list(store.check()) == []
        with store.writer() as writer:
            assert writer.add(numbered(len(kept))) == "new"
    assert kept


def _fill(store: Store, kept: list[int]) -> None:
    for number in range(10_000):
        with store.writer() as writer:
            writer.add(numbered(number))
        kept.append(number)


def _narrow(connection: sqlite3.Connection, _: object) -> None:
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count = {pages + 40}")


def test_check_finds_what_was_changed_behind_its_back(path: Path) -> None:
    filled(path)
    database = sqlite3.connect(path)
    database.executescript(
        "UPDATE texts SET body = (SELECT body FROM texts WHERE report = 2) WHERE report = 1;"
        "UPDATE records SET body = x'00' WHERE reading = 2;"
        "DELETE FROM events WHERE reading = 3;"
    )
    database.close()
    with open_store(str(path)) as store:
        found = [(flaw.where.split(" of ")[0], flaw.what[:13]) for flaw in store.check()]
    assert ("reading 1", "its text is n") in found
    assert ("reading 2", "it cannot be ") in found
    assert ("reading 3", "its events ar") in found


def test_check_finds_captures_that_are_cut_off_or_gone(path: Path) -> None:
    filled(path)
    (archive,) = path.with_name("news.db-captures").iterdir()
    os.truncate(archive, archive.stat().st_size - 4)
    with open_store(str(path)) as store:
        assert [flaw.where.split()[0] for flaw in store.check()] == ["capture"]
        archive.unlink()
        assert len(list(store.check())) == 3
        with pytest.raises(StoreDamaged):
            store.view().capture("https://a.example/0")


def test_damaged_file_is_said_to_be_damaged(path: Path) -> None:
    filled(path, 30)
    content = bytearray(path.read_bytes())
    content[4096 : len(content) // 2] = b"\xff" * (len(content) // 2 - 4096)
    path.write_bytes(content)
    with pytest.raises(StoreDamaged, match="backup"):
        _look(path)


def _look(path: Path) -> None:
    with open_store(str(path)) as store:
        assert list(store.check()) != []
        list(store.view().readings(all_versions=True))
