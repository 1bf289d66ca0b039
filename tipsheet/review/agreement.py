"""How far two people agree, field by field: Cohen's kappa over the lines that both judged."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from tipsheet.review.decision import WHOLE, Act, Decision, by_person

Answer = tuple[str, str]
Line = tuple[str, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Two people on one field: how many lines both judged, how often alike, and kappa.

    `kappa` is None where chance alone would make them agree, or where there are no lines.
    """

    first: str
    second: str
    field: str
    lines: int
    alike: float
    kappa: float | None


def agreements(decisions: Iterable[Decision]) -> list[Agreement]:
    """The agreement of every two people on every field that either of them corrected."""
    given = [one for one in decisions if not one.settles]
    people = by_person(given)
    read = _as_read(given)
    found = []
    for first, second in combinations(sorted(people), 2):
        mine, theirs = _lines(people[first]), _lines(people[second])
        both = sorted(set(mine) & set(theirs))
        for field in _fields(mine, theirs, both):
            pairs = [(_answer(mine[x], field, read, x), _answer(theirs[x], field, read, x))
                     for x in both]  # fmt: skip
            found.append(_agreement(first, second, field, pairs))
    return found


def disputed(decisions: Iterable[Decision]) -> list[Line]:
    """The lines on which two people say different things and no editor has settled it."""
    given = list(decisions)
    settled = {one.place for one in given if one.settles}
    read = _as_read(given)
    people = {name: _lines(words) for name, words in by_person(given).items()}
    found = set()
    for mine, theirs in combinations(people.values(), 2):
        both = sorted(set(mine) & set(theirs) - settled)
        for line in both:
            fields = _fields(mine, theirs, [line])
            if any(_answer(mine[line], f, read, line) != _answer(theirs[line], f, read, line)
                   for f in fields):  # fmt: skip
                found.add(line)
    return sorted(found)


def kappa_of(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Cohen's kappa of paired answers; None where it is not defined."""
    count = len(pairs)
    if not count:
        return None
    alike = sum(a == b for a, b in pairs) / count
    ones, others = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(ones[answer] * others[answer] for answer in ones) / count**2
    return None if chance >= 1 else (alike - chance) / (1 - chance)


def _agreement(first: str, second: str, field: str, pairs: Sequence[tuple[str, str]]) -> Agreement:
    return Agreement(
        first=first,
        second=second,
        field=field,
        lines=len(pairs),
        alike=sum(a == b for a, b in pairs) / len(pairs) if pairs else 0.0,
        kappa=kappa_of(pairs),
    )


def _lines(decisions: Iterable[Decision]) -> Mapping[Line, dict[str, Decision]]:
    found: dict[Line, dict[str, Decision]] = {}
    for decision in decisions:
        if decision.other is None:
            found.setdefault(decision.place, {})[decision.field] = decision
    return found


def _fields(mine: Any, theirs: Any, both: Iterable[Line]) -> list[str]:
    told = {field for line in both for field in (*mine[line], *theirs[line])}
    return sorted(told, key=lambda field: (field != WHOLE, field))


def _as_read(decisions: Iterable[Decision]) -> dict[tuple[Any, ...], Any]:
    """What was read, by line and field: the value before the first correction."""
    found: dict[tuple[Any, ...], Any] = {}
    for one in decisions:
        if one.act is Act.correct:
            found.setdefault((*one.place, one.field), one.before)
    return found


def _answer(
    told: Mapping[str, Decision], field: str, read: Mapping[tuple[Any, ...], Any], line: Line
) -> str:
    """What a person says of a field; who does not change it says that it is as it was read."""
    decision = told.get(field)
    if field == WHOLE:
        return "none" if decision is not None and decision.act is Act.reject else "event"
    if decision is not None and decision.act is Act.correct:
        return repr(decision.after)
    return repr(read.get((*line, field)))
