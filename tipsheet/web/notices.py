"""Telling people of what is new in their saved searches: by webhook, signed, and by e-mail."""

import hashlib
import hmac
import json
import smtplib
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from email.message import EmailMessage
from threading import Thread
from time import sleep
from urllib.parse import parse_qsl, quote, urlsplit

from starlette.datastructures import QueryParams

from tipsheet.errors import OptionInvalid, TipsheetError
from tipsheet.exports.plain import one_line
from tipsheet.store import Hit, Store
from tipsheet.web.pages.searching import query_of
from tipsheet.web.people import People, Search

MOST = 50  # reports told of at a time
SECONDS = 10.0  # that a server may take
EVERY = 300.0  # seconds between two looks

Post = Callable[[str, bytes, dict[str, str]], None]
"""Sends a body with headers to an address."""

Mail = Callable[[EmailMessage], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What became of one search: how many reports, and what went wrong, if anything."""

    search: str
    count: int
    trouble: str = ""


def notify(
    store: Store, people: People, base: str, *, post: Post, mail: Mail | None = None
) -> list[Told]:
    """Tell of everything new in all searches that ask for it; each report once."""
    return [_tell(store, people, base, one, post, mail) for one in people.all_searches()]


def keep_telling(store: Store, people: People, base: str, mail: Mail | None) -> None:
    """Tell of what is new every few minutes, as long as the process runs."""

    def run() -> None:
        while True:
            sleep(EVERY)
            with suppress(TipsheetError):
                notify(store, people, base, post=post_by_http, mail=mail)

    Thread(target=run, name="notices", daemon=True).start()


def _tell(
    store: Store, people: People, base: str, search: Search, post: Post, mail: Mail | None
) -> Told:
    hits = _new(store, search)
    if not hits:
        return Told(search=search.name, count=0)
    try:
        if search.hook:
            body = json.dumps({"search": search.name, "reports": [_plain(h, base) for h in hits]})
            sent = body.encode()
            post(search.hook, sent, {"content-type": "application/json",
                 "x-tipsheet-signature": signature(search.hook_secret or "", sent)})  # fmt: skip
        if search.email and mail:
            mail(_letter(search, hits, base))
    except (OSError, OptionInvalid, smtplib.SMTPException) as error:
        return Told(search=search.name, count=0, trouble=type(error).__name__)
    seen = json.loads(search.seen or "[]")
    people.mark_seen(search, json.dumps([*[hit.id for hit in hits], *seen][:2000]))
    return Told(search=search.name, count=len(hits))


def _new(store: Store, search: Search) -> list[Hit]:
    pairs = [(k, v) for k, v in parse_qsl(search.asked) if k not in ("cursor", "by")]
    query = replace(query_of(QueryParams(pairs), limit=MOST), newest=True)
    seen = set(json.loads(search.seen or "[]"))
    return [hit for hit in store.view().search(query).hits if hit.id not in seen]


def signature(secret: str, body: bytes) -> str:
    """What the receiver of a webhook computes to know that it is ours: HMAC-SHA256."""
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def _plain(hit: Hit, base: str) -> dict[str, str | None]:
    return {
        "id": hit.id, "title": hit.title, "publisher": hit.publisher,
        "published": hit.published, "url": f"{base}/reports/{quote(hit.id, safe='')}",
    }  # fmt: skip


def _letter(search: Search, hits: Sequence[Hit], base: str) -> EmailMessage:
    letter = EmailMessage()
    letter["To"] = search.email or ""
    letter["Subject"] = one_line(f"Tipsheet: {len(hits)} new in “{search.name}”")[:150]
    lines = [f"{one_line(hit.title or 'Untitled')} – {one_line(hit.publisher or '')}\n"
             f"{base}/reports/{quote(hit.id, safe='')}\n" for hit in hits]  # fmt: skip
    letter.set_content("\n".join(lines))
    return letter


def checked_hook(url: str, *, resolve: bool = True) -> str:
    """An address that a webhook may go to: https, of the open internet; OptionInvalid otherwise.

    It is looked up again when it is used, and redirects are not followed.
    """
    try:
        parts = urlsplit(url)
        host, named = parts.hostname or "", parts.username or parts.password
    except ValueError:
        host, named, parts = "", None, urlsplit("")
    if parts.scheme != "https" or not host or named:
        raise OptionInvalid("A webhook's address begins with https:// and has no password.")
    if resolve and not _is_open(host, parts.port or 443):
        raise OptionInvalid("A webhook cannot go to the local network.")
    return url[:1000]


def _is_open(host: str, port: int) -> bool:
    import ipaddress
    import socket

    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError:
        return False
    return bool(found) and all(ipaddress.ip_address(one[4][0]).is_global for one in found)


def post_by_http(url: str, body: bytes, headers: dict[str, str]) -> None:
    """Send a webhook; OSError where it is not taken."""
    import httpx

    checked_hook(url)
    try:
        answer = httpx.post(url, content=body, headers=headers, timeout=SECONDS,
                            follow_redirects=False)  # fmt: skip
        answer.raise_for_status()
    except httpx.HTTPError as error:
        raise OSError(type(error).__name__) from error


def mail_by(server: str, sender: str) -> Mail:
    """Send letters through `smtp://[user:password@]host[:port]`, or `smtps://`."""
    parts = urlsplit(server)

    def send(letter: EmailMessage) -> None:
        letter["From"] = sender
        kind = smtplib.SMTP_SSL if parts.scheme == "smtps" else smtplib.SMTP
        with kind(parts.hostname or "localhost", parts.port or 0, timeout=SECONDS) as smtp:
            if parts.scheme == "smtp" and parts.username:
                smtp.starttls()
            if parts.username:
                smtp.login(parts.username, parts.password or "")
            smtp.send_message(letter)

    return send
