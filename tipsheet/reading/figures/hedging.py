"""Hedges before and after a numeral: "more than", "or so"."""

from tipsheet.reading.figures.lexicon import (
    hedges_after,
    hedges_before,
    prepositions_before,
    words_of,
)
from tipsheet.reading.figures.tokens import Tokens

BOUNDS = frozenset(("at_least", "at_most", "more_than", "less_than"))


def hedge_before(tokens: Tokens, index: int, *, firm: bool) -> tuple[str, int]:
    """The modifier before the token `index` and where it begins; exact and `index` if none.

    `firm` allows prepositions ("over 200"). Of two hedges, one that sets a bound wins.
    """
    modifier, start = _hedge(tokens, index, firm=firm)
    if modifier is None:
        beyond = _past_neutral(tokens, index)
        if beyond == index:
            return "exact", index
        modifier, start = _hedge(tokens, beyond, firm=firm)
        if modifier is None:
            return "exact", index
    outer, outer_start = _hedge(tokens, start, firm=firm)
    if outer is None:
        return modifier, start
    return (outer if outer in BOUNDS else modifier), outer_start


def hedge_after(tokens: Tokens, index: int) -> tuple[str | None, int]:
    """The modifier after the token before `index`, and where it stops."""
    modifier, stop = hedges_after().starting(tokens, index)
    if modifier is None or (tokens[index].text == "+" and not tokens.glued(index)):
        return None, index
    if tokens[index].lower == "plus" and tokens[stop].kind == "digits":
        return None, index
    return modifier, stop


def _hedge(tokens: Tokens, index: int, *, firm: bool) -> tuple[str | None, int]:
    modifier, start = hedges_before().ending(tokens, index)
    if modifier is None and firm:
        modifier, start = prepositions_before().ending(tokens, index)
    if modifier == "about" and tokens[start].lower == "about":
        talked = tokens[start - 1].lower in words_of("hedges", "talking")
        return (None, index) if talked else (modifier, start)
    return modifier, start


def _past_neutral(tokens: Tokens, index: int) -> int:
    for words in _NEUTRAL.get(tokens[index - 1].lower, ()):
        if tokens.lowers(index - len(words), index) == words:
            return index - len(words)
    return index


_NEUTRAL = {
    "of": (("a", "total", "of"), ("total", "of")),
    "additional": (("an", "additional"),),
    "further": (("a", "further"),),
    "another": (("another",),),
}
"""Words before a number that change nothing, by their last word."""
