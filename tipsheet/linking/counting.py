"""How many independent origins there are: the least and the most that the texts allow, and why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tipsheet.linking.routes import End
from tipsheet.linking.stems import content_stems
from tipsheet.record import Reason
from tipsheet.vocabulary import origin_kinds

SOON = 1  # days after the first report in which an outlet's bare word may still be its own finding
STATE = frozenset({"GOV", "MIL", "COP", "SPY", "JUD", "LEG", "ELI"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """At least `low` and at most `high`, with the reasons why these differ."""

    low: int
    high: int
    reasons: tuple[Reason, ...]


def tally(ends: Iterable[End], *, first_day: str) -> Tally:
    """The range for a set of ends, each of its own key; `first_day` is that of the first report.

    The least is the number of groups into which ends fall that may all be one another; the most
    counts all apart, but the bare words of outlets only where nothing better is known.
    """
    ordered = sorted(ends, key=lambda end: (_WEIGHTS.index(_weight(end)), end.key))
    firm = [end for end in ordered if _weight(end) != "unseen"]
    unread = [end for end in ordered if end.kind == "outlet"]
    bare = [end for end in ordered if end.kind == "own-word"]
    rings = [end for end in ordered if end.kind == "circle"]
    groups, reasons = _groups(firm)
    low, high = len(groups), len(firm)
    if unread:
        high += len(unread)
        reasons.append(_unread(unread, alone=not low))
    more, why = _bare(bare, known=bool(high), first_day=first_day, since=_since(firm + unread))
    high += more
    reasons += why
    if not low and (unread or bare):
        low = 1
    if not high and rings:
        high = 1
        reasons.append(Reason(code="circle-only", why="nobody in the circle says where it began"))
    return Tally(low=low, high=high, reasons=tuple(reasons))


def may_be_same(one: End, other: End) -> Reason | None:
    """Why two ends could be the same source after all; None where they cannot."""
    kinds = {one.kind, other.kind}
    if kinds == {"anonymous"}:
        return _both_unnamed(one, other)
    if kinds == {"anonymous", "person"} or kinds == {"anonymous", "organization"}:
        return _unnamed_and_named(*sorted((one, other), key=lambda end: end.kind))
    if kinds == {"organization", "person"}:
        return _speaks_for(*sorted((one, other), key=lambda end: end.kind))
    if "document" in kinds and len(kinds) == 2 and kinds & {"organization", "person"}:
        return _issued(*sorted((one, other), key=lambda end: end.kind))
    return None


def _groups(ends: Sequence[End]) -> tuple[list[list[End]], list[Reason]]:
    """The fewest groups of ends that may all be one another, found greedily in a fixed order."""
    groups: list[list[End]] = []
    reasons: list[Reason] = []
    for end in ends:
        for group in groups:
            whys = [may_be_same(other, end) for other in group]
            if all(whys):
                group.append(end)
                reasons += [why for why in whys[:1] if why]
                break
        else:
            groups.append([end])
    return groups, reasons


def _both_unnamed(one: End, other: End) -> Reason | None:
    if not _fits(one, other) or _elsewhere(one, other):
        return None
    if one.house == other.house:
        why = f"{one.outlet} may mean the same people by “{one.name}” and “{other.name}”"
    else:
        why = f"the {_unnamed(one)} of {one.outlet} and of {other.outlet} may be the same people"
    return _reason("unnamed", why, one, other)


def _unnamed_and_named(unnamed: End, named: End) -> Reason | None:
    """One unnamed official may be the named one, or speak for the named body; a crowd is nobody."""
    if _elsewhere(unnamed, named) or (unnamed.groups and unnamed.groups != {"state"}):
        return None
    if not unnamed.groups or not _is_state(named):
        return None
    if named.kind == "person" and (unnamed.people or 1) > 1:
        return None
    why = f"“{unnamed.name}” ({unnamed.outlet}) may speak for {named.name}, or be it"
    return _reason("unnamed-official", why, unnamed, named)


def _speaks_for(body: End, person: End) -> Reason | None:
    words = set(content_stems(body.name))
    said = set(content_stems(person.words.text if person.words else person.name))
    if not words or not words <= said | set(content_stems(person.name)):
        return None
    return _reason("speaks-for", f"{person.name} may speak for {body.name}", body, person)


def _issued(document: End, issuer: End) -> Reason | None:
    words = set(content_stems(issuer.name))
    said = set(content_stems(document.words.text if document.words else document.name))
    if not words or not words & said:
        return None
    why = f"“{document.name}” may be what {issuer.name} says"
    return _reason("issued", why, document, issuer)


def _unread(ends: Sequence[End], *, alone: bool) -> Reason:
    names = " and ".join(end.name for end in ends)
    if alone:
        return Reason(
            code="unread", why=f"{names} has not been read: where it has it from is unknown"
        )
    return Reason(code="unread", why=f"{names} has not been read and may rest on the same sources")


def _bare(
    ends: Sequence[End], *, known: bool, first_day: str, since: str
) -> tuple[int, list[Reason]]:
    """What bare words add to the most: one at best where something better is known."""
    if not ends:
        return 0, []
    early = [end for end in ends if _days(first_day, end.day) <= SOON]
    names = ", ".join(sorted({end.outlet for end in ends}))
    if not known:
        why = f"{names}: no source is given, and each may have it from the other"
        reasons = [Reason(code="own-word", why=why)] if len(ends) > 1 else []
        return max(1, len(early)), reasons
    if any(end.day < since for end in early):
        return 1, [Reason(code="own-word", why=f"{names}: said so before a source was named")]
    return 0, [
        Reason(code="own-word", why=f"{names}: no source of its own is given, so none is added")
    ]


def _since(ends: Sequence[End]) -> str:
    """The first day on which a source was named."""
    return min((end.day for end in ends), default="9999-12-31")


def _days(first: str, last: str) -> int:
    from datetime import date

    try:
        return (date.fromisoformat(last) - date.fromisoformat(first)).days
    except ValueError:
        return 0


def _fits(one: End, other: End) -> bool:
    return not one.groups or not other.groups or bool(one.groups & other.groups)


def _elsewhere(one: End, other: End) -> bool:
    """Whether two sources are known to be of different countries."""
    first, second = (end.party.country if end.party else None for end in (one, other))
    return bool(first and second and first != second)


def _is_state(end: End) -> bool:
    if end.party is None:
        return False
    return end.party.sector in STATE or end.party.kind == "government"


def _unnamed(end: End) -> str:
    return "unnamed officials" if "state" in end.groups else "unnamed sources"


def _reason(code: str, why: str, one: End, other: End) -> Reason:
    first, second = ((end.words,) if end.words else () for end in (one, other))
    return Reason(code=code, why=why, first=first, second=second)


def _weight(end: End) -> str:
    return origin_kinds()[end.kind].weight


_WEIGHTS = ("sure", "unnamed", "unseen")
