"""Amounts that are no quantities, judged by what stands around them."""

from tipsheet.reading.figures import context, hedging
from tipsheet.reading.figures.amounts import Amount, is_counted
from tipsheet.reading.figures.lexicon import words_of
from tipsheet.reading.figures.tokens import Tokens


def refused(tokens: Tokens, amount: Amount) -> bool:
    """Whether an amount is a name, year, time, address, code, pronoun or part of a word."""
    numeral = amount.numeral
    start, stop = numeral.start, amount.stop
    if numeral.fraction and amount.unit is None:
        hedge, _ = hedging.hedge_before(tokens, start, firm=True)
        return not context.is_share(tokens, start, stop, hedged=hedge != "exact")
    if amount.unit is not None or numeral.scaled or numeral.vague:
        return tokens[start - 1].text == "-" and numeral.spelled and tokens.glued(start)
    if numeral.spelled:
        return _refused_word(tokens, amount)
    hedge, opening = hedging.hedge_before(tokens, start, firm=True)
    if amount.upper is None and context.is_year(tokens, start, stop):
        before = tokens[opening - 1].lower
        return hedge not in hedging.BOUNDS or before in words_of("context", "year_before")
    return (
        (hedge == "exact" and context.is_reference(tokens, start, stop))
        or context.is_clock(tokens, start, stop)
        or context.is_address(tokens, start, stop)
        or context.is_code(tokens, start, stop)
        or context.is_compound(tokens, start, stop)
    )


def _refused_word(tokens: Tokens, amount: Amount) -> bool:
    start, stop = amount.numeral.start, amount.stop
    if amount.value == 0 and not is_counted(tokens, stop):
        return True
    hedge, _ = hedging.hedge_before(tokens, start, firm=True)
    return (
        (hedge not in hedging.BOUNDS and context.is_pronoun(tokens, start, stop))
        or context.is_compound(tokens, start, stop)
        or context.is_clock(tokens, start, stop)
        or (tokens[start].text[0].isupper() and context.is_reference(tokens, start, stop))
    )
