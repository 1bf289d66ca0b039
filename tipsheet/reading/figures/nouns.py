"""The noun that a figure counts: "Marines", "people killed", "share of the market"."""

from functools import cache

from tipsheet.reading.figures.lexicon import words_of
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
    return noun_after(tokens, index, one=False) or noun_after(tokens, index, one=True)


def noun_before(tokens: Tokens, index: int) -> str | None:
    """The noun before a money figure or a share: "a fine of", "sales rose"."""
    before = tokens[index - 1]
    if before.lower in (
        "of",
        "at",
        "by",
        "to",
        "was",
        "is",
        "were",
        "are",
        "totaling",
        "totalling",
        "reached",
        "hit",
    ):
        index -= 1
        before = tokens[index - 1]
    if before.lower in words_of("hedges", "change"):
        before = tokens[index - 2]
    if before.kind != "word" or before.lower in words_of("nouns", "stops") or len(before.text) < 3:
        return None
    return None if before.text[0].isupper() else before.text


def state_after(tokens: Tokens, index: int) -> str | None:
    """What happened to those counted: "[84] were killed"."""
    for token in (tokens[index], tokens[index + 1], tokens[index + 2], tokens[index + 3]):
        if token.lower in words_of("nouns", "states"):
            return token.text
        if token.lower not in _auxiliaries():
            return None
    return None


@cache
def _auxiliaries() -> frozenset[str]:
    return frozenset(
        (
            "were",
            "was",
            "are",
            "is",
            "have",
            "has",
            "had",
            "been",
            "being",
            "reportedly",
            "also",
            "others",
            "more",
            "of",
            "them",
            "confirmed",
        )
    )


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
    return token.text in ("-", "–") and tokens.glued(at) and tokens.glued(at + 1) and at > index


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
    """From the first word of the run to the last that is no participle after a noun."""
    stop = run.start + 1
    while stop in run and stop < run.start + 4 and not tokens[stop].lower.endswith("ed"):
        stop += 1
    return run.start, stop


def _is_noun(token: Token) -> bool:
    return token.kind == "word" and not token.lower.endswith(("'s", "’s"))
