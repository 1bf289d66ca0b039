"""What an edition is made of: readings and links, as a store holds them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tipsheet.record import Link
from tipsheet.store import Store, Stored
from tipsheet.store.query import Query

MOST = 2_000  # reports of an edition, the newest
REPORT_LINKS = ("copy", "rewrite", "passage", "cites", "credits")


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdings:
    """What an edition is made of before people have a say: readings by report, and links."""

    stored: Mapping[str, Stored]
    links: tuple[Link, ...]
    joins: tuple[Link, ...]

    @classmethod
    def of(cls, store: Store) -> "Holdings":
        """The newest reports of a store, and the links among reports and claims."""
        view = store.view()
        stored = {one.reading.report.id: one for one in newest(store)}
        ends = stored.keys()
        return cls(
            stored=stored,
            links=tuple(
                one.link
                for kind in REPORT_LINKS
                for one in view.links(kind=kind)
                if one.link.first in ends or one.link.second in ends
            ),
            joins=tuple(one.link for one in view.links(kind="same-event")),
        )


def newest(store: Store) -> Iterator[Stored]:
    """The readings of the reports of an edition, however many more the store holds."""
    view = store.view()
    if store.stats().reports <= MOST:
        yield from view.readings()
        return
    cursor, count = None, 0
    while count < MOST:
        page = view.search(Query(newest=True, limit=500, cursor=cursor))
        for hit in page.hits:
            if count < MOST and (found := view.get(hit.id)) is not None:
                count += 1
                yield found
        cursor = page.cursor
        if cursor is None:
            return
