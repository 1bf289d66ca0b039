import json
import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.web.made import DENIAL, FIRST, PLAN, SECOND, client, desk, reading, send, stored
from tipsheet.review import open_log
from tipsheet.web import make_app


@pytest.fixture
def app():
    return desk()


def status_of(browser, claim=DENIAL) -> str:
    return browser.get(f"/review/{claim}.json").json()["fields"]["status"]


def test_queue_puts_the_unsure_and_contradicted_first(app):
    told = client(app).get("/review.json").json()
    assert told["first"] == DENIAL
    assert "contradicted elsewhere" in told["tasks"][0]["why"]


def test_correction_shows_everywhere_and_what_was_read_stays(app):
    browser = client(app)
    send(browser, f"/review/{DENIAL}", act="correct", status="planned")
    told = browser.get("/reports/r-three.json").json()
    assert told["reading"]["events"][0]["status"] == "planned"
    assert browser.get("/api/v1/reports/r-three").json()["events"][0]["status"] == "planned"
    assert (
        browser.get("/api/v1/reports/r-three?as_read=true").json()["events"][0]["status"]
        == "denied"
    )
    assert "denies" not in browser.get(f"/stories/{FIRST}.json").json()["origins"]
    assert app.state.desk.store.view().get("r-three").reading.events[0].status == "denied"


@pytest.mark.parametrize("path", ["/search.json?status={}", "/api/v1/reports?status={}"])
def test_correction_is_what_a_search_goes_by(app, path):
    browser = client(app)

    def found(status, more=""):
        told = browser.get(path.format(status) + more).json()
        return [one["id"] for one in told.get("hits") or told.get("reports") or ()]

    assert found("denied") == ["r-three"]
    send(browser, f"/review/{DENIAL}", act="correct", status="planned")
    assert found("denied") == []
    assert found("planned") == ["r-three", "r-plan"]
    assert found("planned", "&q=barge&type=ASSAULT") == ["r-three"]


def test_judged_line_leaves_the_queue_and_the_next_opens(app):
    browser = client(app)
    onward = f"/review/{FIRST}"
    answer = send(browser, f"/review/{DENIAL}", act="accept", next=onward)
    assert (answer.status_code, answer.headers["location"]) == (303, onward)
    assert DENIAL not in browser.get("/review").text


def test_rejected_event_is_gone_and_comes_back_by_undo(app):
    browser = client(app)
    send(browser, f"/review/{PLAN}", act="reject")
    assert browser.get("/watch.json").json()["groups"] == []
    send(browser, "/review/undo")
    assert len(browser.get("/watch.json").json()["groups"]) == 1
    assert len(app.state.desk.log.all()) == 2


@pytest.mark.parametrize(
    ("field", "value", "kept"),
    [
        ("type", "COERCE", "COERCE"),
        ("actors", "Halyard, The Board", ["Halyard", "The Board"]),
        ("recipients", "Boatmen", ["Boatmen"]),
        ("place", "Vidin", "Vidin"),
        ("date", "2025-09-01/2025-09-03", {"earliest": "2025-09-01", "latest": "2025-09-03"}),
        ("contexts", "military", ["military"]),
        ("source", "", None),
    ],
)
def test_any_field_can_be_corrected(app, field, value, kept):
    browser = client(app)
    send(browser, f"/review/{FIRST}", act="correct", **{field: value})
    told = browser.get(f"/review/{FIRST}.json").json()
    assert told["fields"][field] == kept
    assert told["mine"][0]["before"] == told["as_read"][field]


@pytest.mark.parametrize(
    "given", [{"status": "certain"}, {"type": "WAR"}, {"date": "soon"}, {"date": "2025-02-30"},
              {"modes": "teleport"}, {"actors": "x" * 500}]
)  # fmt: skip
def test_value_that_is_none_is_refused_and_nothing_recorded(app, given):
    browser = client(app)
    assert send(browser, f"/review/{FIRST}", act="correct", **given).status_code == 400
    assert app.state.desk.log.all() == []


