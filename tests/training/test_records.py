"""Texts of the marked-up reports, found again where the corpora keep them."""

import json
from pathlib import Path

import pytest

from training.corpora import records

FILES = {
    "wikinews/wikinews.jsonl": '{"id": "wn1", "text": "A vote."}\n',
    "conflict/insightCrime/train.tsv": "A raid.\t0\nTwo arrests.\t1\n",
    "conflict/IndiaPoliceEvents_sents/train.tsv": (
        "stray\t0\r\nThis story is from May 1, 2002\t0\r\nA march.\t1\r\n"
        "This story is from May 2, 2002\t0\r\nA strike.\t1"
    ),
    "factuality/uds_ih2/ewt_train.conllu": (
        "# sent_id = blog-1-0001\n# text = A siege.\n1\tA\ta\n\n"
        "# sent_id = blog-1-0003\n# text = It ended.\n1\tIt\tit\n\n"
    ),
}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True)
        path.write_bytes(text.encode())
    return tmp_path


@pytest.mark.parametrize(
    ("origin", "id_", "text"),
    [
        ("conflict/insightCrime", "ic-train-1", "Two arrests."),
        ("conflict/IndiaPoliceEvents", "ipe-train-1", "This story is from May 1, 2002\nA march."),
        ("conflict/IndiaPoliceEvents", "ipe-train-3", "This story is from May 2, 2002\nA strike."),
        ("factuality/uds_ih2", "ewt-blog-1", "A siege.\nIt ended."),
    ],
)
def test_text_of_a_report_is_found_by_origin(data: Path, origin: str, id_: str, text: str) -> None:
    path = data / "records.jsonl"
    path.write_text(json.dumps({"id": id_, "origin": origin}))
    assert records.texts_of(path, data) == {id_: text}


def test_report_that_is_not_there_has_no_text(data: Path) -> None:
    path = data / "records.jsonl"
    path.write_text(json.dumps({"id": "ic-train-9", "origin": "conflict/insightCrime"}))
    assert records.texts_of(path, data) == {}
