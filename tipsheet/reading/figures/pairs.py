"""Two numbers that belong together: ranges, ratios, and what only looks like them."""

from dataclasses import replace

from tipsheet.reading.figures import context
from tipsheet.reading.figures.amounts import Amount, is_counted, next_amount, plain_amount
from tipsheet.reading.figures.lexicon import joints, words_of
from tipsheet.reading.figures.tokens import Tokens

TALLY = 500
"""Votes and points below this may be the outcome of a ballot or a game ("5 to 4")."""


def paired(tokens: Tokens, first: Amount) -> tuple[Amount | None, int]:
    """The first number alone, or with a second one a range or ratio; None for a score."""
    ratio = _ratio(tokens, first)
    if ratio:
        return ratio, ratio.stop
    joint = tokens[first.stop].lower
    if joint in ("-", "–", "to", "or", "and"):
        second = next_amount(tokens, first.stop + 1)
        if second:
            return _joined(tokens, first, joint, second)
    return _possible(tokens, first), first.stop


def _joined(tokens: Tokens, first: Amount, joint: str, second: Amount) -> tuple[Amount | None, int]:
    hyphen = joint in ("-", "–")
    if hyphen and _is_pair(tokens, first, second):
        return None, second.stop
    if context.is_year_span(tokens, first.numeral.start, second.numeral.start):
        return (None, second.stop) if _bare(second) else (first, first.stop)
    lead = tokens[first.start - 1].lower
    if joint == "and" and lead != "between":
        return _possible(tokens, first), first.stop
    if joint == "or" and not _alternatives(first, second):
        return _possible(tokens, first), first.stop
    shared = _shared(tokens, first, second)
    if joint == "to" and _is_tally(tokens, first, second):
        return None, second.stop
    if lead == "from" and _are_hours(tokens, first, second):
        return None, second.stop
    if shared is None or shared.value >= second.value:
        return (None, second.stop) if hyphen and first.unit is None else (first, first.stop)
    if joint == "to" and _moves(tokens, first, lead):
        return replace(shared, stop=first.stop), first.stop
    start = first.start - (lead in ("between", "from"))
    start -= tokens[start - 1].lower in ("somewhere", "anywhere") and start < first.start
    pair = replace(shared, start=start, stop=second.stop, upper=second.value)
    return pair, pair.stop


def _is_pair(tokens: Tokens, first: Amount, second: Amount) -> bool:
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
    counted = is_counted(tokens, second.stop)
    return first.value >= second.value or (
        not counted and context.is_contest(tokens, first.start, second.stop)
    )


def _is_tally(tokens: Tokens, first: Amount, second: Amount) -> bool:
    """Whether "5 to 4" is the outcome of a vote or a game."""
    bare = first.unit is None and second.unit is None and TALLY > first.value > second.value
    counted = is_counted(tokens, first.stop) or is_counted(tokens, second.stop)
    led = tokens[first.start - 1].lower in ("from", "between")
    return bare and not (counted or led) and context.is_contest(tokens, first.start, second.stop)


def _are_hours(tokens: Tokens, first: Amount, second: Amount) -> bool:
    """Whether "from 9 to 5" are times of day."""
    if first.unit or second.unit or not (_bare(first) and _bare(second)):
        return False
    return context.is_hours(tokens, first.numeral.start, second.numeral.start)


def _alternatives(first: Amount, second: Amount) -> bool:
    """ "two or three", "10 or 15": both bare or both of one unit."""
    return second.value <= 5 * first.value or second.numeral.scaled


def _shared(tokens: Tokens, first: Amount, second: Amount) -> Amount | None:
    """The first number with the scale and unit of the second; None if they measure two things."""
    numeral, other = first.numeral, second.numeral
    scale = other.value / other.raw if other.raw else 1.0
    if other.scaled and not numeral.scaled and numeral.raw < other.raw and not other.vague:
        numeral = replace(numeral, value=numeral.value * scale)
    if first.unit and second.unit and first.unit.code != second.unit.code:
        return None
    money = first.unit is not None and first.unit.kind == "money"
    if first.unit and not second.unit and (not money or is_counted(tokens, second.stop)):
        return None
    if first.unit is None and second.unit is not None and not _bare(first):
        return None
    return replace(first, numeral=numeral, unit=first.unit or second.unit)


def _bare(amount: Amount) -> bool:
    """Whether nothing follows the number that belongs to it."""
    return amount.stop == amount.numeral.stop


def _moves(tokens: Tokens, first: Amount, lead: str) -> bool:
    """Whether "A to B" says that something went from A to B."""
    reach = 7 if lead == "from" else 4
    changes = words_of("hedges", "change")
    moved = any(word in changes for word in tokens.lowers(first.start - reach, first.start))
    return moved and lead != "of" and (lead == "from" or first.unit is not None)


def _ratio(tokens: Tokens, first: Amount) -> Amount | None:
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
    second = plain_amount(tokens, index + every)
    if second is None or second.unit is not None or not _is_base(first, second, every=every):
        return None
    share = replace(numeral, value=round(numeral.value / second.value, 6), fraction=True)
    return replace(first, numeral=share, stop=second.stop)


def _is_base(first: Amount, second: Amount, *, every: bool) -> bool:
    base = second.numeral.value
    if not 0 < first.numeral.value < base:
        return False
    return every or base in (3, 4, 5, 6, 7, 8, 9, 10, 12, 20, 100, 1000, 10000, 100000, 1000000)


def _possible(tokens: Tokens, first: Amount) -> Amount:
    """ "at least 30, possibly 40": the second number is the upper end."""
    joint, index = joints().starting(tokens, first.stop)
    second = next_amount(tokens, index) if joint else None
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
