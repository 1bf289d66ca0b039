"""Every quantity of a text with its hedge, unit and counted noun."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from tipsheet.reading.figures import context, hedging, nouns, units
from tipsheet.reading.figures.lexicon import Unit, joints, table, words_of
from tipsheet.reading.figures.numbers import Numeral, opens_numeral, read_numeral
from tipsheet.reading.figures.tokens import Tokens
from tipsheet.record import Span


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


TALLY = 500
"""Votes and points below this may be the outcome of a ballot or a game ("5 to 4")."""

SHARED = frozenset(("money", "percent", "fraction"))
"""Kinds of quantities that are of something named before or after them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Amount:
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
        return self.sign * self.numeral.value * (self.unit.factor if self.unit else 1.0)


def find_quantities(text: str, *, sentences: Sequence[Span] = ()) -> tuple[Quantity, ...]:
    """All quantities in text order, durations and ages too; nothing is read across sentences.

    Without `sentences` the text is cut at blank lines.
    """
    found: list[Quantity] = []
    for start, end in _stretches(text, sentences):
        if _hopeful(text[start:end]):
            found += _lent(text, list(_in_stretch(Tokens(text, start, end))))
    return tuple(found)


def _lent(text: str, found: list[Quantity]) -> list[Quantity]:
    """Bare numbers of a list with the noun and unit of its last one: "28, 22 and 17 cases"."""
    for at in range(len(found) - 2, -1, -1):
        one, other = found[at], found[at + 1]
        bare = one.kind == "count" and one.noun is None and other.kind != "age"
        if bare and text[one.end : other.start] in _LISTING and other.value >= 0:
            found[at] = replace(one, noun=other.noun, unit=other.unit, kind=other.kind)
    return _cents(_ages(text, found))


def _ages(text: str, found: list[Quantity]) -> list[Quantity]:
    """Bare numbers of a list that begins with an age: "aged 19, 22 and 23"."""
    for at in range(1, len(found)):
        one, other = found[at - 1], found[at]
        bare = other.kind == "count" and other.noun is None and one.unit is None
        if one.kind == "age" and bare and text[one.end : other.start] in _LISTING:
            found[at] = replace(other, kind="age")
    return found


_LISTING = frozenset((", ", " and ", " or ", ", and ", ", or ", " to "))


def _cents(found: list[Quantity]) -> list[Quantity]:
    """Cents of the currency last named: "at C$35, up 12.5 cents"."""
    last = "USD"
    for at, quantity in enumerate(found):
        if quantity.kind == "money" and quantity.unit:
            minor = quantity.unit == "USD" and quantity.text.endswith(("cents", "cent"))
            if minor and last in _WITH_CENTS and "U" not in quantity.text:
                found[at] = replace(quantity, unit=last)
            else:
                last = quantity.unit
    return found


_WITH_CENTS = frozenset(("USD", "CAD", "AUD", "NZD", "EUR", "HKD", "SGD", "ZAR"))


def _stretches(text: str, sentences: Sequence[Span]) -> Iterator[tuple[int, int]]:
    borders = [span.start for span in sentences] if sentences else _paragraphs(text)
    borders = sorted({0, *borders, len(text)})
    yield from pairwise(borders)


def _paragraphs(text: str) -> list[int]:
    return [match.end() for match in re.finditer(r"\n[^\S\n]*\n", text)]


@cache
def _hopes() -> frozenset[str]:
    """Words without which, and without digits, a stretch holds no quantity."""
    words = table("words")
    shares = {name + end for name in words["denominators"] for end in ("", "s")}
    keys = {key for name in ("ones", "tens", "scales", "plurals") for key in words[name]}
    units_ = {name for row in table("units")["unit"] for name in row.get("names", ())}
    return frozenset(keys | shares | units_ | {"half", "couple", "pair", "dollar"})


def _hopeful(stretch: str) -> bool:
    if _SIGNS.search(stretch):
        return True
    return not _hopes().isdisjoint(_WORDS.findall(stretch.lower()))


_SIGNS = re.compile(r"[\d½⅓⅔¼¾⅕⅖⅗⅘⅛⅜⅝⅞]")
_WORDS = re.compile(r"[a-z]+")


def _in_stretch(tokens: Tokens) -> Iterator[Quantity]:
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if token.kind == "digits" or (token.kind == "word" and opens_numeral(token.lower)):
            amount, index = _at(tokens, index)
            if amount:
                yield _quantity(tokens, amount)
        else:
            index += 1


