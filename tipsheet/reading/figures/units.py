"""What a number is measured in: the currency before it, the unit after it."""

from tipsheet.reading.figures.lexicon import Unit, table, unit_forms, unit_names, words_of
from tipsheet.reading.figures.numbers import Numeral
from tipsheet.reading.figures.tokens import Tokens

AMOUNT = 100.0
"""From here on, "won" or "marks" after a number with commas is money."""

SUM = 20.0
"""From here on, crowns are money; fewer may be prizes."""


def currency_before(tokens: Tokens, index: int) -> tuple[Unit | None, int]:
    """The currency that stands before the token `index`, and where it begins."""
    symbols = table("currencies")["symbols"]
    sign = tokens[index - 1]
    if sign.text in symbols and index > 0:
        prefix = tokens[index - 2].text + sign.text
        if tokens.glued(index - 1) and prefix in symbols:
            return _money(symbols[prefix]), index - 2
        return _money(symbols[sign.text]), index - 1
    return _currency_word(tokens, index)


def _currency_word(tokens: Tokens, index: int) -> tuple[Unit | None, int]:
    dotted = tokens[index - 1].text == "." and tokens.glued(index - 1)
    at = index - 2 if dotted else index - 1
    word = tokens[at].text
    money = table("currencies")
    code = money["words_before"].get(f"{word}." if dotted else word)
    if code and (len(word) > 1 or _letter_currency(tokens, index)):
        return _money(code), at
    if dotted:
        return None, index
    aliased = word in money["aliases"] and (word.isupper() or word == "dlrs")
    if aliased or word in money["codes"]["list"]:
        code = money["aliases"].get(word, word)
        return _money(code), at
    return None, index


def _letter_currency(tokens: Tokens, index: int) -> bool:
    """ "R50,000", "K3 million": one letter against digits that are no model's number."""
    if not tokens.glued(index) or tokens.glued(index - 1):
        return False
    scale = tokens[index + 1].lower in table("words")["scales"]
    return "," in tokens[index].text or scale or tokens[index + 1].text in ("m", "bn")


def unit_after(tokens: Tokens, numeral: Numeral) -> tuple[Unit | None, int]:
    """The unit that stands after a numeral, and where it stops."""
    index = numeral.stop
    hyphen = tokens[index].text in ("-", "–") and tokens.glued(index) and tokens.glued(index + 1)
    index += hyphen
    if tokens[numeral.stop].lower == "of" and numeral.vague:
        index += 1
    unit, stop = unit_forms().starting(tokens, index, exact=True)
    if unit and _form_fits(tokens, numeral, unit, index, stop):
        return unit, stop
    unit, stop = unit_names().starting(tokens, index)
    if unit is None:
        return _foreign(tokens, numeral, index)
    unit = _settled(tokens, numeral, unit, index, stop)
    return (unit, stop) if unit else (None, numeral.stop)


def _foreign(tokens: Tokens, numeral: Numeral, index: int) -> tuple[Unit | None, int]:
    """The currency of a nation that the lists do not know, by its plain name: Kelmian dollars."""
    nation, name = tokens[index], tokens[index + 1]
    if nation.kind != "word" or not nation.text[0].isupper() or not name.text.islower():
        return None, numeral.stop
    unit, stop = unit_names().starting(tokens, index + 1)
    if unit is None or unit.kind != "money" or stop != index + 2 or unit.factor != 1:
        return None, numeral.stop
    plural = name.lower if name.lower.endswith("s") else f"{name.lower}s"
    return _money(plural), stop


def _form_fits(tokens: Tokens, numeral: Numeral, unit: Unit, index: int, stop: int) -> bool:
    """Whether an abbreviation after a number is a unit: not "5 s", nor "5 m" cut from a word."""
    text = tokens[index].text
    if tokens.glued(stop) and tokens[stop].kind == "word" and tokens[stop - 1].kind == "word":
        return False
    if tokens.glued(stop) and tokens[stop].kind == "digits":
        return False
    if tokens[index].kind == "sign":
        return unit.kind != "money" or tokens[stop].kind != "digits"
    if unit.kind == "percent":
        return True
    if numeral.spelled and len(text) < 3:
        return False
    if stop - index == 1 and len(text) == 1 and not tokens.glued(index):
        return text in "mgtCFWV" and tokens[stop].text != "."
    return True


def _settled(tokens: Tokens, numeral: Numeral, unit: Unit, index: int, stop: int) -> Unit | None:
    """The unit that an ambiguous name stands for here, or None where it is none."""
    if stop - index > 1:
        return unit
    name, hyphen = tokens[index].lower, tokens[index - 1].text == "-"
    if name in ("pound", "pounds"):
        return _pound(tokens, numeral, unit, stop)
    if name in words_of("units", "joined"):
        fits = hyphen or (unit.kind == "duration" and numeral.value == 1)
    elif name in words_of("units", "in_amounts"):
        fits = numeral.scaled or "." in tokens[numeral.start].text
        fits |= numeral.value >= AMOUNT and "," in tokens[numeral.start].text
        fits |= name == "marks" and _is_paid(tokens, numeral)
    elif name in words_of("units", "in_sums"):
        fits = numeral.value >= SUM or numeral.scaled or _is_paid(tokens, numeral)
    else:
        fits = name != "quarters" or not numeral.fraction
    return unit if fits else None


def _pound(tokens: Tokens, numeral: Numeral, unit: Unit, stop: int) -> Unit:
    """Pounds are money when scaled or paid, else mass."""
    if tokens[stop].lower == "sterling":
        return _money("GBP")
    if tokens[stop].lower == "of":
        return unit
    paid = _is_paid(tokens, numeral)
    large = numeral.value >= 100_000 and tokens[stop - 1].lower == "pounds"
    return _money("GBP") if paid or large or numeral.raw != numeral.value else unit


def _is_paid(tokens: Tokens, numeral: Numeral) -> bool:
    """Whether words of paying stand near before a number."""
    near = tokens.lowers(numeral.start - 6, numeral.start)
    return not words_of("currencies", "paying").isdisjoint(near)


def _money(code: str) -> Unit:
    return Unit(code=code, kind="money")
