"""PLOVER's event types with their modes, its contexts, sectors and international codes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from tipsheet.vocabulary.loading import broken, build, read_list, read_table
from tipsheet.vocabulary.terms import Term

FILE = "types.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mode(Term):
    """A manner of an event type; `score` is its intensity on PLOVER's scale, -10..10."""

    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class EventType(Term):
    """A PLOVER event type.

    `quad` is its class: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict,
    4 material conflict; `score` is its intensity, -10..10; `recipient` says whether one is
    required; `modes` are the manners that the manual lists for it, by code.
    """

    quad: int
    score: float
    recipient: bool
    modes: Mapping[str, Mode]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sector(Term):
    """A PLOVER actor sector; `frequent` is the manual's own division of the list."""

    frequent: bool


@cache
def types() -> Mapping[str, EventType]:
    """The 16 event types, in the manual's order."""
    table = read_table(FILE)
    return MappingProxyType({code: _event_type(code, table[code]) for code in table})


@cache
def modes() -> Mapping[str, Mapping[str, Mode]]:
    """The modes of each event type that has any, by type and code."""
    return MappingProxyType({code: kind.modes for code, kind in types().items() if kind.modes})


@cache
def contexts() -> Mapping[str, Term]:
    """The 37 contexts."""
    return read_list("contexts.toml", Term)


@cache
def sectors() -> Mapping[str, Sector]:
    """The 25 actor sectors."""
    return read_list("sectors.toml", Sector)


@cache
def international() -> Mapping[str, Term]:
    """The seven codes that stand where an actor has no one country."""
    return read_list("international.toml", Term)


def quad_of(type: str) -> int:
    """The quad class, 1..4, of an event type."""
    return types()[type].quad


def intensity_of(type: str, modes: Iterable[str] = ()) -> float:
    """The intensity, -10..10: that of the most extreme of the modes, else of the type."""
    kind = types()[type]
    scores = [kind.modes[mode].score for mode in modes if mode in kind.modes]
    return max(scores, key=abs, default=kind.score)


def _event_type(code: str, row: Any) -> EventType:
    listed = row.get("modes", {}) if isinstance(row, dict) else {}
    manners = {mode: build(FILE, Mode, mode, listed[mode]) for mode in listed}
    kind = build(FILE, EventType, code, {**row, "modes": MappingProxyType(manners)})
    scores = [kind.score, *(mode.score for mode in manners.values())]
    if kind.quad not in (1, 2, 3, 4) or any(abs(score) > 10 for score in scores):
        raise broken(FILE, f"[{code}] has a quad class or a score out of range")
    return kind
