"""The index of vectors: whole whatever happens to its files, and as good as comparing all."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import Connection

from tests.store.readings import reading
from tipsheet.store import Vectors, open_store
from tipsheet.store.nearby import Nearby, compare
from tipsheet.store.vectors import unit

COUNT = 60


def leaning(number: int) -> np.ndarray:
    return np.random.default_rng(number).normal(size=(3, 384)).astype(np.float32)


@pytest.fixture
def connection(path: Path) -> Iterator[Connection]:
    with open_store(str(path)) as store:
        with store.writer() as writer:
            for number in range(COUNT):
                offsets = np.array([[0, 4], [4, 6], [6, 9]])
                given = Vectors(offsets=offsets, rows=leaning(number))
                writer.add(reading(f"Report {number}."), vectors=given)
        with store.engine.connect() as connection:
            yield connection
            connection.rollback()


def files(root: Path) -> list[str]:
    return sorted(path.name for path in root.rglob("*.voyager"))


def test_index_grows_by_segments_and_never_rewrites_a_full_one(
    connection: Connection, tmp_path: Path
) -> None:
    Nearby(tmp_path / "v", full=60).save(connection)
    assert files(tmp_path / "v") == ["1-20.voyager", "21-40.voyager", "41-60.voyager"]
    Nearby(tmp_path / "v", full=60).save(connection)
    assert len(files(tmp_path / "v")) == 3


@pytest.mark.parametrize("full", [30, 10_000])
@pytest.mark.parametrize("saved", [True, False])
def test_index_finds_the_nearest_sentence(
    connection: Connection, tmp_path: Path, full: int, saved: bool
) -> None:
    nearby = Nearby(tmp_path / "v", full=full)
    if saved:
        nearby.save(connection)
    for number in (0, 17, COUNT - 1):
        asked = unit(leaning(number)[2])
        best = nearby.search(connection, asked, 5)[0]
        assert (best.reading, best.sentence) == (number + 1, 2)
        assert 0.8 < best.cosine <= 1.001


def test_index_without_a_folder_compares_one_by_one(connection: Connection) -> None:
    found = Nearby(None).search(connection, unit(leaning(3)[0]), 2)
    assert (found[0].reading, found[0].sentence) == (4, 0)
    assert compare(connection, [4, 5], unit(leaning(3)[0]))[0].reading == 4


@pytest.mark.parametrize("spoilt", ["21-40", "1-20", "41-60"])
@pytest.mark.parametrize("how", ["gone", "damaged", "empty"])
def test_index_mends_itself(connection: Connection, tmp_path: Path, spoilt: str, how: str) -> None:
    root = tmp_path / "v"
    Nearby(root, full=60).save(connection)
    (path,) = root.rglob(f"{spoilt}.voyager")
    path.unlink()
    if how != "gone":
        path.write_bytes(b"no index" * 50 if how == "damaged" else b"")
    nearby = Nearby(root, full=60, loose=0)
    for number in (5, 25, 45):
        best = nearby.search(connection, unit(leaning(number)[1]), 3)[0]
        assert (best.reading, best.sentence) == (number + 1, 1)


def test_index_of_another_store_is_not_used(connection: Connection, tmp_path: Path) -> None:
    root = tmp_path / "v"
    (root / "another").mkdir(parents=True)
    (root / "another" / "1-99.voyager").write_bytes(b"not ours")
    assert Nearby(root).search(connection, unit(leaning(3)[0]), 2)[0].reading == 4
