"""Origins and outcomes scored on a newsroom of two reports."""

import json
from pathlib import Path

import pytest

from evaluation import followthrough, origin_counts
from evaluation.corpus import Options
from evaluation.reader import InstalledReader
from tipsheet.exports.json import dumps
from tipsheet.record import Attribution, Reader, Reading, Report, Span

TEXTS = {"r1": "Ana Ruiz said the lock broke.", "r2": "Omar Haddad said the lock broke."}


@pytest.fixture
def newsroom(tmp_path: Path) -> Path:
    (tmp_path / "gold").mkdir()
    (tmp_path / "publishers.toml").write_text("", encoding="utf-8")
    reports = [
        {"id": id, "url": None, "publisher": id, "title": None, "byline": [],
         "published": f"2031-01-0{id[1]}", "text": text}
        for id, text in TEXTS.items()
    ]  # fmt: skip
    _write(tmp_path / "newsroom.jsonl", reports)
    words = [{"report": id, "start": text.index("lock"), "end": len(text) - 1, "text": ""}
             for id, text in TEXTS.items()]  # fmt: skip
    row = {"id": "x", "until": None, "mentions": words, "count": {"low": 2, "high": 2},
           "origins": [{"kind": "person", "who": "a"}, {"kind": "person", "who": "b"}]}  # fmt: skip
    _write(tmp_path / "gold" / "origins.jsonl", [row])
    plan = {"id": "y", "words": words[1], "due": {"latest": None}, "outcome": "nothing heard",
            "shown": None, "why": ""}  # fmt: skip
    _write(tmp_path / "gold" / "followthrough.jsonl", [plan])
    system = tmp_path / "system.jsonl"
    system.write_text("".join(dumps(_reading(*item)) + "\n" for item in TEXTS.items()))
    return tmp_path


def _write(path: Path, rows: list[dict[str, object]]) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def _reading(id: str, text: str) -> Reading:
    said = Attribution(
        id="a1", source=Span.of(text, 0, text.index(" said")), cue=None,
        content=(Span.of(text, text.index("the"), len(text)),), kind="person", count=None,
        entity=None, quote="indirect", parent=None, origin=None, confidence=1.0,
    )  # fmt: skip
    return Reading(
        reader=Reader(name="t", version="1", model="m"),
        report=Report.of(text, id=id, publisher=id, published=f"2031-01-0{id[1]}"),
        attributions=(said,),
    )


def test_right_count_of_origins_is_contained_and_exact(newsroom: Path) -> None:
    found = origin_counts.score(newsroom, InstalledReader(), Options(), newsroom / "system.jsonl")
    values = {measure.name: measure.value for measure in found.measures}
    assert (values["contained"], values["exact"], values["width"]) == (1.0, 1.0, 0.0)
    assert found.mistakes == ()


def test_unheard_of_announcement_is_nothing_heard(newsroom: Path) -> None:
    found = followthrough.score(newsroom, InstalledReader(), Options(), newsroom / "system.jsonl")
    values = {measure.name: measure.value for measure in found.measures}
    assert (values["outcome"], values["listed"]) == (1.0, 0.0)