def _at(tokens: Tokens, index: int) -> tuple[_Amount | None, int]:
    """The amount whose number begins at `index`, if one does, and where to read on."""
    amount, onward = _amount(tokens, index)
    if amount is None:
        return None, onward
    pair, onward = _paired(tokens, amount)
    if context.is_spelled_year(tokens, amount.start, amount.stop):
        return None, _past_year(tokens, amount.stop)
    if pair is None or _refused(tokens, pair):
        return None, onward
    return _hedged(tokens, pair), pair.stop


def _past_year(tokens: Tokens, index: int) -> int:
    rest = read_numeral(tokens, index)
    return rest.stop if rest else index


# A number with its unit


def _amount(tokens: Tokens, index: int) -> tuple[_Amount | None, int]:
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


def _past(tokens: Tokens, index: int) -> int:
    return index + 3 if tokens[index + 1].text == "/" and tokens.glued(index + 1) else index + 1


def _sticks(tokens: Tokens, index: int) -> bool:
    """Whether a word hangs on the digits that is neither unit nor scale: "5G", "3D"."""
    return tokens.glued(index) and tokens[index].kind == "word"


def _measured(tokens: Tokens, numeral: Numeral, money: Unit | None, start: int) -> _Amount:
    """The numeral with what it is measured in, and a hedge between the two ("20-odd km")."""
    numeral = _millions(tokens, numeral)
    modifier, stop = hedging.hedge_after(tokens, numeral.stop)
    bare = replace(numeral, stop=stop)
    if modifier and tokens[stop].lower in table("words")["scales"]:
        scale = table("words")["scales"][tokens[stop].lower]
        bare = replace(bare, value=bare.value * scale, stop=stop + 1)
    unit, stop = units.unit_after(tokens, bare)
    if unit is None and bare.fraction:
        unit, stop = _part_of_unit(tokens, bare)
    if money is not None:
        stop = stop if unit and unit.code == money.code else bare.stop
        unit = money
    amount = _Amount(numeral=bare, start=start, stop=stop, unit=unit, modifier=modifier)
    return amount if modifier else _hedged_after(tokens, amount)


def _part_of_unit(tokens: Tokens, numeral: Numeral) -> tuple[Unit | None, int]:
    """The unit of "half a mile", "a quarter of an hour"."""
    index = numeral.stop + (tokens[numeral.stop].lower == "of")
    if tokens[index].lower not in ("a", "an"):
        return None, numeral.stop
    unit, stop = units.unit_after(tokens, replace(numeral, stop=index + 1, value=1.0, raw=1.0))
    return (unit, stop) if unit else (None, numeral.stop)


def _hedged_after(tokens: Tokens, amount: _Amount) -> _Amount:
    modifier, stop = hedging.hedge_after(tokens, amount.stop)
    return replace(amount, modifier=modifier, stop=stop) if modifier else amount


def _millions(tokens: Tokens, numeral: Numeral) -> Numeral:
    """ "5m people": m before something counted is millions, else metres."""
    index = numeral.stop
    if tokens[index].text != "m" or not tokens.glued(index) or numeral.scaled:
        return numeral
    if not _is_counted(tokens, index + 1):
        return numeral
    return replace(numeral, value=round(numeral.value * 1e6, 6), stop=index + 1)


def _signed(tokens: Tokens, amount: _Amount) -> _Amount:
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


def _article_of_unit(tokens: Tokens, index: int) -> tuple[_Amount | None, int]:
    """ "more than a kilo", "over a mile", "half an hour" is read elsewhere."""
    if tokens[index].lower not in ("a", "an"):
        return None, index + 1
    modifier, _ = hedging.hedge_before(tokens, index, firm=True)
    one = Numeral(start=index, stop=index + 1, value=1.0, raw=1.0, spelled=True)
    unit, stop = units.unit_after(tokens, one) if modifier != "exact" else (None, index)
    if unit is None:
        return None, index + 1
    return _Amount(numeral=one, start=index, stop=stop, unit=unit), stop


# Two numbers


def _paired(tokens: Tokens, first: _Amount) -> tuple[_Amount | None, int]:
    """The first number alone, or with a second one a range or ratio; None for a score."""
    ratio = _ratio(tokens, first)
    if ratio:
        return ratio, ratio.stop
    joint = tokens[first.stop].lower
    if joint in ("-", "–", "to", "or", "and"):
        second = _next_amount(tokens, first.stop + 1)
        if second:
            return _joined(tokens, first, joint, second)
    return _possible(tokens, first), first.stop


