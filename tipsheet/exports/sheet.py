"""What the tip sheet of one report says, in words, before any screen or page has a say."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from tipsheet.exports import days, labels
from tipsheet.exports.amounts import amount
from tipsheet.exports.fold import Folded, fold
from tipsheet.exports.index import Index
from tipsheet.exports.phrase import Evidence, Phrase, Piece, phrase
from tipsheet.exports.plain import balanced, one_line, shorten
from tipsheet.exports.sources import (
    Source,
    chain,
    identity,
    named,
    source,
    spoken,
    through,
    voice,
)
from tipsheet.record import Attribution, Event, Figure, Reading, Span, Watch

BACKGROUND = timedelta(days=180)
"""An event whose date ended this long before publication is background, not news."""

_LOOKING_BACK = ("occurred", "possible", "denied")
_AHEAD = 40  # characters behind a figure in which the thing counted may stand


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the sheet.

    `margin` is what stands before it (a status, a day, an amount, a kind of source); `status` is
    the event's, or empty; `sources` is the chain, innermost first, and `word` says it as a
    phrase; `kind` is the type of event; `certainty` is sure, likely or unsure; `mentions` is how
    often the report says it; `evidence` is every span that it stands on.
    """

    margin: str
    status: str = ""
    pieces: tuple[Piece, ...]
    sources: tuple[Source, ...] = ()
    word: str = ""
    kind: str = ""
    certainty: str = "sure"
    mentions: int = 1
    evidence: tuple[Evidence, ...] = ()

    @property
    def text(self) -> str:
        """The words of the line as one string."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def notes(self) -> tuple[str, ...]:
        """What is said about the line itself: kind of event, certainty, mentions."""
        often = f"said {labels.times(self.mentions)}" if self.mentions > 1 else ""
        sure = self.certainty if self.is_event else ""
        return tuple(note for note in (self.kind, sure, often) if note)

    @property
    def is_event(self) -> bool:
        """Whether the line is an event, with a status and a kind of its own."""
        return bool(self.kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Lines under one heading; `key` names it for links and styles."""

    key: str
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The tip sheet: what stands at its head, its sections that have lines, and its foot."""

    title: str
    credits: tuple[str, ...]
    sections: tuple[Section, ...]
    key: str
    reader: str

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines of all sections."""
        return tuple(line for section in self.sections for line in section.lines)


def sheet(reading: Reading) -> Sheet:
    """The tip sheet of a reading."""
    index = Index.of(reading)
    sections = (
        *_events(reading, index),
        Section(key="figures", title="Figures", lines=_figures(reading, index)),
        Section(key="speakers", title="Who speaks", lines=_speakers(reading, index)),
        Section(key="watch", title="What to watch, and when", lines=_watch(reading, index)),
    )
    return Sheet(
        title=_title(reading),
        credits=tuple(_credits(reading)),
        sections=tuple(section for section in sections if section.lines),
        key=labels.KEY,
        reader=one_line(
            f"{reading.reader.name} {reading.reader.version}, model {reading.reader.model}"
        ),
    )


# The head.


def _title(reading: Reading) -> str:
    if reading.report.title:
        return one_line(reading.report.title)
    first = next((line for line in reading.report.text[:2000].splitlines() if line.strip()), "")
    return shorten(one_line(first), 90) or "Untitled report"


def _credits(reading: Reading) -> Iterator[str]:
    report = reading.report
    if report.publisher:
        yield one_line(report.publisher)
    if report.byline:
        yield "by " + shorten(", ".join(map(one_line, report.byline)), 120)
    if report.dateline:
        yield one_line(report.dateline)
    if report.published:
        known = {"metadata": "", "given": " (as given)", "dateline": " (from its dateline)"}
        yield one_line(days.day(report.published)) + known.get(report.published_from or "", "")
    else:
        yield "publication date not known, so relative dates stay open"


# The events.


def _events(reading: Reading, index: Index) -> Iterator[Section]:
    folded = fold(reading.events, index)
    fresh: list[Folded] = []
    past: list[Folded] = []
    for each in folded:
        (past if _is_background(each.event, reading, index) else fresh).append(each)
    for key, title, statuses in labels.SECTIONS:
        chosen = [each for each in fresh if each.event.status in statuses]
        yield Section(key=key, title=title, lines=_lines(chosen, index))
    yield Section(key="background", title="Background", lines=_lines(past, index))


def _lines(folded: Iterable[Folded], index: Index) -> tuple[Line, ...]:
    """One line for each event; those that read alike are one line of several kinds."""
    lines: dict[tuple[str, str, str], Line] = {}
    for line in (_line(each, index) for each in folded):
        key = line.status, line.text, line.word
        lines[key] = _both(lines[key], line) if key in lines else line
    return tuple(lines.values())


def _both(one: Line, other: Line) -> Line:
    """Two lines of the same words as one; of kinds that say more and less the one says it."""
    kinds = [*one.kind.split("; "), *other.kind.split("; ")]
    told = [kind for kind in kinds if not any(more.startswith(f"{kind}, ") for more in kinds)]
    evidence = dict.fromkeys((*one.evidence, *other.evidence))
    return replace(one, kind="; ".join(dict.fromkeys(told)), evidence=tuple(evidence))


def _line(folded: Folded, index: Index) -> Line:
    event = folded.event
    return Line(
        margin=labels.status(event.status),
        status=event.status,
        pieces=folded.phrase.pieces,
        sources=folded.sources,
        word=spoken(folded.sources),
        kind=labels.kind(event.type, event.modes),
        certainty=labels.certainty(event.confidence),
        mentions=len(folded.mentions),
        evidence=(*folded.evidence, *_chain_evidence(event.attribution, index)),
    )


