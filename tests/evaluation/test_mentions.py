from pathlib import Path

import pytest

from evaluation.corpus import Options
from evaluation.errors import CorpusInvalid
from evaluation.mentions import load, score
from tipsheet.reading.layers import Name

CONLL = (
    "0\t-DOCSTART-\tO\n\n0\tAna\tB-PER\n1\tLopez\tI-PER\n2\tleft\tO\n3\t.\tO\n\n"
    "0\tPort\tB-ORG\n1\tCo\tI-ORG\n\n0\t-DOCSTART-\tO\n\n0\tRuritania\tB-LOC\n1\twon\tO\n"
)
RE3D = "The\tO\nnavy\tB-Organisation\nfired\tO\n\nOn\tO\nMonday\tB-Temporal\n"


def test_load_cuts_documents_and_joins_their_sentences(tmp_path: Path) -> None:
    first, second = load(_file(tmp_path, CONLL))

    assert first.tokens.text == "Ana Lopez left.\nPort Co"
    assert first.entities == (("PER", 0, 2), ("ORG", 4, 6))
    assert second.entities == (("LOC", 0, 1),)


def test_load_takes_kinds_that_names_have(tmp_path: Path) -> None:
    first, second = load(_file(tmp_path, RE3D))

    assert first.entities == (("ORG", 1, 2),)
    assert second.entities == ()


def test_load_refuses_other_tables(tmp_path: Path) -> None:
    with pytest.raises(CorpusInvalid):
        load(_file(tmp_path, "one column\n"))


def test_score_wants_kind_and_span(tmp_path: Path, stub: type) -> None:
    found = [_name("Ana Lopez", 0, "PER"), _name("Port Co", 16, "LOC")]
    reader = stub(found={"Ana Lopez left.\nPort Co": found})
    result = score(_file(tmp_path, CONLL), reader, Options())

    assert result.to_dict()["metrics"]["entity_f1"]["value"] == pytest.approx(2 / 5)
    assert [m.kind for m in result.mistakes] == ["ORG read as LOC", "LOC missed"]


def test_score_of_nothing_found_is_zero(tmp_path: Path, stub: type) -> None:
    result = score(_file(tmp_path, CONLL), stub(), Options()).to_dict()

    assert result["metrics"]["entity_f1"]["value"] == 0.0
    assert result["n"] == 3


def _name(text: str, start: int, kind: str) -> Name:
    return Name(start=start, end=start + len(text), text=text, kind=kind, score=1.0)


def _file(folder: Path, text: str) -> Path:
    path = folder / "val.conllu"
    path.write_text(text, encoding="utf-8")
    return path
