"""Toponyms in a text: what the model marked, and well-known names that it missed.

The lexical part looks up runs of capitalised words. Countries, states and large cities stand
alone; smaller places need a word that tells ("near", a state after the comma), or another
mention that has one.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from typing import NamedTuple

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
_JOINT = re.compile(
    r"[ \t]{1,2}(?:(?:of|and|the|de|del|la|las|los|da|dos|das|du|al|upon|on)[ \t]){0,2}"
    r"(?:(?:d|l)['’]|(?:el|al|ash|as|es)-)?"
)
_LAST_WORD = re.compile(r"([\w.]+)[ \t]+$")
_NEXT_WORD = re.compile(r"[,”\"]{0,2}\s(\w+)")
_NAME_BEHIND = re.compile(r" [A-Z][\w-]+")
_POSSESSIVE = re.compile(r"['’]s$")
_LOWER = re.compile(r"\b[a-z]{3,}\b")


class Word(NamedTuple):
    """A capitalised word of a run.

    `stop` is where a name ends that ends with it: before a possessive or a sentence's full stop.
    `joint` is what leads to it from the word before, folded; `inner` and `last` are the word,
    folded, within a name and at its end.
    """

    start: int
    end: int
    stop: int
    joint: str
    inner: str
    last: str


Run = list[Word]


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
    meets = _Meeting(closed)
    found = [span for span in lexical_toponyms(text) if not meets(span)]
    plain = [Span.of(text, mark.start, mark.end) for mark in taken]
    people = [m for m in marked if isinstance(m, Name) and m.kind == "PER"]
    kept = _apart([whole_name(text, span) for span in plain if not _is_no_name(text, span, people)])
    return tuple(sorted(kept + found, key=lambda span: span.start))


def _is_no_name(text: str, span: Span, people: Sequence[Name]) -> bool:
    """Whether what the model marked is a plain word, or a word of somebody's name."""
    if span.text.islower():
        return not text.islower()
    if " " in span.text or country_of(span.text):
        return False
    longer = len(span.text)
    if any(name.holds(span) and name.end - name.start > longer for name in people):
        return True
    return span.text.lower() in _words("plain") and _opens(text, span.start)


def _opens(text: str, start: int) -> bool:
    """Whether a sentence opens at `start`, behind brackets and quotation marks."""
    while start and text[start - 1] in " \t\"“‘'(":
        start -= 1
    return not start or text[start - 1] in ".!?\n:"


def whole_name(text: str, span: Span) -> Span:
    """A toponym that is a mere opening of a name ("Port", "Santa") with the word behind it."""
    if span.text.casefold() not in _words("openings"):
        return span
    rest = _NAME_BEHIND.match(text, span.end, span.end + LOOK)
    return Span.of(text, span.start, rest.end()) if rest else span


def lexical_toponyms(text: str) -> list[Span]:
    """The toponyms that the gazetteer finds without a model."""
    runs = [(run, _keys(run)) for run in _runs(text)]
    known = _known(list({key for _, keys in runs for ends in keys for _, key in ends}))
    matches = [match for run, keys in runs for match in _matches(text, run, keys, known)]
    surnames = {match.key for match in matches if match.single and match.joined_before}
    unfit = surnames | set(_LOWER.findall(text)) | _words("shunned")
    proven = {match.key for match in matches if _proven(match)}
    return [match.span for match in matches if _accepted(match, unfit, proven)]


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


def _matches(
    text: str, run: Run, keys: list[list[tuple[int, str]]], known: dict[str, Known]
) -> Iterator[Match]:
    """The longest known stretches of a run, left to right."""
    at = 0
    while at < len(run):
        for end, key in keys[at]:
            entry = known.get(key)
            match = _match(text, run, (at, end), key, entry, known) if entry else None
            if match:
                yield match
                at = end - 1
                break
        at += 1


