"""Readings made up for measuring: sentences and lengths like those of the samples, any number."""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from tipsheet import vocabulary
from tipsheet.record import (
    Attribution,
    Entity,
    Event,
    Mention,
    Place,
    Reader,
    Reading,
    Report,
    Span,
    TimeExpression,
)
from tipsheet.store import Vectors

SAMPLES = Path(__file__).parent.parent / "samples"
READER = Reader(name="tipsheet", version="0", model="made-up")
MEDIAN, SPREAD = 450, 0.6  # words of a report: lognormal, as lengths of news are
SHORTEST, LONGEST = 40, 5_000  # words
EVERY = 45  # words to an event
TOPICS = 2_000  # directions in which vectors of sentences lean

_SENTENCE = re.compile(r"[A-Z“\"][^.!?\n]{20,400}[.!?]”?")
_SYLLABLES = ("ka", "ro", "ven", "ta", "lin", "mor", "es", "du", "har", "pel", "sa", "ing")


@dataclass(frozen=True, slots=True)
class Made:
    """A made-up reading and the vectors of its sentences."""

    reading: Reading
    vectors: Vectors | None


class Corpus:
    """Made-up readings; the same seed gives the same ones."""

    def __init__(self, seed: int = 1) -> None:
        self._chance = random.Random(seed)
        self._numbers = np.random.default_rng(seed)

    def readings(self, count: int, *, vectors: int = 0) -> Iterator[Made]:
        """So many readings, the first of them with vectors."""
        for number in range(count):
            spans, text = self._text()
            reading = self._reading(number, spans, text)
            yield Made(reading, self._vectors(spans) if number < vectors else None)

    @cached_property
    def names(self) -> list[str]:
        """Names of people and bodies, none of them real."""
        return [self._name() for _ in range(5_000)]

    @cached_property
    def places(self) -> list[tuple[str, str]]:
        """Names of places with a country each."""
        codes = ["FRA", "USA", "IRQ", "UKR", "KEN", "BRA", "IND", "JPN", "MEX", "DEU"]
        return [(self._name(), self._chance.choice(codes)) for _ in range(2_000)]

    @cached_property
    def topics(self) -> npt.NDArray[np.float32]:
        """The directions in which vectors lean."""
        return self._numbers.normal(size=(TOPICS, 384)).astype(np.float32)

    @cached_property
    def _sentences(self) -> list[str]:
        texts = [path.read_text("utf-8") for path in sorted(SAMPLES.glob("*.txt"))]
        return [" ".join(found.split()) for text in texts for found in _SENTENCE.findall(text)]

    def _name(self) -> str:
        def word() -> str:
            return "".join(self._chance.choices(_SYLLABLES, k=self._chance.randint(2, 4))).title()

        return f"{word()} {word()}"

    def _text(self) -> tuple[list[tuple[int, int]], str]:
        """A text of sentences of the samples in which every capitalized word may be another."""
        chance = self._chance
        drawn = int(chance.lognormvariate(np.log(MEDIAN), SPREAD))
        left, at = min(max(drawn, SHORTEST), LONGEST), 0
        parts, spans = [], []
        while left > 0:
            words = chance.choice(self._sentences).split()
            words += chance.choice(self.names).split() if chance.random() < 0.5 else []
            chance.shuffle(words)
            part = " ".join(words)
            parts.append(part)
            spans.append((at, at + len(part)))
            at += len(part) + 1
            left -= len(words)
        return spans, " ".join(parts)

    def _reading(self, number: int, spans: list[tuple[int, int]], text: str) -> Reading:
        chance = self._chance
        many = max(1, text.count(" ") // EVERY)
        entities = [self._entity(at, spans, text) for at in range(max(2, many // 2))]
        places = [self._place(at, spans, text) for at in range(max(1, many // 3))]
        dates = [self._date(at, spans, text) for at in range(max(1, many // 3))]
        sayings = [self._saying(at, spans, text) for at in range(max(1, many // 2))]
        events = tuple(
            self._event(at, spans, text, entities, places, dates, sayings) for at in range(many)
        )
        published = (
            f"{chance.randint(2015, 2025)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        )
        report = Report.of(
            text,
            url=f"https://made-up.example/{number}",
            publisher=f"The {self.names[number % 400]}",
            title=text[slice(*spans[0])][:90],
            published=published,
            language="en",
        )
        return Reading(
            reader=READER,
            report=report,
            entities=tuple(entities),
            attributions=tuple(sayings),
            events=events,
            dates=tuple(dates),
            places=tuple(places),
        )

    def _span(self, spans: list[tuple[int, int]], text: str, words: int) -> Span:
        start, end = self._chance.choice(spans)
        return Span.of(text, start, min(end, start + 8 * words))

    def _entity(self, at: int, spans: list[tuple[int, int]], text: str) -> Entity:
        mentions = []
        for _ in range(3):
            span = self._span(spans, text, 2)
            mentions.append(Mention(start=span.start, end=span.end, text=span.text, form="name"))
        return Entity(
            id=f"n{at}",
            name=self._chance.choice(self.names),
            kind="organization",
            country=self._chance.choice(self.places)[1],
            sector="GOV",
            mentions=tuple(mentions),
        )

    def _place(self, at: int, spans: list[tuple[int, int]], text: str) -> Place:
        span = self._span(spans, text, 1)
        name, country = self._chance.choice(self.places)
        return Place(
            start=span.start, end=span.end, text=span.text, id=f"p{at}", name=name,
            country=country, latitude=1.0, longitude=2.0, geonames_id=at, feature="PPL",
            confidence=0.9,
        )  # fmt: skip

    def _date(self, at: int, spans: list[tuple[int, int]], text: str) -> TimeExpression:
        span = self._span(spans, text, 1)
        day = f"{self._chance.randint(2015, 2025)}-{self._chance.randint(1, 12):02}-11"
        return TimeExpression(
            start=span.start, end=span.end, text=span.text, id=f"d{at}", type="DATE",
            value=day, earliest=day, latest=day,
        )  # fmt: skip

    def _saying(self, at: int, spans: list[tuple[int, int]], text: str) -> Attribution:
        kinds = list(vocabulary.source_kinds())
        return Attribution(
            id=f"a{at}", source=self._span(spans, text, 2), cue=self._span(spans, text, 1),
            content=(self._span(spans, text, 15),), kind=self._chance.choice(kinds), count=None,
            entity="n0", quote="indirect", parent=None, origin=None, confidence=0.9,
        )  # fmt: skip

    def _event(
        self,
        at: int,
        spans: list[tuple[int, int]],
        text: str,
        entities: list[Entity],
        places: list[Place],
        dates: list[TimeExpression],
        sayings: list[Attribution],
    ) -> Event:
        chance = self._chance
        return Event(
            id=f"e{at}", trigger=self._span(spans, text, 1),
            type=chance.choice(list(vocabulary.types())), modes=(), contexts=(),
            status=chance.choice(list(vocabulary.statuses())), confidence=0.8,
            actors=(chance.choice(entities).id,), recipients=(chance.choice(entities).id,),
            place=chance.choice(places).id, date=chance.choice(dates).id,
            attribution=chance.choice(sayings).id, sentence=self._span(spans, text, 20),
            cameo=None, quad=1,
        )  # fmt: skip

    def _vectors(self, spans: list[tuple[int, int]]) -> Vectors:
        leaning = self.topics[self._numbers.integers(0, TOPICS, len(spans))]
        noise = self._numbers.normal(scale=0.8, size=leaning.shape).astype(np.float32)
        return Vectors(offsets=np.array(spans, np.int32), rows=leaning + noise)
