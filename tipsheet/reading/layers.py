"""What the model finds in a text, before the rules make a reading of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tipsheet.record import Span

Antecedents = Callable[[Sequence[Span]], Sequence[int | None]]
"""For each span, in text order, the index of the earlier span it refers back to, if any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Name(Span):
    """A proper name; `kind` is PER, ORG, LOC or MISC as in CoNLL-2003; `score` is in 0..1."""

    kind: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Toponym(Span):
    """A name of a place used as a place; `score` is in 0..1."""

    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """A cue with the source and the content that belong to it; `parent` indexes another saying."""

    cue: Span | None
    source: Span | None
    content: tuple[Span, ...]
    kind: str
    parent: int | None
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """An event trigger with its labels and the spans of its arguments."""

    trigger: Span
    type: str
    status: str
    modes: tuple[str, ...]
    actors: tuple[Span, ...]
    recipients: tuple[Span, ...]
    place: Span | None
    date: Span | None
    score: float
    status_score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Layers:
    """All that the model found in one text, each layer in text order."""

    sentences: tuple[Span, ...] = ()
    names: tuple[Name, ...] = ()
    toponyms: tuple[Toponym, ...] = ()
    sayings: tuple[Saying, ...] = ()
    happenings: tuple[Happening, ...] = ()
    antecedents: Antecedents | None = None
