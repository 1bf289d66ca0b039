import gzip
import threading
import time
from collections.abc import Callable, Iterator
from itertools import repeat
from typing import Any

import httpx
import pytest

from tipsheet.errors import AddressRefused, FetchFailed, FetchTooLong, SourceTooLarge
from tipsheet.intake import Fetch

PUBLIC = "93.184.216.34"
Answer = Callable[[Callable[[bytes], None]], None]
Serve = Callable[[Answer], str]
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=iso-8859-1\r\n"


class Body(httpx.SyncByteStream):
    def __init__(self, blocks: Any) -> None:
        self._blocks = blocks

    def __iter__(self) -> Iterator[bytes]:
        yield from self._blocks


def answering(
    blocks: Any = (b"The army left.",), status: int = 200, **headers: str
) -> httpx.Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx.Response(status, headers=named, stream=Body(blocks))


def fetching(answer: Callable[[httpx.Request], httpx.Response], **options: Any) -> Fetch:
    hosts = {"herald.example": [PUBLIC], "inside.example": ["10.0.0.1"]}
    return Fetch(
        transport=httpx.MockTransport(answer),
        resolve=lambda host, port: hosts.get(host, [host]),
        **options,
    )


def test_fetch_connects_to_the_checked_address_and_names_the_host() -> None:
    requests: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        requests.append(request)
        return answering(content_type="text/html; charset=utf-8")

    fetched = fetching(answer)("https://herald.example:8443/a?b=c#d")
    assert requests[0].url == f"https://{PUBLIC}:8443/a?b=c"
    assert requests[0].headers["host"] == "herald.example:8443"
    assert requests[0].extensions["sni_hostname"] == "herald.example"
    assert (fetched.url, fetched.data) == ("https://herald.example:8443/a?b=c", b"The army left.")
    assert (fetched.media_type, fetched.charset) == ("text/html", "utf-8")


def test_fetch_says_who_it_is() -> None:
    agents: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        agents.append(request.headers["user-agent"])
        return answering()

    fetching(answer)("http://herald.example/")
    assert agents[0].startswith("tipsheet")


@pytest.mark.parametrize(
    "location",
    [
        "http://inside.example/",
        "http://127.0.0.1/admin",
        "//10.0.0.1/",
        "http://[::ffff:127.0.0.1]/",
        "file:///etc/passwd",
        "gopher://herald.example/",
        "http://user:secret@herald.example/",
    ],
)
def test_fetch_refuses_a_redirect_inside(location: str) -> None:
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.host)
        return answering(status=302, location=location)

    with pytest.raises(AddressRefused):
        fetching(answer)("https://herald.example/")
    assert asked == [PUBLIC]


def test_fetch_follows_redirects_and_keeps_the_last_address() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        return answering() if request.url.path == "/b" else answering(status=301, location="/b")

    assert fetching(answer)("http://herald.example/a").url == "http://herald.example/b"


def test_fetch_gives_up_on_a_ring_of_redirects() -> None:
    with pytest.raises(FetchFailed, match="redirects more than 5 times"):
        fetching(lambda request: answering(status=302, location="/"))("http://herald.example/")


@pytest.mark.parametrize(
    "url",
    ["ftp://herald.example/", "http://", "http:///a", "http://a b/", "http://u:p@herald.example/"],
)
def test_fetch_refuses_what_is_no_plain_web_address(url: str) -> None:
    with pytest.raises(AddressRefused, match=":"):
        fetching(lambda request: answering())(url)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/", "http://2130706433/", "http://[::1]/", "http://0/"]
)
def test_fetch_refuses_the_local_network_by_the_systems_resolver(url: str) -> None:
    with pytest.raises(AddressRefused, match="--allow-private"):
        Fetch()(url)


@pytest.mark.parametrize(
    ("status", "line"), [(404, "404 Not Found: check"), (403, "403 Forbidden: save"), (599, "599")]
)
def test_fetch_says_how_it_was_answered(status: int, line: str) -> None:
    with pytest.raises(FetchFailed, match=line):
        fetching(lambda request: answering(status=status))("http://herald.example/")


def test_fetch_unpacks_gzip() -> None:
    packed = gzip.compress(b"The army left." * 99)
    halves = (packed[:40], packed[40:])
    fetch = fetching(lambda request: answering(halves, content_encoding="gzip"))
    assert fetch("http://herald.example/").data == b"The army left." * 99


