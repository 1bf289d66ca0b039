"""Toponyms in a text: what the model marked, and well-known names that it missed.

The lexical part looks up runs of capitalised words. Countries, states and large cities stand
alone; smaller places need a word that tells ("near", a state after the comma), or another
mention that has one.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from tipsheet.reading.gazetteer import SIZE_STEPS, fold, gazetteer
from tipsheet.reading.layers import Name, Toponym
from tipsheet.reading.places.candidates import HOLDERS, KINDS, Lookup, kind_of_rows
from tipsheet.reading.places.naming import is_demonym, naming_words
from tipsheet.record import Span
from tipsheet.vocabulary.countries import country_of

SURE = 0.5  # of the model's own score
LARGE = round(16.5 * SIZE_STEPS)  # 93,000 people: a city known without a hint
LONGEST = 4  # words of a name
LOOK = 24  # characters looked at on either side

_WORD = re.compile(r"[A-Z](?:\w|[’'.-](?=\w))*\.?")
_JOINT = re.compile(r"[ \t]{1,2}(?:(?:of|and|the|de|del|al|upon|on)[ \t]){0,2}")
_LAST_WORD = re.compile(r"([\w.]+)[ \t]+$")
_NEXT_WORD = re.compile(r"[,”\"]{0,2}\s(\w+)")
_POSSESSIVE = re.compile(r"['’]s$")
_LOWER = re.compile(r"\b[a-z]{3,}\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the gazetteer has under a key.

    `area`: a country, region, water or state; `large`: a large city; `holder`: what may stand
    after a comma; `county`: a county by its full name.
    """

    area: bool
    large: bool
    holder: bool
    county: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A stretch that the gazetteer knows: its words, what is known, and what its place tells."""

    span: Span
    key: str
    known: Known
    single: bool
    abbreviation: bool
    hinted: bool
    held: bool
    joined_before: bool
    joined_after: bool
    facility: bool
    speaks: bool


def find_toponyms(text: str, names: Sequence[Name | Toponym] = ()) -> tuple[Span, ...]:
    """The toponyms of a text, in text order and apart from each other.

    `names` is what the model marked: toponyms (or, where there are none, names of places) are
    taken as they are, and nothing is found within or across its other names.
    """
    marked = [name for name in names if name.score >= SURE]
    taken = [m for m in marked if isinstance(m, Toponym)]
    if not taken:
        taken = [m for m in marked if isinstance(m, Name) and m.kind == "LOC"]  # type: ignore[misc]
    closed = [*taken, *(m for m in marked if isinstance(m, Name) and m.kind != "LOC")]
    found = [span for span in lexical_toponyms(text) if not _meets(span, closed)]
    plain = [Span.of(text, mark.start, mark.end) for mark in taken]
    return tuple(sorted(_apart(plain) + found, key=lambda span: span.start))


def lexical_toponyms(text: str) -> list[Span]:
    """The toponyms that the gazetteer finds without a model."""
    runs = list(_runs(text))
    keys = {
        key for run in runs for at in range(len(run)) for _, _, key in _stretches(text, run, at)
    }
    known = _known(sorted(keys))
    matches = [match for run in runs for match in _matches(text, run, known)]
    surnames = {match.key for match in matches if match.single and match.joined_before}
    unfit = surnames | set(_LOWER.findall(text)) | _words("shunned")
    proven = {match.key for match in matches if _proven(match)}
    return [match.span for match in matches if _accepted(match, unfit, proven)]


def _keys(text: str, runs: Sequence[list[tuple[int, int]]]) -> Iterator[str]:
    for run in runs:
        for at in range(len(run)):
            yield from (key for _, _, key in _stretches(text, run, at))


def _proven(match: Match) -> bool:
    """Whether the words around leave no doubt that a place is meant."""
    apart = not (match.joined_before or match.joined_after)
    return match.held or (match.hinted and apart and not match.speaks)


def _accepted(match: Match, unfit: set[str], proven: set[str]) -> bool:
    known = match.known
    if match.facility and match.joined_after:
        return False
    if match.abbreviation or known.county:
        return True
    if match.joined_before:
        return False
    if match.single and match.key in unfit:
        return match.held or (match.key in proven and known.area and not match.joined_after)
    if known.area:
        return True
    if match.joined_after and not match.held:
        return False
    return not match.speaks and (known.large or match.key in proven)


def _matches(text: str, run: list[tuple[int, int]], known: dict[str, Known]) -> Iterator[Match]:
    """The longest known stretches of a run, left to right."""
    at = 0
    while at < len(run):
        for end, span, key in _stretches(text, run, at):
            match = _match(text, run, (at, end), span, key, known)
            if match:
                yield match
                at = end - 1
                break
        at += 1


def _match(
    text: str,
    run: list[tuple[int, int]],
    words: tuple[int, int],
    span: Span,
    key: str,
    known: dict[str, Known],
) -> Match | None:
    entry, (at, end) = known.get(key), words
    if entry is None or is_demonym(span.text):
        return None
    short = len(key) <= 3 or span.text.endswith(".")
    if short and not _abbreviates(text, span, entry):
        return None
    follows = _NEXT_WORD.match(text, span.end, span.end + LOOK)
    return Match(
        span=span,
        key=key,
        known=entry,
        single=end == at + 1,
        abbreviation=short,
        hinted=_hinted(text, span.start),
        held=_held(text, span.end, known),
        joined_before=at > 0 and not _apart_before(text, run[at - 1], span),
        joined_after=end < len(run) and not _apart_after(text, span, run[end]),
        facility=end < len(run) and _is_facility(text[slice(*run[end])]),
        speaks=follows is not None and follows.group(1) in _words("speaking"),
    )


def _runs(text: str) -> Iterator[list[tuple[int, int]]]:
    """Runs of capitalised words, each word with its offsets; a sentence's end ends a run."""
    run: list[tuple[int, int]] = []
    for match in _WORD.finditer(text):
        if run and not _continues(text, run[-1], match.start()):
            yield run
            run = []
        run.append(match.span())
    if run:
        yield run


