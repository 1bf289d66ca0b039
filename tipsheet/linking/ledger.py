"""The figure ledger: every toll or amount of an event by source and day, and what to make of it.

Nothing is chosen silently: entries stay as they were read, and each summary says which entries it
rests on. `low`, `best` and `high` follow the manner of UCDP's codebook: the lowest and the highest
figure that sources stand by, and between them the one with the most independent sources.
`conservative` follows ACLED's: the lowest figure, vague words at their least.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from tipsheet.linking.stems import plain_words, stem
from tipsheet.linking.unnamed import step_words
from tipsheet.record import Claim, Figure, Reason, Span
from tipsheet.vocabulary.loading import read_table

Sources = Mapping[str, str]
"""The key of the origin of each claim, by the claim's id; claims with one key are one source."""

_BREAK = re.compile(r"[.;:,!?]\s")
LAST = "9999-12-31"
NEAR = 40  # characters on either side of a figure in which words say what it counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What a figure counts: a measure (killed, detained, an amount), of whom, in which unit.

    `scope` is empty for everybody; "3 police officers killed" has the scope "police officer".
    """

    name: str
    scope: str
    unit: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One source's figure on one day; `low` and `high` are the values that its words allow.

    Either is None where the words leave it open ("at least 12"). `least` is the most cautious
    reading. `claims` are all claims that give it, copies included; `words` are in the first.
    """

    source: str
    name: str
    day: str | None
    value: float
    low: float | None
    high: float | None
    least: float
    vague: bool
    words: Span
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """The entries for one measure, in order of day and source, and the readings of them."""

    measure: Measure
    entries: tuple[Entry, ...]
    low: float
    best: float
    high: float
    conservative: float
    reasons: tuple[Reason, ...]


def ledgers_of(claims: Iterable[Claim], sources: Sources | None = None) -> tuple[Ledger, ...]:
    """The ledgers of the claims of one event, most entries first."""
    rows: dict[Measure, list[Entry]] = defaultdict(list)
    for claim in sorted(claims, key=lambda claim: (claim.published or LAST, claim.id)):
        if claim.status in ("denied", "possible", "requested"):
            continue
        for figure in claim.figures:
            if is_part(claim, figure):
                continue
            measure = measure_of(claim, figure)
            rows[measure].append(entry_of(claim, figure, sources or {}))
    found = [ledger_of(measure, entries) for measure, entries in rows.items()]
    return tuple(sorted(found, key=lambda ledger: (-len(ledger.entries), _order(ledger.measure))))


def ledger_of(measure: Measure, entries: Iterable[Entry]) -> Ledger:
    """The ledger of entries for one measure; a source's newer figure stands in for its older."""
    kept = _joined(entries)
    standing = standing_entries(kept)
    low = min(standing, key=lambda entry: (_low(entry), entry.source))
    high = max(standing, key=lambda entry: (_high(entry), entry.source))
    best = _best(standing)
    cautious = min(standing, key=lambda entry: (entry.least, entry.source))
    return Ledger(
        measure=measure,
        entries=tuple(kept),
        low=_low(low),
        best=best.value,
        high=_high(high),
        conservative=cautious.least,
        reasons=(
            _reason("low", low, "the lowest that a source stands by"),
            _reason("best", best, _why_best(best, standing)),
            _reason("high", high, _why_high(high)),
            _reason("conservative", cautious, "the lowest, vague words at their least"),
        ),
    )


def measure_of(claim: Claim, figure: Figure) -> Measure:
    """What a figure counts, by the words counted and by the event that it hangs on."""
    if figure.unit:
        return Measure(name="amount", scope=_scope(figure), unit=figure.unit)
    stems = [stem(word) for word in plain_words(figure.of or "")]
    name = next((_nouns()[s] for s in reversed(stems) if s in _nouns()), None)
    trigger = [stem(word) for word in plain_words(claim.trigger.text)]
    name = name or _beside(claim, figure)
    name = name or next((_events()[s] for s in trigger if s in _events()), None)
    if name is None:
        return Measure(name="count", scope=_scope(figure), unit=None)
    return Measure(name=name, scope=_scope(figure), unit=None)


def is_part(claim: Claim, figure: Figure) -> bool:
    """Whether a figure is of a part, or of more than was told, and so is no total.

    "61 hurt, of whom 17 are in hospital"; "three more have died".
    """
    before, after = _around(claim, figure)
    led = " ".join(before[-3:])
    parts = read_table("counted.toml", "tipsheet.linking")["parts"]
    ends = (led.endswith(f" {words}") or led == words for words in parts["before"])
    return any(ends) or bool({*after[:1]} & {*parts["after"]})


def name_of(claim: Claim) -> str:
    """What the one who makes a claim is called: the source, or the publisher for a bare pronoun."""
    name = step_words(claim.chain[0]) if claim.chain else ""
    if not name or " ".join(plain_words(name)) in _pronouns():
        return claim.publisher or claim.report
    return name


def entry_of(claim: Claim, figure: Figure, sources: Sources) -> Entry:
    """One figure as its source gave it."""
    low, high, least, vague = bounds(figure)
    name = name_of(claim)
    return Entry(
        source=sources.get(claim.id) or " ".join(plain_words(name)),
        name=name,
        day=claim.day,
        value=figure.value,
        low=low,
        high=high,
        least=least,
        vague=vague,
        words=Span(start=figure.start, end=figure.end, text=figure.text),
        claims=(claim.id,),
    )