def _next_amount(tokens: Tokens, index: int) -> _Amount | None:
    """The amount, currency included, that begins exactly at `index`."""
    for at in range(index, index + 4):
        token = tokens[at]
        if token.kind == "digits" or (token.kind == "word" and opens_numeral(token.lower)):
            _, start = units.currency_before(tokens, at)
            if start != index:
                return None
            return _plain_amount(tokens, at)
    return None


def _plain_amount(tokens: Tokens, index: int) -> _Amount | None:
    money, start = units.currency_before(tokens, index)
    numeral = read_numeral(tokens, index, money=money is not None)
    if numeral is None:
        return None
    amount = _measured(tokens, numeral, money, start)
    bare = amount.unit is None and amount.stop == index + 1
    return None if bare and _sticks(tokens, index + 1) else amount


def _joined(
    tokens: Tokens, first: _Amount, joint: str, second: _Amount
) -> tuple[_Amount | None, int]:
    hyphen = joint in ("-", "–")
    if hyphen and _is_pair(tokens, first, second):
        return None, second.stop
    if context.is_year_span(tokens, first.numeral.start, second.numeral.start):
        return (None, second.stop) if _bare(tokens, second) else (first, first.stop)
    lead = tokens[first.start - 1].lower
    if joint == "and" and lead != "between":
        return _possible(tokens, first), first.stop
    if joint == "or" and not _alternatives(tokens, first, second):
        return _possible(tokens, first), first.stop
    shared = _shared(tokens, first, second)
    if joint == "to" and _is_tally(tokens, first, second):
        return None, second.stop
    if shared is None or shared.value >= second.value:
        return (None, second.stop) if hyphen and first.unit is None else (first, first.stop)
    if joint == "to" and _moves(tokens, shared, first, lead):
        return replace(shared, stop=first.stop), first.stop
    start = first.start - (lead in ("between", "from"))
    start -= tokens[start - 1].lower in ("somewhere", "anywhere") and start < first.start
    pair = replace(shared, start=start, stop=second.stop, upper=second.value)
    return pair, pair.stop


def _is_pair(tokens: Tokens, first: _Amount, second: _Amount) -> bool:
    """Whether a hyphen joins years, a score, a vote or parts of a code."""
    if first.numeral.spelled or second.numeral.spelled:
        return False
    one, other = tokens[first.numeral.start].text, tokens[second.numeral.start].text
    bare = first.unit is None and second.unit is None and not second.numeral.scaled
    if not bare:
        return False
    if len(one) == 4 and one.isdecimal() and one[:2] in ("18", "19", "20") and len(other) in (2, 4):
        return True
    if len(one) == 3 and len(other) == 4 and one.isdecimal() and other.isdecimal():
        return True
    counted = _is_counted(tokens, second.stop)
    return first.value >= second.value or (
        not counted and context.is_contest(tokens, first.start, second.stop)
    )


def _is_tally(tokens: Tokens, first: _Amount, second: _Amount) -> bool:
    """Whether "5 to 4" is the outcome of a vote or a game."""
    bare = first.unit is None and second.unit is None and TALLY > first.value > second.value
    counted = _is_counted(tokens, first.stop) or _is_counted(tokens, second.stop)
    return bare and not counted and context.is_contest(tokens, first.start, second.stop)


def _alternatives(tokens: Tokens, first: _Amount, second: _Amount) -> bool:
    """ "two or three", "10 or 15": both bare or both of one unit."""
    return second.value <= 5 * first.value or second.numeral.scaled


def _shared(tokens: Tokens, first: _Amount, second: _Amount) -> _Amount | None:
    """The first number with the scale and unit of the second; None if they measure two things."""
    numeral, other = first.numeral, second.numeral
    scale = other.value / other.raw if other.raw else 1.0
    if other.scaled and not numeral.scaled and numeral.raw < other.raw and not other.vague:
        numeral = replace(numeral, value=numeral.value * scale)
    if first.unit and second.unit and first.unit.code != second.unit.code:
        return None
    money = first.unit is not None and first.unit.kind == "money"
    if first.unit and not second.unit and (not money or _is_counted(tokens, second.stop)):
        return None
    if first.unit is None and second.unit is not None and not _bare(tokens, first):
        return None
    return replace(first, numeral=numeral, unit=first.unit or second.unit)


def _is_counted(tokens: Tokens, index: int) -> bool:
    return tokens[index].kind == "word" and nouns.is_plural(tokens[index].text)


