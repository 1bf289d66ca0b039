"""How a story's claims changed over time: from possible to planned to occurred, or called off."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tipsheet.record import Claim, Span
from tipsheet.vocabulary import statuses

LAST = "9999-12-31"
OPEN = frozenset({"planned", "threatened", "requested", "possible"})
SETTLED = frozenset({"occurred", "ongoing"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """What reports of one day say of an event: one status, and the claims that give it.

    `day` is the ISO day of publication, None where it is unknown. `words` is the sentence of
    the first claim. `turn` says what is new about it, None where the day before said the same.
    """

    day: str | None
    status: str
    claims: tuple[str, ...]
    words: Span
    turn: str | None


def timeline_of(claims: Iterable[Claim]) -> tuple[Moment, ...]:
    """The moments of one event, in order of day; of one day the most settled status first.

    A turn is noted where a status is heard for the first time, or again after another.
    """
    days: dict[tuple[str, int, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.status is not None and claim.status in statuses():
            order = statuses()[claim.status].order
            days[claim.day or LAST, order, claim.status].append(claim)
    moments: list[Moment] = []
    for (day, _, status), group in sorted(days.items(), key=lambda item: item[0]):
        moments.append(_moment(day, status, group, moments))
    return tuple(moments)


def status_now(moments: Sequence[Moment]) -> str | None:
    """The status that the last dated day gives, the most settled one of several."""
    dated = [moment for moment in moments if moment.day is not None] or list(moments)
    if not dated:
        return None
    return next(moment.status for moment in dated if moment.day == dated[-1].day)


def _moment(day: str, status: str, group: Sequence[Claim], before: Sequence[Moment]) -> Moment:
    ordered = sorted(group, key=lambda claim: (claim.published or LAST, claim.id))
    return Moment(
        day=None if day == LAST else day,
        status=status,
        claims=tuple(claim.id for claim in ordered),
        words=ordered[0].sentence,
        turn=_turn(status, before),
    )


def _turn(status: str, before: Sequence[Moment]) -> str | None:
    if not before:
        return f"first heard of as {status}"
    if any(moment.status == status for moment in before):
        return None
    seen = {moment.status for moment in before}
    if status == "denied":
        return "called off, or denied" if seen & OPEN and not seen & SETTLED else "denied"
    if status in SETTLED and seen <= OPEN:
        return "has come about" if status == "occurred" else "has begun"
    if status in SETTLED and "denied" in seen:
        return "said to have happened after all"
    return f"now {status}"