def bounds(figure: Figure) -> tuple[float | None, float | None, float, bool]:
    """(low, high, least, vague): the values that a figure's words allow, and how it was told."""
    vague = _vague(figure)
    if vague:
        return vague["low"], vague["high"], vague["least"], True
    value, upper = figure.value, figure.upper
    if figure.modifier == "range" and upper is not None:
        return value, upper, value, False
    if figure.modifier in ("at_least", "more_than"):
        return value, None, value, False
    if figure.modifier in ("at_most", "less_than"):
        return None, value, value, False
    return value, value, value, False


def disjoint(one: Entry, other: Entry) -> bool:
    """Whether two entries cannot both be true."""
    below = one.high is not None and other.low is not None and one.high < other.low
    above = other.high is not None and one.low is not None and other.high < one.low
    return below or above


def _joined(entries: Iterable[Entry]) -> list[Entry]:
    """Entries of one source, day and value as one, in order of day."""
    same: dict[tuple[object, ...], list[Entry]] = defaultdict(list)
    for entry in entries:
        key = (entry.day or LAST, entry.source, entry.low, entry.high, entry.value)
        same[key].append(entry)
    rows = [_one(group) for group in same.values()]
    return sorted(rows, key=lambda e: (e.day or LAST, e.source, e.value, e.high or 0, e.claims))


def _one(group: Sequence[Entry]) -> Entry:
    from dataclasses import replace

    claims = tuple(dict.fromkeys(id for entry in group for id in entry.claims))
    return replace(group[0], claims=claims)


def standing_entries(entries: Iterable[Entry]) -> list[Entry]:
    """The last entries of each source; those of one day all stand."""
    days: dict[str, str] = {}
    rows = list(entries)
    for entry in rows:
        if entry.day is not None:
            days[entry.source] = max(days.get(entry.source, ""), entry.day)
    return [entry for entry in rows if entry.day is None or entry.day == days[entry.source]]


def _best(standing: Sequence[Entry]) -> Entry:
    """The figure with the most sources; of those the latest, the least vague, the lowest."""
    backing: dict[float, set[str]] = defaultdict(set)
    for entry in standing:
        backing[entry.value].add(entry.source)
    late = max((entry.day or "" for entry in standing), default="")
    return min(
        standing,
        key=lambda e: (
            e.vague, -len(backing[e.value]), (e.day or "") != late, e.value, e.source
        ),
    )  # fmt: skip


def _why_best(best: Entry, standing: Sequence[Entry]) -> str:
    number = len({entry.source for entry in standing if entry.value == best.value})
    if number > 1:
        return f"the figure that {number} sources give"
    return "no two sources agree: counted before vague, late before early, low before high"


def _why_high(high: Entry) -> str:
    if high.high is None:
        return "the highest that a source names; its words leave more open"
    return "the highest that a source stands by"


def _reason(code: str, entry: Entry, why: str) -> Reason:
    day = entry.day or "no date"
    return Reason(code=code, why=f"{why}: {entry.name}, {day}", first=(entry.words,))


def _low(entry: Entry) -> float:
    return entry.least if entry.low is None else entry.low


def _high(entry: Entry) -> float:
    return entry.value if entry.high is None else entry.high


def _around(claim: Claim, figure: Figure) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words of a claim's sentence before and after a figure, none where it is elsewhere."""
    at = figure.start - claim.sentence.start
    text = claim.sentence.text
    if not 0 <= at < len(text) or not text[at:].startswith(figure.text):
        return (), ()
    before, after = text[max(0, at - NEAR) : at], text[at + len(figure.text) :][:NEAR]
    return plain_words(_BREAK.split(before)[-1]), plain_words(_BREAK.split(after)[0])


def _beside(claim: Claim, figure: Figure) -> str | None:
    """The measure of the word nearest to a figure that has one: "killed 15 people"."""
    before, after = _around(claim, figure)
    near = [(2 * place, word) for place, word in enumerate(reversed(before[-3:]))]
    near += [(2 * place + 1, word) for place, word in enumerate(after[:4])]
    for _, word in sorted(near):
        base = stem(word)
        if (name := _events().get(base) or _nouns().get(base)) is not None:
            return name
    return None


@cache
def _pronouns() -> frozenset[str]:
    return frozenset(read_table("counted.toml", "tipsheet.linking")["pronouns"]["words"])


def _scope(figure: Figure) -> str:
    """Of whom a figure is, in stems; empty where it is of everybody."""
    words = [word for word in plain_words(figure.of or "") if not word.isdigit()]
    left = [s for s in map(stem, words) if s not in _everybody() and s not in _nouns()]
    return " ".join(left[-2:])


def _vague(figure: Figure) -> Mapping[str, float] | None:
    """The range of a vague word, unless a number stands before it ("two dozen", "3,000")."""
    words = plain_words(figure.text)
    if any(word[0].isdigit() for word in words):
        return None
    found = [read for word in words if (read := _vague_words().get(word))]
    return found[-1] if found else None


@cache
def _nouns() -> Mapping[str, str]:
    return _by_stem("of")


@cache
def _events() -> Mapping[str, str]:
    return _by_stem("events")


def _by_stem(key: str) -> Mapping[str, str]:
    measures = read_table("counted.toml", "tipsheet.linking")["measures"]
    return {stem(word): name for name, row in measures.items() for word in row[key]}


@cache
def _everybody() -> frozenset[str]:
    words = read_table("counted.toml", "tipsheet.linking")["everybody"]["words"]
    return frozenset(stem(word) for word in words)


@cache
def _vague_words() -> Mapping[str, Mapping[str, float]]:
    table: Mapping[str, Mapping[str, float]] = read_table("counted.toml", "tipsheet.linking")[
        "vague"
    ]
    return table


def _order(measure: Measure) -> tuple[str, str, str]:
    return measure.name, measure.scope, measure.unit or ""
