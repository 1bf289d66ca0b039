import re
import time

import pytest

from tests.web.made import (
    DENIAL,
    EVIL,
    FIRST,
    PLAN,
    READINGS,
    SECOND,
    client,
    desk,
    reading,
    stored,
)
from tipsheet.web import make_app

PATHS = (
    "/", "/reports", "/reports/r-one", "/stories", f"/stories/{FIRST}", "/map", "/watch",
    "/search?q=barge", "/actors", "/actors/board", "/places", "/places/oryahovo", "/publishers",
    "/publishers/halyard", "/review", f"/review/{FIRST}", "/review/history",
)  # fmt: skip


@pytest.fixture(scope="module")
def browser():
    return client()


def plain(page) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", page.text).split())


@pytest.mark.parametrize("path", PATHS)
def test_page_has_one_heading_a_title_and_a_way_to_skip(browser, path):
    page = browser.get(path)
    assert page.status_code == 200
    assert len(re.findall(r"<h1\b", page.text)) == 1
    assert 'class="skip"' in page.text
    assert "<title> –" not in page.text


@pytest.mark.parametrize("path", PATHS)
def test_page_has_json_at_the_same_address(browser, path):
    bare, _, query = path.partition("?")
    asked = browser.get(path, headers={"accept": "application/json"})
    ended = browser.get(f"{bare if bare != '/' else '/index'}.json?{query}")
    assert asked.headers["content-type"] == "application/json"
    assert asked.json() == ended.json()


