from collections.abc import Callable

import pytest

from tipsheet.errors import (
    AddressRefused,
    FetchDisallowed,
    FetchFailed,
    FetchTooLong,
    TipsheetError,
)
from tipsheet.intake.robots import Robots
from tipsheet.intake.web import Answered, Fetched, Unanswered

RULES = b"User-agent: *\nDisallow: /\n\nUser-agent: tipsheet\nDisallow: /private\nCrawl-delay: 7\n"


def fetched(data: bytes) -> Callable[[str], Fetched]:
    return lambda url: Fetched(url=url, data=data, media_type="text/plain", charset=None)


def failing(error: TipsheetError) -> Callable[[str], Fetched]:
    def fetch(url: str) -> Fetched:
        raise error

    return fetch


def test_robots_follow_the_rules_for_this_program() -> None:
    robots = Robots(fetched(RULES))
    robots.check("https://herald.example/news")
    assert robots.delay("https://herald.example/") == 7
    with pytest.raises(FetchDisallowed, match=r"closed to programs by the site's robots\.txt"):
        robots.check("https://herald.example/private/1")


def test_robots_ask_each_site_once_a_day() -> None:
    asked: list[str] = []
    now = 0.0

    def fetch(url: str) -> Fetched:
        asked.append(url)
        return fetched(b"")(url)

    robots = Robots(fetch, lambda: now)
    for url in ("https://a.example/1", "https://a.example/2", "http://a.example:8080/1"):
        robots.check(url)
    assert asked == ["https://a.example/robots.txt", "http://a.example:8080/robots.txt"]
    now = 90_000.0
    robots.check("https://a.example/1")
    assert len(asked) == 3


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_site_without_rules_allows_all(status: int) -> None:
    robots = Robots(failing(Answered("no", status=status, wait=None)))
    robots.check("https://herald.example/private")
    assert robots.delay("https://herald.example/") == 0


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (Answered("no", status=503, wait=None), FetchDisallowed),
        (Answered("no", status=429, wait=None), FetchDisallowed),
        (Unanswered("cannot be fetched"), FetchFailed),
        (FetchTooLong("too long"), FetchTooLong),
        (AddressRefused("local"), AddressRefused),
    ],
)
def test_site_whose_rules_cannot_be_had_is_left_alone(
    error: TipsheetError, kind: type[TipsheetError]
) -> None:
    with pytest.raises(kind):
        Robots(failing(error)).check("https://herald.example/a")


@pytest.mark.parametrize("data", [b"\xff\xfe\0\0", b"<html>" * 9999, b"Disallow: " + b"*a" * 9999])
def test_rubbish_for_rules_allows_all(data: bytes) -> None:
    Robots(fetched(data)).check("https://herald.example/" + "a" * 2000)
