"""Reports made up for measuring: of words that do not exist, with the frequencies of a language.

A report in five is a cut copy of one of the last thousand. The others each tell a story that is
under way: four of its events, a sentence each, with the names and the verb of the event among
other words, a third of which are the story's own. One story in two hundred runs long and draws
many reports. What is a copy of what, and which claims are about one event, is known.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

import numpy as np

from tipsheet.record import Claim, Report, Span

WORDS = 300  # of a report
VOCABULARY = 60_000
VERBS = 400
COPIED = 5  # one report in so many is a copy
RECENT = 1000  # reports that may be copied
A_DAY = 60  # reports
NEW = 0.25  # share of reports that begin a story
LIVE = 30  # stories under way
LONG = 200  # one story in so many runs long
EVENTS = 6  # of a story
OWN = 60  # words of a story's own
SHARE = 1 / 3  # of the words of its reports that are these
TOLD = 4  # events in a report
FIRST_DAY = date(2000, 1, 1)
SYLLABLES = [a + b for a in "bcdfghklmnprstvz" for b in ("a", "e", "i", "o", "u", "ar", "en", "il")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A report with its claims, the number of the event of each, and what it is a copy of."""

    report: Report
    claims: tuple[Claim, ...]
    events: tuple[int, ...]
    original: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Event:
    number: int
    verb: str
    names: tuple[str, ...]
    own: tuple[str, ...]


def generated(total: int) -> Iterator[Made]:
    """So many reports, the same each time."""
    maker = _Maker()
    for number in range(total):
        yield maker.copy(number) if number % COPIED == 0 and maker.recent else maker.told(number)


class _Maker:
    """The words, the stories under way and the latest reports."""

    def __init__(self) -> None:
        self.draw = np.random.default_rng(0)
        self.words = np.array(list(_words(self.draw)))
        self.chances = np.cumsum(1 / np.arange(1, VOCABULARY + 1) ** 1.05)
        self.chances /= self.chances[-1]
        self.recent: list[Made] = []
        self.stories: list[list[_Event]] = []
        self.long: list[list[_Event]] = []
        self.numbers = count()

    def told(self, number: int) -> Made:
        """A report on a story."""
        story = self._story()
        chosen = [story[n] for n in sorted(self.draw.permutation(EVENTS)[:TOLD])]
        sentences = [self._sentence(event) for event in chosen]
        left = WORDS - sum(sentence.count(" ") + 1 for sentence in sentences)
        rest = " ".join(self._drawn(left, story[0].own))
        made = _made(number, [*sentences, f"{rest}."], chosen)
        self.recent = [*self.recent[-RECENT + 1 :], made]
        return made

    def copy(self, number: int) -> Made:
        """The first half of a recent report with other words after it."""
        original = self.recent[int(self.draw.integers(len(self.recent)))]
        sentences = original.report.text.split("\n")
        half = " ".join(sentences[-1].split()[: WORDS // 4])
        other = " ".join(self._drawn(WORDS // 5))
        events = [
            _Event(number=event, verb=claim.trigger.text, names=(), own=())
            for event, claim in zip(original.events, original.claims, strict=True)
        ]
        made = _made(number, [*sentences[:-1], f"{half} {other}."], events)
        return Made(
            report=made.report, claims=made.claims, events=made.events, original=original.report.id
        )

    def _story(self) -> list[_Event]:
        if not self.stories or self.draw.random() < NEW:
            return self._begun()
        if self.long and self.draw.random() < 1 / 3:
            return self.long[-1]
        return self.stories[int(self.draw.integers(len(self.stories)))]

    def _begun(self) -> list[_Event]:
        cast = [word.capitalize() for word in self._rare(8)]
        own = tuple(self._rare(OWN))
        story = [
            _Event(
                number=next(self.numbers),
                verb=f"{self.words[100 + int(self.draw.integers(VERBS))]}ed",
                names=tuple(cast[int(n)] for n in self.draw.permutation(8)[:3]),
                own=own,
            )
            for _ in range(EVENTS)
        ]
        self.stories = [*self.stories[-LIVE + 1 :], story]
        if story[0].number // EVENTS % LONG == LONG // 2:
            self.long.append(story)
        return story

    def _sentence(self, event: _Event) -> str:
        before, after = self._drawn(4, event.own), self._drawn(9, event.own)
        first, second, third = event.names
        return " ".join([first, *before, event.verb, second, *after[:4], third, *after[4:]]) + "."

    def _rare(self, number: int) -> list[str]:
        places = self.draw.integers(1_000, VOCABULARY, size=number)
        found: list[str] = self.words[places].tolist()
        return found

    def _drawn(self, number: int, own: Sequence[str] = ()) -> list[str]:
        places = np.searchsorted(self.chances, self.draw.random(number))
        drawn: list[str] = self.words[places].tolist()
        if own:
            for place in np.flatnonzero(self.draw.random(number) < SHARE).tolist():
                drawn[place] = own[int(self.draw.integers(len(own)))]
        return drawn


def _made(number: int, sentences: Sequence[str], events: Sequence[_Event]) -> Made:
    day = (FIRST_DAY + timedelta(days=number // A_DAY)).isoformat()
    text = "\n".join(sentences)
    report = Report.of(text, id=f"r{number:07}", publisher=f"Outlet {number % 97}", published=day)
    claims = []
    at = 0
    for sentence, event in zip(sentences, events, strict=False):
        start = at + sentence.index(f" {event.verb} ") + 1
        claims.append(
            Claim(
                id=f"c{number:07}-{len(claims)}",
                report=report.id,
                publisher=report.publisher,
                published=day,
                kind="event",
                item="",
                trigger=Span.of(text, start, start + len(event.verb)),
                sentence=Span.of(text, at, at + len(sentence)),
                status="occurred",
            )
        )
        at += len(sentence) + 1
    numbers = tuple(event.number for event in events)
    return Made(report=report, claims=tuple(claims), events=numbers)


def _words(draw: np.random.Generator) -> Iterator[str]:
    for number in range(VOCABULARY):
        syllables = draw.integers(len(SYLLABLES), size=1 + number % 4 + (number > 1000))
        yield "".join(SYLLABLES[syllable] for syllable in syllables)
