"""Copies of a store, to either kind."""

from pathlib import Path

import pytest

from tests.store.readings import NEWER, meant, reading, vectors
from tests.store.writing import captured, numbered
from tipsheet.errors import OptionInvalid, StoreMissing
from tipsheet.store import Query, open_store
from tipsheet.store.copying import Copied, copy_store


@pytest.fixture
def source(path: Path) -> str:
    with open_store(str(path)) as store, store.writer() as writer:
        for number in range(5):
            given = numbered(number)
            writer.add(given, vectors=vectors(given.report.text), capture=captured(given))
        writer.add(reading("Two.", id="7", reader=NEWER))
        writer.add(reading("Three.", id="7"))
        writer.mark("feed", {"at": 1})
    return str(path)


def same(source: str, target: str) -> None:
    with open_store(source, encode=meant) as old, open_store(target, encode=meant) as new:
        assert list(new.view().readings(all_versions=True)) == list(
            old.view().readings(all_versions=True)
        )
        for asked in (Query(words="raiders"), Query(type=("ASSAULT",)), Query(meaning="strike")):
            ids = [{hit.id for hit in one.view().search(asked).hits} for one in (old, new)]
            assert ids[0] == ids[1] != set()
        assert new.view().state("feed") == {"at": 1}
        assert list(new.check()) == []


def test_copy_in_a_file_is_the_same(source: str, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    assert copy_store(source, str(target)) == Copied(reports=7, captures=5, left=0)
    same(source, str(target))
    assert [path.name for path in tmp_path.glob(".*")] == []


def test_copy_goes_to_a_server_and_back(
    source: str, postgres: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert copy_store(source, postgres).left == 5
    same(source, postgres)
    copy_store(postgres, str(tmp_path / "back.db"), captures=Path(f"{source}-captures"))
    same(source, str(tmp_path / "back.db"))
    with open_store(postgres) as store, store.writer() as writer:
        assert writer.add(reading("One more.")) == "new"


def test_copy_takes_the_place_of_nothing(source: str, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    target.write_text("a letter")
    with pytest.raises(OptionInvalid, match="there already"):
        copy_store(source, str(target))
    assert target.read_text() == "a letter"


def test_copy_holds_no_more_of_the_captures_than_the_store_knows(
    source: str, path: Path, tmp_path: Path
) -> None:
    (archive,) = path.with_name(f"{path.name}-captures").iterdir()
    whole = archive.read_bytes()
    archive.write_bytes(whole + b"half of a record")
    copy_store(source, f"sqlite:///{tmp_path / 'copy.db'}")
    assert (tmp_path / "copy.db-captures" / archive.name).read_bytes() == whole
    archive.unlink()
    assert copy_store(source, str(tmp_path / "next.db")).left == 5


def test_copy_of_no_store_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing):
        copy_store(str(tmp_path / "none.db"), str(tmp_path / "copy.db"))
    assert list(tmp_path.iterdir()) == []
