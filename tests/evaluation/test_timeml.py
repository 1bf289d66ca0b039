from pathlib import Path

import pytest

from evaluation.errors import CorpusInvalid
from evaluation.timeml import load

DOCUMENT = (
    '<TimeML><DOCID>a</DOCID>\n<DCT><TIMEX3 tid="t0" type="DATE" value="2025-08-21" '
    'functionInDocument="CREATION_TIME">x</TIMEX3></DCT>\n'
    '<TEXT>AT&amp;T <EVENT eid="e1" class="REPORTING">said</EVENT> '
    '<TIMEX3 tid="t1" type="DATE" value="2025-08-20">yesterday</TIMEX3> it fell in '
    '<TIMEX3 tid="t2" type="DATE" value="2024">2024</TIMEX3>.</TEXT></TimeML>'
)


def written(folder: Path, content: str) -> Path:
    path = folder / "a.tml"
    path.write_text(content, encoding="utf-8")
    return path


def test_load_gives_raw_text_and_offsets(tmp_path: Path):
    text = load(written(tmp_path, DOCUMENT))
    assert text.text == "AT&T said yesterday it fell in 2024."
    assert [text.text[time.start : time.end] for time in text.times] == ["yesterday", "2024"]


def test_load_leaves_the_creation_time_out(tmp_path: Path):
    text = load(written(tmp_path, DOCUMENT))
    assert (text.id, text.published) == ("a", "2025-08-21")
    assert [time.value for time in text.times] == ["2025-08-20", "2024"]


@pytest.mark.parametrize("content", ["<p>no text</p>", '<TEXT><TIMEX3 value="2024">2024</TEXT>'])
def test_load_refuses_what_is_not_timeml(tmp_path: Path, content: str):
    with pytest.raises(CorpusInvalid):
        load(written(tmp_path, content))
