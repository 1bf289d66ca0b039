"""Which report another one cites or credits: the outlet, the days and the content decide.

A collection again: reports are known by their house, day and content words, and a new one is
looked at together with a bounded number of reports of the outlets that it names. Reports that
came earlier and cite the new one are looked at once more, so the order of arrival does not matter.
"""

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import exp

import numpy as np
from numpy.typing import NDArray

from tipsheet.linking.credits import Credit
from tipsheet.linking.days import Moment, apart, earlier, moment_of
from tipsheet.linking.document import Document
from tipsheet.linking.relays import Relay, body_kinds
from tipsheet.linking.spoken_days import spoken_days
from tipsheet.linking.words import Numbers, words_of
from tipsheet.record import Link, Reason, Span
from tipsheet.vocabulary.publishers import Publisher

WINDOW = 35  # days that a cited report can lie back
NEAREST = 200  # reports of an outlet that are weighed for one citation, the nearest in time
OUTLET = "publisher:"  # what the id of an outlet begins with, where no report is found

CONTENT = 0.35  # share of the content words that the cited report has too
ON_THE_DAY = 0.20  # the same where the text names the day of the cited report
SAME_TEXT = 0.45  # the same for a credit, which speaks of the whole text

FRESH = 0.25  # the same where the two were published within a day of each other
UNSURE = 0.45  # the same where the outlet is named without a word that relays it
SHORT = 3  # words that a single sentence has to share where it is weighed alone
ALONE = 3  # days back in which an outlet has one report only, where that one is meant
SAME_STORY = 0.24  # share of the shorter text's words that the two then have in common

_DAY = 0.3
_RECENT = 0.3
_FADES = 4.0  # days after which being recent counts a third
_LATER = 0.2  # taken off where the cited page was published later that day: it may have grown
_NAMES = 2.0  # what names and figures weigh against other words
_LETTERS = 4

_Weighed = tuple[Numbers, NDArray[np.float64]]

Place = tuple[str, str]
"""(day or empty, id), by which the reports of an outlet are sorted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """One place where a report names the outlet that it has something from.

    `kind` is cites or credits; `content` are the words that the cited report should share,
    `said` those of the sentence alone, which may say more clearly what is cited.
    """

    kind: str
    publisher: Publisher
    span: Span
    cue: Span
    content: Numbers
    weights: NDArray[np.float64]
    sentence: str
    own: bool
    sure: bool
    said: _Weighed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What is kept of a report."""

    id: str
    house: str | None
    moment: Moment | None
    content: Numbers
    citations: tuple[Citation, ...]