def test_claims_are_parted_and_joined(app):
    browser = client(app)
    send(browser, f"/review/{DENIAL}", act="reject", other=FIRST)
    assert len(browser.get(f"/stories/{FIRST}.json").json()["reports"]) == 2
    send(browser, f"/review/{DENIAL}", act="join", other=SECOND)
    assert len(browser.get(f"/stories/{FIRST}.json").json()["reports"]) == 3
    kinds = {str(one.verdict) for one in app.state.desk.store.view().judgements()}
    assert kinds == {"yes", "no"}


def test_undo_takes_a_word_on_a_link_back_from_the_store_too(app):
    browser, view = client(app), app.state.desk.store.view()
    send(browser, f"/review/{DENIAL}", act="join", other=PLAN)
    send(browser, f"/review/{DENIAL}", act="reject", other=PLAN)
    send(browser, "/review/undo")
    assert [str(one.verdict) for one in view.judgements()] == ["yes"]
    send(browser, "/review/undo")
    assert [str(one.verdict) for one in view.judgements() if one.verdict != "withdrawn"] == []


def test_claim_can_be_taken_out_of_its_story(app):
    browser = client(app)
    send(browser, f"/review/{DENIAL}", act="reject", other="*")
    assert len(browser.get(f"/stories/{DENIAL}.json").json()["reports"]) == 1


def test_story_without_its_first_claim_holds_together(app):
    browser = client(app)
    send(browser, f"/review/{FIRST}", act="reject", other="*")
    told = browser.get(f"/stories/{SECOND}.json").json()
    assert {one["id"] for one in told["reports"]} == {"r-two", "r-three"}
    assert len(browser.get(f"/stories/{FIRST}.json").json()["reports"]) == 1


def test_parted_claims_do_not_come_together_over_a_third(app):
    browser = client(app)
    send(browser, f"/review/{DENIAL}", act="reject", other=SECOND)
    reports = [one["id"] for one in browser.get(f"/stories/{DENIAL}.json").json()["reports"]]
    assert "r-two" not in reports


def test_story_is_split_in_two_and_put_together_by_undo(app):
    browser = client(app)
    split = {"c-1": SECOND, "c-2": DENIAL}
    answer = send(browser, f"/stories/{FIRST}/split", **split)
    assert answer.headers["location"] in (f"/stories/{SECOND}", f"/stories/{DENIAL}")
    told = browser.get(f"/stories/{SECOND}.json").json()
    assert {one["id"] for one in told["reports"]} == {"r-two", "r-three"}
    for one in browser.get("/review/history.json").json()["decisions"]:
        send(browser, "/review/undo", id=one["decision"]["id"])
    assert len(browser.get(f"/stories/{FIRST}.json").json()["reports"]) == 3


@pytest.mark.parametrize("ticked", [(), (FIRST, SECOND, DENIAL), (PLAN,)])
def test_split_that_is_none_is_refused(app, ticked):
    chosen = {f"c-{at}": one for at, one in enumerate(ticked)}
    assert send(client(app), f"/stories/{FIRST}/split", **chosen).status_code == 400
    assert app.state.desk.log.all() == []


def test_lines_of_the_story_and_lines_like_it_stand_beside_a_task(app):
    browser = client(app)
    send(browser, f"/review/{DENIAL}", act="reject", other="*")
    told = browser.get(f"/review/{DENIAL}.json").json()
    assert told["together"] == []
    assert told["apart"][0]["claim"] in (FIRST, SECOND)
    found = browser.get(f"/review/{DENIAL}.json?find=channel+BLOCK").json()
    assert [one["claim"] for one in found["apart"]] == [PLAN]


