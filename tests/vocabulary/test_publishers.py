import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tipsheet.errors import OptionInvalid
from tipsheet.vocabulary.countries import countries
from tipsheet.vocabulary.publishers import publishers

KINDS = {"agency", "newspaper", "broadcaster", "magazine", "online"}
OWN = """
[[publisher]]
name = "Low Water"
kind = "blog"
family = "Bank"
aliases = ["LW"]
hosts = ["lowwater.example"]
"""


def test_list_is_long_and_in_order():
    listed = list(publishers())
    assert len(listed) > 300
    assert {one.kind for one in listed} == KINDS
    assert all(one.country in countries() and one.family for one in listed)
    assert all(re.fullmatch(r"[a-z0-9-]+", one.code) for one in listed)


def test_no_name_and_no_host_stands_for_two():
    names = [name.casefold() for one in publishers() for name in (one.name, *one.aliases)]
    hosts = [host for one in publishers() for host in one.hosts]
    assert len(set(hosts)) == len(hosts)
    assert all(publishers().find(name) for name in names)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("REUTERS", "reuters"),
        ("the Associated Press", "ap"),
        ("Agence France Presse", "afp"),
        ("nytimes.com", "nyt"),
        ("Wall Street Journal", "wsj"),
        ("RFE/RL", "rfe-rl"),
    ],
)
def test_find_knows_a_publisher_by_any_of_its_names(name, code):
    assert publishers().find(name).code == code


@pytest.mark.parametrize("name", [None, "", "The", "Harbour Board", "…", "x.y"])
def test_find_leaves_other_names_alone(name):
    assert publishers().find(name) is None


@pytest.mark.parametrize(
    ("url", "code"),
    [("https://www.bbc.co.uk/news/1", "bbc"), ("http://edition.cnn.com/x", "cnn")],
)
def test_at_knows_an_address_and_those_below_it(url, code):
    assert publishers().at(url).code == code
    assert publishers().at("https://example.org/") is None
    assert publishers().at("http://[broken") is None


def test_resolve_makes_a_code_for_an_outlet_on_no_list():
    outlet = publishers().resolve("  The Ostrey   Pôst ")
    assert (outlet.code, outlet.house) == ("ostrey-post", "ostrey-post")
    assert publishers().resolve("", "https://apnews.com/a").code == "ap"
    assert publishers().resolve(None) is None


def test_named_in_takes_the_longest_name_and_its_case_counts():
    text = "The New York Times’s reporters and AP said the sun rose; Yonhap News Agency agreed."
    named = publishers().named_in(text)
    assert [text[one.start : one.end] for one in named] == [
        "New York Times", "AP", "Yonhap News Agency",
    ]  # fmt: skip


def test_shorts_in_gives_all_who_go_by_a_name():
    (short,) = publishers().shorts_in("It was in the Times.")
    assert {"nyt", "times", "latimes"} <= {one.code for one in short.publishers}


def test_own_file_adds_and_replaces():
    more = publishers().with_file(OWN).with_file('cnn = { name = "CNN", family = "Elsewhere" }')
    assert more.find("LW").house == "Bank"
    assert more.get("cnn").house == "Elsewhere"
    assert len(more) == len(publishers()) + 1


@pytest.mark.parametrize("text", ["not toml", "x = 3", 'x = { name = "" }', "x = { nam = 1 }"])
def test_own_file_that_is_none_is_refused(text):
    with pytest.raises(OptionInvalid, match=r"mine\.toml is no list of publishers"):
        publishers().with_file(text, "mine.toml")


@given(st.text(max_size=80))
def test_named_in_gives_spans_of_any_text(text):
    for one in publishers().named_in(text):
        assert 0 <= one.start < one.end <= len(text)


def test_article_and_a_word_are_no_outlet_where_a_longer_name_begins():
    known = publishers().with_file('[[publisher]]\nname = "The National"')
    assert known.named_in("The National Assembly sat, and the National Bank paid.") == ()
    assert [one.publisher.name for one in known.named_in("The National reported")] == [
        "The National"
    ]


def test_names_of_a_file_win():
    known = publishers().with_file('[[publisher]]\nname = "Azure Press"\naliases = ["AFP"]')
    assert [one.publisher.name for one in known.named_in("(AFP) -")] == ["Azure Press"]
    assert known.find("AFP").name == "Azure Press"
