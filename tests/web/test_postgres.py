"""The desk's own tables in a PostgreSQL server, started for these tests."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.store import server
from tests.web.made import DENIAL, FIRST, client, desk, log_in, send, stored
from tipsheet.commands.desk import beside
from tipsheet.review import open_log
from tipsheet.store import open_store
from tipsheet.web import make_app
from tipsheet.web.people import ALONE, People


@pytest.fixture(scope="module")
def socket():
    yield from server.socket()


@pytest.fixture
def url(socket):
    with server.database(socket) as url:
        yield url


def test_correction_is_kept_in_the_database_of_the_store(url):
    with stored(url) as store:
        log = open_log(beside(url))
        send(client(desk(store=store, log=log)), f"/review/{DENIAL}", act="correct",
             status="planned")  # fmt: skip
        log.engine.dispose()
    with open_store(url) as store:
        log = open_log(beside(url))
        told = client(make_app(store, log=log)).get("/reports/r-three.json").json()
        assert told["reading"]["events"][0]["status"] == "planned"
        assert [one.after for one in log.all()] == ["planned"]
        log.engine.dispose()


def test_accounts_searches_and_undo_work(url):
    with stored(url) as store:
        log = open_log(url)
        People(log).add("ann", "correct horse battery", "coder")
        browser = client(desk(store=store, log=log, accounts=True))
        assert log_in(browser, "ann", "correct horse battery").status_code == 303
        send(browser, f"/review/{FIRST}", act="reject")
        assert send(browser, "/review/undo").status_code == 303
        assert str(log.all()[-1].act) == "undo"
        send(browser, "/searches", name="b", asked="q=barge")
        kept = People(log).searches_of(People(log).named("ann"))[0]
        assert (kept.name, kept.watch, len(kept.key)) == ("b", False, 43)
        assert People(log).searches_of(ALONE) == []
        log.engine.dispose()


def test_five_reviewers_lose_nothing_and_are_seen_at_once(url):
    with stored(url) as store:
        log = open_log(url)
        app = desk(store=store, log=log)
        statuses = ("planned", "possible", "occurred", "denied")

        def review(number):
            browser = client(app)
            for at in range(5):
                told = send(browser, f"/review/{FIRST}", act="correct",
                            status=statuses[(number + at) % 4], note=f"{number}-{at}")  # fmt: skip
                assert told.status_code == 303

        with ThreadPoolExecutor(max_workers=5) as pool:
            list(pool.map(review, range(5)))
        assert len({one.note for one in log.all()}) == 25
        assert [one.id for one in app.state.desk.edition().decisions] == [
            one.id for one in log.all()
        ]
        log.engine.dispose()
