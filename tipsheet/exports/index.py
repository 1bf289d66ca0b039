"""A reading by its ids, for those who follow them."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeVar

from tipsheet.record import (
    Attribution,
    Entity,
    Event,
    Mention,
    Place,
    Reading,
    Span,
    TimeExpression,
)

_NEAR = 8  # mentions looked at on either side of a point


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


_T = TypeVar("_T", bound=_Identified)


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """The layers of one reading by id; an id that leads nowhere is simply absent."""

    text: str
    entities: Mapping[str, Entity]
    attributions: Mapping[str, Attribution]
    events: Mapping[str, Event]
    dates: Mapping[str, TimeExpression]
    places: Mapping[str, Place]

    @classmethod
    def of(cls, reading: Reading) -> "Index":
        """The index of a reading."""
        return cls(
            text=reading.report.text,
            entities=_by_id(reading.entities),
            attributions=_by_id(reading.attributions),
            events=_by_id(reading.events),
            dates=_by_id(reading.dates),
            places=_by_id(reading.places),
        )

    def chain(self, attribution: str | None) -> tuple[Attribution, ...]:
        """An attribution and those it came through, innermost first; a cycle is cut."""
        chain: dict[str, Attribution] = {}
        while (link := self.attributions.get(attribution or "")) and link.id not in chain:
            chain[link.id] = link
            attribution = link.parent
        return tuple(chain.values())


def nearest(entity: Entity, point: int, window: Span) -> Mention | None:
    """The mention of `entity` inside `window` that lies nearest to `point`."""
    at = bisect_left(entity.mentions, point, key=lambda mention: mention.start)
    near = entity.mentions[max(0, at - _NEAR) : at + _NEAR]
    inside = [mention for mention in near if window.holds(mention)]
    return min(inside, key=lambda mention: abs(mention.start - point), default=None)


def _by_id(items: Iterable[_T]) -> dict[str, _T]:
    return {item.id: item for item in items}
