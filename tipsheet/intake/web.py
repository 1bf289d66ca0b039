"""Pages from the web, fetched one at a time, politely and within limits."""

import io
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from http import HTTPStatus
from typing import TYPE_CHECKING

from tipsheet.errors import AddressRefused, FetchFailed, SourceTooLarge
from tipsheet.intake.addresses import Resolve, checked_addresses, resolve_host
from tipsheet.intake.deadline import Deadline
from tipsheet.intake.files import Stream
from tipsheet.intake.unpack import unpacker

if TYPE_CHECKING:
    import ssl

    import httpx

USER_AGENT = "tipsheet (reads news reports at a person's request)"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ACCEPT = "text/html, application/xhtml+xml, text/plain, application/pdf, application/json;q=0.9"
_HOST = re.compile(rb"[a-z0-9._:-]+")
_PORTS = {"http": 80, "https": 443}


class Unanswered(FetchFailed):
    """There was no answer at all; another try may get one."""


class Ended(Unanswered):
    """It was not asked for, or not again, since the run was ended."""


class Answered(FetchFailed):
    """The answer was one of failure: its status, and the seconds it asks to wait, if it does."""

    def __init__(self, line: str, *, status: int = 0, wait: float | None = None) -> None:
        super().__init__(line)
        self.status = status
        self.wait = wait


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What an answer says of its version, so that a later request can ask for a newer one only."""

    etag: str | None = None
    modified: str | None = None

    def headers(self) -> dict[str, str]:
        """The headers that make a request conditional."""
        named = {"if-none-match": self.etag, "if-modified-since": self.modified}
        return {name: value for name, value in named.items() if value}


NOTHING_KNOWN = Known()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What an address answered: the bytes, unpacked, and what the server calls them.

    `unchanged` where the server says that what is known still holds; there are no bytes then.
    `when` is the moment of the answer in ISO 8601, `known` what to ask with the next time.
    """

    url: str
    data: bytes
    media_type: str | None
    charset: str | None
    when: str | None = None
    known: Known = NOTHING_KNOWN
    unchanged: bool = False


