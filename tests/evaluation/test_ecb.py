"""ECB+ files as they are scored."""

from pathlib import Path

import pytest

from evaluation.ecb import LIST, clusters_of, documents
from evaluation.errors import CorpusInvalid

XML = """<Document doc_name="1_1ecb.xml" doc_id="D">
<token t_id="1" sentence="0" number="0">Rain</token>
<token t_id="2" sentence="0" number="1">fell</token>
<token t_id="3" sentence="1" number="0">It</token>
<token t_id="4" sentence="1" number="1">stopped</token>
<token t_id="5" sentence="1" number="2">Monday</token>
<Markables>
<ACTION_OCCURRENCE m_id="1"><token_anchor t_id="2"/></ACTION_OCCURRENCE>
<NEG_ACTION_OCCURRENCE m_id="2"><token_anchor t_id="4"/></NEG_ACTION_OCCURRENCE>
<TIME_DATE m_id="3"><token_anchor t_id="5"/></TIME_DATE>
<ACTION_OCCURRENCE m_id="9" TAG_DESCRIPTOR="rain"/>
</Markables>
<Relations>
<CROSS_DOC_COREF r_id="7" note="ACT1"><source m_id="1"/><target m_id="9"/></CROSS_DOC_COREF>
</Relations>
</Document>"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "1").mkdir()
    (tmp_path / "1" / "1_1ecb.xml").write_text(XML, encoding="utf-8")
    return tmp_path


def test_mentions_are_slices_and_have_their_events(folder: Path) -> None:
    (document,), _ = documents(folder)
    assert document.text == "Rain fell\nIt stopped Monday"
    assert [(m.text, m.event) for m in document.mentions] == [
        ("fell", "ACT1"),
        ("stopped", "1_1ecb:2"),
    ]
    assert all(document.text[m.start : m.end] == m.text for m in document.mentions)


def test_only_validated_sentences_are_scored_where_they_are_listed(folder: Path) -> None:
    rows = "Topic,File,Sentence Number\n1,1ecb,1\n"
    (folder / LIST).write_text(rows, encoding="utf-8")
    (document,), _ = documents(folder)
    assert [mention.text for mention in document.mentions] == ["stopped"]
    assert document.others == {"when": ((21, 27),)}


def test_mention_without_a_relation_stands_alone(folder: Path) -> None:
    (document,), _ = documents(folder)
    assert clusters_of(document.mentions) == [frozenset({"1_1ecb:2"}), frozenset({"1_1ecb:1"})]


def test_broken_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "bad.xml").write_text("<Document>", encoding="utf-8")
    with pytest.raises(CorpusInvalid, match=r"bad\.xml"):
        documents(tmp_path)
