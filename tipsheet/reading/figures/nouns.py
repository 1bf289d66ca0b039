"""The noun that a figure counts: "Marines", "people killed", "share of the market"."""

from functools import cache

from tipsheet.reading.figures.lexicon import table, words_of
from tipsheet.reading.figures.tokens import Token, Tokens

REACH = 7
"""Words between a number and the noun that it counts, at most."""


def noun_after(tokens: Tokens, index: int, *, one: bool) -> str | None:
    """The noun phrase that begins at `index`, up to its head; `one` says that it is singular."""
    run = _run(tokens, _past_loose(tokens, index))
    if not run:
        return None
    head = _singular_head(tokens, run) if one else _plural_head(tokens, run)
    if head is None:
        return None
    start, stop = head
    noun = tokens.text[tokens[start].start : tokens[stop - 1].end]
    state = tokens[stop]
    if state.lower in words_of("nouns", "states") and stop > start:
        noun = tokens.text[tokens[start].start : state.end]
    return " ".join(noun.split())


def noun_of(tokens: Tokens, index: int) -> str | None:
    """The noun phrase after "of" at `index`: "of the victims", "of cocaine"."""
    if tokens[index].lower != "of":
        return None
    index += 1
    while tokens[index].lower in words_of("nouns", "determiners"):
        index += 1
    for _ in range(3):
        index += tokens[index].kind == "digits" or tokens[index].lower in _numbers()
    return noun_after(tokens, index, one=False) or noun_after(tokens, index, one=True)


@cache
def _numbers() -> frozenset[str]:
    """Words between "of" and a noun that are numbers themselves: "of the 120 seats"."""
    words = table("words")
    return frozenset(key for name in ("ones", "tens", "scales") for key in words[name])


def noun_in(tokens: Tokens, index: int) -> str | None:
    """What money is in or worth of: "in aid", "worth of damage"."""
    if tokens.lowers(index, index + 2) == ("worth", "of"):
        return noun_of(tokens, index + 1)
    follower = tokens[index + 1]
    if tokens[index].lower != "in" or not follower.text.islower():
        return None
    return noun_after(tokens, index + 1, one=False) or noun_after(tokens, index + 1, one=True)


def noun_before(tokens: Tokens, index: int) -> str | None:
    """The noun before a money figure or a share: "a fine of", "sales rose to"."""
    at = index - 1
    linked = tokens[at].lower in words_of("nouns", "links")
    at -= linked
    if tokens[at].lower in words_of("hedges", "change"):
        at, linked = at - 1, True
    word = tokens[at]
    if not linked or word.kind != "word" or word.lower in words_of("nouns", "stops"):
        return None
    if len(word.text) < 3 or word.text[0].isupper() or word.lower.endswith(("ed", "ing", "ly")):
        return None
    return None if word.lower in words_of("nouns", "no_nouns") else word.text


def state_after(tokens: Tokens, index: int) -> str | None:
    """What happened to those counted: "[84] were killed"."""
    for token in (tokens[index], tokens[index + 1], tokens[index + 2], tokens[index + 3]):
        if token.lower in words_of("nouns", "states"):
            return token.text
        if token.lower not in words_of("nouns", "auxiliaries"):
            return None
    return None


def is_person(lower: str) -> bool:
    """Whether a lower-cased noun, in either number, is one for people."""
    people = words_of("nouns", "people")
    if lower in people or lower in words_of("nouns", "people_plurals"):
        return True
    return lower.endswith("s") and lower[:-1] in people


def is_plural(word: str) -> bool:
    """Whether a word looks like a noun in the plural."""
    lower = word.lower()
    if lower in words_of("nouns", "plurals"):
        return True
    if lower in words_of("nouns", "singulars") or len(lower) < 3:
        return False
    if lower.endswith(("men", "women", "people", "folk")) and len(lower) > 5:
        return not lower.endswith(("specimen", "regimen"))
    if lower.endswith("s"):
        return not lower.endswith(("ss", "us", "'s", "’s", "ous"))
    return word[0].isupper() and lower.endswith(("ese", "guese"))


def _past_loose(tokens: Tokens, index: int) -> int:
    while tokens[index].lower in words_of("nouns", "loose"):
        index += 1
    return index


def _run(tokens: Tokens, index: int) -> range:
    """The words that can belong to a noun phrase beginning at `index`."""
    stop = index
    while stop < index + REACH and _goes_on(tokens, index, stop):
        stop += 1
    while stop > index and tokens[stop - 1].kind != "word":
        stop -= 1
    return range(index, stop)


def _goes_on(tokens: Tokens, index: int, at: int) -> bool:
    token = tokens[at]
    if token.kind == "word":
        return token.lower not in words_of("nouns", "stops") or token.text in ("US", "IT")
    if at == index or not tokens.glued(at):
        return False
    return token.kind == "digits" or (token.text in ("-", "–") and tokens.glued(at + 1))


def _plural_head(tokens: Tokens, run: range) -> tuple[int, int] | None:
    """From the first word of the run to its first plural, and on over plurals beside it."""
    for at in run:
        if _is_noun(tokens[at]) and is_plural(tokens[at].text):
            stop = at + 1
            while stop in run and tokens[stop].kind == "word" and is_plural(tokens[stop].text):
                stop += 1
            return run.start, stop
    first = tokens[run.start]
    if first.lower in words_of("nouns", "states") or first.text[0].isupper():
        return run.start, run.start + 1
    return None


def _singular_head(tokens: Tokens, run: range) -> tuple[int, int] | None:
    """From the first word of the run to the last that is no participle or adverb after a noun."""
    stop = run.start + 1
    while stop in run and stop < run.start + 4 and not _leaves(tokens[stop].lower):
        stop += 1
    return run.start, stop


def _leaves(lower: str) -> bool:
    """Whether a word after a noun in the singular belongs to it no more."""
    return lower.endswith(("ed", "ly")) and lower not in ("family", "supply", "assembly", "speed")


def _is_noun(token: Token) -> bool:
    return token.kind == "word" and not token.lower.endswith(("'s", "’s"))
