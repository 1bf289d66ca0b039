from pathlib import Path

import numpy as np
import pytest

from tipsheet.errors import InstallationBroken
from tipsheet.reading.encoder import ANCHOR_HEADS, ROW_HEADS, OnnxEncoder, _owners

LONG = "The army sent 40 boats to Port Ansel on Monday, officials said. " * 60


def test_every_word_has_a_row_in_every_head(model: OnnxEncoder) -> None:
    encoded = model.encode("Troops left Qarshovabad.")
    words = [
        "Troops left Qarshovabad."[start:end]
        for start, end in zip(encoded.starts.tolist(), encoded.ends.tolist(), strict=True)
    ]
    assert words == ["Troops", "left", "Qarshovabad", "."]
    assert {name: len(rows) for name, rows in encoded.heads.items()} == dict.fromkeys(ROW_HEADS, 4)


def test_no_words_give_no_rows(model: OnnxEncoder) -> None:
    encoded = model.encode(" \n ")
    assert (len(encoded.starts), encoded.sayings, encoded.events) == (0, (), ())
    assert set(encoded.heads) == set(ROW_HEADS)


def test_anchors_come_in_order_with_tags_inside_the_text(model: OnnxEncoder) -> None:
    encoded = model.encode(LONG)
    for anchors in (encoded.sayings, encoded.events):
        words = [anchor.word for anchor in anchors]
        assert words == sorted(set(words))
        assert all(a.first + len(a.tags) <= len(encoded.starts) for a in anchors)
        assert all(a.first <= a.word < a.first + len(a.tags) for a in anchors)


def test_long_text_is_read_alike_in_every_window(model: OnnxEncoder) -> None:
    encoded = model.encode(LONG)
    assert np.isfinite(encoded.heads["names"]).all()
    assert np.abs(encoded.heads["names"]).sum(1).min() > 0


def test_same_text_gives_the_same_outputs(model: OnnxEncoder) -> None:
    one, other = model.encode(LONG[:300]), model.encode(LONG[:300])
    assert all((one.heads[name] == other.heads[name]).all() for name in ROW_HEADS)


def test_pieces_belong_to_the_window_that_sees_them_deepest() -> None:
    assert _owners([(0, 6), (2, 8)], 8).tolist() == [0, 0, 0, 0, 1, 1, 1, 1]
    assert _owners([(0, 3)], 3).tolist() == [0, 0, 0]


def test_model_is_named_by_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "reader.onnx").write_bytes(b"weights")
    assert OnnxEncoder(tmp_path).name == "tipsheet-reader@9a129038d9a0"


def test_missing_model_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(InstallationBroken, match=r"tokenizer\.json cannot be read: install"):
        OnnxEncoder(tmp_path).encode("Troops left.")


def test_model_has_the_outputs_that_are_asked_for(model: OnnxEncoder) -> None:
    names = {output.name for output in model._session.get_outputs()}
    assert names >= {*ROW_HEADS, *ANCHOR_HEADS}
