"""The links of a store that has none yet: copies, citations, and claims of one event."""

from collections.abc import Iterable, Iterator

from tipsheet.linking.clusters import link_of
from tipsheet.linking.judged import Judged
from tipsheet.record import Link, Reading
from tipsheet.run.collection import Collection
from tipsheet.run.judging import judged_in
from tipsheet.store import Store
from tipsheet.vocabulary.publishers import Publishers
from tipsheet.web.holdings import newest

BY = "tipsheet-desk@1"
STATE = "desk:links"


def join(store: Store, known: Publishers | None = None) -> int:
    """Link what the store holds, unless that was done; how many links there are then.

    Where another component made links, theirs are taken and none are added.
    """
    view = store.view()
    size = store.stats().readings
    if (view.state(STATE) or {}).get("readings") == size:
        return 0
    if any(linked.by != BY for linked in view.links()):
        return 0
    before = list(view.links())
    readings = [stored.reading for stored in newest(store)]
    links = list(links_of(readings, known, judged_in(store)))
    kept = {link.id for link in links}
    with store.writer() as writer:
        for linked in before:
            if linked.link.id not in kept:
                writer.link(linked.link, by=BY, withdrawn=True)
        for link in links:
            writer.link(link, by=BY)
        writer.mark(STATE, {"readings": size})
    return len(links)


def links_of(
    readings: Iterable[Reading],
    known: Publishers | None = None,
    judged: Iterable[Judged] = (),
) -> Iterator[Link]:
    """The links between reports, then one from the first claim of an event to each other one."""
    collection = Collection.of(readings, known=known, judged=judged)
    yield from collection.links
    for event in collection.events:
        first = event.claims[0]
        for other in event.claims[1:]:
            yield link_of(collection.linker.why(first, other))
