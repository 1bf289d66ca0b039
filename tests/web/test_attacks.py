"""Each promise of docs/SECURITY.md, attacked."""

import re
import time

import httpx
import pytest

from tests.web.made import (
    DENIAL,
    EVIL,
    FIRST,
    HOSTILE,
    client,
    csrf_of,
    desk,
    log_in,
    send,
    stored,
    token_of,
)
from tipsheet.errors import OptionInvalid
from tipsheet.review import open_log
from tipsheet.web import Settings, make_app
from tipsheet.web.guard import POLICY, Rates, own_path
from tipsheet.web.notices import checked_hook, post_by
from tipsheet.web.people import People

PAGES = (
    "/", "/?day=2025-09-12", "/reports", "/reports/r-evil", f"/stories/{EVIL}",
    f"/stories/{FIRST}", "/map", "/watch", "/search?q=bomb", "/actors", "/places", "/publishers",
    "/publishers/b-evil-b-co", "/review", f"/review/{EVIL}", "/review/history",
)  # fmt: skip
PASSWORD = "correct horse battery"


@pytest.fixture(scope="module")
def browser():
    return client()


@pytest.fixture
def several():
    log = open_log("memory:")
    people = People(log)
    for name, role in (("ann", "admin"), ("bob", "coder"), ("eve", "reader"), ("cy", "coder")):
        people.add(name, PASSWORD, role)
    return desk(log=log, accounts=True)


@pytest.mark.parametrize("path", PAGES)
def test_report_text_cannot_act_in_a_page(browser, path):
    page = browser.get(path)
    assert page.status_code == 200
    assert page.text.count("<script") == 1
    assert not re.search(r"<(img|style|iframe|object)\b", page.text)
    assert not re.search(r"<[^>]*\son\w+=", page.text)
    assert "54019" not in page.text


def test_hostile_text_is_shown_as_text(browser):
    page = browser.get("/reports/r-evil").text
    assert "&lt;script&gt;" in page
    assert "\u202e" not in page
    assert "\N{REPLACEMENT CHARACTER}" in page


@pytest.mark.parametrize("path", PAGES)
def test_no_link_leads_to_a_scheme_that_acts(browser, path):
    links = re.findall(r'(?:href|src|action)="([^"]*)"', browser.get(path).text)
    assert links
    assert all(re.match(r"(/|#|https?://)", one) for one in links if one)


@pytest.mark.parametrize("path", [*PAGES, "/nothing", "/static/desk.js", "/api/v1/reports"])
def test_every_answer_has_the_policy(browser, path):
    headers = browser.get(path).headers
    assert headers["content-security-policy"] == POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


def test_policy_allows_nothing_inline_and_nothing_from_elsewhere():
    assert "unsafe" not in POLICY
    assert "default-src 'none'" in POLICY
    assert not re.search(r"https?:|data:|\*", POLICY)


def test_json_of_a_page_is_no_page(browser):
    answer = browser.get("/reports/r-evil.json")
    assert answer.headers["content-type"] == "application/json"
    assert HOSTILE in answer.json()["report"]["text"]


@pytest.mark.parametrize("token", ["", "x" * 32])
def test_form_without_its_token_is_refused(browser, token):
    token_of(browser)
    answer = browser.post(f"/review/{FIRST}", data={"act": "accept", "csrf": token})
    assert answer.status_code == 403
    assert not browser.app.state.desk.log.all()


def test_another_persons_form_token_is_refused():
    app = desk()
    mine, theirs = client(app), client(app)
    token_of(mine)
    answer = mine.post(f"/review/{FIRST}", data={"act": "accept", "csrf": token_of(theirs)})
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://localhost:1"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_request_from_another_site_is_refused(browser, headers):
    token = token_of(browser)
    answer = browser.post(f"/review/{FIRST}", data={"act": "accept", "csrf": token},
                          headers=headers)  # fmt: skip
    assert answer.status_code == 403
    assert not browser.app.state.desk.log.all()


