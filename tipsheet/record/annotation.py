"""What a reader finds in a report: spans and the layers made of them.

All types are immutable. Offsets are half-open and count Unicode code points of
`Report.text`. A value that the text does not give is `None`, never a guess.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of the report's text; `text` is the slice itself."""

    start: int
    end: int
    text: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> "Span":
        """The plain span of `text[start:end]`."""
        span = object.__new__(Span)
        _start(span, start)
        _end(span, end)
        _text(span, text[start:end])
        return span

    def holds(self, other: "Span") -> bool:
        """Whether `other` lies within this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Whether the two spans share a character."""
        return self.start < other.end and other.start < self.end


# A reading takes spans by the hundred: `of` fills the slots without the frozen `__init__`.
_start, _end, _text = (Span.__dict__[name].__set__ for name in ("start", "end", "text"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention(Span):
    """A place in the text where an entity is named; `form` is name, nominal or pronoun."""

    form: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """Somebody or something that the report speaks of, with all its mentions.

    `kind` is one of vocabulary `entity_kinds`; `country` is ISO 3166 alpha-3 or one of
    PLOVER's seven international codes; `sector` is a PLOVER sector code.
    """

    id: str
    name: str
    kind: str
    country: str | None
    sector: str | None
    mentions: tuple[Mention, ...]
    kb: dict[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who (source) says (cue) what (content), as PARC 3 and PolNeAR define it.

    `kind` is one of vocabulary `source_kinds`; `count` is how many people stand behind the
    source; `entity` is the id of the source's entity; `quote` is direct, indirect or mixed;
    `parent` is the id of the attribution through which this one came; `origin` is the
    publisher or work where the chain enters the report; `confidence` lies in 0..1.
    """

    id: str
    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    kind: str
    count: int | None
    entity: str | None
    quote: str
    parent: str | None
    origin: str | None
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One event that the report mentions, at its trigger, with its status.

    `type`, `modes` and `contexts` are PLOVER's; `status` is one of vocabulary `statuses`;
    `actors` and `recipients` are entity ids; `place`, `date` and `attribution` are ids;
    `sentence` is the sentence around the trigger; `quad` is PLOVER's quad class, 1..4.
    """

    id: str
    trigger: Span
    type: str
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    status: str
    confidence: float
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    place: str | None
    date: str | None
    attribution: str | None
    sentence: Span
    cameo: str | None
    quad: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExpression(Span):
    """A TIMEX3 expression; `earliest` and `latest` are the inclusive ISO days it allows."""

    id: str
    type: str
    value: str
    earliest: str | None
    latest: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place(Span):
    """A toponym resolved to a GeoNames entry; below 0.5 confidence it is named, not resolved.

    `country` is ISO 3166 alpha-3; `feature` is the GeoNames feature code; degrees are WGS 84.
    """

    id: str
    name: str
    country: str | None
    latitude: float | None
    longitude: float | None
    geonames_id: int | None
    feature: str | None
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Span):
    """A quantity with its hedge (`modifier`), what is counted (`of`) and its unit."""

    id: str
    value: float
    upper: float | None
    modifier: str
    unit: str | None
    of: str | None = field()  # type: ignore[assignment]  # hides Span.of, which is no default
    event: str | None
    attribution: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """The inclusive ISO days between which something can be checked."""

    earliest: str | None
    latest: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """An event not yet done that carries or implies a time by which it can be checked."""

    id: str
    event: str
    due: Due
    why: str
    sentence: Span
