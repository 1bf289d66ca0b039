import json
from pathlib import Path

import pytest

from evaluation.errors import CorpusInvalid
from evaluation.polnear import articles, attributions, boilerplate, passages, quoted

TEXT = "The mayor, on Monday, said: the ferry\nwill sail. It is thought to be safe.\n"
ANNOTATION = """\
T1	Source 0 9	The mayor
T2	Cue 22 26	said
T3	Content 28 37;38 47	the ferry
will sail
T4	Attribution 22 26	said
E1	Attribution:T4 Content:T3 Cue:T2 Source:T1
T5	Cue 52 62	is thought
T6	Content 63 73	to be safe
T7	Attribution-no-source 52 62	is thought
E2	Attribution-no-source:T7 Content:T6 Cue:T5
T8	Discuss 0 3	The
T9	Discard 0 3	The
E3	Attribution-no-source:T9
"""


def test_attributions_have_broken_spans_and_no_source_where_there_is_none() -> None:
    first, second = attributions(ANNOTATION)

    assert (first.source, first.cue) == (((0, 9),), ((22, 26),))
    assert first.content == ((28, 37), (38, 47))
    assert (second.source, second.content) == ((), ((63, 73),))


def test_attributions_join_a_second_content() -> None:
    more = ANNOTATION.replace("Source:T1\n", "Source:T1 Content2:T10\nT10\tContent 49 51\tIt\n")

    assert attributions(more)[0].content == ((28, 37), (38, 47), (49, 51))


def test_articles_take_the_first_annotator(tmp_path: Path) -> None:
    write_article(tmp_path, "harbour_2016-01-01_ferry", {"b1": "", "a7": ANNOTATION})
    (article,) = articles(tmp_path)

    assert article.id == "harbour_2016-01-01_ferry"
    assert article.text == TEXT
    assert len(article.attributions) == 2


def test_boilerplate_is_the_note_with_its_wrapped_lines() -> None:
    text = "He left.\n\nEditor’s note: The mayor says\nmuch.\n\nMore.\n"
    ((start, end),) = boilerplate(text)

    assert text[start:end] == "Editor’s note: The mayor says\nmuch."


def test_passages_belong_to_articles(tmp_path: Path) -> None:
    path = tmp_path / "valid.jsonl"
    path.write_text(json.dumps({"id": "a_b_x9", "tokens": ["He"], "labels": ["O"]}) + "\n")

    assert passages(path)[0].article == "a_b"


def test_passages_without_a_label_for_each_token_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "valid.jsonl"
    path.write_text(json.dumps({"id": "a_x", "tokens": ["He"], "labels": []}))

    with pytest.raises(CorpusInvalid, match="one label for each token"):
        passages(path)


def write_article(folder: Path, name: str, annotations: dict[str, str]) -> None:
    (folder / "text").mkdir()
    (folder / "attributions").mkdir()
    (folder / "text" / f"{name}.txt").write_bytes(TEXT.encode())
    for annotator, annotation in annotations.items():
        (folder / "attributions" / f"{name}_{annotator}.ann").write_bytes(annotation.encode())


@pytest.mark.parametrize(
    ("text", "content", "whole"),
    [
        ("“It sails,” Ana said.", "It sails", "“It sails,”"),
        ('Ana said: "It sails."', "It sails", '"It sails."'),
        ("Ana called it “a wreck.” Bo left.", "a wreck", "“a wreck.”"),
        ("Ana said it sails. “No,” said Bo.", "it sails", "it sails"),
        ('The "Dawn" sails, Ana said.', "sails", "sails"),
        ("The crew’s boat sails, Ana said.", "The crew", "The crew"),
    ],
)
def test_quoted_takes_in_the_marks_around_a_content(text: str, content: str, whole: str) -> None:
    start = text.index(content)
    left, right = quoted(text, start, start + len(content))
    assert text[left:right] == whole
