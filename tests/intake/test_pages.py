import json
from pathlib import Path

import httpx
import pytest

from tests.intake.archives import HTML, told
from tests.intake.test_listing import OPML, RSS
from tests.intake.test_web import answering
from tipsheet.intake import Fetch, Item, Limits, Rejection, Terms, read_items
from tipsheet.intake.polite import Manners, Polite

LONG = "The army left the town on Monday, and the mayor said that it would not come back. " * 5
Site = dict[str, str | bytes]


def fetching(site: Site, asked: list[str] | None = None) -> Polite:
    """A fetch of a made-up web: paths to pages."""

    def answer(request: httpx.Request) -> httpx.Response:
        path = request.url.path
        if asked is not None:
            asked.append(path)
        if path not in site:
            return answering(status=404)
        data = site[path]
        return answering([data.encode() if isinstance(data, str) else data])

    fetch = Fetch(transport=httpx.MockTransport(answer), resolve=lambda *_: ["93.184.216.34"])
    return Polite(fetch, Manners(delay=0))


def page(n: int) -> str:
    return HTML.format(n=n)


def read(source: str | Path, site: Site | None = None, **terms: object) -> list[Item | Rejection]:
    fetch = fetching(site) if site is not None else None
    return list(read_items(str(source), Terms(fetch=fetch, **terms)))  # type: ignore[arg-type]


def test_feed_leads_to_the_pages_with_its_facts() -> None:
    site: Site = {"/rss": RSS, "/1": page(1), "/2": page(2)}
    first, second = read("https://herald.example/rss", site)
    assert isinstance(first, Item)
    assert (first.report.url, first.report.title) == ("https://herald.example/1", "Report 1")
    assert (first.report.published, first.report.published_from) == (
        "2025-03-03T09:00:00+00:00",
        "metadata",
    )
    assert first.report.publisher == "The Norwick Herald"
    assert told(second) == "2"


@pytest.mark.parametrize("workers", [1, 8])
def test_list_of_feeds_leads_to_all_pages_each_once(tmp_path: Path, workers: int) -> None:
    more = '<outline xmlUrl="https://b.example/atom"/></body>'
    (tmp_path / "feeds.opml").write_text(OPML.replace("</body>", more))
    site: Site = {"/rss": RSS, "/atom": RSS, "/1": page(1), "/2": page(2)}
    assert sorted(map(told, read(tmp_path / "feeds.opml", site, workers=workers))) == ["1", "2"]


def test_page_that_cannot_be_had_gives_way_to_the_feeds_own_words() -> None:
    full = RSS.replace("The army left.", LONG)
    first, second = read("https://herald.example/rss", {"/rss": full})
    assert isinstance(first, Item)
    assert first.report.text == LONG.strip()
    assert (first.report.publisher, first.report.title) == ("The Norwick Herald", "Army leaves")
    assert told(second) == "fetch-failed"


def test_a_teaser_does_not_stand_in_for_a_page() -> None:
    assert list(map(told, read("https://herald.example/rss", {"/rss": RSS}))) == [
        "fetch-failed",
        "fetch-failed",
    ]


def test_feed_in_a_file_is_read_without_the_web(tmp_path: Path) -> None:
    (tmp_path / "feed.rss").write_text(RSS.replace("The army left.", LONG))
    first, second = read(tmp_path / "feed.rss")
    assert told(first) == "1"
    assert "comes without words, and fetching is off here" in str(second)


def test_feed_over_the_limit_says_how_much_is_left() -> None:
    rejection, item = read(
        "https://herald.example/rss", {"/rss": RSS, "/1": page(1)}, limits=Limits(entries=1)
    )
    assert "lists 1 more than the limit of 1: raise it with --max-entries" in str(rejection)
    assert told(item) == "1"


def test_site_maps_that_list_each_other_come_to_an_end() -> None:
    asked: list[str] = []
    ring = "<sitemapindex><sitemap><loc>https://h.example/ring</loc></sitemap></sitemapindex>"
    items = read_items("https://h.example/ring", Terms(fetch=fetching({"/ring": ring}, asked)))
    assert list(items) == []
    assert asked.count("/ring") <= 4


def test_dead_feeds_in_a_list_do_not_stop_the_others(tmp_path: Path) -> None:
    lists = "".join(
        f'<outline xmlUrl="https://{host}.example/{path}"/>'
        for host, path in (("a", "gone"), ("b", "page"), ("c", "rss"))
    )
    (tmp_path / "f.opml").write_text(f"<opml><body>{lists}</body></opml>")
    site: Site = {"/rss": RSS, "/page": page(1), "/1": page(1), "/2": page(2)}
    assert sorted(map(told, read(tmp_path / "f.opml", site))) == [
        "1",
        "2",
        "fetch-failed",
        "record",
    ]


def test_entry_that_is_dated_after_it_was_fetched_has_no_date() -> None:
    ahead = RSS.replace("03 Mar 2025", "03 Mar 2125")
    first, _ = read("https://herald.example/rss", {"/rss": ahead, "/1": page(1), "/2": page(2)})
    assert isinstance(first, Item)
    assert (first.report.published, first.doubts) == (None, ("date-ahead",))


def test_entries_with_hostile_addresses_are_refused() -> None:
    bad = ["http://127.0.0.1/", "file:///etc/passwd", "javascript:alert(1)", "http://["]
    items = [{"url": url, "id": url} for url in bad]
    feed = json.dumps({"version": "https://jsonfeed.org/version/1", "items": items})
    fetch = Polite(
        Fetch(
            transport=httpx.MockTransport(lambda request: answering([feed.encode()])),
            resolve=lambda host, port: [host if host[0].isdigit() else "93.184.216.34"],
        ),
        Manners(delay=0),
    )
    found = list(map(told, read_items("https://herald.example/feed", Terms(fetch=fetch))))
    assert set(found) <= {"address-refused", "no-article"}
    assert len(found) == 4
