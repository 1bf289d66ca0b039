"""Telling people of what is new in what they keep, by webhook, signed, and by e-mail.

What is kept is a search, told of by its new reports, or what is watched, told of by outcomes.
"""

import hashlib
import hmac
import json
import logging
import smtplib
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from threading import Thread
from time import sleep
from urllib.parse import SplitResult, parse_qs, parse_qsl, quote, urlsplit

from starlette.datastructures import QueryParams

from tipsheet.errors import OptionInvalid
from tipsheet.exports.plain import one_line
from tipsheet.store import Hit
from tipsheet.web.desk import Desk
from tipsheet.web.pages.searching import query_of, searched
from tipsheet.web.people import People, Search

MOST = 50  # reports told of at a time
KEPT = 2_000  # of what was told, by each way
SECONDS = 10.0  # that a server may take
FIRST, EVERY = 15.0, 300.0  # seconds until the first look, and between two

Post = Callable[[str, bytes, dict[str, str]], None]
"""Sends a body with headers to an address."""

Mail = Callable[[EmailMessage], None]

_log = logging.getLogger("tipsheet.desk")


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """One thing to tell of; `key` says whether it was told already, `path` where it stands."""

    key: str
    id: str
    title: str
    publisher: str
    published: str | None
    path: str
    outcome: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What became of one search: how many things were told, and what went wrong, if anything."""

    search: str
    count: int
    trouble: str = ""


def notify(
    desk: Desk, people: People, base: str, *, post: Post, mail: Mail | None = None
) -> list[Told]:
    """Tell of everything new in all that asks for it; each thing once by each way."""
    return [_tell(desk, people, base, one, post, mail) for one in people.all_searches()]


def keep_telling(desk: Desk, people: People, base: str, *, post: Post, mail: Mail | None) -> None:
    """Tell of what is new every few minutes, as long as the process runs."""

    def run() -> None:
        sleep(FIRST)
        while True:
            try:
                for told in notify(desk, people, base, post=post, mail=mail):
                    if told.trouble:
                        _log.warning("A notice could not be sent: %s", told.trouble)
            except Exception as error:  # whatever it was, it is tried again
                _log.warning("Notices could not be made: %s", type(error).__name__)
            sleep(EVERY)

    Thread(target=run, name="notices", daemon=True).start()


def _tell(
    desk: Desk, people: People, base: str, search: Search, post: Post, mail: Mail | None
) -> Told:
    news = list(_outcomes(desk, search) if search.watch else _reports(desk, search))
    seen, count, troubles = _seen(search), 0, []
    for way, send in _ways(search, base, post, mail).items():
        fresh = [one for one in news if one.key not in seen[way]]
        if not fresh:
            continue
        try:
            send(fresh)
        except (OSError, OptionInvalid, smtplib.SMTPException) as error:
            troubles.append(f"{way}: {type(error).__name__}")
            continue
        count = max(count, len(fresh))
        seen[way] = [*(one.key for one in fresh), *seen[way]][:KEPT]
    if count:
        people.mark_seen(search, json.dumps(seen))
    return Told(search=search.name, count=count, trouble=", ".join(troubles))


def begin(desk: Desk, people: People, search: Search) -> None:
    """Take what a search finds at first as known, so that only what comes later is told."""
    news = _outcomes(desk, search) if search.watch else _reports(desk, search)
    known = [one.key for one in news]
    people.mark_seen(search, json.dumps({"hook": known, "email": known}))


def _seen(search: Search) -> dict[str, list[str]]:
    """What was told by each way; before the ways were kept apart it was one list."""
    kept = json.loads(search.seen or "{}")
    if isinstance(kept, list):
        return {"hook": kept, "email": kept}
    return {"hook": [], "email": [], **kept}


def _ways(
    search: Search, base: str, post: Post, mail: Mail | None
) -> dict[str, Callable[[Sequence[News]], None]]:
    """How a search asks to be told of."""

    def by_hook(news: Sequence[News]) -> None:
        body = json.dumps({"search": search.name, _NAMES[search.watch]: [
            _plain(one, base) for one in news]}).encode()  # fmt: skip
        post(search.hook or "", body, {
            "content-type": "application/json",
            "x-tipsheet-signature": signature(search.hook_secret or "", body),
        })  # fmt: skip

    def by_mail(news: Sequence[News]) -> None:
        if mail is None:
            raise OptionInvalid("There is no server for letters: set TIPSHEET_SMTP.")
        mail(_letter(search, news, base))

    found: dict[str, Callable[[Sequence[News]], None]] = {}
    if search.hook:
        found["hook"] = by_hook
    if search.email:
        found["email"] = by_mail
    return found


_NAMES = {False: "reports", True: "outcomes"}


def _reports(desk: Desk, search: Search) -> Iterator[News]:
    """The newest reports of a search."""
    pairs = [(k, v) for k, v in parse_qsl(search.asked) if k not in ("cursor", "by")]
    query = replace(query_of(QueryParams(pairs), limit=MOST), newest=True)
    return map(_report, searched(desk, query).hits)


def _report(hit: Hit) -> News:
    return News(
        key=hit.id, id=hit.id, title=one_line(hit.title or "Untitled"),
        publisher=one_line(hit.publisher or "unknown"), published=hit.published,
        path=f"/reports/{quote(hit.id, safe='')}",
    )  # fmt: skip


def _outcomes(desk: Desk, search: Search) -> Iterator[News]:
    """What became of what is watched: all of it, or the one thing that is asked for."""
    edition = desk.edition()
    asked = parse_qs(search.asked).get("claim", [""])[0]
    wanted = edition.group_of.get(asked)
    for item, story in edition.items(edition.today or "9999-12-31"):
        if item.outcome == "open" or (asked and story.id != wanted):
            continue
        line = edition.line(item.claims[0])
        days = [one.day for one in item.evidence if one.day]
        yield News(
            key=f"{item.id}:{item.outcome}", id=item.id, title=one_line(line.text),
            publisher=line.publisher, published=max(days, default=line.day),
            path=f"/stories/{story.id}#watch", outcome=item.outcome,
        )  # fmt: skip


def signature(secret: str, body: bytes) -> str:
    """What the receiver of a webhook computes to know that it is ours: HMAC-SHA256."""
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def _plain(news: News, base: str) -> dict[str, str | None]:
    told = {
        "id": news.id, "title": news.title, "publisher": news.publisher,
        "published": news.published, "url": base + news.path,
    }  # fmt: skip
    return {**told, "outcome": news.outcome} if news.outcome else told


def _letter(search: Search, news: Sequence[News], base: str) -> EmailMessage:
    letter = EmailMessage()
    letter["To"] = search.email or ""
    letter["Subject"] = one_line(f"Tipsheet: {len(news)} new in “{search.name}”")[:150]
    letter["Date"] = formatdate(usegmt=True)
    letter["Message-ID"] = make_msgid(domain="tipsheet.invalid")
    letter["Auto-Submitted"] = "auto-generated"
    lines = [f"{one.outcome.capitalize() + ': ' if one.outcome else ''}{one.title}"
             f" – {one.publisher}\n{base}{one.path}\n" for one in news]  # fmt: skip
    letter.set_content("\n".join(lines))
    return letter


def checked_hook(url: str, *, inside: Collection[str] = (), resolve: bool = True) -> str:
    """An address that a webhook may go to: https, of the open internet; OptionInvalid otherwise.

    `inside` are origins, such as `http://10.0.0.7:8065`, that whoever runs the desk allows too.
    The address is looked up again when it is used, and redirects are not followed.
    """
    if origin_of(url) in inside:
        return url[:1000]
    parts = _parts(url)
    if parts.scheme != "https" or not parts.hostname or parts.username or parts.password:
        raise OptionInvalid("A webhook's address begins with https:// and has no password.")
    if resolve and open_address(parts.hostname, parts.port or 443) is None:
        raise OptionInvalid("A webhook cannot go to the local network.")
    return url[:1000]


def origin_of(url: str) -> str:
    """The scheme, host and port of an address."""
    parts = _parts(url)
    return f"{parts.scheme}://{parts.netloc}".lower() if parts.hostname else ""


def _parts(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _ = parts.hostname, parts.port
    except ValueError:
        return urlsplit("")
    return parts


def open_address(host: str, port: int) -> str | None:
    """A number that a host has on the open internet; None where any of its numbers is inside."""
    import ipaddress
    import socket

    try:
        found = [one[4][0] for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError):
        return None
    inside = any(not ipaddress.ip_address(str(one).partition("%")[0]).is_global for one in found)
    return str(found[0]) if found and not inside else None


def post_by(inside: Collection[str] = ()) -> Post:
    """Send webhooks; OSError where one is not taken.

    The number that was found to be outside is the one that is connected to, so that a name
    that changes its number meanwhile leads nowhere else; the certificate is the name's.
    """

    def post(url: str, body: bytes, headers: dict[str, str]) -> None:
        import httpx

        checked_hook(url, inside=inside, resolve=False)
        target = httpx.URL(url)
        more: dict[str, str] = {}
        if origin_of(url) not in inside:
            number = open_address(target.host, target.port or 443)
            if number is None:
                raise OptionInvalid("A webhook cannot go to the local network.")
            headers = {**headers, "host": target.netloc.decode("ascii")}
            more = {"sni_hostname": target.host}
            target = target.copy_with(host=number)
        try:
            with httpx.Client(timeout=SECONDS, follow_redirects=False) as client:
                sent = client.post(target, content=body, headers=headers, extensions=more)
            sent.raise_for_status()
        except httpx.HTTPError as error:
            raise OSError(type(error).__name__) from error

    return post


def mail_by(server: str, sender: str) -> Mail:
    """Send letters through `smtp://[user:password@]host[:port]`, or `smtps://`.

    A password travels through TLS alone, with a certificate that is checked.
    """
    import ssl
    from urllib.parse import unquote

    parts = urlsplit(server)
    host, port = parts.hostname or "localhost", parts.port or 0

    def send(letter: EmailMessage) -> None:
        letter["From"] = sender
        with (
            smtplib.SMTP_SSL(host, port, timeout=SECONDS, context=ssl.create_default_context())
            if parts.scheme == "smtps"
            else smtplib.SMTP(host, port, timeout=SECONDS)
        ) as smtp:
            if parts.scheme == "smtp" and parts.username:
                smtp.starttls(context=ssl.create_default_context())
            if parts.username:
                smtp.login(unquote(parts.username), unquote(parts.password or ""))
            smtp.send_message(letter)

    return send
