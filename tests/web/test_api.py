import httpx
import pytest
import schemathesis
from hypothesis import settings

from tests.web.made import DENIAL, FIRST, READINGS, client, desk
from tipsheet.errors import OptionInvalid, SourceMissing
from tipsheet.web.client import Client

JSON = {"accept": "application/json"}
API = "/api/v1"


@pytest.fixture(scope="module")
def app():
    return desk()


@pytest.fixture
def browser(app):
    return client(app)


schema = schemathesis.openapi.from_asgi(
    f"{API}/openapi.json", desk(), headers={"host": "localhost"}
)


@schema.parametrize()
@settings(max_examples=12, deadline=None)
def test_interface_does_as_its_description_says(case):
    case.call_and_validate(headers={"host": "localhost"})


def test_description_is_openapi_3_1(browser):
    told = browser.get(f"{API}/openapi.json").json()
    assert told["openapi"].startswith("3.1")
    assert f"{API}" in told["servers"][0]["url"]


def test_pages_follow_each_other_by_cursor(browser):
    seen, cursor = [], None
    while True:
        asked = {"limit": 2, **({"cursor": cursor} if cursor else {})}
        page = browser.get(f"{API}/reports", params=asked).json()
        seen += [one["id"] for one in page["reports"]]
        cursor = page["cursor"]
        if cursor is None:
            break
    assert sorted(seen) == sorted(one.report.id for one in READINGS)


@pytest.mark.parametrize(
    ("path", "status"),
    [("/reports/none", 404), ("/reports?limit=0", 422), ("/reports?cursor=x", 404),
     ("/stories?cursor=x", 404), ("/reports?status=sure", 422), ("/watch?asked=2025-13-01", 422),
     ("/none", 404)],
)  # fmt: skip
def test_failure_is_a_problem(browser, path, status):
    answer = browser.get(API + path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == status


def test_export_streams_every_record(browser):
    answer = browser.get(f"{API}/export")
    assert answer.headers["content-type"].startswith("application/x-ndjson")
    assert len(answer.text.splitlines()) == len(READINGS)


def test_client_reads_judges_and_takes_back():
    app = desk()
    inner = client(app)

    def handle(request: httpx.Request) -> httpx.Response:
        headers = {name: one for name, one in request.headers.items() if name != "host"}
        url = str(request.url)
        answer = inner.request(request.method, url, content=request.content, headers=headers)
        return httpx.Response(answer.status_code, content=answer.content, headers={
            "content-type": answer.headers["content-type"]})  # fmt: skip

    with Client("http://localhost", transport=httpx.MockTransport(handle)) as asked:
        assert len(list(asked.reports(limit=2))) == len(READINGS)
        assert asked.story(FIRST)["reports"] == 3
        told = asked.decide(DENIAL, "correct", status="planned")
        assert asked.report("r-three")["events"][0]["status"] == "planned"
        asked.undo(told[0]["id"])
        assert asked.report("r-three")["events"][0]["status"] == "denied"
        assert len(list(asked.export())) == len(READINGS)
        with pytest.raises(SourceMissing):
            asked.report("none")
        with pytest.raises(OptionInvalid):
            asked.decide(FIRST, "correct", status="sure")


def test_token_opens_the_interface_and_is_shown_once():
    from tests.web.made import log_in, send
    from tipsheet.review import open_log
    from tipsheet.web.people import People

    log = open_log("memory:")
    People(log).add("ann", "correct horse battery", "coder")
    browser = client(desk(log=log, accounts=True))
    log_in(browser, "ann", "correct horse battery")
    token = send(browser, "/account", what="token", name="script").text.split("<code>")[1]
    bearer = {**JSON, "authorization": f"Bearer {token.split('<')[0]}"}
    assert client(browser.app).get(f"{API}/reports", headers=bearer).status_code == 200
    assert "tps_" not in browser.get("/account").text
