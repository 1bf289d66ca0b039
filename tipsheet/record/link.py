"""What joins two things of the record: a copy and its original, two claims of one event."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from tipsheet.record.annotation import Span
from tipsheet.record.codec import from_dict, to_dict
from tipsheet.record.ids import content_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One ground for a link, with the words on both sides that it rests on.

    `code` is for machines and `why` for people; `weight` is what the ground adds to the score,
    below zero where it speaks against the link. Spans of `first` and `second` are in the texts
    of the two things that are linked; where they come in pairs, they correspond in order.
    """

    code: str
    why: str
    weight: float = 0.0
    first: tuple[Span, ...] = ()
    second: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A judgement that two things belong together, and why.

    `first` and `second` are ids of things of one sort; `kind` is one of vocabulary
    `link_kinds`. A directed link says that `first` has it from, or comes after, `second`;
    where no direction can be told, the two stand in the order of their ids. `score` lies in
    0..1. The id depends on the kind and the two ends alone, so that what a person says about
    the link outlives the next reading.
    """

    id: str
    first: str
    second: str
    kind: str
    score: float
    directed: bool = False
    reasons: tuple[Reason, ...] = ()

    @classmethod
    def of(
        cls,
        first: str,
        second: str,
        *,
        kind: str,
        score: float,
        directed: bool = False,
        reasons: Iterable[Reason] = (),
    ) -> "Link":
        """The link with its id; the ends of one without direction are put in order."""
        given = tuple(reasons)
        if not directed and second < first:
            first, second = second, first
            given = tuple(_turned(reason) for reason in given)
        return cls(
            id=content_id("l", kind, first, second),
            first=first,
            second=second,
            kind=kind,
            score=score,
            directed=directed,
            reasons=given,
        )

    def to_dict(self) -> dict[str, Any]:
        """Plain data, with the keys in the order of the fields."""
        plain: dict[str, Any] = to_dict(self)
        return plain

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> "Link":
        """The link that `to_dict` gave; TypeError when a key without a default is missing."""
        return from_dict(cls, data)


def _turned(reason: Reason) -> Reason:
    return Reason(
        code=reason.code,
        why=reason.why,
        weight=reason.weight,
        first=reason.second,
        second=reason.first,
    )