def test_interface_takes_no_judgement_from_another_site(browser):
    answer = browser.post(f"/api/v1/claims/{FIRST}/decisions", json={"act": "accept"},
                          headers={"origin": "https://evil.example"})  # fmt: skip
    form = browser.post(f"/api/v1/claims/{FIRST}/decisions", content='{"act": "accept"}',
                        headers={"content-type": "text/plain"})  # fmt: skip
    assert (answer.status_code, form.status_code) == (403, 422)


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "localhost@evil"])
def test_desk_answers_to_its_own_names_alone(browser, host):
    assert browser.get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize(
    "target",
    ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)",
     "/a\r\nset-cookie: x", "", None, "/\t/evil.example", "evil"],
)  # fmt: skip
def test_no_redirect_leads_off_the_desk(target):
    assert own_path(target) == "/"


def test_login_goes_on_to_the_desk_alone(several):
    browser = client(several)
    token = csrf_of(browser.get("/login?next=//evil.example"))
    answer = browser.post("/login", data={"csrf": token, "name": "bob", "password": PASSWORD,
                                          "next": "//evil.example"})  # fmt: skip
    assert (answer.status_code, answer.headers["location"]) == (303, "/")


def test_cookies_cannot_be_read_by_script_or_sent_from_elsewhere(several):
    made = make_app(stored(), settings=Settings(https=True))
    cookie = client(made).get("/").headers["set-cookie"].lower()
    assert all(part in cookie for part in ("httponly", "samesite=lax", "secure"))
    assert "httponly" in client(several).get("/login").headers["set-cookie"].lower()


def test_forged_session_is_nobody(several):
    browser = client(several)
    browser.cookies.set("tipsheet", "eyJuYW1lIjogImFubiIsICJlcG9jaCI6IDB9.aaaa.bbbb")
    assert browser.get("/review").status_code == 303
    assert browser.get("/review").headers["location"].startswith("/login")


def test_session_begins_anew_at_login_and_ends_with_a_new_password(several):
    browser = client(several)
    before = csrf_of(browser.get("/login"))
    log_in(browser, "bob", PASSWORD)
    assert token_of(browser) != before
    several.state.people.change("bob", password="another long one")
    assert browser.get("/review").status_code == 303


@pytest.mark.parametrize("path", [*PAGES, "/account", "/watch.ics", "/review/annotations.jsonl"])
def test_nothing_is_shown_to_nobody(several, path):
    assert client(several).get(path).status_code == 303
    assert client(several).get(path, headers={"accept": "*/*"}).status_code == 401


@pytest.mark.parametrize("path", ["/api/v1/reports", "/api/v1/export", "/api/v1/decisions"])
def test_interface_wants_a_token(several, path):
    browser = client(several)
    accept = {"accept": "application/json"}
    bad = {**accept, "authorization": "Bearer tps_wrong"}
    assert browser.get(path, headers=accept).status_code == 401
    assert browser.get(path, headers=bad).status_code == 401


def test_reader_cannot_judge_and_coder_cannot_settle(several):
    reader, coder = client(several), client(several)
    log_in(reader, "eve", PASSWORD)
    log_in(coder, "bob", PASSWORD)
    assert send(reader, f"/review/{FIRST}", act="accept").status_code == 403
    send(coder, f"/review/{FIRST}", act="accept", settles="1")
    assert [one.settles for one in several.state.desk.log.all()] == [False]
    assert coder.get("/review/annotations.jsonl").status_code == 403


def test_coder_cannot_make_accounts(several):
    coder = client(several)
    log_in(coder, "bob", PASSWORD)
    answer = send(coder, "/account", what="add", name="mal", password=PASSWORD, role="admin")
    assert answer.status_code == 403
    assert several.state.people.named("mal") is None


def test_second_coder_is_blind_until_they_have_judged(several):
    first, second = client(several), client(several)
    log_in(first, "bob", PASSWORD)
    log_in(second, "cy", PASSWORD)
    send(first, f"/review/{DENIAL}", act="correct", status="planned", note="tell-tale")
    blind = second.get(f"/review/{DENIAL}?all=1")
    assert "tell-tale" not in blind.text
    assert "bob" not in blind.text
    assert second.get("/api/v1/decisions", headers={"accept": "*/*"}).json()["decisions"] == []
    send(second, f"/review/{DENIAL}", act="accept")
    assert "bob" in second.get(f"/review/{DENIAL}").text


