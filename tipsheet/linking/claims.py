"""Claims from a reading: every event, and every figure that hangs on none."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol, TypeVar

from tipsheet.record import (
    Attribution,
    Claim,
    Due,
    Entity,
    Event,
    Figure,
    Party,
    Reading,
    Span,
    Step,
    content_id,
)

REACH = 200  # characters on either side of a figure that no sentence of an event holds
STOPS = ("\n", ". ", "! ", "? ")


class Identified(Protocol):
    """Anything of a reading with an id."""

    @property
    def id(self) -> str:
        """The id."""


T = TypeVar("T", bound=Identified)


def claims_of(reading: Reading) -> tuple[Claim, ...]:
    """The claims of a reading, in the order of the text.

    A claim's id rests on its report and the place of its trigger alone, so that it outlives
    another reading of the same words.
    """
    index = _Index(reading)
    events = (index.event_claim(event) for event in reading.events)
    figures = (index.figure_claim(f) for f in reading.figures if f.event is None)
    return tuple(sorted((*events, *figures), key=lambda c: (c.trigger.start, c.kind, c.id)))


def claim_at(reading: Reading, start: int, end: int) -> Claim:
    """The claim that a reading makes at half-open offsets of its text.

    That of the event or figure that shares most with these words; where there is none, a claim
    of the bare words, on the word of the innermost attribution whose content holds them.
    """
    words = Span.of(reading.report.text, start, end)
    shared = [(_shared(claim.trigger, words), claim) for claim in claims_of(reading)]
    best = max(shared, key=lambda item: (item[0], item[1].kind, item[1].id), default=(0, None))
    if best[1] is not None and best[0] > 0:
        return best[1]
    return words_at(reading, start, end)


def words_at(reading: Reading, start: int, end: int) -> Claim:
    """The claim of the bare words at half-open offsets, whatever was read there."""
    return _Index(reading).words_claim(Span.of(reading.report.text, start, end))


def claim_id(report: str, kind: str, trigger: Span) -> str:
    """The id of the claim that a report makes at a trigger."""
    return content_id("c", report, kind, trigger.start, trigger.end)


class _Index:
    """The parts of a reading by id."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.attributions = _by_id(link for link in reading.attributions if not is_byline(link))
        self.entities = _by_id(reading.entities)
        self.places = _by_id(reading.places)
        self.dates = _by_id(reading.dates)
        self.due = {watch.event: watch.due for watch in reading.watch}
        self.figures: dict[str, list[Figure]] = defaultdict(list)
        for figure in reading.figures:
            if figure.event is not None:
                self.figures[figure.event].append(figure)
        self.sentences = sorted({(e.sentence.start, e.sentence.end) for e in reading.events})

    def event_claim(self, event: Event) -> Claim:
        report, reader = self.reading.report, self.reading.reader
        return Claim(
            id=claim_id(report.id, "event", event.trigger),
            report=report.id,
            publisher=report.publisher,
            published=report.published,
            kind="event",
            item=event.id,
            trigger=event.trigger,
            sentence=event.sentence,
            type=event.type,
            modes=event.modes,
            contexts=event.contexts,
            status=event.status,
            confidence=event.confidence,
            actors=self.parties(event.actors),
            recipients=self.parties(event.recipients),
            place=self.places.get(event.place or ""),
            date=self.dates.get(event.date or ""),
            figures=tuple(self.figures.get(event.id, ())),
            due=self.due.get(event.id),
            chain=self.chain(self.attribution_of(event)),
            reader=f"{reader.name}@{reader.version}",
        )

    def figure_claim(self, figure: Figure) -> Claim:
        report, reader = self.reading.report, self.reading.reader
        trigger = Span.of(report.text, figure.start, figure.end)
        return Claim(
            id=claim_id(report.id, "figure", trigger),
            report=report.id,
            publisher=report.publisher,
            published=report.published,
            kind="figure",
            item=figure.id,
            trigger=trigger,
            sentence=self.sentence_around(trigger),
            figures=(figure,),
            chain=self.chain(figure.attribution),
            reader=f"{reader.name}@{reader.version}",
        )

    def words_claim(self, words: Span) -> Claim:
        report, reader = self.reading.report, self.reading.reader
        return Claim(
            id=claim_id(report.id, "words", words),
            report=report.id,
            publisher=report.publisher,
            published=report.published,
            kind="words",
            item="",
            trigger=words,
            sentence=self.sentence_around(words),
            due=self.due_in(words),
            chain=self.chain(self.holding(words)),
            reader=f"{reader.name}@{reader.version}",
        )

    def attribution_of(self, event: Event) -> str | None:
        """The attribution of an event; the next one around it where that is a byline."""
        if event.attribution is None or event.attribution in self.attributions:
            return event.attribution
        return self.holding(event.trigger)

    def holding(self, words: Span) -> str | None:
        """The innermost attribution whose content has some of these words."""
        held = [
            (content.end - content.start, link.id)
            for link in self.attributions.values()
            for content in link.content
            if content.overlaps(words)
        ]
        return min(held)[1] if held else None

    def due_in(self, words: Span) -> Due | None:
        """The last time in some words, or their sentence, that lies ahead of the report."""
        around = self.sentence_around(words)
        day = (self.reading.report.published or "")[:10]
        ahead = [
            (words.holds(date), -date.start, date)
            for date in self.reading.dates
            if around.holds(date) and date.type in ("DATE", "TIME") and (date.latest or "") >= day
        ]
        if not ahead:
            return None
        last = max(ahead, key=lambda item: item[:2])[2]
        return Due(earliest=last.earliest, latest=last.latest)

    def parties(self, ids: Iterable[str]) -> tuple[Party, ...]:
        return tuple(party_of(self.entities[i]) for i in ids if i in self.entities)

    def chain(self, attribution: str | None) -> tuple[Step, ...]:
        """The steps from the innermost source outwards; a circle is cut."""
        steps: dict[str, Step] = {}
        while attribution in self.attributions and attribution not in steps:
            link = self.attributions[attribution]
            steps[attribution] = self.step(link)
            attribution = link.parent
        return tuple(steps.values())

    def step(self, link: Attribution) -> Step:
        entity = self.entities.get(link.entity or "")
        return Step(
            attribution=link.id,
            kind=link.kind,
            source=link.source,
            cue=link.cue,
            party=party_of(entity) if entity else None,
            count=link.count,
            origin=link.origin,
        )

    def sentence_around(self, trigger: Span) -> Span:
        """The sentence of an event that holds the trigger, or the words around it in its line."""
        at = bisect_right(self.sentences, (trigger.start, len(self.reading.report.text))) - 1
        if at >= 0 and self.sentences[at][1] >= trigger.end:
            return Span.of(self.reading.report.text, *self.sentences[at])
        return line_around(self.reading.report.text, trigger)


