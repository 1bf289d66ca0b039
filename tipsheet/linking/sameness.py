"""Whether two claims are about one event: a score, and what speaks for and against it.

Each sign that the two can be compared by falls into a bin, and each bin has a weight, apart for
claims whose triggers are the same word, one root, related or different. The weights add up to a
log-odds; the score is its logistic. They were fitted on the training part of ECB+ by
`training/sameness.py` and are data: `sameness.toml`. A sign that one side does not show has no
weight.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from math import exp

from tipsheet.linking.profile import Profile, closeness, likeness, rarity
from tipsheet.linking.stems import stem
from tipsheet.record import Reason
from tipsheet.vocabulary.loading import read_table

STEPS = (0.02, 0.06, 0.12, 0.2, 0.3, 0.45, 0.65)
"""Where the bins of a likeness begin, after the first."""

COSINES = (0.1, 0.2, 0.3, 0.4, 0.5, 0.65, 0.8)
"""Where the bins of a cosine of two sentence vectors begin, after the first."""

LEAD = 400
"""Characters at the head of a report, where it tells what it is about."""

LEADS = ("none", "one", "both")
"""How many of two claims stand there."""

RECORD = frozenset({"meaning", "type", "status", "who", "place", "date"})
"""The signs that are not of the words alone."""

Sign = tuple[str, str]
"""A sign and the bin that it falls into, such as ("sentence", "3")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """How far two claims look like one event: `score` in 0..1, `odds` its log-odds, and why."""

    first: str
    second: str
    score: float
    odds: float
    reasons: tuple[Reason, ...]


def compare(one: Profile, other: Profile) -> Comparison:
    """The comparison of two claims, the same in either order, with a reason for every sign."""
    if other.claim.id < one.claim.id:
        one, other = other, one
    match, signs = trigger_match(one, other), list(signs_of(one, other))
    weights = _weights()
    told = [("trigger", match, weights.get(f"{match}.bias", 0.0))]
    told += [(name, bin, weights.get(f"{match}.{name}.{bin}", 0.0)) for name, bin in signs]
    odds = sum(weight for _, _, weight in told)
    reasons = sorted(
        (_reason(name, bin, weight, one, other) for name, bin, weight in told if weight),
        key=lambda reason: (-abs(reason.weight), reason.code),
    )
    return Comparison(
        first=one.claim.id,
        second=other.claim.id,
        score=logistic(odds),
        odds=odds,
        reasons=tuple(reasons),
    )


def odds_of(one: Profile, other: Profile) -> float:
    """The log-odds that two claims are one event, without the reasons."""
    weights, match = _weights(), trigger_match(one, other)
    odds = weights.get(f"{match}.bias", 0.0)
    for name, bin in signs_of(one, other):
        odds += weights.get(f"{match}.{name}.{bin}", 0.0)
    return odds


def trigger_match(one: Profile, other: Profile) -> str:
    """How two triggers match: same, root, part, related or other."""
    if one.lemmas == other.lemmas:
        return "same"
    if one.trigger == other.trigger:
        return "root"
    if set(one.trigger) & set(other.trigger):
        return "part"
    if set(groups_of(one.trigger)) & set(groups_of(other.trigger)):
        return "related"
    return "other"


def signs_of(one: Profile, other: Profile) -> Iterator[Sign]:
    """The signs by which two claims are compared, each with its bin, where both sides show it."""
    yield "sentence", binned(likeness(one.words, other.words))
    yield "near", binned(likeness(one.near, other.near))
    yield "before", binned(likeness(one.before, other.before))
    yield "after", binned(likeness(one.after, other.after))
    if one.names and other.names:
        yield "names", binned(likeness(one.names, other.names))
    if one.numbers and other.numbers:
        yield "numbers", "shared" if one.numbers & other.numbers else "apart"
    near = closeness(one.context, other.context)
    same = one.claim.report == other.claim.report
    if same:
        yield "report", "sentence" if one.claim.sentence == other.claim.sentence else "same"
    elif near is not None:
        yield "report", binned(near)
        if one.story and other.story:
            yield "story", "same" if one.story == other.story else "apart"
    if one.vector is not None and other.vector is not None:
        yield "meaning", binned(float(one.vector @ other.vector), COSINES)
    yield "lead", LEADS[_leads(one) + _leads(other)]
    yield "rarity", binned(max(map(rarity, one.trigger), default=0.0) / 5)
    yield from _record_signs(one, other)


def _record_signs(one: Profile, other: Profile) -> Iterator[Sign]:
    """The signs that the record gives: type, status, parties, place and date."""
    first, second = one.claim, other.claim
    if first.type and second.type:
        yield "type", "same" if first.type == second.type else "apart"
    if first.status and second.status:
        yield "status", "same" if first.status == second.status else "apart"
    if one.who and other.who:
        yield "who", "shared" if one.who & other.who else "apart"
    if first.place and second.place:
        yield "place", place_match(one, other)
    if first.date and second.date:
        match = date_match(one, other)
        if match:
            yield "date", match