def _continues(text: str, before: tuple[int, int], start: int) -> bool:
    if not _JOINT.fullmatch(text, before[1], start):
        return False
    word = text[slice(*before)]
    return not word.endswith(".") or _is_short(word) or len(word) <= 4


def _stretches(
    text: str, run: list[tuple[int, int]], first: int
) -> Iterator[tuple[int, Span, str]]:
    """(index past the last word, span, key) of the stretches from a word on, longest first."""
    for last in range(min(len(run), first + LONGEST), first, -1):
        start, end = run[first][0], run[last - 1][1]
        words = _POSSESSIVE.sub("", text[start:end])
        if words.endswith(".") and not _is_short(words.rpartition(" ")[2]):
            words = words[:-1]
        yield last, Span.of(text, start, start + len(words)), fold(words)


def _is_short(word: str) -> bool:
    """Whether a word with a full stop is an abbreviation of a place ("U.S.", "Ill.")."""
    return "." in word[:-1] or word in _short_forms()


@cache
def _short_forms() -> frozenset[str]:
    return frozenset(naming_words()["finding"]["short"])


def _known(keys: list[str]) -> dict[str, Known]:
    lookup = Lookup(gazetteer(), keys)
    return {key: known for key in keys if (known := _known_of(key, lookup))}


def _known_of(key: str, lookup: Lookup) -> Known | None:
    main, other = lookup.both(key)
    if not (main or other):
        return None
    kinds, size = kind_of_rows(), gazetteer().columns["size"]
    named = {KINDS[kinds[row]] for row in main}
    also = named | {KINDS[kinds[row]] for row in other}
    return Known(
        area=bool({"country", "region", "water"} & also) or "admin1" in named,
        large=any(size[row] >= LARGE for row in (*main, *other)),
        holder=bool(HOLDERS & also),
        county="admin2" in named and key.endswith((" county", " parish")),
    )


def _abbreviates(text: str, span: Span, known: Known) -> bool:
    """Whether short words stand for a country, or for a state after a comma."""
    if country_of(span.text):
        return True
    stated = known.holder and (span.text.isupper() or span.text.endswith("."))
    return stated and ("." in span.text[:-1] or text[max(0, span.start - 2) : span.start] == ", ")


def _held(text: str, end: int, known: dict[str, Known]) -> bool:
    """Whether a comma and the name of a state, county or country follow."""
    match = _WORD.match(text, end + 2) if text[end : end + 2] == ", " else None
    if match is None:
        return False
    words = _POSSESSIVE.sub("", match.group())
    two = _WORD.match(text, match.end() + 1)
    pair = fold(f"{words} {two.group()}") if two else ""
    return any(entry.holder for key in (fold(words), pair) if (entry := known.get(key)))


def _hinted(text: str, start: int) -> bool:
    before = _LAST_WORD.search(text[max(0, start - LOOK) : start])
    return before is not None and before.group(1).lower() in _words("prepositions")


def _apart_before(text: str, word: tuple[int, int], span: Span) -> bool:
    """Whether the capitalised word before a name is no part of it."""
    before = text[slice(*word)]
    joint = text[word[1] : span.start].split()
    return before.lower() in _words("openers") or before.endswith(("'s", "’s")) or joint == ["and"]


def _apart_after(text: str, span: Span, word: tuple[int, int]) -> bool:
    """Whether the capitalised word after a name is no part of it."""
    between = text[span.end : word[0]]
    return bool(between.strip()) or text[slice(*word)].lower() in _words("titles")


def _is_facility(word: str) -> bool:
    return word.lower().rstrip(".") in naming_words()["words"]["facility"]


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(naming_words()["finding"][name])


def _meets(span: Span, others: Sequence[Span]) -> bool:
    return any(span.overlaps(other) for other in others)


def _apart(spans: Sequence[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if not kept or kept[-1].end <= span.start:
            kept.append(span)
    return kept
