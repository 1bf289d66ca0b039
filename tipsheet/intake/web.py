"""Pages from the web, fetched one at a time, politely and within limits."""

import socket
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from tipsheet.errors import (
    AddressRefused,
    FetchFailed,
    FetchTooLong,
    SourceTooLarge,
)
from tipsheet.intake.addresses import Resolve, checked_addresses, resolve_host

if TYPE_CHECKING:
    import httpx

USER_AGENT = "tipsheet (reads one page at a person's request)"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ACCEPT = "text/html, application/xhtml+xml, text/plain, application/pdf, application/json;q=0.9"
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What an address answered: the bytes, unpacked, and what the server calls them."""

    url: str
    data: bytes
    media_type: str | None
    charset: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetch:
    """How to fetch: limits, and the seams (transport, resolver, clock) that tests replace.

    `seconds` bounds the whole fetch with its redirects, `size` the bytes of the unpacked answer.
    The host is resolved once and the connection goes to the address that was checked, so that a
    name cannot change between check and use. Proxies of the environment are not used.
    """

    seconds: float = 30.0
    size: int = 50_000_000
    redirects: int = 5
    allow_private: bool = False
    user_agent: str = USER_AGENT
    transport: "httpx.BaseTransport | None" = None
    resolve: Resolve = field(default=resolve_host)
    clock: Callable[[], float] = field(default=time.monotonic)

    def __call__(self, url: str) -> Fetched:
        """The answer of `url`; raises a FetchError or SourceTooLarge."""
        import httpx

        deadline = _Deadline(self.clock, self.seconds)
        try:
            transport = self.transport or httpx.HTTPTransport()
            with deadline.watch(), httpx.Client(transport=transport, trust_env=False) as client:
                return self._follow(client, _parsed(url), deadline)
        except httpx.TimeoutException as error:
            raise deadline.error() from error
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, OSError) as error:
            if deadline.passed:
                raise deadline.error() from error
            raise FetchFailed(f"cannot be fetched ({_reason(error)}): try again later") from error

    def _follow(self, client: "httpx.Client", url: "httpx.URL", deadline: "_Deadline") -> Fetched:
        for _ in range(self.redirects + 1):
            answer = self._ask(client, url, deadline)
            if isinstance(answer, Fetched):
                return answer
            url = answer
        raise FetchFailed(f"redirects more than {self.redirects} times: check the address")

    def _ask(
        self, client: "httpx.Client", url: "httpx.URL", deadline: "_Deadline"
    ) -> "Fetched | httpx.URL":
        """One answer, or the address it sends us on to."""
        with self._connect(client, url, deadline) as response:
            if response.status_code in _REDIRECTS and "location" in response.headers:
                return _parsed(str(url.join(response.headers["location"])))
            _refuse_status(response.status_code)
            data = b"".join(self._body(response, deadline))
            media_type, charset = _media(response.headers.get("content-type", ""))
            return Fetched(url=str(url), data=data, media_type=media_type, charset=charset)

    @contextmanager
    def _connect(
        self, client: "httpx.Client", url: "httpx.URL", deadline: "_Deadline"
    ) -> "Iterator[httpx.Response]":
        import httpx

        port = url.port or _PORTS[url.scheme]
        addresses = checked_addresses(url.host, port, self.resolve, self.allow_private)
        response = None
        for place, address in enumerate(addresses, start=1):
            try:
                response = client.send(self._request(client, url, address, deadline), stream=True)
                break
            except httpx.ConnectError:
                if place == len(addresses):
                    raise
        assert response is not None
        try:
            yield response
        finally:
            response.close()

    def _request(
        self, client: "httpx.Client", url: "httpx.URL", address: str, deadline: "_Deadline"
    ) -> "httpx.Request":
        """The request for `url`, addressed to the numeric `address` but naming the host."""
        return client.build_request(
            "GET",
            url.copy_with(host=address),
            headers={
                "host": url.netloc.decode("ascii"),
                "user-agent": self.user_agent,
                "accept": _ACCEPT,
                "accept-encoding": "gzip",
            },
            timeout=deadline.left(),
            extensions={"sni_hostname": url.raw_host.decode("ascii"), "trace": deadline.trace},
        )

    def _body(self, response: "httpx.Response", deadline: "_Deadline") -> Iterator[bytes]:
        """The unpacked blocks of the answer, never more than the limit allows."""
        unpack = _unpacker(response.headers.get("content-encoding", ""))
        size = 0
        for block in response.iter_raw():
            data = unpack(block, self.size - size + 1)
            size += len(data)
            if size > self.size:
                raise SourceTooLarge(
                    f"answers with more than {self.size:,} bytes: raise the limit with --max-file"
                )
            yield data
            deadline.left()
        deadline.left()  # a socket that was shut looks like the end of the answer


class _Deadline:
    """The moment by which the whole fetch must be over, and the sockets it then shuts."""

    def __init__(self, clock: Callable[[], float], seconds: float) -> None:
        self._clock = clock
        self._seconds = seconds
        self._end = clock() + seconds
        self._over = False
        self._sockets: list[socket.socket] = []

    @property
    def passed(self) -> bool:
        return self._over or self._clock() >= self._end

    def left(self) -> float:
        """The seconds left; raises FetchTooLong when there are none."""
        if self.passed:
            raise self.error()
        return self._end - self._clock()

    def error(self) -> FetchTooLong:
        """The error for a fetch that took too long."""
        return FetchTooLong(
            f"did not end its answer within {self._seconds:g} seconds: "
            "try again later, or raise --timeout"
        )

    def trace(self, event: str, info: dict[str, Any]) -> None:
        """Keep each socket as httpcore opens it, so that it can be shut from outside."""
        if event in {"connection.connect_tcp.complete", "connection.start_tls.complete"}:
            opened = info["return_value"].get_extra_info("socket")
            if opened is not None:
                self._sockets.append(opened)

    @contextmanager
    def watch(self) -> Iterator[None]:
        """Shut the sockets at the deadline, even while a read that drips byte by byte goes on."""
        timer = threading.Timer(max(self._end - self._clock(), 0), self._shut)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _shut(self) -> None:
        self._over = True
        for opened in self._sockets:
            with suppress(OSError):
                opened.shutdown(socket.SHUT_RDWR)


def _parsed(address: str) -> "httpx.URL":
    import httpx

    try:
        url = httpx.URL(address)
    except httpx.InvalidURL as error:
        raise AddressRefused("is no web address: check how it is written") from error
    if url.scheme not in _PORTS or not url.host:
        raise AddressRefused("is no web address: only http:// and https:// are fetched")
    if url.userinfo:
        raise AddressRefused("holds a user name or password: take it out of the address")
    return url.copy_with(fragment=None)


def _refuse_status(status: int) -> None:
    if 200 <= status < 300:
        return
    try:
        phrase = f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        phrase = str(status)
    cure = "save the page from a browser" if status in {401, 402, 403, 451} else "check the address"
    raise FetchFailed(f"was answered with {phrase}: {cure}")


def _media(content_type: str) -> tuple[str | None, str | None]:
    from email.message import Message

    message = Message()
    message["content-type"] = content_type
    media_type = message.get_content_type() if content_type else None
    return media_type, message.get_content_charset()


def _unpacker(encoding: str) -> Callable[[bytes, int], bytes]:
    """How to unpack blocks: at most the given number of bytes comes out of each.

    One layer only, since each further one multiplies what a small answer can grow to.
    """
    name = encoding.strip().lower()
    if name in {"", "identity"}:
        return lambda block, most: block
    if name not in {"gzip", "x-gzip", "deflate"}:
        raise FetchFailed(f"is packed as {name[:40]!r}, which was not asked for: try again later")
    packed = zlib.decompressobj(wbits=47)

    def unpack(block: bytes, most: int) -> bytes:
        try:
            return packed.decompress(block, most)
        except zlib.error as error:
            raise FetchFailed("is packed and damaged: try again later") from error

    return unpack


def _reason(error: Exception) -> str:
    return str(error) or type(error).__name__
