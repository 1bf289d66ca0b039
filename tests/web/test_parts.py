import json
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.web.made import FIRST, PLAN, READINGS, SECOND, client, desk, stored
from tipsheet.review import open_log
from tipsheet.web import atlas, drawing
from tipsheet.web.changes import changed
from tipsheet.web.joining import links_of
from tipsheet.web.names import slug_of
from tipsheet.web.notices import checked_hook, notify, signature
from tipsheet.web.people import People, hashed, verified
from tipsheet.web.settings import Settings, is_loopback


@given(st.text(alphabet="ab \n.", max_size=80), st.text(alphabet="ab \n.", max_size=80))
def test_changes_hold_both_texts(old, new):
    found = [one for paragraph in changed(old, new) for one in paragraph]
    for kind, text in (("gone", old), ("new", new)):
        kept = "".join("".join(words.split()) for one, words in found if one in ("same", kind))
        assert kept == "".join(text.split())


def test_outlines_are_of_all_countries_and_closed():
    found = atlas.outlines()
    assert {"BGR", "ROU", "USA", "FJI"} <= set(found)
    points = [point for rings in found.values() for ring in rings for point in ring]
    assert all(-180.01 <= x <= 180.01 and -90 <= y <= 90.01 for x, y in points)


def test_frame_holds_most_places_and_keeps_its_form():
    claims = list(desk().state.desk.edition().claims.values())
    frame = atlas.frame_of(None, claims)
    x, y = frame.at(23.9, 43.7)
    assert 0 < x < atlas.WIDE
    assert 0 < y < atlas.HIGH
    assert atlas.frame_of(frame.word, []).west == pytest.approx(frame.west, abs=0.01)


def test_country_is_no_pin():
    from dataclasses import replace

    claim = next(c for c in desk().state.desk.edition().claims.values() if c.place)
    whole = replace(claim, place=replace(claim.place, feature="PCLI"))
    frame = atlas.frame_of(None, [claim])
    assert len(atlas.spots_of([claim], frame)) == 1
    assert atlas.spots_of([whole], frame) == []
    assert "land said" in atlas.map_of([whole], frame, "")


def test_drawings_are_well_formed_and_without_style():
    story = desk().state.desk.edition().story(FIRST)
    drawn = [drawing.source_graph(story, one) for one in story.origins.values()]
    drawn += [drawing.figure_plot(ledger) for ledger in story.ledgers]
    for one in drawn:
        assert ET.fromstring(one).tag == "svg"
        assert "style=" not in one


def test_claims_of_one_event_are_put_together_and_others_are_not():
    links = [one for one in links_of(list(READINGS[:4])) if one.kind == "same-event"]
    told = {id for link in links for id in (link.first, link.second)}
    assert {FIRST, SECOND} <= told
    assert PLAN not in told


@pytest.mark.parametrize(
    ("name", "slug"),
    [("The Board", "board"), ("Šerban Oprișan", "serban-oprisan"), ("../etc", "etc"), ("!?", "")],
)
def test_slug_is_letters_digits_and_hyphens(name, slug):
    assert slug_of(name) == slug


def test_webhook_tells_of_each_report_once_and_is_signed():
    opened, sent = desk().state.desk, []
    people = People(open_log("memory:"))
    ann = people.add("ann", "correct horse battery", "reader")
    search = people.save_search(ann, "barges", "q=barge", hook="https://hooks.example/x")
    for _ in range(2):
        notify(opened, people, "http://desk", post=lambda *told: sent.append(told))
    assert len(sent) == 1
    _, body, headers = sent[0]
    assert headers["x-tipsheet-signature"] == signature(search.hook_secret, body)
    assert {one["id"] for one in json.loads(body)["reports"]} == {"r-one", "r-two", "r-three"}


def test_webhook_that_fails_is_tried_again():
    opened, people = desk().state.desk, People(open_log("memory:"))
    people.save_search(people.add("ann", "correct horse battery"), "b", "q=barge", hook="https://x")

    def fail(*_):
        raise OSError("no")

    told = notify(opened, people, "http://desk", post=fail)
    assert told[0].trouble == "hook: OSError"
    assert notify(opened, people, "http://desk", post=lambda *_: None)[0].count == 3


def test_letter_has_no_headers_of_a_report():
    opened, people, sent = desk().state.desk, People(open_log("memory:")), []
    people.save_search(people.add("ann", "correct horse battery"), "a\r\nBcc: x", "q=bomb",
                       email="ann@desk.example")  # fmt: skip
    notify(opened, people, "http://desk", post=print, mail=sent.append)
    assert sent[0]["Bcc"] is None
    assert sent[0]["To"] == "ann@desk.example"


def test_open_webhook_is_allowed():
    assert checked_hook("https://hooks.example/x", resolve=False) == "https://hooks.example/x"


def test_password_is_verified():
    kept = hashed("correct horse battery")
    assert verified("correct horse battery", kept)
    assert not verified("correct horse batterz", kept)


LOOPBACK = ("127.0.0.1", "localhost", "::1")


@pytest.mark.parametrize("host", [*LOOPBACK, "0.0.0.0", "10.0.0.1", "x"])
def test_loopback_is_known(host):
    assert is_loopback(host) is (host in LOOPBACK)


def test_settings_are_shown_without_secrets():
    shown = Settings(secret="hush").shown()
    assert shown["secret"] == "****"
    assert shown["port"] == "8321"


def test_command_says_what_is_missing_and_does_not_open_in_the_open():
    from typer.testing import CliRunner

    from tipsheet.cli import app
    from tipsheet.errors import OptionInvalid

    answer = CliRunner().invoke(app, ["desk", "--host", "0.0.0.0"])
    assert isinstance(answer.exception, OptionInvalid)
    assert client().get("/healthy").text == "yes\n"


def test_store_is_linked_once_and_again_when_it_has_grown(tmp_path):
    from tests.web.made import reading
    from tipsheet.store import open_store
    from tipsheet.web.joining import join

    with open_store(str(tmp_path / "news.db"), create=True) as store:
        with store.writer() as writer:
            for one in READINGS[:2]:
                writer.add(one)
        made = join(store)
        assert made > 0
        assert join(store) == 0
        with store.writer() as writer:
            text = "A barge exploded at Oryahovo, killing 9 people, the Board said."
            writer.add(reading("r-more", "The Ledger", "2025-09-12", text, "exploded"))
        assert join(store) > made
        assert len(list(store.view().links())) > made


def test_links_of_another_component_are_taken_as_they_are():
    from tipsheet.web.joining import join

    store = stored()
    before = [linked.link.id for linked in store.view().links()]
    assert join(store) == 0
    assert [linked.link.id for linked in store.view().links()] == before
