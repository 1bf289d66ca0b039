"""Site maps, those of news with title, publisher and date, and indexes of site maps."""

import re
from collections.abc import Iterator
from typing import Any

from tipsheet.intake.limits import Limits
from tipsheet.intake.listing import Entry, Listing
from tipsheet.intake.published import any_published
from tipsheet.intake.xmltext import cut_after, elements, local_name, words_in

_PLACE = re.compile(r"<(?:[\w.-]{1,40}:)?(?:url|sitemap)\b", re.IGNORECASE)


def read_site_map(text: str, limits: Limits) -> Listing:
    """The pages in a site map, or the site maps in an index of them."""
    text, left = cut_after(text, _PLACE, limits.entries)
    entries: list[Entry] = []
    lists: list[str] = []
    for element in elements(text):
        name = local_name(element)
        facts = dict(_facts(element)) if name in {"url", "sitemap"} else {}
        if name == "url" and "loc" in facts:
            entries.append(_entry(facts))
        elif name == "sitemap" and "loc" in facts:
            lists.append(facts["loc"])
    return Listing(entries=tuple(entries), lists=tuple(lists), left=left)


def _facts(element: Any) -> Iterator[tuple[str, str]]:
    """The values in a place and below it, but not those of its pictures and films."""
    for inner in element:
        name = local_name(inner)
        if name in {"news", "publication"}:
            yield from _facts(inner)
        elif (words := words_in(inner)) is not None:
            yield name, words


def _entry(facts: dict[str, str]) -> Entry:
    return Entry(
        url=facts["loc"],
        title=facts.get("title"),
        publisher=facts.get("name"),
        published=any_published(facts.get("publication_date")),
        language=facts.get("language"),
        changed=facts.get("lastmod"),
    )