def test_fetch_stops_a_gzip_bomb() -> None:
    packed = gzip.compress(b"\0" * 20_000_000)
    fetch = fetching(lambda request: answering([packed], content_encoding="gzip"), size=100_000)
    with pytest.raises(SourceTooLarge, match=r"more than 100,000 bytes: raise .*--max-file"):
        fetch("http://herald.example/")


@pytest.mark.parametrize("encoding", ["gzip, gzip", "br", "unknown"])
def test_fetch_refuses_packing_it_did_not_ask_for(encoding: str) -> None:
    fetch = fetching(lambda request: answering(content_encoding=encoding))
    with pytest.raises(FetchFailed, match="not asked for"):
        fetch("http://herald.example/")


def test_fetch_says_that_packing_is_damaged() -> None:
    fetch = fetching(lambda request: answering([b"no gzip"], content_encoding="gzip"))
    with pytest.raises(FetchFailed, match="packed and damaged"):
        fetch("http://herald.example/")


def test_fetch_stops_an_answer_without_end_at_the_size() -> None:
    fetch = fetching(lambda request: answering(repeat(b"a" * 1000)), size=50_000)
    with pytest.raises(SourceTooLarge):
        fetch("http://herald.example/")


def test_fetch_stops_an_answer_without_end_at_the_time() -> None:
    ticks = iter(range(1000))
    fetch = fetching(
        lambda request: answering(repeat(b"a")), clock=lambda: float(next(ticks)), seconds=20
    )
    with pytest.raises(FetchTooLong, match=r"within 20 seconds: .*--timeout"):
        fetch("http://herald.example/")


def test_fetch_tries_the_next_address_when_one_does_not_answer() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.host == PUBLIC:
            raise httpx.ConnectError("no route")
        return answering()

    fetch = Fetch(
        transport=httpx.MockTransport(answer),
        resolve=lambda host, port: [PUBLIC, "2606:4700::1111"],
    )
    assert fetch("http://herald.example/").data == b"The army left."


def test_fetch_resolves_each_host_once_so_that_a_name_cannot_change() -> None:
    answers = iter([[PUBLIC], ["127.0.0.1"]])
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.host)
        return answering()

    fetch = Fetch(transport=httpx.MockTransport(answer), resolve=lambda host, port: next(answers))
    fetch("http://herald.example/")
    assert asked == [PUBLIC]


def test_fetch_reads_from_a_real_server_when_allowed(serve: Serve) -> None:
    url = serve(lambda send: send(HEAD + b"Content-Length: 4\r\n\r\ncaf\xe9"))
    fetched = Fetch(allow_private=True, seconds=5)(url)
    assert (fetched.data, fetched.charset) == (b"caf\xe9", "iso-8859-1")


def _drip(send: Callable[[bytes], None], block: bytes) -> None:
    while True:
        send(block)
        time.sleep(0.05)


def _in_head(send: Callable[[bytes], None]) -> None:
    send(HEAD)
    _drip(send, b"X-More: 1\r\n")


def _in_body(send: Callable[[bytes], None]) -> None:
    send(HEAD + b"\r\n")
    _drip(send, b"a")


def _silent(send: Callable[[bytes], None]) -> None:
    send(HEAD + b"\r\nThe army")
    threading.Event().wait(30)


@pytest.mark.parametrize("answer", [_in_head, _in_body, _silent])
def test_fetch_leaves_a_server_that_never_ends(serve: Serve, answer: Answer) -> None:
    url = serve(answer)
    began = time.monotonic()
    with pytest.raises(FetchTooLong, match=r"within 0\.4 seconds"):
        Fetch(allow_private=True, seconds=0.4)(url)
    assert time.monotonic() - began < 20  # a busy machine is slow, an unbounded wait never ends


@pytest.mark.parametrize("data", [b"", b"nonsense\r\n\r\n", HEAD + b"Content-Length: 99\r\n\r\na"])
def test_fetch_says_that_an_answer_is_none(serve: Serve, data: bytes) -> None:
    url = serve(lambda send: send(data))
    with pytest.raises(FetchFailed, match=r"cannot be fetched .*try again later"):
        Fetch(allow_private=True, seconds=2)(url)


def test_fetch_says_that_nothing_listens() -> None:
    with pytest.raises(FetchFailed, match="cannot be fetched"):
        Fetch(allow_private=True, seconds=2)("http://127.0.0.1:1/")
