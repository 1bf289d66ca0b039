"""The quantity: a number with its hedge, unit and noun, at its span."""

from dataclasses import dataclass, replace

from tipsheet.reading.figures import context, hedging, nouns
from tipsheet.reading.figures.amounts import Amount
from tipsheet.reading.figures.lexicon import words_of
from tipsheet.reading.figures.tokens import Tokens
from tipsheet.record import Span

SHARED = frozenset(("money", "percent", "fraction"))
"""Kinds of quantities that are of something named before or after them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity(Span):
    """A number with what it measures; `span` holds the hedge, the number and the unit.

    `kind` is count, money, percent, fraction, age, duration or the kind of the unit; `noun` is what
    is counted; `per` is what the value is for each of ("a share").
    """

    value: float
    upper: float | None
    modifier: str
    unit: str | None
    kind: str
    noun: str | None
    per: str | None = None


def hedged(tokens: Tokens, amount: Amount) -> Amount:
    """The amount with its modifier, from the hedge before it on."""
    numeral = amount.numeral
    firm = (
        numeral.scaled or amount.unit is not None or (not numeral.spelled and numeral.value >= 10)
    )
    before, start = hedging.hedge_before(tokens, amount.start, firm=firm or numeral.fraction)
    modifier = before if before != "exact" else amount.modifier or "exact"
    if numeral.vague and modifier in ("exact", "about"):
        modifier = "at_least"
    elif numeral.about and modifier == "exact":
        modifier = "about"
    if amount.upper is not None:
        modifier = "range"
    return replace(amount, start=start, modifier=modifier)


def quantity_of(tokens: Tokens, amount: Amount) -> Quantity:
    """The amount as a span of the text, with its kind and noun."""
    start, end = tokens[amount.start].start, tokens[amount.stop - 1].end
    kind, stop = _kind(tokens, amount)
    per, stop = _per(tokens, amount, stop)
    unit = "fraction" if kind == "fraction" else amount.unit.code if amount.unit else None
    return Quantity(
        start=start,
        end=end,
        text=tokens.text[start:end],
        value=_rounded(amount.value),
        upper=None if amount.upper is None else _rounded(amount.upper),
        modifier=amount.modifier or "exact",
        unit=unit,
        kind=kind,
        noun=_noun(tokens, amount, kind, stop),
        per=per,
    )


def _kind(tokens: Tokens, amount: Amount) -> tuple[str, int]:
    """The kind of quantity, and where its noun may begin."""
    stop = amount.stop
    if amount.unit is None:
        if amount.numeral.fraction:
            return "fraction", stop
        aged = context.is_age(tokens, amount.numeral.start, stop)
        return ("age" if aged else "count"), stop
    if amount.unit.kind == "duration":
        joined = stop + (tokens[stop].text == "-")
        if tokens[joined].lower in ("old", "olds") or tokens.lowers(stop, stop + 2) == (
            "of",
            "age",
        ):
            return "age", joined + 1
        if tokens[amount.start - 1].lower in ("aged", "age"):
            return "age", stop
    return amount.unit.kind, stop


def _per(tokens: Tokens, amount: Amount, stop: int) -> tuple[str | None, int]:
    """What the value is for each of: "a share", "per barrel", "-an-hour"."""
    at = stop + (tokens[stop].text == "-")
    if tokens[at].lower not in ("a", "an", "per", "each") or amount.unit is None:
        return None, stop
    named = at + 1 + (tokens[at + 1].text == "-")
    word = tokens[named]
    if word.kind != "word" or (
        tokens[at].lower != "per" and word.lower not in words_of("nouns", "bases")
    ):
        return None, stop
    return word.lower, named + 1


def _noun(tokens: Tokens, amount: Amount, kind: str, stop: int) -> str | None:
    noun = nouns.noun_of(tokens, stop)
    if noun is None and kind == "count":
        return _counted(tokens, amount, stop)
    if noun is None and tokens[stop].kind == "word" and kind in SHARED:
        noun = nouns.noun_after(tokens, stop, one=True)
    if noun is None and kind == "money":
        noun = nouns.noun_in(tokens, stop)
    if noun is None and kind in SHARED:
        noun = nouns.noun_before(tokens, amount.start)
    return noun


def _counted(tokens: Tokens, amount: Amount, stop: int) -> str | None:
    if tokens[stop].text == "-" and tokens[stop + 1].kind == "word" and tokens.glued(stop + 1):
        if tokens[stop + 1].lower == "strong":
            return None
        return f"{tokens[stop + 1].text}s"
    one = amount.value == 1 and amount.upper is None
    return nouns.noun_after(tokens, stop, one=one) or nouns.state_after(tokens, stop)


def _rounded(value: float) -> float:
    """Whole numbers as int, so that the record prints 4000 and not 4000.0."""
    if abs(value) < 1e15 and abs(value - round(value)) < 1e-9 * max(1.0, abs(value)):
        return round(value)
    return float(f"{value:.10g}")