class Citations:
    """The citations in a collection that grows by one report at a time.

    `as_of` is the ISO day after which dates are not believed.
    """

    def __init__(self, *, as_of: str | None = None) -> None:
        self._as_of = as_of
        self._known: dict[str, _Known] = {}
        self._by_house: dict[str, list[Place]] = defaultdict(list)
        self._citing: dict[str, list[Place]] = defaultdict(list)

    def __len__(self) -> int:
        return len(self._known)

    def add(self, document: Document) -> tuple[Link, ...]:
        """Take in a report; its citations, and those of earlier arrivals that may cite it."""
        if document.id not in self._known:
            self._take(document)
        known = self._known[document.id]
        touched = [document.id, *self._who_may_cite(known)]
        return tuple(link for id in dict.fromkeys(touched) for link in self.links_of(id))

    def links_of(self, id: str) -> tuple[Link, ...]:
        """What a report cites and credits, as the collection is now; one link a target."""
        known = self._known[id]
        best: dict[tuple[str, str], Link] = {}
        for citation in known.citations:
            if link := self._resolved(known, citation):
                kept = best.get((link.kind, link.second))
                if kept is None or link.score > kept.score:
                    best[link.kind, link.second] = link
        return tuple(best.values())

    def links(self) -> tuple[Link, ...]:
        """All citations of the collection, by id; the same whatever the order of arrival."""
        found = {link.id: link for id in self._known for link in self.links_of(id)}
        return tuple(found[id] for id in sorted(found))

    def _take(self, document: Document) -> None:
        moment = moment_of(document.report.published, as_of=self._as_of)
        known = _Known(
            id=document.id,
            house=document.house.code if document.house else None,
            moment=moment,
            content=content_words(document.report.text),
            citations=tuple(_citations(document)),
        )
        self._known[known.id] = known
        place = (_day(moment), known.id)
        if known.house:
            insort(self._by_house[known.house], place)
        for code in {citation.publisher.code for citation in known.citations}:
            insort(self._citing[code], place)

    def _who_may_cite(self, known: _Known) -> list[str]:
        if known.house is None:
            return []
        return _around(self._citing[known.house], known.moment, before=1, after=WINDOW)

    def _resolved(self, known: _Known, citation: Citation) -> Link | None:
        places = self._by_house.get(citation.publisher.code, [])
        near = _around(places, known.moment, before=WINDOW, after=1)
        weighed = [self._weighed(known, citation, self._known[id]) for id in near if id != known.id]
        found = max((one for one in weighed if one), default=None, key=_by_score)
        found = found or self._alone(known, citation, near)
        if found is not None:
            return found
        if citation.sure and not citation.own and not is_body(citation.publisher):
            return _to_outlet(known, citation)
        return None

    def _alone(self, known: _Known, citation: Citation, near: Sequence[str]) -> Link | None:
        """The one report that an outlet had on these days, where it is on the same story."""
        if citation.kind == "credits" or citation.own or not citation.sure:
            return None
        others = [self._known[id] for id in near if id != known.id]
        fresh = [one for one in others if _is_fresh(known.moment, one.moment)]
        if len(fresh) != 1:
            return None
        shared = np.isin(known.content, fresh[0].content, assume_unique=True).sum()
        share = float(shared) / max(1, min(len(known.content), len(fresh[0].content)))
        if share < SAME_STORY:
            return None
        why = f"It is the one report of {citation.publisher.name} on these days, on one story."
        named = f"The report relays {citation.publisher.name}, which publishes the other."
        return Link.of(
            known.id,
            fresh[0].id,
            kind=citation.kind,
            score=round(min(1.0, share), 4),
            directed=True,
            reasons=(
                Reason(code=citation.kind, why=named, first=_spans(citation)),
                Reason(code="alone", why=why, weight=round(share, 4)),
            ),
        )

    def _weighed(self, known: _Known, citation: Citation, other: _Known) -> Link | None:
        later = bool(known.moment and other.moment and earlier(known.moment, other.moment) < 0)
        gap = apart(known.moment, other.moment)
        if later and (gap != 0 or citation.kind == "credits"):
            return None
        share = _share(citation, other.content)
        on_day = _on_day(citation, known.moment, other.moment)
        if share < _least(citation, on_day, gap):
            return None
        score = share + _DAY * on_day + _RECENT * _recency(gap) - _LATER * later
        return Link.of(
            known.id,
            other.id,
            kind=citation.kind,
            score=round(min(1.0, max(0.0, score)), 4),
            directed=True,
            reasons=tuple(_reasons(citation, share, on_day, later)),
        )


def is_body(publisher: Publisher) -> bool:
    """Whether a publisher speaks for itself: what a company "said" is no report of another."""
    return publisher.kind in body_kinds()


def content_words(text: str) -> Numbers:
    """The words of a text that carry content, as sorted numbers: figures and longer words."""
    return _weighed_words(text)[0]


def _weighed_words(text: str, publisher: Publisher | None = None) -> _Weighed:
    """The words that carry content and their weights, those of a publisher's name left out."""
    words = words_of(text)
    heads = [text[start] for start in words.starts.tolist()]
    figures = np.array([head.isdigit() for head in heads], dtype=np.bool_)
    names = np.array([head.isupper() for head in heads], dtype=np.bool_)
    kept = (words.ends - words.starts >= _LETTERS) | figures
    if publisher is not None:
        named = words_of(" ".join((publisher.name, *publisher.aliases))).numbers
        kept &= ~np.isin(words.numbers, named)
    numbers, first = np.unique(words.numbers[kept], return_index=True)
    return numbers, np.where((figures | names)[kept][first], _NAMES, 1.0)


def _citations(document: Document) -> Iterator[Citation]:
    for credit in document.credits:
        if credit.publisher is not None and not credit.own:
            yield _of_credit(document, credit, credit.publisher)
    for relay in document.relays:
        yield _of_relay(document, relay)


def _of_credit(document: Document, credit: Credit, publisher: Publisher) -> Citation:
    numbers, weights = _weighed_words(document.report.text, publisher)
    return Citation(
        kind="credits",
        publisher=publisher,
        span=credit.span,
        cue=credit.span,
        content=numbers,
        weights=weights,
        sentence="",
        own=False,
        sure=True,
    )


def _of_relay(document: Document, relay: Relay) -> Citation:
    sentence = _surroundings(document.report.text, relay.span)
    text = " ".join([*(span.text for span in relay.content), sentence])
    numbers, weights = _weighed_words(text, relay.publisher)
    said = " ".join(span.text for span in relay.content)
    return Citation(
        kind="cites",
        publisher=relay.publisher,
        span=relay.span,
        cue=relay.cue,
        content=numbers,
        weights=weights,
        sentence=sentence,
        own=relay.own,
        sure=relay.sure,
        said=_weighed_words(said, relay.publisher),
    )