Fetcher = Callable[[str], Fetched]
"""An address to its answer: a `Fetch`, or one with manners."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetch:
    """How to fetch: limits, and the seams (transport, resolver, clock) that tests replace.

    `seconds` bounds the whole fetch with its redirects, `size` the bytes of the unpacked answer.
    The host is resolved once and the connection goes to the address that was checked, so that a
    name cannot change between check and use. Proxies of the environment are not used. `check` is
    called with each address before it is asked for, redirects included, and raises to refuse it.
    """

    seconds: float = 30.0
    size: int = 50_000_000
    redirects: int = 5
    allow_private: bool = False
    user_agent: str = USER_AGENT
    transport: "httpx.BaseTransport | None" = None
    resolve: Resolve = field(default=resolve_host)
    clock: Callable[[], float] = field(default=time.monotonic)
    now: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))
    check: Callable[[str], None] = field(default=lambda url: None)

    def __call__(self, url: str, known: Known = NOTHING_KNOWN) -> Fetched:
        """The answer of `url`; raises a FetchError or SourceTooLarge."""
        import httpx

        deadline = Deadline(self.clock, self.seconds)
        try:
            transport = self.transport or httpx.HTTPTransport(verify=_trust())
            with deadline.watch(), httpx.Client(transport=transport, trust_env=False) as client:
                return self._follow(client, parsed_address(url), known, deadline)
        except httpx.TimeoutException as error:
            raise deadline.error() from error
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, OSError) as error:
            if deadline.passed:
                raise deadline.error() from error
            raise Unanswered(f"cannot be fetched ({_reason(error)}): try again later") from error

    def _follow(
        self, client: "httpx.Client", url: "httpx.URL", known: Known, deadline: Deadline
    ) -> Fetched:
        for _ in range(self.redirects + 1):
            self.check(str(url))
            answer = self._ask(client, url, known, deadline)
            if isinstance(answer, Fetched):
                return answer
            url = answer
        raise FetchFailed(f"redirects more than {self.redirects} times: check the address")

    def _ask(
        self, client: "httpx.Client", url: "httpx.URL", known: Known, deadline: Deadline
    ) -> "Fetched | httpx.URL":
        """One answer, or the address it sends us on to."""
        with self._connect(client, url, known, deadline) as response:
            headers = response.headers
            if response.status_code in _REDIRECTS and "location" in headers:
                return parsed_address(str(url.join(headers["location"])))
            unchanged = response.status_code == HTTPStatus.NOT_MODIFIED
            if not unchanged:
                _refuse_status(response.status_code, headers.get("retry-after"))
            data = b"" if unchanged else b"".join(self._body(response, deadline))
            media_type, charset = media_of(headers.get("content-type", ""))
            return Fetched(
                url=str(url),
                data=data,
                media_type=media_type,
                charset=charset,
                when=self.now().isoformat(timespec="seconds"),
                known=Known(etag=headers.get("etag"), modified=headers.get("last-modified")),
                unchanged=unchanged,
            )

    @contextmanager
    def _connect(
        self, client: "httpx.Client", url: "httpx.URL", known: Known, deadline: Deadline
    ) -> "Iterator[httpx.Response]":
        import httpx

        port = url.port or _PORTS[url.scheme]
        addresses = checked_addresses(url.host, port, self.resolve, self.allow_private)
        response = None
        for place, address in enumerate(addresses, start=1):
            try:
                request = self._request(client, url, address, deadline)
                request.headers.update(known.headers())
                response = client.send(request, stream=True)
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
        self, client: "httpx.Client", url: "httpx.URL", address: str, deadline: Deadline
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

    def _body(self, response: "httpx.Response", deadline: Deadline) -> Iterator[bytes]:
        """The unpacked blocks of the answer, never more than the limit allows."""
        unpack = unpacker(response.headers.get("content-encoding", ""))
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


def stream_of(fetched: Fetched, name: str) -> Stream:
    """The answer of the address `name` as a stream."""
    return Stream.of(
        name,
        io.BytesIO(fetched.data),
        media_type=fetched.media_type,
        charset=fetched.charset,
        url=fetched.url,
    )


def parsed_address(address: str) -> "httpx.URL":
    """The address taken apart, without its fragment; raises AddressRefused for one that is none."""
    import httpx

    try:
        url = httpx.URL(address)
    except httpx.InvalidURL as error:
        raise AddressRefused("is no web address: check how it is written") from error
    if url.scheme not in _PORTS or not _HOST.fullmatch(url.raw_host):
        raise AddressRefused("is no web address: only http:// and https:// are fetched")
    if url.userinfo:
        raise AddressRefused("holds a user name or password: take it out of the address")
    return url.copy_with(fragment=None)


@cache
def _trust() -> "ssl.SSLContext":
    """The certificates to trust, loaded once: that takes longer than many a page."""
    import httpx

    return httpx.create_ssl_context()


def _refuse_status(status: int, retry_after: str | None) -> None:
    if 200 <= status < 300:
        return
    try:
        phrase = f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        phrase = str(status)
    cure = "save the page from a browser" if status in {401, 402, 403, 451} else "check the address"
    line = f"was answered with {phrase}: {cure}"
    raise Answered(line, status=status, wait=_seconds(retry_after))


def _seconds(retry_after: str | None) -> float | None:
    """The seconds in a Retry-After header; a date in it is not taken, since clocks differ."""
    value = (retry_after or "").strip()
    return float(value) if value.isascii() and value.isdigit() and len(value) < 10 else None


def media_of(content_type: str) -> tuple[str | None, str | None]:
    """The media type and the encoding in a Content-Type header."""
    from email.message import Message

    message = Message()
    message["content-type"] = content_type
    media_type = message.get_content_type() if content_type else None
    return media_type, message.get_content_charset()


def _reason(error: Exception) -> str:
    return str(error) or type(error).__name__
