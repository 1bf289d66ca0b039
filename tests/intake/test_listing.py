import io
import json
import time
from contextlib import suppress

import pytest

from tipsheet.errors import RecordInvalid, SourceTooLarge, TipsheetError
from tipsheet.intake.files import Stream
from tipsheet.intake.limits import Limits
from tipsheet.intake.listing import Listing, read_list

RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>The Norwick Herald</title>
<item><title>Army leaves</title><link>https://herald.example/1</link>
<pubDate>Mon, 03 Mar 2025 10:00:00 +0100</pubDate><guid>h-1</guid>
<description>&lt;p&gt;The army left.&lt;/p&gt;</description></item>
<item><title>Army returns</title><link>https://herald.example/2</link></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Herald</title><entry>
<title>Army leaves</title><link href="https://herald.example/1"/>
<author><name>Jane Roe</name></author>
<updated>2025-03-03T09:00:00Z</updated><content type="html">&lt;p&gt;All of it.&lt;/p&gt;</content>
<summary>Some.</summary></entry></feed>"""
SITE_MAP = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
 xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc>https://herald.example/1</loc><image:image><image:loc>https://herald.example/p.jpg</image:loc>
<image:title>A picture</image:title></image:image><news:news><news:publication>
<news:name>Herald</news:name><news:language>en</news:language></news:publication>
<news:publication_date>2025-03-03</news:publication_date><news:title>Army leaves</news:title>
</news:news></url></urlset>"""
OPML = """<opml version="2.0"><body><outline text="News">
<outline type="rss" text="Herald" xmlUrl="https://herald.example/rss"/>
<outline type="rss" text="Again" xmlUrl="https://herald.example/rss"/>
<outline text="No feed"/></outline></body></opml>"""
JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Herald",
    "items": [
        {
            "id": "h-1",
            "url": "/1",
            "title": "Army leaves",
            "content_text": "The army left.\nIt is <gone>.",
            "date_published": "2025-03-03T10:00:00Z",
            "authors": [{"name": "Jane Roe"}, None],
        },
        "rubbish",
    ],
}


def read(data: str | bytes, limits: Limits | None = None) -> Listing:
    raw = data.encode() if isinstance(data, str) else data
    stream = Stream.of("feed", io.BytesIO(raw), url="https://herald.example/feed")
    return read_list(stream, limits or Limits())


def test_rss_gives_its_entries_with_dates_in_utc() -> None:
    first, second = read(RSS).entries
    assert (first.url, first.title) == ("https://herald.example/1", "Army leaves")
    assert (first.published, first.publisher) == ("2025-03-03T09:00:00+00:00", "The Norwick Herald")
    assert (first.words, second.published) == ("<p>The army left.</p>", None)


def test_atom_gives_the_content_rather_than_the_summary() -> None:
    (entry,) = read(ATOM).entries
    assert (entry.words, entry.byline) == ("<p>All of it.</p>", ("Jane Roe",))
    assert (entry.published, entry.changed) == ("2025-03-03T09:00:00+00:00", "2025-03-03T09:00:00Z")


def test_json_feed_gives_its_entries_as_markup() -> None:
    (entry,) = read(json.dumps(JSON_FEED)).entries
    assert (entry.url, entry.byline) == ("https://herald.example/1", ("Jane Roe",))
    assert entry.words == "<p>The army left.</p><p>It is &lt;gone&gt;.</p>"


def test_news_site_map_gives_pages_and_not_pictures() -> None:
    (entry,) = read(SITE_MAP).entries
    assert (entry.url, entry.title) == ("https://herald.example/1", "Army leaves")
    assert (entry.publisher, entry.published) == ("Herald", "2025-03-03")


def test_index_of_site_maps_gives_lists() -> None:
    index = "<sitemapindex><sitemap><loc> https://h.example/s.xml </loc></sitemap></sitemapindex>"
    assert read(index).lists == ("https://h.example/s.xml",)


def test_opml_gives_each_feed_once() -> None:
    assert read(OPML).lists == ("https://herald.example/rss",)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1"])
def test_lists_are_read_in_the_encoding_that_they_declare(encoding: str) -> None:
    text = RSS.replace("Army leaves", "Armée").replace('"1.0"', f'"1.0" encoding="{encoding}"')
    assert read(text.encode(encoding)).entries[0].title == "Armée"


def test_a_feed_of_a_million_entries_is_cut_and_says_so() -> None:
    items = "<item><title>a</title><link>https://h.example/1</link></item>" * 100_000
    began = time.process_time()
    listing = read(f"<rss version='2.0'><channel>{items}</channel></rss>", Limits(entries=100))
    assert (len(listing.entries), listing.left) == (100, 99_900)
    assert time.process_time() - began < 10


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("root", ["rss", "opml", "urlset"])
def test_entities_that_grow_are_refused(root: str, encoding: str) -> None:
    lines = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "ha">{lines}]><{root}>&e9;</{root}>'
    with pytest.raises(RecordInvalid, match="declares entities"):
        read(bomb.encode(encoding))


@pytest.mark.parametrize("part", ["<a>", "<", "&", "<a b='c' ", "<![CDATA[", "<!--", "]]>", "<?x "])
def test_hostile_markup_ends_soon(part: str) -> None:
    began = time.process_time()
    for root in ("rss version='2.0'", "opml", "urlset"):
        with suppress(TipsheetError):
            read(f"<{root}>" + part * 30_000)
    assert time.process_time() - began < 20


def test_overgrown_lists_are_refused() -> None:
    with pytest.raises(SourceTooLarge, match="more markup than any list needs"):
        read("<rss version='2.0'><item>" + "<a/>" * 500_000)


@pytest.mark.parametrize("data", ["<p>x</p>", "{", '{"version": 1}', "[]", "", "no list at all"])
def test_what_is_no_list_says_so(data: str) -> None:
    with pytest.raises(RecordInvalid, match=r"check the address|no list of"):
        read(data)