def _is_background(event: Event, reading: Reading, index: Index) -> bool:
    published = days.parse(reading.report.published)
    when = index.dates.get(event.date or "")
    latest = days.parse(when.latest) if when else None
    if published is None or latest is None or event.status not in _LOOKING_BACK:
        return False
    return latest < published - BACKGROUND


def _chain_evidence(attribution: str | None, index: Index) -> Iterator[Evidence]:
    for link in index.chain(attribution):
        yield from _said_by(link)


def _said_by(link: Attribution) -> Iterator[Evidence]:
    if link.source:
        yield Evidence(span=link.source, role="source")
    if link.cue:
        yield Evidence(span=link.cue, role="cue")


# Figures, sources and what to watch.


def _figures(reading: Reading, index: Index) -> tuple[Line, ...]:
    lines = (_figure(figure, index) for figure in reading.figures)
    return tuple({(line.margin, line.text, line.word): line for line in lines}.values())


def _figure(figure: Figure, index: Index) -> Line:
    event = index.events.get(figure.event or "")
    attribution = figure.attribution or (event.attribution if event else None)
    sources = chain(attribution, index)
    span = _counted(figure, index.text)
    return Line(
        margin=amount(figure),
        status=event.status if event else "",
        pieces=tuple(_figure_pieces(figure, span, event)),
        sources=sources,
        word=spoken(sources),
        evidence=(Evidence(span=span, role="what"), *_chain_evidence(attribution, index)),
    )


def _figure_pieces(figure: Figure, span: Span, event: Event | None) -> Iterator[Piece]:
    yield Piece(text=shorten(balanced(one_line(span.text)), 120), role="what")
    if figure.of and one_line(figure.of).casefold() not in one_line(span.text).casefold():
        yield Piece(text=f" [{shorten(one_line(figure.of), 80)}]", role="note")
    if event and event.status != "occurred":
        yield Piece(text=f" ({labels.status(event.status)})", role="note")


def _counted(figure: Figure, text: str) -> Span:
    """The figure's words, with the thing counted where that follows at once."""
    if figure.of:
        at = text.find(figure.of, figure.end, figure.end + _AHEAD + len(figure.of))
        gap = text[figure.end : max(at, figure.end)]
        if at >= 0 and not set(",;:.\n") & set(gap) and len(gap.split()) <= 2:
            return Span.of(text, figure.start, at + len(figure.of))
    return Span(start=figure.start, end=figure.end, text=figure.text)


def _speakers(reading: Reading, index: Index) -> tuple[Line, ...]:
    """One line for each source; named ones that read alike are one, the nameless need not be."""
    groups: dict[tuple[str, str], list[Attribution]] = {}
    alike: dict[tuple[str, str], str] = {}
    for link in reading.attributions:
        speaker = voice(link, index)
        who, came = identity(speaker, index), named(through(speaker, index)).casefold()
        if speaker.kind != "anonymous":
            who = alike.setdefault((source(speaker, index).words.casefold(), came), who)
        groups.setdefault((who, came), []).append(link)
    return tuple(_speaker(links, index) for links in groups.values())


def _speaker(links: list[Attribution], index: Index) -> Line:
    voices = [voice(link, index) for link in links]
    kinds = Counter(link.kind for link in voices)
    first = max(
        voices, key=lambda link: (link.count or 0, kinds[link.kind], link.source is not None)
    )
    speaker, outer = source(first, index), through(first, index)
    people = f"{speaker.people} people" if (speaker.people or 0) > 1 else ""
    said = f"{len(links)} statements" if len(links) > 1 else "1 statement"
    came = f"through {named(outer)}" if outer else ""
    best = max((link.confidence for link in links), default=0.0)
    return Line(
        margin=labels.SOURCES.get(first.kind, first.kind),
        pieces=(Piece(text=speaker.words, role="who"),),
        sources=outer,
        word=", ".join(part for part in (people, said, came) if part),
        certainty=labels.certainty(best),
        evidence=tuple(piece for link in links for piece in (*_said_by(link), *_content(link))),
    )


def _content(link: Attribution) -> Iterator[Evidence]:
    return (Evidence(span=span, role="content") for span in link.content)


def _watch(reading: Reading, index: Index) -> tuple[Line, ...]:
    known = [watch for watch in reading.watch if watch.event in index.events]
    lines: dict[tuple[str, str], Line] = {}
    for line in (_due(watch, index) for watch in sorted(known, key=_when)):
        lines.setdefault((line.margin, line.text), line)
    return tuple(lines.values())


def _when(watch: Watch) -> tuple[str, str]:
    due = watch.due
    return due.latest or due.earliest or "9999", due.earliest or ""


def _due(watch: Watch, index: Index) -> Line:
    event = index.events[watch.event]
    words: Phrase = phrase(event, index)
    sources = chain(event.attribution, index)
    why = shorten(one_line(watch.why), 160)
    return Line(
        margin=days.due(watch.due),
        status=event.status,
        pieces=tuple(piece for piece in words.pieces if piece.role != "note"),
        sources=sources,
        word=f"{labels.status(event.status)} {spoken(sources)}" + (f"; {why}" if why else ""),
        certainty=labels.certainty(event.confidence),
        evidence=(*words.evidence, Evidence(span=watch.sentence, role="content")),
    )
