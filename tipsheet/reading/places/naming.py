"""From the words of a toponym to the keys under which the gazetteer may have it."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from tipsheet.reading.gazetteer import fold
from tipsheet.vocabulary.countries import countries, country_name, country_of
from tipsheet.vocabulary.loading import read_table

_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$", re.IGNORECASE)
_EDGES = " \t\n\"“”'‘’.,;:()[]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """The keys to try for a toponym: the whole name, and if that is unknown, a part of it.

    `demonym` says that the words name people or are an adjective, `country` (alpha-3) of which
    country; `within` holds the words after a comma inside the toponym ("Paris, Texas").
    """

    key: str
    part: str | None = None
    demonym: bool = False
    country: str | None = None
    within: str | None = None


@lru_cache(maxsize=8192)
def naming_of(surface: str) -> Naming:
    """How a toponym's words name a place."""
    words = " ".join(_POSSESSIVE.sub("", surface.strip()).split())
    adjective = _adjectives().get(words)
    if adjective is not None:
        return Naming(key=fold(adjective), demonym=True)
    if _is_people(words):
        code = country_of(words) or ""
        return Naming(key=fold(country_name(code) or words), demonym=True, country=code)
    name, _, within = words.partition(", ")
    key = fold(name)
    if key.startswith("the "):
        key = key[4:]
    return Naming(key=key, part=_part(name), within=within or None)


def is_demonym(surface: str) -> bool:
    """Whether the words are an adjective or name for people of a place ("French", "Scots")."""
    return naming_of(surface).demonym


def cue_kind(word: str) -> str | None:
    """The kind of place (admin1, admin2, city) that a word beside a name tells."""
    kind: str | None = naming_words()["cues"].get(word.casefold().strip(_EDGES))
    return kind


@cache
def naming_words() -> dict[str, Any]:
    """The word lists of `naming.toml`; raises InstallationBroken when it is damaged."""
    return read_table("naming.toml", "tipsheet.reading.places")


@cache
def _adjectives() -> dict[str, str]:
    table: dict[str, str] = naming_words()["adjectives"]
    return table


@cache
def _people() -> frozenset[str]:
    return frozenset(word for country in countries().values() for word in country.people)


def _is_people(words: str) -> bool:
    return words in _people() or (words.isupper() and words.title() in _people())


@cache
def _word_sets() -> tuple[tuple[str, ...], tuple[str, ...], frozenset[str]]:
    lists = naming_words()["words"]
    longest_first = (
        sorted(lists[side], key=lambda word: -len(word)) for side in ("before", "after")
    )
    before, after = (tuple(words) for words in longest_first)
    return before, after, frozenset(lists["facility"])


def _part(name: str) -> str | None:
    """The key of the name within a name; none for streets.

    Left out is a word of direction ("northern") or of kind ("province"). Words in lower case
    are never part of the name; in capitals, "West" and the like mostly are.
    """
    before, after, facility = _word_sets()
    lead, _, rest = name.partition(" ")
    if lead.islower() and rest and lead != "of":
        return fold(rest)
    key = fold(name)
    if key.rpartition(" ")[2] in facility:
        return None
    for word in before:
        if key.startswith(word + " "):
            return key[len(word) + 1 :]
    for word in after:
        if key.endswith(" " + word):
            return key[: -len(word) - 1]
    return None
