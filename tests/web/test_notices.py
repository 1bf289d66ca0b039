"""Notices as they are really sent: to a web server and to a mail server on this machine."""

import json
import socketserver
import threading
from contextlib import contextmanager
from email import message_from_bytes
from email.policy import default
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from typer.testing import CliRunner

from tests.web.made import FIRST, PLAN, client, desk, reading, send, stored
from tipsheet.cli import app as command
from tipsheet.review import open_log
from tipsheet.web.notices import begin, mail_by, notify, post_by, signature
from tipsheet.web.people import ALONE, People


class Hook(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        self.server.got.append((body, self.headers["x-tipsheet-signature"]))
        self.send_response(self.server.answer)
        self.end_headers()

    def log_message(self, *_):
        pass


ANSWERS = {b"DATA": b"354 go on\r\n", b"QUIT": b"221 bye\r\n"}


class Post(socketserver.StreamRequestHandler):
    """As much of SMTP (RFC 5321) as a letter needs."""

    def handle(self):
        self.wfile.write(b"220 here\r\n")
        while line := self.rfile.readline():
            word = line[:4].upper()
            self.wfile.write(ANSWERS.get(word, b"250 yes\r\n"))
            if word == b"DATA":
                lines = iter(self.rfile.readline, b".\r\n")
                self.server.got.append(message_from_bytes(b"".join(lines), policy=default))
                self.wfile.write(b"250 taken\r\n")
            if word == b"QUIT":
                return


@contextmanager
def serving(kind, handler):
    with kind(("127.0.0.1", 0), handler) as server:
        server.got, server.answer, server.daemon_threads = [], 204, True
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield server, server.server_address[1]
        server.shutdown()
        thread.join()


@pytest.fixture
def hook():
    with serving(HTTPServer, Hook) as (server, port):
        yield server, f"http://127.0.0.1:{port}"


@pytest.fixture
def post_office():
    with serving(socketserver.ThreadingTCPServer, Post) as (server, port):
        yield server, f"smtp://127.0.0.1:{port}"


def test_webhook_is_sent_signed_and_again_where_it_was_not_taken(hook):
    server, origin = hook
    opened, people = desk().state.desk, People(open_log("memory:"))
    kept = people.save_search(ALONE, "barges", "q=barge", hook=f"{origin}/x")
    server.answer = 500
    assert notify(opened, people, "http://d", post=post_by([origin]))[0].trouble == "hook: OSError"
    server.answer = 204
    assert notify(opened, people, "http://d", post=post_by([origin]))[0].count == 3
    body, signed = server.got[-1]
    assert signed == signature(kept.hook_secret, body)
    assert len(json.loads(body)["reports"]) == 3


def test_webhook_inside_needs_leave(hook):
    server, origin = hook
    opened, people = desk().state.desk, People(open_log("memory:"))
    people.save_search(ALONE, "barges", "q=barge", hook=f"{origin}/x")
    told = notify(opened, people, "http://d", post=post_by())
    assert told[0].trouble == "hook: OptionInvalid"
    assert server.got == []


def test_letter_is_sent_and_a_failing_hook_does_not_send_it_twice(post_office):
    server, address = post_office
    opened, people = desk().state.desk, People(open_log("memory:"))
    people.save_search(ALONE, "barges", "q=barge", email="ann@d.example", hook="https://h.example")

    def fail(*_):
        raise OSError

    for _ in range(2):
        notify(opened, people, "http://d", post=fail, mail=mail_by(address, "desk@d.example"))
    assert len(server.got) == 1
    letter = server.got[0]
    assert (letter["From"], letter["To"]) == ("desk@d.example", "ann@d.example")
    assert "http://d/reports/r-one" in letter.get_content()


def test_letter_without_a_server_is_trouble_and_not_taken_as_told():
    opened, people = desk().state.desk, People(open_log("memory:"))
    people.save_search(ALONE, "barges", "q=barge", email="ann@d.example")
    assert notify(opened, people, "http://d", post=print)[0].trouble == "email: OptionInvalid"
    sent = []
    assert notify(opened, people, "http://d", post=print, mail=sent.append)[0].count == 3


def test_outcome_of_what_is_watched_is_told_when_it_comes():
    store, sent = stored(), []
    app = desk(store=store)
    opened, people = app.state.desk, app.state.people
    kept = people.save_search(ALONE, "w", f"claim={PLAN}", email="a@d.example", watch=True)
    begin(opened, people, kept)
    assert notify(opened, people, "http://d", post=print, mail=sent.append)[0].count == 0
    late = reading("r-late", "Ledger", "2025-10-30", "A barge sank.", "sank", type="ASSAULT")
    with store.writer() as writer:
        writer.add(late)
    app = desk(store=store, log=opened.log)
    told = notify(app.state.desk, people, "http://d", post=print, mail=sent.append)
    assert told[0].count == 1
    assert sent[0].get_content().startswith("Nothing heard: ")


def test_watch_of_one_story_has_nothing_of_another():
    opened, people = desk().state.desk, People(open_log("memory:"))
    people.save_search(ALONE, "w", f"claim={FIRST}", email="a@d.example", watch=True)
    assert notify(opened, people, "http://d", post=print, mail=print)[0].count == 0


def test_watch_is_kept_from_its_page_and_has_a_feed():
    browser = client()
    assert "Be told what becomes of it" in browser.get(f"/stories/{PLAN}").text
    send(browser, "/searches", name="mine", asked=f"claim={PLAN}", watch="1")
    kept = browser.app.state.people.searches_of(ALONE)[0]
    assert kept.watch
    feed = browser.get(f"/feeds/{kept.key}.atom").text
    assert feed.count("<entry>") == 1
    assert f"/stories/{PLAN}#watch" in browser.get("/account").text


def test_search_that_is_kept_tells_only_what_comes_later():
    browser = client()
    send(browser, "/searches", name="b", asked="q=barge", email="ann@d.example")
    opened, people = browser.app.state.desk, browser.app.state.people
    assert notify(opened, people, "http://d", post=print, mail=print)[0].count == 0


def test_command_tells_once_and_says_what_it_told(hook, tmp_path):
    server, origin = hook
    path = str(tmp_path / "news.db")
    stored(path).close()
    People(open_log(f"{path}-desk")).save_search(ALONE, "barges", "q=barge", hook=f"{origin}/x")
    given = ["desk", "--store", path, "--tell", "--allow-hook", origin]
    done = CliRunner().invoke(command, given)
    assert (done.exit_code, "barges: 3 told" in done.output) == (0, True)
    assert "barges: 0 told" in CliRunner().invoke(command, given).output
    assert len(server.got) == 1
