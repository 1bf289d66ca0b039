import os
from pathlib import Path

from tipsheet.run.places import Place, place_of, places_of, weight_of


def test_files_have_a_stamp_that_changes_with_them(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The army left.")
    first = place_of(str(tmp_path / "a.txt"))
    os.utime(tmp_path / "a.txt", ns=(1, 1))
    assert first.size == 14
    assert place_of(str(tmp_path / "a.txt")).stamp != first.stamp


def test_addresses_and_pipes_have_none() -> None:
    assert [place_of(name).stamp for name in ("-", "https://a.example/", "/dev/null")] == [None] * 3


def test_the_same_file_has_one_key_however_it_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()
    there = f"{tmp_path}/sub/../a.txt"
    assert Place(name=there).key == place_of(str(tmp_path / "a.txt")).key


def test_places_come_in_order_with_rejections(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "c.css"):
        (tmp_path / name).touch()
    kinds = [type(one).__name__ for one in places_of([str(tmp_path), "gone"])]
    assert kinds == ["Place", "Place", "Rejection", "Rejection"]


def test_weight_is_the_sum_of_the_files_where_all_have_a_size(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("abc")
    (tmp_path / "b.txt").write_text("de")
    assert weight_of([str(tmp_path), "gone"]) == 5
    assert weight_of([str(tmp_path), "https://a.example/"]) is None


def test_weight_is_not_known_where_it_takes_too_long(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("abc")
    clock = iter(range(0, 1000, 5))
    assert weight_of([str(tmp_path)], clock=lambda: float(next(clock))) is None
