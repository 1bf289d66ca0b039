"""Words as a store compares them: folded and stemmed, the same way for every kind of store.

The stemmer is Snowball's for English. Databases are given stems, not texts, so that a search
finds the same reports whichever database does the looking.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from tipsheet.errors import InstallationBroken
from tipsheet.record import Span

Stems = tuple[str, ...]
"""Consecutive words of a phrase, folded and stemmed."""

ORDERED = 16_000  # words; PostgreSQL keeps places up to 16,383 and a list of up to a megabyte
DISTINCT = 16_000  # further words of a long text, kept without their places
LONGEST = 40  # letters of a stem
LOOKED = 200_000  # code points of a text in which a passage is sought
PASSAGE = 240  # code points of a passage, at most

_WORD = re.compile(r"[^\W_][^\W_\u0300-\u036f]*(?:[\u0300-\u036f][^\W_]*)*(?:['’][^\W_]+)?")
_QUOTED = re.compile(r'"([^"]*)"|(\S+)')


@lru_cache(maxsize=65_536)
def stem_of(word: str) -> str:
    """A word without case, accents and endings: letters and digits alone, perhaps none."""
    folded = unicodedata.normalize("NFKD", word.replace("’", "'").casefold())
    bare = "".join(c for c in folded if c.isalnum() or c == "'")
    stem: str = _stemmer().stemWord(bare)
    return stem.replace("'", "")[:LONGEST]


@cache
def _stemmer() -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer("english")


def stems_of(text: str) -> Iterator[str]:
    """The stems of a text's words, in order."""
    return filter(None, map(stem_of, _WORD.findall(text)))


def indexed(text: str) -> tuple[list[str], list[str]]:
    """The stems of a text in order, and those further on in a long one, each once."""
    stems = list(stems_of(text))
    if len(stems) <= ORDERED:
        return stems, []
    ordered = stems[:ORDERED]
    further = dict.fromkeys(stems[ORDERED:])
    for stem in set(ordered):
        further.pop(stem, None)
    return ordered, list(further)[:DISTINCT]


def phrases_of(words: str) -> Iterator[Stems]:
    """What must stand in a report for it to fit the words: a phrase for each word or quotation.

    Very common words are left out, unless there are no others.
    """
    parts = [quoted or bare for quoted, bare in _QUOTED.findall(words)]
    found = [tuple(stems_of(part)) for part in parts]
    found = [stems for stems in found if stems]
    telling = [stems for stems in found if len(stems) > 1 or stems[0] not in _common()]
    yield from dict.fromkeys(telling or found)


@cache
def _common() -> frozenset[str]:
    try:
        text = (files(__package__) / "common.toml").read_text("utf-8")
        return frozenset(map(stem_of, tomllib.loads(text)["words"]))
    except (OSError, KeyError, tomllib.TOMLDecodeError) as error:
        raise InstallationBroken(f"common.toml: {error}; install tipsheet again.") from error


def holds(stems: Sequence[str], phrase: Stems) -> bool:
    """Whether the phrase stands among the stems."""
    width = len(phrase)
    return any(
        stem == phrase[0] and tuple(stems[at : at + width]) == phrase
        for at, stem in enumerate(stems)
    )


@dataclass(frozen=True, slots=True)
class _Place:
    start: int
    end: int
    stem: str


def passage_of(text: str, phrases: Iterable[Stems]) -> Span:
    """The stretch of a text, of whole words, that holds most of the phrases' words."""
    looked = text[:LOOKED]
    wanted = {stem for phrase in phrases for stem in phrase} - _common()
    if not wanted:
        return _cut(looked, 0)
    places = [
        _Place(*match.span(), stem)
        for match in _WORD.finditer(looked)
        if (stem := stem_of(match[0])) in wanted
    ]
    return _cut(looked, max(0, _densest(places) - PASSAGE // 4) if places else 0)


def _densest(places: Sequence[_Place]) -> int:
    """Where the window with the most different words begins; the first of several."""
    best, most, first = places[0].start, 0, 0
    inside: dict[str, int] = {}
    for place in places:
        inside[place.stem] = inside.get(place.stem, 0) + 1
        while place.end - places[first].start > PASSAGE * 3 // 4:
            inside[places[first].stem] -= 1
            if not inside[places[first].stem]:
                del inside[places[first].stem]
            first += 1
        if len(inside) > most:
            best, most = places[first].start, len(inside)
    return best


def _cut(text: str, start: int) -> Span:
    """Whole words of the text from about `start` on."""
    while start and start < len(text) and not text[start - 1].isspace():
        start -= 1
    while start < len(text) and text[start].isspace():
        start += 1
    end = min(len(text), start + PASSAGE)
    if end < len(text) and (blank := _last_blank(text, start, end)):
        end = blank
    return Span.of(text, start, start + len(text[start:end].rstrip()))


def _last_blank(text: str, start: int, end: int) -> int | None:
    return next((at for at in range(end, start, -1) if text[at].isspace()), None)
