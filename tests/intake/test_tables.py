import gzip
from pathlib import Path

import pytest

from tipsheet.errors import OptionInvalid
from tipsheet.intake import Item, Limits, Rejection, Terms, columns_of, read_items


def read(path: Path, data: str | bytes, **terms: object) -> list[Item | Rejection]:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return list(read_items(str(path), Terms(**terms)))  # type: ignore[arg-type]


def codes(items: list[Item | Rejection]) -> list[str]:
    return [item.error.code if isinstance(item, Rejection) else item.report.id for item in items]


def test_table_rows_are_reports_with_the_callers_id_and_columns(tmp_path: Path) -> None:
    table = "id,text,date,desk\nA-1,The army left.,2025-03-03,foreign\n"
    (item,) = read(tmp_path / "r.csv", table)
    assert isinstance(item, Item)
    assert (item.report.id, item.report.text) == ("A-1", "The army left.")
    assert (item.report.published, item.report.metadata) == ("2025-03-03", {"desk": "foreign"})
    assert item.source.endswith("r.csv:2")


def test_table_columns_can_be_mapped(tmp_path: Path) -> None:
    table = "nr\tstory text\ttext\nA-1\tThe army left.\tteaser\n"
    columns = columns_of(["text=story text", "id=nr"])
    (item,) = read(tmp_path / "r.tsv", table, columns=columns)
    assert isinstance(item, Item)
    assert (item.report.id, item.report.text) == ("A-1", "The army left.")
    assert item.report.metadata == {"text": "teaser"}


def test_mapped_column_that_is_not_there_is_named(tmp_path: Path) -> None:
    (item,) = read(tmp_path / "r.csv", "text\nThe army left.\n", columns={"text": "body"})
    assert 'put the report under the key "body"' in str(item)


@pytest.mark.parametrize("pair", ["text", "=body", "text="])
def test_columns_of_refuses_what_is_no_mapping(pair: str) -> None:
    with pytest.raises(OptionInvalid, match="write it as text=body"):
        columns_of([pair])


def test_terms_refuse_a_fact_that_no_report_has() -> None:
    with pytest.raises(
        OptionInvalid, match="'colour' is no fact of a report: choose from id, text"
    ):
        Terms(columns={"colour": "c"})


def test_table_cells_keep_line_breaks_and_quotation_marks(tmp_path: Path) -> None:
    (item,) = read(tmp_path / "r.csv", 'id;text\n1;"The army\r\n""left""; it did."\n')
    assert isinstance(item, Item)
    assert item.report.text == 'The army\r\n"left"; it did.'


def test_table_goes_on_behind_a_bad_row(tmp_path: Path) -> None:
    rows = b"id,text\n1,The army left.\n2,a,b,c\n3,caf\xe9 is shut.\n4,\n\n5,It came back.\n"
    assert codes(read(tmp_path / "r.csv", rows)) == ["1", "record", "record", "record", "5"]


def test_table_with_an_open_quotation_mark_ends_at_the_limit(tmp_path: Path) -> None:
    rows = 'id,text\n1,The army left.\n2,"It never ends\n' + "more and more\n" * 9000
    items = read(tmp_path / "r.csv", rows, limits=Limits(file=50_000))
    assert codes(items) == ["1", "too-large"]


def test_table_takes_a_report_longer_than_the_librarys_own_limit(tmp_path: Path) -> None:
    (item,) = read(tmp_path / "r.csv", "id,text\n1,The army left. " + "It left. " * 20_000 + "\n")
    assert isinstance(item, Item)


def test_packed_table_and_lines_are_read_as_they_are_unpacked(tmp_path: Path) -> None:
    table = gzip.compress(b"id,text\n1,The army left.\n")
    lines = gzip.compress(b'{"id": "2", "text": "The army left."}\n')
    assert codes(read(tmp_path / "r.csv.gz", table)) == ["1"]
    assert codes(read(tmp_path / "r.jsonl.gz", lines)) == ["2"]


def test_cut_off_gzip_keeps_the_lines_before(tmp_path: Path) -> None:
    lines = b"".join(b'{"id": "%d", "text": "The army left."}\n' % n for n in range(3000))
    cut = gzip.compress(lines)[:-2000]
    *ids, last = codes(read(tmp_path / "r.jsonl.gz", cut))
    assert ids[:3] == ["0", "1", "2"]
    assert last == "damaged"


def test_gzip_bomb_in_lines_is_one_line_too_long(tmp_path: Path) -> None:
    bomb = gzip.compress(b'{"id": "1", "text": "The army left."}\n' + b"a" * 30_000_000)
    items = read(tmp_path / "r.jsonl.gz", bomb, limits=Limits(file=100_000))
    assert codes(items) == ["1", "record"]
    assert "too long a line" in str(items[1])


@pytest.mark.parametrize("name", ["r.txt.gz", "r.html.gz", "r.xml.gz"])
def test_gzip_bomb_in_a_document_is_too_large(tmp_path: Path, name: str) -> None:
    head = {"t": b"The army ", "h": b"<html>", "x": b"<rss>"}[name[2]]
    bomb = gzip.compress(head + b"a" * 30_000_000)
    limits = Limits(file=100_000, text=100_000)
    assert codes(read(tmp_path / name, bomb, limits=limits)) == ["too-large"]


def test_gzip_within_gzip_is_refused(tmp_path: Path) -> None:
    (item,) = read(tmp_path / "r.gz", gzip.compress(gzip.compress(b"The army left.")))
    assert "is gzip within gzip" in str(item)
