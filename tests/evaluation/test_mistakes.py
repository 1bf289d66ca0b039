from pathlib import Path

from evaluation.mistakes import SHOWN, Mistake, by_kind, page, write


def mistake(kind: str, note: str = "") -> Mistake:
    return Mistake(kind=kind, document="d", text="a <b> c", start=2, end=5, note=note)


def test_by_kind_has_the_most_frequent_first() -> None:
    groups = by_kind([mistake("x"), mistake("z"), mistake("y"), mistake("y")])

    assert [(kind, len(group)) for kind, group in groups] == [("y", 2), ("x", 1), ("z", 1)]


def test_page_escapes_texts_kinds_and_notes() -> None:
    html = page("<title>", [mistake("a & b", note="<script>")])

    assert "a <mark>&lt;b&gt;</mark> c" in html
    assert "a &amp; b: 1" in html
    assert "<script>" not in html


def test_page_shows_some_of_many_and_counts_all() -> None:
    html = page("many", [mistake("x")] * (SHOWN + 5))

    assert html.count("<mark>") == SHOWN
    assert f"x: {SHOWN + 5}" in html


def test_write_survives_lone_surrogates(tmp_path: Path) -> None:
    write(tmp_path / "out.html", "t", [mistake("x", note="\ud800")])

    assert "\\ud800" in (tmp_path / "out.html").read_text(encoding="utf-8")
