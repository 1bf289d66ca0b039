import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tipsheet.reading.layers import Name, Toponym
from tipsheet.reading.places import find_toponyms


def found(text: str) -> list[str]:
    return [span.text for span in find_toponyms(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Troops left Syria for Iraq.", ["Syria", "Iraq"]),
        ("He lives in Peoria, Ill., and works in Madrid.", ["Peoria", "Ill.", "Madrid"]),
        ("The U.S. and Britain agreed.", ["U.S.", "Britain"]),
        ("Deputies in Harrison County, Texas, said so.", ["Harrison County", "Texas"]),
        ("Moscow's army withdrew.", ["Moscow"]),
        ("It ended in Bosnia and Herzegovina.", ["Bosnia and Herzegovina"]),
        ("They met near Natchitoches.", ["Natchitoches"]),
        ("The talks moved to Geneva.\nSudan was absent.", ["Geneva", "Sudan"]),
        ("Côte d'Ivoire and Burkina Faso agreed.", ["Côte d'Ivoire", "Burkina Faso"]),
        ("The Gulf of Aden and the Red Sea are rough.", ["Gulf of Aden", "Red Sea"]),
        ("The Mayor of Boston spoke.", ["Boston"]),
        ("They met in Sharm el-Sheikh.", ["Sharm el-Sheikh"]),
    ],
)
def test_find_toponyms_finds_known_places(text, names):
    assert found(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "Denzel Washington spoke.",
        "Houston said he would appeal.",
        "He turned west. The North lost.",
        "French and Russian officers met.",
        "A crash closed Cleveland Avenue.",
        "The Congo River rose.",
        "they eat turkey in march",
        "",
    ],
)
def test_find_toponyms_leaves_other_names_alone(text):
    assert found(text) == []


def test_another_mention_proves_a_small_place():
    text = "Fire broke out near Natchitoches. Natchitoches has no hospital."
    assert found(text) == ["Natchitoches", "Natchitoches"]


def test_marked_toponyms_are_kept_and_completed():
    text = "Clashes in Qzoria spread to Lebanon."
    mark = Toponym(start=11, end=17, text="Qzoria", score=0.9)
    assert [span.text for span in find_toponyms(text, [mark])] == ["Qzoria", "Lebanon"]
    unsure = Toponym(start=11, end=17, text="Qzoria", score=0.2)
    assert [span.text for span in find_toponyms(text, [unsure])] == ["Lebanon"]


def test_marked_names_of_people_hold_no_places():
    text = "Jordan met Paris in Rome."
    people = [
        Name(start=0, end=6, text="Jordan", kind="PER", score=0.9),
        Name(start=11, end=16, text="Paris", kind="PER", score=0.9),
        Name(start=20, end=24, text="Rome", kind="LOC", score=0.9),
    ]
    assert [span.text for span in find_toponyms(text, people)] == ["Rome"]


@given(st.text(alphabet="AaBb .,'’\nÉéParis", max_size=200))
def test_spans_are_slices_in_order_and_apart(text):
    spans = find_toponyms(text)
    assert all(text[span.start : span.end] == span.text for span in spans)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))


def test_long_runs_of_capitals_take_linear_time():
    spans = find_toponyms("Paris " * 20_000)
    assert all(span.text == "Paris" for span in spans)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("He told us of it at the silo quay.", "us"),
        ("It was calm. Rivers have moods.", "Rivers"),
    ],
)
def test_marked_plain_words_are_no_toponyms(text, words):
    start = text.index(words)
    mark = Toponym(start=start, end=start + len(words), text=words, score=0.9)
    assert find_toponyms(text, [mark]) == ()


def test_marked_word_of_a_persons_name_is_no_toponym():
    text = "Admiral Pedro Ángeles sailed."
    name = Name(start=8, end=21, text="Pedro Ángeles", kind="PER", score=0.9)
    mark = Toponym(start=14, end=21, text="Ángeles", score=0.9)
    assert find_toponyms(text, [name, mark]) == ()


def test_marked_opening_of_a_name_takes_the_rest():
    mark = Toponym(start=3, end=7, text="Port", score=0.9)
    assert [span.text for span in find_toponyms("In Port Qzor rain fell.", [mark])] == ["Port Qzor"]
