from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tipsheet.errors import InstallationBroken
from tipsheet.reading.gazetteer import (
    fold,
    gazetteer,
    read_gazetteer,
    size_of,
    write_gazetteer,
)


def rows_of(name: str) -> list[int]:
    main, other = gazetteer().find([fold(name)])[0]
    return main + other


def ids_of(name: str) -> set[int]:
    return {int(gazetteer().columns["geonames_id"][row]) for row in rows_of(name)}


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("St. Louis", "st louis"),
        ("Saint-Louis", "st louis"),
        ("Khān Yūnis", "khan yunis"),
        ("N'Djamena", "ndjamena"),
        ("N’Djamena", "ndjamena"),
        ("U.S.", "us"),
        ("  Baton\n Rouge ", "baton rouge"),
        ("Łódź", "lodz"),
    ],
)
def test_fold_gives_the_key_of_a_name(name, key):
    assert fold(name) == key


@given(st.text(max_size=40))
def test_fold_of_a_key_is_the_key(name):
    assert fold(fold(name)) == fold(name)


@pytest.mark.parametrize(
    ("name", "geonames_id"),
    [
        ("Kyiv", 703448),
        ("Kiev", 703448),
        ("France", 3017382),
        ("U.K.", 2635167),
        ("Calif.", 5332921),
        ("Gaza Strip", 281132),
        ("Middle East", 6269133),
        ("Europe", 6255148),
    ],
)
def test_find_knows_names_and_their_other_forms(name, geonames_id):
    assert geonames_id in ids_of(name)


def test_find_answers_each_key_in_order():
    found = gazetteer().find(["no such place", "paris", ""])
    assert found[0] == ([], [])
    assert found[2] == ([], [])
    assert {gazetteer().name(row) for row in found[1][0]} == {"Paris"}


def test_states_hold_their_places():
    book = gazetteer()
    states = {int(book.columns["admin1_rows"][book.columns["admin1"][r]]) for r in rows_of("paris")}
    assert {"Texas", "Île-de-France", "Tennessee"} <= {book.name(row) for row in states}


def test_every_name_finds_its_own_row():
    book = gazetteer()
    rows = range(0, len(book), 997)
    found = book.find([fold(book.name(row)) for row in rows])
    assert all(row in main for row, (main, _) in zip(rows, found, strict=True))


def test_columns_lie_within_their_bounds():
    columns = gazetteer().columns
    assert np.abs(columns["latitude"]).max() <= 90
    assert np.abs(columns["longitude"]).max() <= 180
    assert columns["country"].max() < len(gazetteer().countries)


def test_size_grows_with_population_and_fits_a_byte():
    assert [size_of(n) for n in (0, 1, 3)] == [0, 8, 16]
    assert size_of(8e9) < 256


def test_read_refuses_a_file_that_is_missing_or_damaged(tmp_path: Path):
    with pytest.raises(InstallationBroken, match="install"):
        read_gazetteer(tmp_path / "none.bin")
    damaged = tmp_path / "damaged.bin"
    damaged.write_bytes(b"something else entirely")
    with pytest.raises(InstallationBroken, match="not a gazetteer"):
        read_gazetteer(damaged)


def test_written_files_read_back(tmp_path: Path):
    from zlib import compress

    names = ["Ardu", "Belmora"]
    columns = {
        "hash": np.array([1, 2], dtype="<u4"),
        "name_length": np.array([len(name) for name in names], dtype="u1"),
        "names": np.frombuffer(compress("".join(names).encode()), dtype="u1"),
    }
    write_gazetteer(tmp_path / "g.bin", columns, ["", "FRA"], ["PPL"])
    book = read_gazetteer(tmp_path / "g.bin")
    assert [book.name(row) for row in range(len(book))] == names
    assert (book.countries, book.features) == (("", "FRA"), ("PPL",))