def _bare(tokens: Tokens, amount: _Amount) -> bool:
    return amount.stop == amount.numeral.stop


def _moves(tokens: Tokens, shared: _Amount, first: _Amount, lead: str) -> bool:
    """Whether "A to B" says that something went from A to B."""
    reach = 7 if lead == "from" else 4
    changes = words_of("hedges", "change")
    moved = any(word in changes for word in tokens.lowers(first.start - reach, first.start))
    return moved and lead != "of" and (lead == "from" or first.unit is not None)


def _ratio(tokens: Tokens, first: _Amount) -> _Amount | None:
    """ "one in five", "nine out of every 10": the share that it is."""
    numeral, index = first.numeral, first.stop
    if first.unit is not None or numeral.scaled or numeral.value != int(numeral.value):
        return None
    for words in (("in",), ("out", "of"), ("of",)):
        if tokens.lowers(index, index + len(words)) == words:
            index += len(words)
            break
    else:
        return None
    every = tokens[index].lower in ("every", "each")
    if tokens[index - 1].lower == "of" and not every and index - first.stop == 1:
        return None
    second = _plain_amount(tokens, index + every)
    if second is None or second.unit is not None or not _is_base(first, second, every=every):
        return None
    share = replace(numeral, value=round(numeral.value / second.value, 6), fraction=True)
    return replace(first, numeral=share, stop=second.stop)


def _is_base(first: _Amount, second: _Amount, *, every: bool) -> bool:
    base = second.numeral.value
    if not 0 < first.numeral.value < base:
        return False
    return every or base in (3, 4, 5, 6, 7, 8, 9, 10, 12, 20, 100, 1000, 10000, 100000, 1000000)


def _possible(tokens: Tokens, first: _Amount) -> _Amount:
    """ "at least 30, possibly 40": the second number is the upper end."""
    joint, index = joints().starting(tokens, first.stop)
    second = _next_amount(tokens, index) if joint else None
    if second is None or (second.unit is not None and first.unit is None):
        return first
    shared = _shared(tokens, first, second)
    if (
        shared is None
        or second.value <= shared.value
        or context.is_year(tokens, second.start, second.stop)
    ):
        return first
    return replace(shared, stop=second.stop, upper=second.value)


# What is no quantity


def _refused(tokens: Tokens, amount: _Amount) -> bool:
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
        or context.is_clock(tokens, stop)
        or context.is_address(tokens, start, stop)
        or context.is_code(tokens, start, stop)
        or context.is_compound(tokens, start, stop)
    )


def _refused_word(tokens: Tokens, amount: _Amount) -> bool:
    start, stop = amount.numeral.start, amount.stop
    if amount.value == 0 and not _is_counted(tokens, stop):
        return True
    hedge, _ = hedging.hedge_before(tokens, start, firm=True)
    return (
        (hedge not in hedging.BOUNDS and context.is_pronoun(tokens, start, stop))
        or context.is_compound(tokens, start, stop)
        or context.is_clock(tokens, stop)
        or (tokens[start].text[0].isupper() and context.is_reference(tokens, start, stop))
    )


# The hedge and the noun


def _hedged(tokens: Tokens, amount: _Amount) -> _Amount:
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


def _quantity(tokens: Tokens, amount: _Amount) -> Quantity:
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


def _kind(tokens: Tokens, amount: _Amount) -> tuple[str, int]:
    """The kind of quantity, and where its noun may begin."""
    stop = amount.stop
    if amount.unit is None:
        if amount.numeral.fraction:
            return "fraction", stop
        aged = context.is_age(tokens, amount.numeral.start, stop)
        return ("age" if aged and amount.upper is None else "count"), stop
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


def _per(tokens: Tokens, amount: _Amount, stop: int) -> tuple[str | None, int]:
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


def _noun(tokens: Tokens, amount: _Amount, kind: str, stop: int) -> str | None:
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


def _counted(tokens: Tokens, amount: _Amount, stop: int) -> str | None:
    if tokens[stop].text == "-" and tokens[stop + 1].kind == "word" and tokens.glued(stop + 1):
        return f"{tokens[stop + 1].text}s"
    one = amount.value == 1 and amount.upper is None
    return nouns.noun_after(tokens, stop, one=one) or nouns.state_after(tokens, stop)


def _rounded(value: float) -> float:
    """Whole numbers as int, so that the record prints 4000 and not 4000.0."""
    if abs(value) < 1e15 and abs(value - round(value)) < 1e-9 * max(1.0, abs(value)):
        return round(value)
    return float(f"{value:.10g}")