def test_form_that_changes_nothing_is_an_acceptance(app):
    browser = client(app)
    told = browser.get(f"/review/{SECOND}.json").json()["fields"]
    same = {"type": told["type"], "source": told["source"] or "", "place": told["place"]}
    send(browser, f"/review/{SECOND}", act="correct", **same)
    assert [(str(one.act), one.field) for one in app.state.desk.log.all()] == [("accept", "event")]


def test_source_is_chosen_from_those_of_the_report(app):
    page = client(app).get(f"/review/{FIRST}").text
    assert re.search(r'<option value="\d+: two officials" selected>two officials: ', page)


def test_history_says_who_when_from_and_to(app):
    browser = client(app)
    send(browser, f"/review/{DENIAL}", act="correct", status="possible", seconds="1.4")
    told = browser.get("/review/history.json").json()["decisions"][0]["decision"]
    assert (told["by"], told["before"], told["after"]) == ("desk", "denied", "possible")
    assert told["at"].endswith("Z")
    assert told["seconds"] == 1.4


def test_correction_survives_a_restart_and_another_reading(tmp_path):
    from dataclasses import replace

    from tipsheet.record import Reader

    store, path = stored(), str(tmp_path / "desk.db")
    browser = client(make_app(store, log=open_log(path)))
    send(browser, f"/review/{DENIAL}", act="correct", status="planned")
    again = reading("r-three", "The Ledger", "2025-09-12",
                    "The ministry denied that a barge exploded at Oryahovo.", "a barge exploded",
                    status="occurred")  # fmt: skip
    with store.writer() as writer:
        writer.add(replace(again, reader=Reader(name="hand", version="2", model="none")))
    told = client(make_app(store, log=open_log(path))).get("/reports/r-three.json").json()
    event = told["reading"]["events"][0]
    assert (event["trigger"]["text"], event["status"]) == ("a barge exploded", "planned")


def test_export_is_in_the_form_of_the_training_annotations(app):
    browser = client(app)
    send(browser, f"/review/{DENIAL}", act="correct", status="planned")
    lines = browser.get("/review/annotations.jsonl").text.splitlines()
    told = json.loads(lines[0])
    assert [one["id"] for one in map(json.loads, lines)] == ["r-three"]
    assert told["events"][0]["status"] == "planned"
    assert "text" not in told
    assert set(told["events"][0]) >= {"trigger", "type", "modes", "actors", "recipients", "date"}


def test_diff_has_what_was_read_and_what_it_is_now(app):
    browser = client(app)
    send(browser, f"/review/{DENIAL}", act="correct", status="planned")
    assert "-'denied'\n+correct: 'planned'" in browser.get("/review/changes.diff").text


def test_many_readers_and_five_reviewers_lose_no_judgement(tmp_path):
    app = desk(log=open_log(str(tmp_path / "desk.db")))
    statuses = ("planned", "possible", "occurred", "denied")

    def review(number: int) -> None:
        browser = client(app)
        for at in range(8):
            answer = send(browser, f"/review/{FIRST}", act="correct",
                          status=statuses[(number + at) % 4], note=f"{number}-{at}")  # fmt: skip
            assert answer.status_code == 303

    def look(number: int) -> None:
        assert client(app).get(("/", "/reports/r-one", f"/stories/{FIRST}")[number % 3]).is_success

    with ThreadPoolExecutor(max_workers=55) as pool:
        jobs = [pool.submit(review, number) for number in range(5)]
        jobs += [pool.submit(look, number) for number in range(50)]
        for job in jobs:
            job.result()
    notes = {one.note for one in app.state.desk.log.all()}
    assert notes == {f"{number}-{at}" for number in range(5) for at in range(8)}


def test_pages_work_by_keyboard(app):
    page = client(app).get(f"/review/{DENIAL}").text
    keys = [part.split('"')[0] for part in page.split('data-key="')[1:]]
    assert {"a", "x", "u", "n", *"1234567"} <= set(keys)
    assert len(keys) == len(set(keys))