def is_byline(link: Attribution) -> bool:
    """Whether what was read as a source is the line that names the report's writer."""
    return link.source is not None and link.source.text.startswith(("By ", "BY "))


def party_of(entity: Entity) -> Party:
    """The party that an entity of a reading is."""
    names = dict.fromkeys(m.text for m in entity.mentions if m.form == "name")
    return Party(
        entity=entity.id,
        name=entity.name,
        kind=entity.kind,
        country=entity.country,
        sector=entity.sector,
        names=tuple(names),
    )


def line_around(text: str, span: Span) -> Span:
    """The words around a span, at most REACH characters on a side, within its line."""
    left = max(0, span.start - REACH)
    right = min(len(text), span.end + REACH)
    breaks = (text.rfind(mark, left, span.start) for mark in ("\n", ". ", "! ", "? "))
    start = max((at + 1 for at in breaks if at >= 0), default=left)
    found = [
        at for mark in ("\n", ". ", "! ", "? ") if (at := text.find(mark, span.end, right)) >= 0
    ]
    end = min(found, default=right)
    while start < span.start and text[start].isspace():
        start += 1
    return Span.of(text, start, end)


def by_report(claims: Iterable[Claim]) -> Mapping[str, Sequence[Claim]]:
    """The claims of each report."""
    found: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        found[claim.report].append(claim)
    return found


def _shared(one: Span, other: Span) -> int:
    return min(one.end, other.end) - max(one.start, other.start)


def _by_id(items: Iterable[T]) -> dict[str, T]:
    return {item.id: item for item in items}
