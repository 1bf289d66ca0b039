"""How many people stand behind a source."""

import re
from functools import lru_cache

from tipsheet.reading.figures.lexicon import words_of
from tipsheet.reading.figures.nouns import is_plural
from tipsheet.reading.figures.numbers import read_numeral
from tipsheet.reading.figures.tokens import Tokens


@lru_cache(maxsize=512)
def count_of(source_text: str) -> int | None:
    """How many people a source is, when its words say so; null for "officials".

    "three military sources" is 3, "a senior official" 1; a name or an office alone says nothing.
    """
    tokens = Tokens(source_text)
    if tokens[0].lower in ("he", "she") and tokens[1].lower == "and":
        if tokens[2].lower in ("other", "others"):
            return None
        return 2
    first = 0
    while tokens[first].lower in words_of("nouns", "source_openers") and first < 4:
        first += 1
    many = _many(tokens, first)
    if many is not None:
        return many
    return 1 if _single(tokens) else None


def _many(tokens: Tokens, index: int) -> int | None:
    numeral = read_numeral(tokens, index)
    if numeral is None or numeral.vague or numeral.fraction or numeral.value < 2:
        return None
    if numeral.value != int(numeral.value) or not _head(tokens, numeral.stop, plural=True):
        return None
    return int(numeral.value)


def _single(tokens: Tokens) -> bool:
    opener = tokens[0].lower
    if opener in ("someone", "somebody"):
        return True
    if opener in words_of("nouns", "single"):
        if tokens[1].lower == "of":
            return opener == "one"
        head = _head(tokens, 1, plural=False)
        return head is not None and not _named(tokens, head)
    if opener in ("the", "this", "that"):
        head = _head(tokens, 1, plural=False)
        unnamed = head is not None and tokens[head].lower in words_of("nouns", "unnamed")
        return unnamed and head is not None and not _named(tokens, head)
    return False


def _head(tokens: Tokens, index: int, *, plural: bool) -> int | None:
    """Where the noun for a person stands, before the phrase goes on with a small word."""
    found = None
    for at in range(index, min(len(tokens), index + 10)):
        if tokens[at].kind == "word" and _is_person(tokens[at].lower, plural=plural):
            found = at
        elif _ends(tokens, at):
            break
        elif found is not None and is_plural(tokens[at].text):
            found = None
    return found


def _ends(tokens: Tokens, at: int) -> bool:
    if tokens[at].text in (",", ";", "("):
        return True
    return tokens[at].lower in words_of("nouns", "stops") and tokens[at].text != "US"


def _is_person(lower: str, *, plural: bool) -> bool:
    people = words_of("nouns", "people")
    if not plural:
        return lower in people
    if lower in words_of("nouns", "people_plurals"):
        return True
    return lower.endswith("s") and (lower[:-1] in people or bool(_AGENT.fullmatch(lower)))


_AGENT = re.compile(r"[a-z-]{3,}(?:ers|ors|ists|ians|ants|ees)")


def _named(tokens: Tokens, head: int) -> bool:
    """Whether a name follows the noun: "a former officer, John Roe", "a student named Roe"."""
    if tokens[head + 1].lower in ("named", "called", "identified"):
        return True
    at = head + 1
    while tokens[at].text in (",", "-"):
        at += 1
    return (
        tokens[at].kind == "word"
        and tokens[at].text[0].isupper()
        and tokens[at + 1].text[:1].isupper()
    )
