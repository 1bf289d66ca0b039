import hashlib
from pathlib import Path

import pytest

from evaluation.corpus import Options, chosen, corpus_of, digest_of, files_in, split_of
from evaluation.errors import CorpusMissing


def test_digest_of_one_file_is_that_of_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_bytes(b"{}\n")

    assert digest_of(path, [path]) == hashlib.sha256(b"{}\n").hexdigest()
    assert corpus_of(path, [path], "all").name == f"{tmp_path.name}/gold.jsonl"


def test_digest_of_a_folder_changes_with_names_and_bytes(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("1")
    (tmp_path / "b").write_text("2")
    before = digest_of(tmp_path, files_in(tmp_path, "*"))
    (tmp_path / "b").rename(tmp_path / "c")

    assert digest_of(tmp_path, files_in(tmp_path, "*")) != before
    assert digest_of(tmp_path, files_in(tmp_path, "*")[::-1]) == digest_of(
        tmp_path, files_in(tmp_path, "*")
    )


def test_files_that_are_not_there_are_missed(tmp_path: Path) -> None:
    with pytest.raises(CorpusMissing):
        files_in(tmp_path, "*.ann")
    with pytest.raises(CorpusMissing):
        files_in(tmp_path / "nowhere", "*.ann")


def test_split_is_dev_for_the_training_data_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TIPSHEET_SHARED", str(tmp_path / "corpora"))

    assert split_of(tmp_path / "corpora" / "x", Options()) == "dev"
    assert split_of(tmp_path / "shared" / "data" / "x", Options()) == "dev"
    assert split_of(tmp_path / "kept" / "x", Options()) == "all"
    assert split_of(tmp_path / "corpora" / "x", Options(split="all")) == "all"


def test_chosen_keeps_the_split_and_the_limit() -> None:
    documents = [(name, name.upper()) for name in "abdjl"]

    assert chosen(documents, "dev", Options()) == [("d", "D"), ("l", "L")]
    assert chosen(documents, "dev", Options(), tenths=2)[1] == ("j", "J")
    assert chosen(documents, "all", Options(limit=1)) == [("a", "A")]
