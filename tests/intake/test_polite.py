import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Timer

import httpx
import pytest

from tests.intake.test_web import answering
from tipsheet.errors import AddressRefused, FetchDisallowed, FetchFailed
from tipsheet.intake import Fetch, Manners, Polite, user_agent
from tipsheet.intake.web import Answered, Known, Unanswered

PUBLIC = "93.184.216.34"


class Time:
    """A clock that only waiting moves."""

    def __init__(self) -> None:
        self.now = 0.0
        self.waits: list[float] = []

    def clock(self) -> float:
        return self.now

    def wait(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += seconds


def polite(
    answer: Callable[[httpx.Request], httpx.Response], time: Time | None = None, **manners: float
) -> Polite:
    def served(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/robots.txt":
            return answering([b"User-agent: *\nDisallow: /closed\n"])
        return answer(request)

    hosts = {"inside.example": ["10.0.0.1"]}
    fetch = Fetch(
        transport=httpx.MockTransport(served),
        resolve=lambda host, port: hosts.get(host, [host] if host[0].isdigit() else [PUBLIC]),
    )
    time = time or Time()
    return Polite(
        fetch,
        Manners(**manners),  # type: ignore[arg-type]
        clock=time.clock,
        wait=time.wait,
        chance=lambda: 0.5,
    )


def test_requests_to_one_host_lie_apart_and_to_others_do_not() -> None:
    time = Time()
    fetch = polite(lambda request: answering(), time, delay=2)
    for url in ("https://a.example/1", "https://a.example/2", "https://b.example/1"):
        fetch(url)
    assert time.waits == [2]


def test_what_fails_for_now_is_tried_again_after_longer_and_longer() -> None:
    time, statuses = Time(), iter([503, 502, 200])
    fetch = polite(lambda request: answering(status=next(statuses)), time, backoff=3)
    assert fetch("https://a.example/").data == b"The army left."
    assert time.waits == [3, 6]


@pytest.mark.parametrize("status", [403, 404, 410, 501])
def test_what_will_fail_again_is_not_tried_again(status: int) -> None:
    time = Time()
    with pytest.raises(Answered) as caught:
        polite(lambda request: answering(status=status), time)("https://a.example/")
    assert (caught.value.status, time.waits) == (status, [])


def test_a_server_is_given_the_time_that_it_asks_for() -> None:
    time, answers = Time(), iter([answering(status=429, retry_after="40"), answering()])
    polite(lambda request: next(answers), time)("https://a.example/")
    assert time.waits == [40]


def test_a_server_that_asks_for_too_much_time_has_failed() -> None:
    time = Time()
    fetch = polite(lambda request: answering(status=429, retry_after="4000"), time)
    with pytest.raises(Answered) as caught:
        fetch("https://a.example/")
    assert (caught.value.wait, time.waits) == (4000, [])


def test_no_answer_is_tried_again_and_then_said() -> None:
    time, asked = Time(), []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.path)
        raise httpx.ConnectError("no route")

    with pytest.raises(Unanswered, match="no route"):
        polite(answer, time)("https://a.example/1")
    assert asked == ["/1"] * 3


def test_closed_addresses_are_not_asked_for_nor_redirected_to() -> None:
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.path)
        return answering(status=302, location="https://b.example/closed/1")

    fetch = polite(answer)
    for url in ("https://a.example/closed/1", "https://a.example/open"):
        with pytest.raises(FetchDisallowed):
            fetch(url)
    assert asked == ["/open"]


@pytest.mark.parametrize("location", ["http://inside.example/", "http://127.0.0.1/"])
def test_redirects_into_the_local_network_are_refused(location: str) -> None:
    with pytest.raises(AddressRefused, match="--allow-private"):
        polite(lambda request: answering(status=302, location=location))("https://a.example/")


@pytest.mark.parametrize("url", ["http://[", "ftp://a.example/", "http://u:p@a.example/", ""])
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(AddressRefused):
        polite(lambda request: answering())(url)


def test_conditional_requests_send_what_is_known() -> None:
    seen: list[str | None] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request.headers.get("if-none-match"))
        return answering([], status=304) if seen[-1] else answering(etag='"v1"')

    fetch = polite(answer)
    first = fetch("https://a.example/feed")
    assert (first.known, first.unchanged) == (Known(etag='"v1"'), False)
    assert fetch("https://a.example/feed", first.known).unchanged
    assert seen == [None, '"v1"']


def test_one_host_is_asked_by_one_thread_at_a_time() -> None:
    inside, most, lock = 0, 0, threading.Lock()

    def answer(request: httpx.Request) -> httpx.Response:
        nonlocal inside, most
        with lock:
            inside += 1
            most = max(most, inside)
        threading.Event().wait(0.02)
        with lock:
            inside -= 1
        return answering()

    fetch = polite(answer, delay=0)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(fetch, [f"https://a.example/{n}" for n in range(6)]))
    assert most == 1


def test_closing_ends_the_waiting() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        return answering(status=404 if request.url.path == "/robots.txt" else 503)

    fetch = Polite(Fetch(transport=httpx.MockTransport(answer)), Manners(backoff=600, patience=900))
    Timer(0.1, fetch.close).start()
    with pytest.raises(FetchFailed, match="the run was ended"):
        fetch(f"https://{PUBLIC}/")


def test_user_agent_is_truthful() -> None:
    assert user_agent("0.1.0") == "tipsheet/0.1.0 (reads news reports)"
    assert user_agent("0.1.0", "desk@herald.example").endswith("; desk@herald.example)")