def test_nobody_takes_back_anothers_word(several):
    first, second = client(several), client(several)
    log_in(first, "bob", PASSWORD)
    log_in(second, "cy", PASSWORD)
    send(first, f"/review/{FIRST}", act="reject")
    told = several.state.desk.log.all()[0]
    assert send(second, "/review/undo", id=told.id).status_code == 403
    assert len(several.state.desk.log.all()) == 1


def test_saved_search_is_its_owners_alone(several):
    mine, theirs = client(several), client(several)
    log_in(mine, "bob", PASSWORD)
    log_in(theirs, "ann", PASSWORD)
    send(mine, "/searches", name="my secret", asked="q=hush")
    search = several.state.people.search_by_key(
        re.search(r"/feeds/([\w-]+)\.atom", mine.get("/account").text)[1]
    )
    assert "my secret" not in theirs.get("/account").text
    assert "my secret" not in theirs.get("/search").text
    send(theirs, "/account", what="drop-search", number=str(search.number))
    assert "my secret" in mine.get("/account").text


def test_feed_opens_by_its_whole_key_alone(several):
    mine = client(several)
    log_in(mine, "bob", PASSWORD)
    send(mine, "/searches", name="one", asked="q=barge")
    key = re.search(r"/feeds/([\w-]+)\.atom", mine.get("/account").text)[1]
    assert len(key) >= 40
    assert client(several).get(f"/feeds/{key}.atom").status_code == 200
    assert client(several).get(f"/feeds/{key[:-1]}.atom").status_code == 404


def test_login_is_throttled(several):
    browser = client(several)
    several.state.logins = Rates(clock=lambda: 0.0)
    answers = [log_in(browser, "bob", "wrong wrong wrong").status_code for _ in range(11)]
    assert answers[:10] == [401] * 10
    assert answers[10] == 429
    assert log_in(browser, "bob", PASSWORD).status_code == 429


def test_login_takes_as_long_for_a_name_that_is_not_there(several):
    people = several.state.people
    people.login("nobody", "warm it up")

    def seconds(name: str) -> float:
        began = time.process_time()
        for _ in range(3):
            people.login(name, "wrong wrong wrong")
        return time.process_time() - began

    assert 0.2 < seconds("nobody") / seconds("bob") < 5


def test_requests_are_limited():
    log = open_log("memory:")
    People(log).add("ann", PASSWORD, "admin")
    browser = client(desk(log=log, accounts=True, reads=5))
    assert [browser.get("/login").status_code for _ in range(6)] == [200] * 5 + [429]


def test_rate_fills_again_with_time():
    now = [0.0]
    rates = Rates(clock=lambda: now[0])
    assert [rates.allows("a", 2) for _ in range(3)] == [True, True, False]
    now[0] = 31.0
    assert rates.allows("a", 2)


@pytest.mark.parametrize(
    "path",
    ["/reports/../../etc/passwd", "/reports/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
     "/static/../app.py", "/static/%2e%2e/app.py", "/static/..%5capp.py", "/static//etc/passwd"],
)  # fmt: skip
def test_no_path_leads_to_a_file(browser, path):
    answer = browser.get(path)
    assert answer.status_code == 404
    assert "root:" not in answer.text
    assert "import" not in answer.text


@pytest.mark.parametrize(
    "words", ["' OR 1=1 --", '"; DROP TABLE reports; --', "NEAR(", "a* OR b", "%"]
)
@pytest.mark.parametrize("kind", ["memory", "file"])
def test_no_query_reaches_the_database_as_code(tmp_path, words, kind):
    store = stored("memory:" if kind == "memory" else str(tmp_path / "news.db"))
    with store:
        browser = client(make_app(store))
        for name in ("q", "actor", "place", "publisher"):
            assert browser.get("/search", params={name: words}).status_code in (200, 400)
        assert browser.get("/reports", params={"publisher": words}).status_code in (200, 400)
        assert store.stats().reports == 5


