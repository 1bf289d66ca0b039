"""Toponyms in a text: what the model marked, and well-known names that it missed.

The lexical part looks up runs of capitalised words. Countries, states and large cities stand
alone; smaller places need a word that tells ("near", "County", a state after the comma).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from tipsheet.reading.gazetteer import SIZE_STEPS, fold, gazetteer
from tipsheet.reading.layers import Name, Toponym
from tipsheet.reading.places.candidates import HOLDERS, KINDS, Lookup, kind_of_rows
from tipsheet.reading.places.naming import naming_words
from tipsheet.record import Span
from tipsheet.vocabulary.countries import country_of

SURE = 0.5  # of the model's own score
LARGE = round(16.5 * SIZE_STEPS)  # 93,000 people: known without a hint
LONGEST = 4  # words of a name

_WORD = re.compile(r"[A-Z](?:\w|[’'.-](?=\w))*\.?", re.UNICODE)
_JOINT = re.compile(r"[ \t]{1,2}(?:(?:of|and|the|de|del|al|upon|on)[ \t]){0,2}")
_LAST_WORD = re.compile(r"([\w.]+)[ \t]+$")
_POSSESSIVE = re.compile(r"['’]s$")
_LOWER = re.compile(r"\b[a-z]{3,}\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the gazetteer has under a key: whether it stands alone, and whether it may hold."""

    strong: bool
    holder: bool


def find_toponyms(text: str, names: Sequence[Name | Toponym] = ()) -> tuple[Span, ...]:
    """The toponyms of a text, in text order and apart from each other.

    `names` is what the model marked: toponyms and names of places are taken as they are, and
    names of people and organizations are kept free of what the gazetteer would find in them.
    """
    marked = [name for name in names if name.score >= SURE]
    taken = [Span.of(text, m.start, m.end) for m in marked if isinstance(m, Toponym)]
    if not taken:
        taken = [
            Span.of(text, m.start, m.end) for m in marked if isinstance(m, Name) and m.kind == "LOC"
        ]
    closed = [*taken, *(m for m in marked if isinstance(m, Name) and m.kind != "LOC")]
    found = [span for span in lexical_toponyms(text) if not _meets(span, closed)]
    return tuple(sorted(_apart(taken) + found, key=lambda span: span.start))


def lexical_toponyms(text: str) -> list[Span]:
    """The toponyms that the gazetteer finds without a model."""
    runs = [list(run) for run in _runs(text)]
    keys = {key for run in runs for i in range(len(run)) for key, _ in _keys(text, run, i)}
    known = _known(sorted(keys))
    lower = set(_LOWER.findall(text))
    return [span for run in runs for span in _in_run(text, run, known, lower)]


def _runs(text: str) -> Iterator[list[tuple[int, int]]]:
    """Runs of capitalised words, each word with its offsets."""
    run: list[tuple[int, int]] = []
    for match in _WORD.finditer(text):
        if run and not _JOINT.fullmatch(text, run[-1][1], match.start()):
            yield run
            run = []
        run.append(match.span())
    if run:
        yield run


def _keys(text: str, run: list[tuple[int, int]], first: int) -> Iterator[tuple[str, int]]:
    """(key, index past the last word) of the stretches from one word on, longest first."""
    for last in range(min(len(run), first + LONGEST), first, -1):
        yield fold(_trimmed(text, run[first][0], run[last - 1][1])), last


def _trimmed(text: str, start: int, end: int) -> str:
    return _POSSESSIVE.sub("", text[start:end])


def _known(keys: list[str]) -> dict[str, Known]:
    lookup, book, kinds = Lookup(gazetteer(), keys), gazetteer(), kind_of_rows()
    known = {}
    for key in keys:
        main, other = lookup.both(key)
        rows = main + other
        if not rows:
            continue
        named = {KINDS[kinds[row]] for row in main}
        also = {KINDS[kinds[row]] for row in other}
        large = any(book.columns["size"][row] >= LARGE for row in rows)
        strong = bool({"country", "region", "water"} & (named | also)) or "admin1" in named or large
        known[key] = Known(strong=strong, holder=bool(HOLDERS & (named | also)))
    return known


def _in_run(
    text: str, run: list[tuple[int, int]], known: dict[str, Known], lower: set[str]
) -> Iterator[Span]:
    at = 0
    while at < len(run):
        end = next((e for k, e in _keys(text, run, at) if _fits(text, run, at, e, known, lower)), 0)
        if end:
            yield _span(text, run[at][0], run[end - 1][1])
        at = end or at + 1


def _fits(
    text: str,
    run: list[tuple[int, int]],
    at: int,
    end: int,
    known: dict[str, Known],
    lower: set[str],
) -> bool:
    words = _trimmed(text, run[at][0], run[end - 1][1])
    key = fold(words)
    entry = known.get(key)
    if entry is None:
        return False
    if len(key) <= 3 or (words.endswith(".") and end == at + 1):
        return _short(text, run[at][0], words, entry)
    if country_of(words) and end == len(run):
        return True
    held = _held(text, run[end - 1][1], known)
    hinted = held or _hinted(text, run[at][0])
    if end == at + 1 and (key in _words("shunned") or key in lower) and not (hinted and held):
        return False
    if not (_free_before(text, run, at) and (_free_after(text, run, end) or held)):
        return False
    return entry.strong or hinted or key.endswith((" county", " parish"))


def _short(text: str, start: int, words: str, entry: Known) -> bool:
    """Whether an abbreviation is one of a country, or of a state after a comma."""
    if country_of(words):
        return True
    shouted = words.isupper() and len(words) >= 2
    return (
        entry.holder
        and (shouted or words.endswith("."))
        and text[max(0, start - 2) : start] == ", "
    )


def _held(text: str, end: int, known: dict[str, Known]) -> bool:
    """Whether a comma and the name of a state, county or country follow."""
    if text[end : end + 2] != ", ":
        return False
    match = _WORD.match(text, end + 2)
    if match is None:
        return False
    entry = known.get(fold(_trimmed(text, match.start(), match.end())))
    return entry is not None and entry.holder


def _hinted(text: str, start: int) -> bool:
    before = _LAST_WORD.search(text, max(0, start - 24), start)
    return before is not None and before.group(1).lower() in _words("prepositions")


def _free_before(text: str, run: list[tuple[int, int]], at: int) -> bool:
    """Whether the word before is no part of a longer name."""
    if at == 0:
        return True
    before = text[slice(*run[at - 1])].lower()
    return before in _words("openers") or before.endswith(("'s", "’s"))


def _free_after(text: str, run: list[tuple[int, int]], end: int) -> bool:
    if end == len(run) or text[: run[end - 1][1]].endswith(("'s", "’s")):
        return True
    return text[slice(*run[end])].lower() in _words("titles")


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(naming_words()["finding"][name])


def _span(text: str, start: int, end: int) -> Span:
    return Span.of(text, start, start + len(_trimmed(text, start, end)))


def _meets(span: Span, others: Sequence[Span]) -> bool:
    return any(span.overlaps(other) for other in others)


def _apart(spans: Sequence[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if not kept or kept[-1].end <= span.start:
            kept.append(span)
    return kept