def _surroundings(text: str, span: Span) -> str:
    """The paragraph around a name, cut at four hundred characters either side."""
    start = max(text.rfind("\n", 0, span.start) + 1, span.start - 400)
    end = text.find("\n", span.end)
    return text[start : min(end if end >= 0 else len(text), span.end + 400)]


def _around(
    places: Sequence[Place], moment: Moment | None, *, before: int, after: int
) -> list[str]:
    """The ids of the reports within so many days, nearest first, and of those without a day."""
    undated = [id for _, id in places[: bisect_left(places, ("0", ""))]]
    if moment is None:
        return [id for _, id in places[-NEAREST:]][::-1]
    low = bisect_left(places, (_shifted(moment.day, -before), ""))
    high = bisect_right(places, (_shifted(moment.day, after), "\U0010ffff"))
    inside = [id for _, id in places[low:high]]
    kept = inside[-NEAREST:] if before > after else inside[:NEAREST]
    return [*kept[::-1], *undated[:NEAREST]]


def _shifted(day: date, days: int) -> str:
    try:
        return (day + timedelta(days=days)).isoformat()
    except OverflowError:
        return day.isoformat()


def _day(moment: Moment | None) -> str:
    return moment.day.isoformat() if moment else ""


def _share(citation: Citation, other: Numbers) -> float:
    """The share of what is cited that another report has: of its paragraph or its sentence."""
    share, _ = _held(citation.content, citation.weights, other)
    if citation.said is None:
        return share
    alone, words = _held(*citation.said, other)
    return max(share, alone) if words >= SHORT else share


def _held(content: Numbers, weights: NDArray[np.float64], other: Numbers) -> tuple[float, int]:
    """The share of some words' weight that another report has, and how many of them it has."""
    whole = float(weights.sum())
    held = weights[np.isin(content, other)]
    return (float(held.sum()) / whole if whole else 0.0), len(held)


def _least(citation: Citation, on_day: bool, gap: int | None) -> float:
    if citation.kind == "credits":
        return SAME_TEXT
    if not citation.sure:
        return UNSURE
    if on_day:
        return ON_THE_DAY
    return FRESH if gap is not None and gap <= 1 else CONTENT


def _on_day(citation: Citation, moment: Moment | None, other: Moment | None) -> bool:
    if moment is None or other is None:
        return False
    return other.day in spoken_days(citation.sentence, moment.day)


def _is_fresh(moment: Moment | None, other: Moment | None) -> bool:
    """Whether a report came out at most ALONE days before another, or at its time."""
    gap = apart(moment, other)
    if moment is None or other is None or gap is None or gap > ALONE:
        return False
    return earlier(moment, other) >= 0


def _recency(gap: int | None) -> float:
    return exp(-gap / _FADES) if gap is not None else 0.0


def _reasons(citation: Citation, share: float, on_day: bool, later: bool) -> Iterator[Reason]:
    verb = "credits" if citation.kind == "credits" else "relays" if citation.sure else "names"
    why = f"The report {verb} {citation.publisher.name}, which publishes the other."
    yield Reason(code=citation.kind, why=why, first=_spans(citation))
    why = f"The other report has {share:.0%} of the words that say what it is about."
    yield Reason(code="content", why=why, weight=round(share, 4))
    if on_day:
        yield Reason(code="day", why="The text names the day of the other report.", weight=_DAY)
    if later:
        why = "The other page is dated later that day, as pages are that grow."
        yield Reason(code="later-that-day", why=why, weight=-_LATER)
    if citation.own:
        yield Reason(code="own", why="The report speaks of an earlier one of its own house.")


def _to_outlet(known: _Known, citation: Citation) -> Link:
    why = f"No report of {citation.publisher.name} here fits what is said."
    named = Reason(code=citation.kind, why=f"The report names {citation.publisher.name}.",
                   first=_spans(citation))  # fmt: skip
    return Link.of(
        known.id,
        OUTLET + citation.publisher.code,
        kind=citation.kind,
        score=0.5,
        directed=True,
        reasons=(named, Reason(code="not-here", why=why)),
    )


def _spans(citation: Citation) -> tuple[Span, ...]:
    return (citation.cue, citation.span) if citation.cue != citation.span else (citation.span,)


def _by_score(link: Link) -> tuple[float, str]:
    return link.score, link.second
