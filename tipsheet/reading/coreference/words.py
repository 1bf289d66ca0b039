"""What single words tell about the phrases that they are, open or head."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from tipsheet.vocabulary.loading import read_table

OPEN, SINGULAR, PLURAL = 0, 1, 2
"""Numbers, in the sense of grammar."""

MALE, FEMALE, THING = 1, 2, 4
"""What a phrase may stand for, as bits."""

PERSON, ANYTHING = MALE | FEMALE, MALE | FEMALE | THING


@dataclass(frozen=True, slots=True)
class Pronoun:
    """A class of pronouns; `speaker` is of the first and second person."""

    code: str
    speaker: bool
    number: int
    may_be: int


@cache
def _table() -> Mapping[str, Any]:
    return read_table("words.toml", __package__)


@cache
def pronouns() -> Mapping[str, Pronoun]:
    """The pronouns by word, in lower case."""
    found = {}
    for code, row in _table()["pronouns"].items():
        pronoun = Pronoun(code, row.get("speaker", False), row["number"], row["may_be"])
        found.update(dict.fromkeys(row["words"], pronoun))
    return found


@cache
def openings() -> Mapping[str, str]:
    """The words that open phrases, with what they make of them: definite and so on."""
    return {word: code for code, words in _table()["openings"].items() for word in words}


@cache
def heads(code: str) -> frozenset[str]:
    """The nouns of a class: masculine, feminine, person, plural or singular."""
    return frozenset(_table()["heads"][code])


@cache
def joining(code: str) -> frozenset[str]:
    """Words between two phrases that make the second say what the first is."""
    return frozenset(_table()["joining"][code])


def singular(noun: str) -> str:
    """A noun in lower case without the ending of the plural, by rule."""
    if noun in heads("singular") or len(noun) < 4:
        return noun
    if noun.endswith("ies"):
        return noun[:-3] + "y"
    return noun[:-1] if noun.endswith("s") and not noun.endswith(("ss", "us", "is")) else noun
