"""What every request passes: its host, its size and its rate; what every answer carries."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from time import monotonic
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tipsheet.web.problems import Problem, problem_response
from tipsheet.web.settings import Settings

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "manifest-src 'self'"
)

# A referrer within the desk alone: without any, browsers would not say where a form comes from.
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), interest-cohort=()",
}

FOREVER = "public, max-age=31536000, immutable"  # the address changes when the file does
KEPT = 10_000  # names whose rate is remembered
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class Guard:
    """The outermost layer of the desk."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._settings = settings
        self._rates = Rates()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        kept = scope["path"].startswith(("/static/", "/lines/"))
        secured = _adding(send, self._settings.https, FOREVER if kept else "no-store")
        problem = self._refused(scope)
        if problem is not None:
            await problem_response(problem, Headers(scope=scope))(scope, receive, secured)
            return
        await self._app(scope, _limited(receive, self._settings.body), secured)

    def _refused(self, scope: Scope) -> Problem | None:
        headers = Headers(scope=scope)
        if not self._is_ours(headers.get("host", "")):
            return Problem(421, "host", "This desk does not go by that name.")
        if scope["method"] not in SAFE and not same_origin(headers):
            return Problem(403, "origin", "This was sent from another site, and was not done.")
        if _length(headers) > self._settings.body:
            return Problem(413, "too-large", f"At most {self._settings.body:,} bytes are taken in.")
        return self._too_many(scope)

    def _is_ours(self, host: str) -> bool:
        name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
        return name.lower() in self._settings.names

    def _too_many(self, scope: Scope) -> Problem | None:
        if not self._settings.accounts:
            return None
        writing = scope["method"] not in SAFE
        most = self._settings.writes if writing else self._settings.reads
        client = scope.get("client") or ("?", 0)
        if self._rates.allows(f"{writing}:{client[0]}", most):
            return None
        return Problem(429, "too-many", "Too many requests: wait a minute.")


class Rates:
    """How often each name came within the last minute: a bucket that fills steadily."""

    def __init__(self, clock: Callable[[], float] = monotonic, seconds: float = 60.0) -> None:
        self._clock = clock
        self._seconds = seconds
        self._lock = Lock()
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def allows(self, name: str, most: int) -> bool:
        """Whether one more is allowed, and count it."""
        now = self._clock()
        with self._lock:
            left, when = self._left.pop(name, (float(most), now))
            left = min(float(most), left + (now - when) * most / self._seconds)
            allowed = left >= 1
            self._left[name] = (left - 1 if allowed else left, now)
            while len(self._left) > KEPT:
                self._left.popitem(last=False)
            return allowed


def same_origin(headers: Headers) -> bool:
    """Whether a request was made by this desk's own pages, or by no page at all."""
    site = headers.get("sec-fetch-site")
    if site not in (None, "same-origin", "none"):
        return False
    origin = headers.get("origin")
    if origin is None:
        return True
    try:
        return urlsplit(origin).netloc.lower() == headers.get("host", "").lower() != ""
    except ValueError:
        return False


def own_path(target: str | None, otherwise: str = "/") -> str:
    """A path of this desk to go on to; anything that could lead elsewhere is `otherwise`."""
    target = target or ""
    safe = target.startswith("/") and not target.startswith(("//", "/\\"))
    if not safe or any(c in target for c in "\\\r\n\t") or not target.isprintable():
        return otherwise
    return target


def client_of(request: Request) -> str:
    """The address that a request comes from; headers that anybody can write do not count."""
    return request.client.host if request.client else "?"


def _length(headers: Headers) -> int:
    given = headers.get("content-length", "0")
    return int(given) if given.isascii() and given.isdigit() else 0


def _limited(receive: Receive, most: int) -> Receive:
    """The body up to a limit; one that goes on beyond it ends as if the sender had gone away."""
    seen = 0

    async def limited() -> Message:
        nonlocal seen
        message = await receive()
        if message["type"] == "http.request":
            seen += len(message.get("body", b""))
            if seen > most:
                return {"type": "http.disconnect"}
        return message

    return limited


def _adding(send: Send, https: bool, keeping: str) -> Send:
    async def secured(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
            if https:
                headers["strict-transport-security"] = "max-age=31536000"
            headers.setdefault("cache-control", keeping)
            headers.append("vary", "Accept, Cookie")
        await send(message)

    return secured
