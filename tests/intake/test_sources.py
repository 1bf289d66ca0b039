from itertools import islice
from pathlib import Path

import pytest

from tipsheet.errors import NoArticle, SourceMissing
from tipsheet.intake import Rejection, expand_source
from tipsheet.intake.sources import is_address


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.txt", "a.HTML", "sub/c.jsonl", ".hidden.txt", "style.css", "noext"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    return tmp_path


def paths(source: str | Path) -> list[str]:
    return [item for item in expand_source(str(source)) if isinstance(item, str)]


def test_expand_source_walks_a_folder_in_order(folder: Path) -> None:
    expected = ["a.HTML", "b.txt", "noext", "sub/c.jsonl"]
    assert paths(folder) == [str(folder / name) for name in expected]


def test_expand_source_counts_what_it_does_not_take(folder: Path) -> None:
    rejected = [item for item in expand_source(str(folder)) if isinstance(item, Rejection)]
    assert [Path(item.source).name for item in rejected] == ["style.css"]
    assert isinstance(rejected[0].error, NoArticle)


def test_expand_source_is_not_caught_in_a_loop_of_links(folder: Path) -> None:
    (folder / "sub" / "loop").symlink_to(folder)
    assert len(paths(folder)) == 4


def test_expand_source_is_lazy(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    items = expand_source(str(folder))
    assert next(items) == str(folder / "a.HTML")
    (folder / "sub" / "z.txt").touch()  # not listed yet
    assert str(folder / "sub" / "z.txt") in list(islice(items, 10))


@pytest.mark.parametrize("pattern", ["*.txt", "**/*.jsonl", "[ab].*"])
def test_expand_source_matches_globs(folder: Path, pattern: str) -> None:
    visible = [path for path in folder.glob(pattern) if not path.name.startswith(".")]
    assert paths(folder / pattern) == sorted(map(str, visible))


def test_expand_source_prefers_a_file_to_a_pattern(tmp_path: Path) -> None:
    (tmp_path / "[a].txt").touch()
    (tmp_path / "a.txt").touch()
    assert paths(tmp_path / "[a].txt") == [str(tmp_path / "[a].txt")]


@pytest.mark.parametrize("source", ["nothing.txt", "no*.txt", "herald.example/a", "a\0b", ""])
def test_expand_source_rejects_what_is_not_there(source: str) -> None:
    (item,) = expand_source(source)
    assert isinstance(item, Rejection)
    assert isinstance(item.error, SourceMissing)


def test_expand_source_rejects_an_empty_folder(tmp_path: Path) -> None:
    (item,) = expand_source(str(tmp_path))
    assert "holds no files" in str(item)


@pytest.mark.parametrize("source", ["-", "https://herald.example/a*b", "HTTP://x", "ftp://x/y"])
def test_expand_source_passes_stdin_and_addresses_on(source: str) -> None:
    assert list(expand_source(source)) == [source]
    assert is_address(source) == (source != "-")
