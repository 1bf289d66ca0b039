"""Reports and what joins them: which are one text, which cite or credit which.

Built from reports (or hand-made nodes) and links between them; it reads neither.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from tipsheet.linking.stems import plain_words
from tipsheet.record import Claim, Link, Report, Span

WHOLE = frozenset({"copy"})
PARTLY = frozenset({"rewrite", "passage"})
LATEST = "9999-12-31"

Family = Callable[[str], str]
"""The key of the publisher that a name stands for: the same for all names of one house."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A report as linking needs it: its id, who published it and when, and where it was written."""

    id: str
    publisher: str | None = None
    published: str | None = None
    dateline: str | None = None
    byline: tuple[str, ...] = ()

    @classmethod
    def of(cls, report: Report) -> "Node":
        """The node of a report."""
        return cls(
            id=report.id,
            publisher=report.publisher,
            published=report.published,
            dateline=report.dateline,
            byline=report.byline,
        )

    @property
    def day(self) -> str:
        """The ISO day of publication; a late one where it is unknown, so that it sorts last."""
        return self.published[:10] if self.published else LATEST


def house(name: str) -> str:
    """The key of a publisher's name where no list of families is at hand: its words."""
    words = plain_words(name)
    return " ".join(words[1:] if words[:1] == ("the",) and len(words) > 1 else words)


class ReportGraph:
    """Reports by id, with copies put together and citations resolved.

    `family` tells which names are one publisher's, `title` how an outlet is called whose id a link
    gives. A link to an id that is no report's names a
    publisher. A citation of a report that is more recent than the one that cites it is left out.
    """

    def __init__(
        self,
        nodes: Iterable[Node],
        links: Iterable[Link] = (),
        family: Family = house,
        title: Family = str,
    ) -> None:
        self.nodes: Mapping[str, Node] = MappingProxyType({node.id: node for node in nodes})
        self._house = cache(family)
        self.title = cache(title)
        self.links: dict[str, list[Link]] = defaultdict(list)
        for link in sorted(links, key=lambda link: (link.kind, -link.score, link.id)):
            if self._possible(link):
                self.links[link.first].append(link)
                if not link.directed:
                    self.links[link.second].append(link)
        self._roots = self._find_roots()

    def family(self, report: str) -> str:
        """The key of the house that published a report; the report's own id where none is known."""
        node = self.nodes.get(report)
        return self._house(node.publisher) if node and node.publisher else report

    def house(self, name: str) -> str:
        """The key of the house that a name stands for."""
        return self._house(name)

    def outlet(self, report: str) -> str:
        """The publisher of a report as a person would name it."""
        node = self.nodes.get(report)
        return node.publisher if node and node.publisher else "an unknown outlet"

    def day(self, report: str) -> str:
        """The day a report was published, late where it is unknown."""
        node = self.nodes.get(report)
        return node.day if node else LATEST

    def root(self, report: str) -> str:
        """The report that a whole copy goes back to; itself where it is none."""
        return self._roots.get(report, report)

    def toward(self, report: str, kinds: frozenset[str]) -> list[tuple[str, Link]]:
        """Where links of these kinds lead from a report: (other end, link), best first."""
        found = (link for link in self.links.get(report, ()) if link.kind in kinds)
        return [(other_end(link, report), link) for link in found]

    def copied(self, claim: Claim) -> tuple[str, Link | None]:
        """The report that the words of a claim were taken from, and by which link."""
        for other, link in self.toward(claim.report, WHOLE):
            root = self.root(claim.report)
            if root != claim.report and covers(link, claim):
                return (root if root in self.nodes else other), link
        for other, link in self.toward(claim.report, PARTLY):
            if link.directed and link.first == claim.report and repeats(link, claim):
                return self.root(other), link
        return claim.report, None

    def _possible(self, link: Link) -> bool:
        if link.first == link.second:
            return False
        if link.kind in ("cites", "credits") and link.second in self.nodes:
            return self.day(link.second) <= self.day(link.first)
        return True

    def _find_roots(self) -> dict[str, str]:
        """The root of every copied report: of those copied from nothing, the earliest."""
        joined = Joined()
        copying = set()
        for links in self.links.values():
            for link in links:
                if link.kind in WHOLE:
                    joined.join(link.first, link.second)
                    if link.directed:
                        copying.add(link.first)
        roots: dict[str, str] = {}
        for group in joined.groups():
            best = min(group, key=lambda id: (id in copying, self._when(id), id))
            roots.update((id, best) for id in group)
        return roots

    def _when(self, report: str) -> str:
        node = self.nodes.get(report)
        return (node.published or LATEST) if node else LATEST


class Joined:
    """Things put into groups pair by pair."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def find(self, id: str) -> str:
        """The group of a thing, named by one of its members."""
        top = id
        while (above := self._above.get(top, top)) != top:
            top = above
        while (above := self._above.get(id, id)) != top:
            self._above[id] = top
            id = above
        return top

    def join(self, first: str, second: str) -> None:
        """Put two things, and all that is with them, into one group."""
        low, high = sorted((self.find(first), self.find(second)))
        self._above.setdefault(low, low)
        self._above[high] = low

    def groups(self) -> list[list[str]]:
        """The groups, members and groups in order."""
        found: dict[str, list[str]] = defaultdict(list)
        for id in sorted(self._above):
            found[self.find(id)].append(id)
        return list(found.values())


def other_end(link: Link, end: str) -> str:
    """The end of a link that is not `end`."""
    return link.second if link.first == end else link.first


def spans_at(link: Link, report: str) -> tuple[Span, ...]:
    """The words of a link's reasons that stand in one of its ends."""
    sides = (reason.first if link.first == report else reason.second for reason in link.reasons)
    return tuple(span for side in sides for span in side)


def shares(link: Link, claim: Claim) -> bool:
    """Whether the shared words of a link hold the trigger of a claim."""
    return any(span.holds(claim.trigger) for span in spans_at(link, claim.report))


def repeats(link: Link, claim: Claim) -> bool:
    """Whether a rewrite or lifted passage holds a claim: its trigger, or half of its sentence."""
    if shares(link, claim):
        return True
    if link.kind != "rewrite":
        return False
    spans, sentence = spans_at(link, claim.report), claim.sentence
    shared = (min(s.end, sentence.end) - max(s.start, sentence.start) for s in spans)
    return 2 * sum(max(0, letters) for letters in shared) >= sentence.end - sentence.start


def covers(link: Link, claim: Claim) -> bool:
    """Whether a whole copy repeats a claim too: it does where the link does not show its words."""
    spans = spans_at(link, claim.report)
    return not spans or any(span.overlaps(claim.sentence) for span in spans)
