"""Amounts: a number with the currency before it or the unit after it."""

from dataclasses import dataclass, replace
from functools import cache

from tipsheet.reading.figures import context, hedging, nouns, units
from tipsheet.reading.figures.lexicon import Unit, table, unit_forms, unit_names
from tipsheet.reading.figures.numbers import Numeral, opens_numeral, read_numeral
from tipsheet.reading.figures.tokens import Token, Tokens


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A numeral with its currency or unit, at tokens `start` up to `stop`."""

    numeral: Numeral
    start: int
    stop: int
    unit: Unit | None
    modifier: str | None = None
    upper: float | None = None
    sign: float = 1.0

    @property
    def value(self) -> float:
        """The number in the unit, with its sign."""
        return self.sign * self.numeral.value * (self.unit.factor if self.unit else 1.0)


def opens_amount(token: Token) -> bool:
    """Whether the number of an amount can begin at the token."""
    return token.kind == "digits" or (token.kind == "word" and opens_numeral(token.lower))


def read_amount(tokens: Tokens, index: int) -> tuple[Amount | None, int]:
    """The amount whose number begins at `index`, if one does, and where to read on."""
    if tokens[index].lower in ("a", "an") and not _may_follow_article(tokens[index + 1]):
        return None, index + 1
    money, start = units.currency_before(tokens, index)
    digits = tokens[index].kind == "digits"
    if digits and money is None:
        onward = context.past_name(tokens, index)
        if onward != index:
            return None, onward
    numeral = read_numeral(tokens, index, money=money is not None)
    if numeral is None:
        return _article_of_unit(tokens, index) if not digits else (None, _past(tokens, index))
    amount = _measured(tokens, numeral, money, start)
    if digits and amount.unit is None and amount.stop == index + 1 and _sticks(tokens, index + 1):
        return None, index + 2
    return _signed(tokens, amount), amount.stop


def _may_follow_article(token: Token) -> bool:
    """Whether "a" and this word can be a number or a unit."""
    return token.kind != "word" or token.lower in _after_article() or token.text in _forms()


@cache
def _after_article() -> frozenset[str]:
    words = table("words")
    vague = ("few", "couple", "pair", "half")
    return frozenset((*words["scales"], *words["denominators"], *vague, *unit_names().by_edge))


@cache
def _forms() -> frozenset[str]:
    return frozenset(unit_forms().by_edge)


def _past(tokens: Tokens, index: int) -> int:
    return index + 3 if tokens[index + 1].text == "/" and tokens.glued(index + 1) else index + 1


def _sticks(tokens: Tokens, index: int) -> bool:
    """Whether a word hangs on the digits that is neither unit nor scale: "5G", "3D"."""
    return tokens.glued(index) and tokens[index].kind == "word"


def _measured(tokens: Tokens, numeral: Numeral, money: Unit | None, start: int) -> Amount:
    """The numeral with what it is measured in, and a hedge between the two ("20-odd km")."""
    numeral = _millions(tokens, numeral)
    modifier, stop = hedging.hedge_after(tokens, numeral.stop)
    bare = numeral if stop == numeral.stop else replace(numeral, stop=stop)
    if modifier and tokens[stop].lower in table("words")["scales"]:
        scale = table("words")["scales"][tokens[stop].lower]
        bare = replace(bare, value=bare.value * scale, stop=stop + 1)
    unit, stop = units.unit_after(tokens, bare)
    if unit is None and bare.fraction:
        unit, stop = _part_of_unit(tokens, bare)
    if money is not None:
        stop = stop if unit and unit.code == money.code else bare.stop
        unit = money
    amount = Amount(numeral=bare, start=start, stop=stop, unit=unit, modifier=modifier)
    return amount if modifier else _hedged_after(tokens, amount)


def _part_of_unit(tokens: Tokens, numeral: Numeral) -> tuple[Unit | None, int]:
    """The unit of "half a mile", "a quarter of an hour"."""
    index = numeral.stop + (tokens[numeral.stop].lower == "of")
    if tokens[index].lower not in ("a", "an"):
        return None, numeral.stop
    unit, stop = units.unit_after(tokens, replace(numeral, stop=index + 1, value=1.0, raw=1.0))
    return (unit, stop) if unit else (None, numeral.stop)


def _hedged_after(tokens: Tokens, amount: Amount) -> Amount:
    modifier, stop = hedging.hedge_after(tokens, amount.stop)
    return replace(amount, modifier=modifier, stop=stop) if modifier else amount


def _millions(tokens: Tokens, numeral: Numeral) -> Numeral:
    """ "5m people": m before something counted is millions, else metres."""
    index = numeral.stop
    if tokens[index].text != "m" or not tokens.glued(index) or numeral.scaled:
        return numeral
    if not is_counted(tokens, index + 1):
        return numeral
    return replace(numeral, value=round(numeral.value * 1e6, 6), stop=index + 1)


def _signed(tokens: Tokens, amount: Amount) -> Amount:
    """The amount with its minus: "-3%", "minus 5 degrees"."""
    before, at = tokens[amount.start - 1], amount.start - 1
    if at < 0 or before.text not in ("-", "−", "–", "minus") or before.lower == "and":
        return amount
    if before.text == "minus":
        follows = tokens[at - 1].lower in ("or", "plus")
        return amount if follows else replace(amount, start=at, sign=-1.0)
    loose = tokens.glued(at + 1) and not tokens.glued(at) and tokens[at - 1].kind != "digits"
    if not loose or (before.text == "–" and amount.unit is None):
        return amount
    return replace(amount, start=at, sign=-1.0)


def _article_of_unit(tokens: Tokens, index: int) -> tuple[Amount | None, int]:
    """ "more than a kilo", "over a mile", "half an hour" is read elsewhere."""
    if tokens[index].lower not in ("a", "an"):
        return None, index + 1
    modifier, _ = hedging.hedge_before(tokens, index, firm=True)
    one = Numeral(start=index, stop=index + 1, value=1.0, raw=1.0, spelled=True)
    unit, stop = units.unit_after(tokens, one) if modifier != "exact" else (None, index)
    if unit is None:
        return None, index + 1
    return Amount(numeral=one, start=index, stop=stop, unit=unit), stop


def next_amount(tokens: Tokens, index: int) -> Amount | None:
    """The amount, currency included, that begins exactly at `index`."""
    for at in range(index, index + 4):
        if opens_amount(tokens[at]):
            _, start = units.currency_before(tokens, at)
            if start != index:
                return None
            return plain_amount(tokens, at)
    return None


def plain_amount(tokens: Tokens, index: int) -> Amount | None:
    """The amount whose number begins at `index`, whatever stands around it."""
    money, start = units.currency_before(tokens, index)
    numeral = read_numeral(tokens, index, money=money is not None)
    if numeral is None:
        return None
    amount = _measured(tokens, numeral, money, start)
    bare = amount.unit is None and amount.stop == index + 1
    return None if bare and _sticks(tokens, index + 1) else amount


def is_counted(tokens: Tokens, index: int) -> bool:
    """Whether a noun in the plural stands at `index`."""
    return tokens[index].kind == "word" and nouns.is_plural(tokens[index].text)