def _match(
    text: str,
    run: Run,
    words: tuple[int, int],
    key: str,
    entry: Known,
    known: dict[str, Known],
) -> Match | None:
    at, end = words
    span = Span.of(text, run[at].start, run[end - 1].stop)
    if is_demonym(span.text):
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
        facility=end < len(run) and _is_facility(_written(text, run[end])),
        speaks=follows is not None and follows.group(1) in _words("speaking"),
    )


def _runs(text: str) -> Iterator[Run]:
    """Runs of capitalised words, each word with its offsets; a sentence's end ends a run."""
    run: Run = []
    for match in _WORD.finditer(text):
        joint = _joint(text, run[-1], match.start()) if run else None
        if run and joint is None:
            yield run
            run = []
        run.append(_word(match, joint or ""))
    if run:
        yield run


def _joint(text: str, before: Word, start: int) -> str | None:
    """What joins a word to the one before, folded; None where a run ends between them."""
    if start == before.end + 1 and text[before.end] == " ":
        joint = " "
    elif _JOINT.fullmatch(text, before.end, start):
        between = text[before.end : start]
        joint = f" {fold(between)}" + ("" if between.endswith(("'", "’")) else " ")
    else:
        return None
    if text[before.end - 1] != ".":
        return joint
    word = _written(text, before)
    return joint if _is_short(word) or len(word) <= 4 else None


def _word(match: re.Match[str], joint: str) -> Word:
    word, start = match.group(), match.start()
    inner = fold(word)
    if word.isalpha():
        return Word(start, match.end(), match.end(), joint, inner, inner)
    bare = word[:-2] if word.endswith(("'s", "’s")) else word
    stop = start + len(bare) - (bare.endswith(".") and not _is_short(bare))
    last = inner if bare is word else fold(bare)
    return Word(start, match.end(), stop, joint, inner, last)


def _written(text: str, word: Word) -> str:
    return text[word.start : word.end]


def _keys(run: Run) -> list[list[tuple[int, str]]]:
    """For each word of a run (index past the last word, key) of the names from it on.

    The longest come first.
    """
    return [_keys_from(run, first) for first in range(len(run))]


def _keys_from(run: Run, first: int) -> list[tuple[int, str]]:
    keys: list[tuple[int, str]] = []
    lead = ""
    for at, word in enumerate(run[first : first + LONGEST], first):
        lead += word.joint if at > first else ""
        keys.append((at + 1, lead + word.last))
        lead += word.inner
    keys.reverse()
    return keys


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


def _apart_before(text: str, word: Word, span: Span) -> bool:
    """Whether the capitalised word before a name is no part of it."""
    before = _written(text, word)
    joint = text[word.end : span.start].split()
    if joint == ["of"] and before.lower() in _words("heads"):
        return True
    if joint in (["and"], ["and", "the"]) or before.endswith(("'s", "’s")):
        return True
    return before.lower() in _words("openers")


def _apart_after(text: str, span: Span, word: Word) -> bool:
    """Whether the capitalised word after a name is no part of it."""
    between = text[span.end : word.start]
    return bool(between.strip()) or _written(text, word).lower() in _words("titles")


def _is_facility(word: str) -> bool:
    bare = word.lower().rstrip(".")
    return bare in naming_words()["words"]["facility"] or bare in _words("waters")


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(naming_words()["finding"][name])


class _Meeting:
    """Tells whether a span overlaps one of many others."""

    def __init__(self, spans: Sequence[Span]) -> None:
        ordered = sorted((span.start, span.end) for span in spans)
        self._starts = [start for start, _ in ordered]
        self._reach = list(accumulate((end for _, end in ordered), max))

    def __call__(self, span: Span) -> bool:
        before = bisect_left(self._starts, span.end)
        return before > 0 and span.start < self._reach[before - 1]


def _apart(spans: Sequence[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if not kept or kept[-1].end <= span.start:
            kept.append(span)
    return kept
