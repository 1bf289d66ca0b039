import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tipsheet.errors import ExtraMissing
from tipsheet.intake import Item, Rejection, Terms, read_items
from tipsheet.intake.files import Stream
from tipsheet.intake.limits import Limits
from tipsheet.intake.parquet import read_parquet

parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")


def write(path: Path, **columns: list[Any]) -> Path:
    import pyarrow

    parquet.write_table(pyarrow.table(columns), path)
    return path


def test_parquet_rows_are_reports_with_their_columns(tmp_path: Path) -> None:
    moment = datetime(2025, 3, 3, 6, tzinfo=UTC)
    path = write(tmp_path / "r.parquet", body=["The army left."], date=[moment], score=[0.5])
    (item,) = read_items(str(path))
    assert isinstance(item, Item)
    assert (item.report.text, item.report.published) == (
        "The army left.",
        "2025-03-03T06:00:00+00:00",
    )
    assert (item.report.metadata, item.source) == ({"score": 0.5}, f"{path}#1")


def test_parquet_columns_can_be_mapped_and_rows_rejected(tmp_path: Path) -> None:
    path = write(tmp_path / "r.parquet", story=["The army left.", None, "It came back."])
    items = list(read_items(str(path), Terms(columns={"text": "story"})))
    assert [isinstance(item, Rejection) for item in items] == [False, True, False]


@pytest.mark.parametrize("cut", [8, 100, -20])
def test_damaged_parquet_is_one_line(tmp_path: Path, cut: int) -> None:
    path = write(tmp_path / "r.parquet", text=["The army left."] * 200)
    path.write_bytes(path.read_bytes()[:cut])
    (item,) = read_items(str(path))
    assert "is no whole Parquet table" in str(item)


def test_parquet_is_read_from_memory_where_there_is_no_file(tmp_path: Path) -> None:
    data = write(tmp_path / "r.parquet", text=["The army left."]).read_bytes()
    ((name, _),) = read_parquet(Stream.of("x", io.BytesIO(data)), Limits(), {})
    assert name == "x#1"


def test_parquet_without_its_library_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow.parquet", None)
    with pytest.raises(ExtraMissing, match=r"pip install 'tipsheet\[parquet\]'"):
        list(read_parquet(Stream.of("x", io.BytesIO(b"PAR1")), Limits(), {}))
