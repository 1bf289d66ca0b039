"""A collection of reports in which each new one is compared with those that share its text.

The collection knows sketches, days and ids; texts stay where they are and are asked for when a
pair is compared. What it knows, and so what `links` gives, does not depend on the order in which
the reports came: a pair is judged by its two reports alone, and which pairs are judged depends
on the reports that are there.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from tipsheet.linking.copies import compare
from tipsheet.linking.document import Document, Sentences, document_of
from tipsheet.linking.neighbours import CROWD, FEW, NEAREST, Near, Neighbours
from tipsheet.linking.planes import plane_sketch
from tipsheet.record import Link, Report
from tipsheet.vocabulary.publishers import Publishers

READY = 512  # documents that are kept ready for the next comparison


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A report with its sentence vectors, where there are any."""

    report: Report
    sentences: Sentences | None = None


Fetch = Callable[[str], Entry]
"""Gives a report of the collection by its id: from memory, or from a store."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a report shares with others: the links, and notes on what was left out."""

    links: tuple[Link, ...]
    notes: tuple[str, ...] = ()


class Copies:
    """The copies in a collection that grows by one report at a time.

    `known` are the publishers, `as_of` is the ISO day after which dates are not believed. With
    `fetch` the collection keeps no texts and asks for them by id.
    """

    def __init__(
        self,
        *,
        known: Publishers | None = None,
        fetch: Fetch | None = None,
        as_of: str | None = None,
    ) -> None:
        self._entries: dict[str, Entry] = {}
        self._fetched = fetch
        self._known = known
        self._as_of = as_of
        self._texts = Neighbours()
        self._vectors = Neighbours()
        self._ready = lru_cache(maxsize=READY)(self._document)

    def __len__(self) -> int:
        return len(self._texts)

    @property
    def bytes(self) -> int:
        """How much memory the sketches take."""
        return self._texts.bytes + self._vectors.bytes

    def add(self, report: Report, sentences: Sentences | None = None) -> Found:
        """Take in a report and give its links to those that were there before.

        A report that is there already gives its links again and changes nothing.
        """
        if self._fetched is None:
            self._entries.setdefault(report.id, Entry(report=report, sentences=sentences))
        self.take(self._ready(report.id))
        return self.links_of(report.id)

    def take(self, document: Document) -> None:
        """Take in a document without comparing it, as when a collection is read in again."""
        published = document.report.published
        self._texts.add(document.id, document.sketch, published)
        if document.sentences is not None:
            self._vectors.add(document.id, plane_sketch(document.sentences), published)

    def links_of(self, id: str) -> Found:
        """The links of a report with its nearest neighbours, as the collection is now."""
        document = self._ready(id)
        near = self._texts.near(document.sketch, id=id)
        others = dict.fromkeys(near.ids)
        if document.sentences is not None:
            more = self._vectors.near(plane_sketch(document.sentences), id=id)
            others.update(dict.fromkeys(more.ids))
        links = (compare(document, self._ready(other), as_of=self._as_of) for other in others)
        return Found(links=tuple(filter(None, links)), notes=tuple(_notes(near)))

    def links(self) -> tuple[Link, ...]:
        """All links of the collection, by id; the same whatever the order of arrival."""
        found = {link.id: link for id in self._texts for link in self.links_of(id).links}
        return tuple(found[id] for id in sorted(found))

    def _document(self, id: str) -> Document:
        entry = self._fetched(id) if self._fetched else self._entries[id]
        return document_of(entry.report, known=self._known, sentences=entry.sentences)


def link_copies(reports: Iterable[Report], *, known: Publishers | None = None) -> tuple[Link, ...]:
    """The links between all reports that share text, by id."""
    copies = Copies(known=known)
    for report in reports:
        copies.add(report)
    return copies.links()


def _notes(near: Near) -> Iterator[str]:
    if near.crowded:
        yield (
            f"Passages that more than {CROWD} reports share lead to the {FEW} earliest of them "
            f"alone, and no report is compared with more than {NEAREST}."
        )