def test_large_body_is_refused_whether_announced_or_not(browser):
    kind = {"content-type": "application/x-www-form-urlencoded"}
    told = browser.post("/login", content=b"a" * 1_000_001, headers=kind)
    streamed = browser.post("/login", content=(b"a" * 100_000 for _ in range(12)), headers=kind)
    assert told.status_code == 413
    assert streamed.status_code >= 400


def test_no_file_can_be_sent(browser):
    files = {"file": ("x.html", b"<script>", "text/html")}
    data = {"csrf": token_of(browser), "act": "accept"}
    answer = browser.post(f"/review/{FIRST}", data=data, files=files)
    assert answer.status_code == 415


def test_secrets_are_not_printed(several, caplog, capsys):
    settings = Settings(secret="hush-hush", smtp="smtp://me:pass@mail")
    assert "hush-hush" not in repr(settings) + str(settings.shown())
    assert "pass" not in repr(settings) + str(settings.shown())
    log_in(client(several), "bob", PASSWORD)
    assert PASSWORD not in caplog.text + capsys.readouterr().out


def test_passwords_and_tokens_are_kept_as_digests(tmp_path):
    log = open_log(str(tmp_path / "desk.db"))
    people = People(log)
    token = people.give_token(people.add("ann", PASSWORD, "admin"), "script")
    assert people.by_token(token).name == "ann"
    log.engine.dispose()
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert PASSWORD.encode() not in kept
    assert token.encode() not in kept


def test_what_breaks_is_not_told(browser, monkeypatch):
    def broken(*_):
        raise RuntimeError("the password is swordfish")

    monkeypatch.setattr(browser.app.state.desk, "edition", broken)
    answer = browser.get("/")
    assert answer.status_code == 500
    assert "swordfish" not in answer.text


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.4", "desk.example", "::"])
def test_desk_in_the_open_needs_accounts(host):
    with pytest.raises(OptionInvalid, match="--accounts"):
        Settings(host=host)
    assert Settings(host=host, accounts=True).accounts


@pytest.mark.parametrize(
    "url",
    ["http://hooks.example/", "https://127.0.0.1/", "https://localhost/x", "https://[::1]/",
     "https://10.0.0.8/", "https://169.254.169.254/latest", "file:///etc/passwd",
     "https://me:pw@hooks.example/"],
)  # fmt: skip
def test_webhook_cannot_reach_the_local_network(url):
    with pytest.raises(OptionInvalid):
        checked_hook(url)


def test_webhook_goes_to_the_number_that_was_checked(monkeypatch):
    numbers, sent = iter(["93.184.215.14", "127.0.0.1", "10.0.0.1"]), []
    monkeypatch.setattr(
        "socket.getaddrinfo", lambda *_, **__: [(2, 1, 6, "", (next(numbers), 443))]
    )

    def post(_, target, **told):
        sent.append((target.host, told["headers"]["host"], told["extensions"]["sni_hostname"]))
        return httpx.Response(204, request=httpx.Request("POST", target))

    monkeypatch.setattr("httpx.Client.post", post)
    post_by()("https://hooks.example/x", b"{}", {})
    assert sent == [("93.184.215.14", "hooks.example", "hooks.example")]
    with pytest.raises(OptionInvalid):
        post_by()("https://hooks.example/x", b"{}", {})


@pytest.mark.parametrize("mark", ["0-99999999999", "9-2", "a-b", "-1-4", "٣-٩", "1e9", "0-0"])
def test_odd_marks_and_numbers_do_no_harm(browser, mark):
    assert browser.get("/reports/r-one", params={"mark": mark}).status_code == 200
    assert browser.get("/reports/r-one", params={"version": mark}).status_code in (400, 404)


@pytest.mark.parametrize(
    "frame", ["nan,nan,nan,nan", "inf,0,1,1", "1e308,0,2e308,1", "a", "0,0,0,0"]
)
def test_odd_frames_give_a_map_all_the_same(browser, frame):
    answer = browser.get("/map", params={"frame": frame})
    assert answer.status_code == 200
    assert "nan" not in re.findall(r"<svg.*</svg>", answer.text, re.DOTALL)[-1]
