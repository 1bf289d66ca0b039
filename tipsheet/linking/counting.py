"""How many independent origins there are: the least and the most that the texts allow, and why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tipsheet.linking.routes import End
from tipsheet.linking.stems import content_stems, stem
from tipsheet.record import Reason
from tipsheet.vocabulary import origin_kinds

SOON = 3  # days after the first report in which an outlet's bare word may still be its own finding
FOUND = 2  # bare words that may be outlets' own findings, beside sources that are known
ALONE = 3  # the same where no source is known
NEARLY = 2  # words of a body that name who speaks for it, where that person has no name
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
    more, why = _bare(bare, known=bool(high), first_day=first_day)
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
    if kinds == {"person"}:
        return _one_person(one, other)
    if kinds == {"organization"}:
        return _one_body(one, other)
    if kinds == {"document"}:
        return _one_paper(one, other)
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
    if not unnamed.groups or (named.kind == "person" and not _is_state(named)):
        return None
    if named.kind == "person" and (unnamed.people or 1) > 1:
        return None
    why = f"“{unnamed.name}” ({unnamed.outlet}) may speak for {named.name}, or be it"
    return _reason("unnamed-official", why, unnamed, named)


def _one_person(one: End, other: End) -> Reason | None:
    """One report may call by an office ("the prime minister") whom another names."""
    if (_has_name(one) and _has_name(other)) or _elsewhere(one, other):
        return None
    why = f"“{one.name}” and “{other.name}” may be one person"
    return _reason("same-person", why, one, other)


def _has_name(end: End) -> bool:
    """Whether a person goes by a name: two words with capitals, or a name that the text gives."""
    return bool(end.party and end.party.names) or any(
        word[:1].isupper() for word in end.name.split()
    )


def _one_body(one: End, other: End) -> Reason | None:
    """One report may name a body in full, another by its last word ("the ministry")."""
    first, second = (set(content_stems(end.name)) - {"her", "his"} for end in (one, other))
    if not first or not second or not (first <= second or second <= first):
        return None
    if _elsewhere(one, other):
        return None
    return _reason("same-body", f"“{one.name}” and “{other.name}” may be one body", one, other)


def _one_paper(one: End, other: End) -> Reason | None:
    """Two reports may have read one document, where one of them names it loosely."""
    first, second = set(content_stems(one.name)), set(content_stems(other.name))
    if not (_is_loose(first) or _is_loose(second) or first <= second or second <= first):
        return None
    return _reason("same-paper", f"“{one.name}” and “{other.name}” may be one paper", one, other)


def _is_loose(words: set[str]) -> bool:
    """Whether a document is named by nothing but what it is."""
    return words <= _PAPERS


_PAPERS = frozenset(
    stem(word)
    for word in (
        "report", "document", "paper", "statement", "finding", "findings", "official", "sheet",
        "record", "file", "note", "notice", "commission", "inquiry", "study", "survey", "memo",
        "inspection", "first", "final", "leaked", "internal", "letter", "order",
    )
)  # fmt: skip


def _speaks_for(body: End, person: End) -> Reason | None:
    words = set(content_stems(body.name))
    said = set(content_stems(person.words.text if person.words else person.name))
    said |= set(content_stems(person.name))
    nearly = not _has_name(person) and len(words & said) >= NEARLY
    if not words or not (words <= said or nearly):
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


def _bare(ends: Sequence[End], *, known: bool, first_day: str) -> tuple[int, list[Reason]]:
    """What bare words add to the most: one at best where something better is known."""
    if not ends:
        return 0, []
    early = [end for end in ends if _days(first_day, end.day) <= SOON]
    names = ", ".join(sorted({end.outlet for end in ends}))
    if not known:
        why = f"{names}: no source is given, and each may have it from the other"
        reasons = [Reason(code="own-word", why=why)] if len(ends) > 1 else []
        return min(ALONE, max(1, len(early))), reasons
    if early:
        why = f"{names}: no source is given; it may be a finding of its own, or retold"
        return min(FOUND, len(early)), [Reason(code="own-word", why=why)]
    return 0, [
        Reason(code="own-word", why=f"{names}: no source is given, and others had it before")
    ]


def _days(first: str, last: str) -> int:
    from datetime import date

    try:
        return (date.fromisoformat(last) - date.fromisoformat(first)).days
    except ValueError:
        return 0


def _fits(one: End, other: End) -> bool:
    if not one.groups or not other.groups or "hearsay" in one.groups | other.groups:
        return True
    return bool(one.groups & other.groups)


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