@pytest.mark.parametrize("path", ["/", "/reports/r-one", "/api/v1/reports"])
def test_page_that_did_not_change_is_not_sent_again(browser, path):
    tag = browser.get(path).headers["etag"]
    again = browser.get(path, headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")


def test_today_shows_the_last_day_by_status(browser):
    page = plain(browser.get("/"))
    assert "Friday, 12 September 2025" in page
    assert page.index("What happened") < page.index("Planned, threatened") < page.index("Denied")
    assert "20 Sep 2025" in page


def test_today_turns_to_the_day_before(browser):
    assert '/?day=2025-09-11" rel="prev"' in browser.get("/").text
    assert "two unnamed officials" in browser.get("/?day=2025-09-11").text


def test_report_ties_lines_to_words(browser):
    page = browser.get("/reports/r-one").text
    line = re.search(r'id="l1"', page)
    words = re.search(r'<a class="[^"]*\bw1\b[^"]*" href="#l1"', page)
    assert line
    assert words
    assert "/lines/" in page


def test_report_marks_the_words_it_is_asked_for(browser):
    page = browser.get("/reports/r-one?mark=10-14").text
    assert '<mark id="mark">' in page
    assert page.count('id="mark"') == 1


def test_report_shows_its_versions_and_what_changed():
    store = stored()
    with store.writer() as writer:
        text = "Boatmen will not block the channel."
        writer.add(reading("r-plan", "Halyard", "2025-09-12", text, "block", status="denied"))
    browser = client(make_app(store))
    page = browser.get("/reports/r-plan?version=2&against=1").text
    assert "<del>" in page
    assert "<ins>" in page
    assert "2 versions" in browser.get("/reports/r-plan").text


def test_story_tells_origins_as_a_range_with_reasons(browser):
    told = browser.get(f"/stories/{FIRST}.json").json()
    assert told["origins"]["asserts"]["low"] <= told["origins"]["asserts"]["high"]
    assert told["origins"]["denies"]["reports"] == 1
    assert "origin" in plain(browser.get(f"/stories/{FIRST}"))


def test_story_draws_who_has_it_from_whom_with_ways_to_the_words(browser):
    page = browser.get(f"/stories/{FIRST}").text
    graph = re.search(r'<svg[^>]*class="graph[^"]*".*?</svg>', page, re.DOTALL)[0]
    assert "two officials" in graph
    assert 'href="/reports/r-one?mark=' in graph
    assert "style=" not in graph


def test_story_sets_contradictions_side_by_side(browser):
    told = browser.get(f"/stories/{FIRST}.json").json()["contradictions"]
    sides = {side["claim"] for one in told for side in one["sides"]}
    assert {FIRST, SECOND, DENIAL} <= sides
    assert "What cannot both be true" in browser.get(f"/stories/{FIRST}").text


def test_story_plots_its_figures(browser):
    page = browser.get(f"/stories/{FIRST}").text
    assert 'class="plot"' in page
    assert "between 7 and 9" in plain(browser.get(f"/stories/{FIRST}"))


def test_story_is_found_by_any_of_its_claims(browser):
    one, other = (browser.get(f"/stories/{id}.json").json()["id"] for id in (FIRST, DENIAL))
    assert one == other


def test_link_shows_its_reasons(browser):
    link = browser.app.state.desk.edition().links[0]
    page = browser.get(f"/links/{link.id}")
    assert page.status_code == 200
    assert "<script>alert" not in page.text


def test_map_counts_claims_at_a_place(browser):
    told = browser.get("/map.json?place=Oryahovo").json()
    assert {line["claim"] for line in told["claims"]} == {FIRST, SECOND, DENIAL}
    assert 'class="spot' in browser.get("/map").text


def test_map_filters_by_status_and_day(browser):
    assert browser.get("/map.json?status=denied").json()["count"] == 1
    assert browser.get("/map.json?until=2025-09-11").json()["count"] == 1


def test_watch_says_what_is_open_as_of_a_day(browser):
    before = browser.get("/watch.json").json()["groups"]
    after = browser.get("/watch.json?day=2025-12-01").json()["groups"]
    assert [group["key"] for group in before] == ["open"]
    assert [group["key"] for group in after] == ["nothing"]


def test_watch_is_a_calendar(browser):
    from icalendar import Calendar

    found = Calendar.from_ical(browser.get("/watch.ics").content)
    events = list(found.walk("VEVENT"))
    assert [str(one["dtstart"].dt) for one in events] == ["2025-09-20"]
    assert "block" in str(events[0]["summary"])


def test_search_finds_words_and_filters_events(browser):
    both = browser.get("/search.json?q=barge").json()["hits"]
    denied = browser.get("/search.json?q=barge&status=denied").json()["hits"]
    assert {hit["id"] for hit in both} == {"r-one", "r-two", "r-three"}
    assert [hit["id"] for hit in denied] == ["r-three"]


def test_search_says_what_it_did_not_understand(browser):
    page = browser.get("/search?q=a&status=certain")
    assert page.status_code == 200
    assert "is no status" in page.text


def test_search_is_a_feed(browser):
    from lxml import etree

    feed = etree.fromstring(browser.get("/search.atom?q=bomb").content)
    entries = feed.findall("{http://www.w3.org/2005/Atom}entry")
    assert len(entries) == 1
    assert entries[0].find("{*}link").get("href") == "http://localhost/reports/r-evil"


def test_actor_has_what_they_did(browser):
    told = browser.get("/actors/board.json").json()
    assert told["name"] == "The Board"
    assert [line["claim"] for line in told["acts"]] == [FIRST]


def test_publisher_has_whom_it_cites(browser):
    assert browser.get("/publishers/evening-star.json").json()["takes"] == [["Halyard", 1]]
    assert browser.get("/publishers/halyard.json").json()["gives"] == [["Evening Star", 1]]


@pytest.mark.parametrize(
    "path", ["/reports/none", "/stories/none", "/links/none", "/actors/none", "/places/none",
             "/publishers/none", "/review/none", "/nothing", "/?day=x", "/watch?day=x"]
)  # fmt: skip
def test_what_is_not_there_is_said_plainly(browser, path):
    page, plain_ = browser.get(path), browser.get(path, headers={"accept": "application/json"})
    assert page.status_code == plain_.status_code in (400, 404)
    assert plain_.headers["content-type"] == "application/problem+json"
    assert plain_.json()["status"] == plain_.status_code


@pytest.mark.parametrize("edition", ["day", "night", "system"])
def test_edition_is_kept_in_a_cookie(edition):
    from tests.web.made import send

    browser = client()
    assert send(browser, "/edition", edition=edition, next="/map").headers["location"] == "/map"
    assert f'data-edition="{edition}"' in browser.get("/").text


def test_status_is_told_by_word_shape_and_colour(browser):
    page = browser.get("/").text
    for status, word in (("occurred", "happened"), ("planned", "planned"), ("denied", "denied")):
        assert re.search(
            rf'class="status s-{status}">\s*<svg class="mark".*?</svg>\s*{word}', page, re.DOTALL
        )


def test_empty_store_has_a_front_page():
    from tipsheet.store import open_store

    browser = client(make_app(open_store("memory:")))
    assert "no dated reports" in browser.get("/").text
    assert browser.get("/map").status_code == browser.get("/review").status_code == 200


def test_static_files_are_kept_for_good_and_named_by_their_content(browser):
    address = re.search(r'href="(/static/desk\.css\?\w+)"', browser.get("/").text)[1]
    assert "immutable" in browser.get(address).headers["cache-control"]


def test_new_reports_are_seen_without_a_restart(monkeypatch):
    monkeypatch.setattr("tipsheet.web.desk.LOOK", 0.0)
    store = stored()
    browser = client(make_app(store))
    assert browser.get("/reports/r-new").status_code == 404
    with store.writer() as writer:
        writer.add(reading("r-new", "Halyard", "2025-09-13", "A ship sank.", "sank"))
    for _ in range(100):
        if browser.get("/reports/r-new").is_success and "13 September" in browser.get("/").text:
            break
        time.sleep(0.05)
    assert "13 September" in browser.get("/").text


def test_made_claims_are_all_held():
    edition = desk().state.desk.edition()
    assert set(edition.claims) >= {FIRST, SECOND, DENIAL, PLAN, EVIL}
    assert len(edition.readings) == len(READINGS)


def test_day_leads_with_what_most_reports_tell_and_then_with_who_did_it():
    edition = desk().state.desk.edition()

    def rank(story, day):
        told = [claim for claim in story.claims if claim.day == day]
        return -len({claim.report for claim in told}), not any(claim.actors for claim in told)

    ranked = [[rank(story, day) for story in edition.of_day(day)] for day in edition.days]
    assert all(ranks == sorted(ranks) for ranks in ranked)
    assert any(ranks[0] < ranks[-1] for ranks in ranked)
