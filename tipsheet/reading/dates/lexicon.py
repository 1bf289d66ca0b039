"""The words of time by class, read once from `lexicon.toml`.

Every distinct set of classes has one character of its own, so that a text becomes a string
of characters over which the patterns of the grammar run.
"""

import re
from functools import cache
from typing import Any

from tipsheet.vocabulary.loading import read_table

PACKAGE = "tipsheet.reading.dates"
OTHER = "."  # a token without any class
BREAK = "\n"  # the end of a paragraph
FIRST_CODE = 0xE000  # private use area: no clash with the syntax of patterns

NUMERIC = frozenset({"num", "digits", "dom", "hour", "year", "hhmm", "two", "clock", "ordd",
                     "decade", "iso", "slash", "fraction", "shortyear",
                     "spelled"})  # fmt: skip
NOT_VALUES = frozenset({"ambiguous", "core", "cues", "words"})  # tables that are no classes
NAME = re.compile(r"(?<!\?P)<([a-z_|]+)>")


class Lexicon:
    """Classes and values of words; `classes_of` gives the character of a word."""

    def __init__(self, table: dict[str, Any]) -> None:
        """Index the tables of `lexicon.toml`."""
        self.values: dict[str, dict[str, Any]] = {
            name: words for name, words in table.items() if name not in NOT_VALUES
        }
        self.listed: dict[str, list[str]] = table["words"]
        self.cues = {name: frozenset(words) for name, words in table["cues"].items()}
        self._core: list[str] = table["core"]
        self.names = NUMERIC | self.values.keys() | self.listed.keys()
        self._codes: dict[frozenset[str], str] = {}
        self._sets: dict[str, set[str]] = {}
        for name in self.values:
            for word in self.values[name]:
                self._sets.setdefault(word, set()).add(name)
        for word in self.values["num"]:
            self._sets[word].add("spelled")
        for name, words in self.listed.items():
            for word in words:
                self._sets.setdefault(word, set()).add(name)
        self.ambiguous = frozenset(table["ambiguous"])
        self.words = {word: self.code(frozenset(names)) for word, names in self._sets.items()}

    def code(self, names: frozenset[str]) -> str:
        """The character of a set of classes; the empty set is a full stop."""
        if not names:
            return OTHER
        if names not in self._codes:
            self._codes[names] = chr(FIRST_CODE + len(self._codes))
        return self._codes[names]

    def classes(self, word: str) -> frozenset[str]:
        """The classes of a lower-case word."""
        return frozenset(self._sets.get(word, ()))

    def members(self, names: str) -> str:
        """The character class of a pattern for `a|b`: every set that has one of the names."""
        wanted = set(names.split("|"))
        if unknown := wanted - self.names:
            raise KeyError(f"no such class of words: {', '.join(sorted(unknown))}")
        codes = [code for names_, code in self._codes.items() if wanted & names_]
        return f"[{''.join(sorted(codes))}]"

    @property
    def core(self) -> re.Pattern[str]:
        """A character without which a stretch of text holds no expression of time."""
        return re.compile(self.members("|".join(self._core)))

    def pattern(self, source: str) -> str:
        """A pattern over classes in angle brackets as one over characters."""
        return NAME.sub(lambda match: self.members(match[1]), "".join(source.split()))


@cache
def lexicon() -> Lexicon:
    """The lexicon of the package, with a character for every kind of number."""
    built = Lexicon(read_table("lexicon.toml", PACKAGE))
    for names in NUMBER_SETS:
        built.code(names)
    return built


def number_classes(word: str) -> frozenset[str]:
    """The classes of a number of digits: what it could be by its length and size."""
    names = {"num", "digits"}
    if not word.isascii() or not word.isdigit() or len(word) > 4:
        return frozenset(names)
    size, length = int(word), len(word)
    if length <= 2:
        names |= {"dom"} if 1 <= size <= 31 else set()
        names |= {"hour"} if size <= 24 else set()
        names |= {"two"} if length == 2 else set()
    if length == 4:
        names |= {"year"} if 1000 <= size <= 2200 else set()
        names |= {"hhmm"} if size < 2400 and size % 100 < 60 else set()
    return frozenset(names)


NUMBER_SETS = frozenset(
    {number_classes(str(n)) for n in range(2500)}
    | {number_classes(f"{n:02}") for n in range(100)}
    | {number_classes(f"{n:04}") for n in range(2500)}
    | {number_classes("12345"), number_classes("9999")}
    | {frozenset({name}) for name in NUMERIC}
)
