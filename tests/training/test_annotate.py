import pytest

from training.annotate import Sheet, Wrong, convert, find, sentences, show, write

TEXT = (
    "The mayor of Arden said on Monday that rebels, according to a memo, shelled the port.\n\n"
    "He will resign unless they leave the port. Between 3 and 5 people died in Arden."
)
TEXTS = {"one": {"id": "one", "text": TEXT, "date": "2020-03-03"}}
HEAD = "id one\n== 1\n"


def _sheet(scope=None):
    return Sheet(text=TEXT, scope=scope or (0, len(TEXT)))


def _quoted(span):
    return TEXT[span[0] : span[1]]


def _convert(body):
    return convert(HEAD + body, TEXTS, "invented")


def test_sentences_are_numbered_within_lines():
    assert [_quoted(span)[:2] for span in sentences(TEXT)] == ["Th", "He", "Be"]
    assert show(TEXT).splitlines()[1] == "2: He will resign unless they leave the port."


def test_find_wants_one_occurrence_unless_told_which():
    with pytest.raises(Wrong, match="occurs 2 times"):
        find(_sheet(), "the port")
    assert find(_sheet(), "the port#2")[0] > find(_sheet(), "the port#1")[0]
    assert find(_sheet(), "the port", near=len(TEXT)) == find(_sheet(), "the port#2")


def test_find_looks_for_whole_words_in_the_scope():
    with pytest.raises(Wrong, match="does not occur"):
        find(_sheet(), "rebel")
    with pytest.raises(Wrong, match="does not occur"):
        find(_sheet(scope=sentences(TEXT)[1]), "rebels")


def test_find_reaches_back_and_spans_from_one_string_to_another():
    second = sentences(TEXT)[1]
    assert _quoted(find(_sheet(scope=second), "^Arden")) == "Arden"
    assert _quoted(find(_sheet(scope=second), "unless .. died")).endswith("people died")


def test_find_takes_curly_and_straight_marks_for_the_same():
    sheet = Sheet(text="They “don’t” know.", scope=(0, 18))
    assert find(sheet, '"don\'t"') == (5, 12)


def test_convert_tells_all_mistakes_at_once():
    with pytest.raises(Wrong, match=r"line 3: .*; line 4: "):
        _convert("D Friday | DATE | 2020-03-06\nP Berlin | DEU | Berlin")


def test_convert_links_by_what_stands_around():
    record = _convert(
        "A a person | The mayor of Arden | said | that rebels .. the port\n"
        "A b document | a memo | according to | rebels + shelled the port\n"
        "E shelled | ASSAULT/heavy-weapons | occurred | rebels > the port | on Monday | ?\n"
    )
    event = record["events"][0]
    assert [item["parent"] for item in record["attributions"]] == [None, 0]
    assert (event["attribution"], event["sure"], _quoted(event["date"])) == (1, False, "Monday")
    assert [_quoted(span) for span in event["actors"] + event["recipients"]] == [
        "rebels",
        "the port",
    ]


def test_convert_obeys_named_links_and_counts():
    record = _convert(
        "A a person | The mayor of Arden | said | that rebels .. the port | count 2\n"
        "A b document | a memo | according to | shelled the port | in -\n"
        "E shelled | ASSAULT | occurred | rebels > | by a\n"
    )
    assert [item["parent"] for item in record["attributions"]] == [None, None]
    assert record["attributions"][0]["count"] == 2
    assert record["events"][0]["attribution"] == 0


def test_convert_widens_the_date_of_an_event_to_the_marked_one():
    body = "E shelled | ASSAULT | occurred | - | on Monday\n"
    narrow, wide = _convert(body), _convert(body + "D on Monday | DATE | 2020-03-02")
    assert _quoted(narrow["events"][0]["date"]) == "Monday"
    assert _quoted(wide["events"][0]["date"]) == "on Monday"


def test_convert_marks_every_place_once_and_in_order():
    record = _convert(
        "== 3\nP Arden | FRA | Arden\nP* Arden | FRA | Arden\n"
        "F Between 3 and 5 | 3..5 | range | people who died\n"
        "== 1\nD Monday | DATE | 2020-03-02\n"
    )
    assert [_quoted(place["span"]) for place in record["places"]] == ["Arden", "Arden"]
    assert record["places"][0]["span"] < record["places"][1]["span"]
    assert (record["figures"][0]["value"], record["figures"][0]["upper"]) == (3, 5)


def test_convert_takes_the_day_from_the_text_unless_given():
    assert _convert("")["published"] == "2020-03-03"
    assert convert("id one\npublished 2020-03-04", TEXTS, "")["published"] == "2020-03-04"
    assert convert("id one\npublished -", TEXTS, "")["published"] is None


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("E shelled | BOMB | occurred | -", "event type"),
        ("E shelled | ASSAULT/demo | occurred | -", "mode"),
        ("E shelled | ASSAULT | rumoured | -", "status"),
        ("E shelled | ASSAULT | occurred | - | by z", "key 'z'"),
        ("E shelled | ASSAULT | occurred | - | near Arden", "option"),
        ("A a crowd | - | said | that rebels .. the port", "kind of source"),
        ("A a person | - | said | that rebels .. the port | in a", "own parent"),
        ("D Monday | DAY | 2020-03-02", "type of date"),
        ("P Arden | France | Arden", "no country"),
        ("F a | 3 | range | port", "two values"),
        ("F a | three | exact | port", "no number"),
        ("== 9", "no such sentence"),
        ("Q Arden", "no statement"),
    ],
)
def test_convert_refuses_what_is_not_listed(line, why):
    with pytest.raises(Wrong, match=why):
        _convert(line)


def test_convert_refuses_a_place_marked_twice():
    with pytest.raises(Wrong, match="marked twice"):
        _convert("P Arden | FRA | Arden\nP Arden | FRA | Arden")


def test_write_replaces_the_record_of_the_same_id(tmp_path):
    path = tmp_path / "records.jsonl"
    write(path, [{"id": "one", "origin": "a"}, {"id": "two", "origin": "a"}])
    write(path, [{"id": "one", "origin": "b"}])
    assert path.read_text().splitlines() == [
        '{"id": "one", "origin": "b"}',
        '{"id": "two", "origin": "a"}',
    ]