def _leads(profile: Profile) -> bool:
    return profile.claim.sentence.start < LEAD


def place_match(one: Profile, other: Profile) -> str:
    """How the places of two claims match: same, country or apart."""
    first, second = one.claim.place, other.claim.place
    if first is None or second is None:
        return "apart"
    if first.name == second.name or (first.geonames_id and first.geonames_id == second.geonames_id):
        return "same"
    return "country" if first.country and first.country == second.country else "apart"


def date_match(one: Profile, other: Profile) -> str | None:
    """How the days of two claims match: same, within, apart; None where one is not known."""
    first, second = one.claim.date, other.claim.date
    if not first or not second or not first.earliest or not second.earliest:
        return None
    ends = first.latest or first.earliest, second.latest or second.earliest
    if first.earliest == second.earliest and ends[0] == ends[1]:
        return "same"
    overlap = first.earliest <= ends[1] and second.earliest <= ends[0]
    return "within" if overlap else "apart"


def binned(value: float, steps: tuple[float, ...] = STEPS) -> str:
    """The bin of a likeness: how many of the steps it has reached."""
    return str(bisect_right(steps, value))


def logistic(odds: float) -> float:
    """The chance that log-odds stand for."""
    return 1 / (1 + exp(-max(-50.0, min(50.0, odds))))


def weights_from(table: Mapping[str, object]) -> Mapping[str, float]:
    """Weights by `match.sign.bin` from the tables of the file."""
    return dict(_flat("", table))


def _flat(prefix: str, table: Mapping[str, object]) -> Iterable[tuple[str, float]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(f"{prefix}{key}.", value)
        elif isinstance(value, int | float):
            yield f"{prefix}{key}", float(value)


@cache
def threshold() -> float:
    """The mean log-odds from which claims are one event."""
    return _weights()["threshold"]


@cache
def _weights() -> Mapping[str, float]:
    return weights_from(read_table("sameness.toml", "tipsheet.linking"))


def groups_of(stems: Iterable[str]) -> list[str]:
    """The groups of related words that some stems belong to, each by its first word."""
    return list(dict.fromkeys(group for base in stems for group in _groups().get(base, ())))


@cache
def _groups() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for row in read_table("related.toml", "tipsheet.linking")["groups"]:
        for word in row:
            found.setdefault(stem(word), []).append(f"like {row[0]}")
    return {base: tuple(dict.fromkeys(groups)) for base, groups in found.items()}


def _reason(name: str, bin: str, weight: float, one: Profile, other: Profile) -> Reason:
    span_pair = name in ("trigger", "type")
    first, second = one.claim, other.claim
    return Reason(
        code=f"{name}-{bin}",
        why=_why(name, bin, one, other),
        weight=round(weight, 3),
        first=(first.trigger if span_pair else first.sentence,),
        second=(second.trigger if span_pair else second.sentence,),
    )


def _why(name: str, bin: str, one: Profile, other: Profile) -> str:
    first, second = one.claim, other.claim
    if name == "trigger":
        words = f"“{first.trigger.text}” and “{second.trigger.text}”"
        return f"{words}: {_MATCHES[bin]}"
    if name in ("sentence", "near", "before", "after", "names"):
        shared = getattr(one, "words" if name == "sentence" else name)
        others = getattr(other, "words" if name == "sentence" else name)
        both = sorted(set(shared) & set(others), key=lambda base: (-rarity(base), base))[:6]
        return f"{_SIGNS[name]}: {', '.join(both)}" if both else f"{_SIGNS[name]}: nothing"
    return f"{_SIGNS[name]}: {_BINS.get(bin, bin)}"


_MATCHES = {
    "same": "the same word",
    "root": "of one root",
    "part": "share a word",
    "related": "of related meaning",
    "other": "different words",
}
_SIGNS = {
    "sentence": "shared in the sentences",
    "near": "shared around the triggers",
    "before": "shared just before the triggers",
    "after": "shared just after the triggers",
    "names": "shared names",
    "numbers": "numbers",
    "report": "the two reports",
    "meaning": "likeness of the sentences in meaning, in eighths",
    "story": "the story, as far as the reports tell it",
    "lead": "how many of the two stand at the head of their reports",
    "rarity": "how rare the trigger is, in eighths",
    "type": "types",
    "status": "statuses",
    "who": "parties",
    "place": "places",
    "date": "dates",
}
_BINS = {"same": "the same", "apart": "not the same", "within": "within each other"}
