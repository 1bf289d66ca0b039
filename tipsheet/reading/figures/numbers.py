"""Numerals: digits, number words and both together, to the value they stand for."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

from tipsheet.reading.figures.lexicon import table
from tipsheet.reading.figures.tokens import Tokens

LONGEST = 24
"""Digits in the longest number that is read; longer ones are codes."""

LARGEST = 1e15
"""No scale word multiplies a number beyond this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Numeral:
    """A number at tokens `start` up to `stop`.

    `raw` is the value before its scale ("2.5" in "2.5 million"); `vague` marks a plural that
    only sets a floor ("dozens"); `fraction` a share of something; `spelled` a number in words.
    """

    start: int
    stop: int
    value: float
    raw: float
    vague: bool = False
    fraction: bool = False
    spelled: bool = False
    about: bool = False

    @property
    def scaled(self) -> bool:
        """Whether a word such as "million" multiplies the number."""
        return self.value != self.raw


def read_numeral(tokens: Tokens, index: int, *, money: bool = False) -> Numeral | None:
    """The longest numeral that begins at the token `index`, if one does.

    `money` says that a currency stands before it, so that "m" means millions.
    """
    token = tokens[index]
    if token.kind == "digits":
        return _digits(tokens, index, money=money)
    if token.kind != "word":
        return None
    if token.text in _glyphs():
        return _glyph(tokens, index)
    reader = _openers().get(token.lower)
    return reader(tokens, index) if reader else None


def opens_numeral(lower: str) -> bool:
    """Whether a lower-cased word can begin a numeral."""
    return lower in opening_words()


@cache
def opening_words() -> frozenset[str]:
    """The lower-cased words that can begin a numeral."""
    return frozenset((*_openers(), *_glyphs()))


# Digits


def _digits(tokens: Tokens, index: int, *, money: bool) -> Numeral | None:
    text = tokens[index].text.replace(",", "")
    if len(text) > LONGEST:
        return None
    value, stop = float(text), index + 1
    if _slash(tokens, stop):
        return _written_fraction(tokens, index)
    if tokens[stop].text in _glyphs():
        value, stop = value + _glyphs()[tokens[stop].text], stop + 1
    elif _slash(tokens, stop + 1) and not tokens.glued(stop) and tokens[stop].kind == "digits":
        part = _written_fraction(tokens, stop)
        if part:
            value, stop = value + part.value, part.stop
    plain = Numeral(start=index, stop=stop, value=value, raw=value)
    return _scaled(tokens, _and_a_half(tokens, plain), money=money)


def _slash(tokens: Tokens, index: int) -> bool:
    return tokens[index].text in ("/", "⁄") and tokens.glued(index) and tokens.glued(index + 1)


def _written_fraction(tokens: Tokens, index: int) -> Numeral | None:
    above, below = tokens[index].text, tokens[index + 2].text
    if not (above.isdecimal() and below.isdecimal() and len(above) < 3 and len(below) < 3):
        return None
    if tokens.glued(index + 3) and tokens[index + 3].kind != "sign":
        return None
    if _slash(tokens, index + 3) or not 0 < int(above) < int(below) or int(below) not in _BELOW:
        return None
    value = _ratio(int(above), int(below))
    return Numeral(start=index, stop=index + 3, value=value, raw=value, fraction=True)


_BELOW = frozenset((2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 32))


def _glyph(tokens: Tokens, index: int) -> Numeral:
    value = _glyphs()[tokens[index].text]
    plain = Numeral(start=index, stop=index + 1, value=value, raw=value)
    scaled = _scaled(tokens, plain, money=False)
    return scaled if scaled.scaled else replace(plain, fraction=True)


def _scaled(tokens: Tokens, numeral: Numeral, *, money: bool) -> Numeral:
    """The numeral with the scale words or letters after it: million, bn, crore, dozen."""
    index, value = numeral.stop, numeral.value
    if tokens[index].text in ("-", "–") and tokens.glued(index) and tokens.glued(index + 1):
        index += tokens[index + 1].lower in _scales()
    while (scale := _scale_at(tokens, index, money=money and index == numeral.stop)) is not None:
        if value > LARGEST:
            break
        value, index = value * scale, index + 1
        numeral = replace(numeral, value=_clean(value), stop=index)
    return _and_a_half(tokens, numeral, scale=value / numeral.raw if numeral.raw else 1.0)


def _scale_at(tokens: Tokens, index: int, *, money: bool) -> float | None:
    token = tokens[index]
    if token.kind != "word":
        return None
    if (scale := _scales().get(token.lower)) is not None:
        return scale
    if (scale := _letters().get(token.text)) is not None:
        return scale if tokens.glued(index) or len(token.text) > 1 else None
    if money or (tokens.glued(index) and token.text in "MB"):
        return _money_letters().get(token.text)
    return None


def _and_a_half(tokens: Tokens, numeral: Numeral, scale: float = 1.0) -> Numeral:
    """ "two and a half", "a million and a half"."""
    stop = numeral.stop + 3
    if tokens.lowers(numeral.stop, stop) not in (("and", "a", "half"), ("-", "and", "a")):
        return numeral
    if tokens[stop - 1].lower == "a":
        if tokens.lowers(stop, stop + 2) != ("-", "half"):
            return numeral
        stop += 2
    value = numeral.value + scale / 2
    raw = numeral.raw + 0.5
    return replace(numeral, value=value, raw=raw if scale != 1 else value, stop=stop)


# Words


def _cardinal(tokens: Tokens, index: int) -> Numeral | None:
    """Number words: "two hundred and fifty thousand", "twenty-five", "three dozen"."""
    plain = _hundreds(tokens, index)
    share = _share(tokens, plain)
    if share:
        return share
    half = _and_a_half(tokens, plain)
    if half is not plain:
        return _scaled(tokens, half, money=False)
    return _thousands(tokens, plain)


def _hundreds(tokens: Tokens, index: int) -> Numeral:
    """A number below a thousand in words, or "twelve hundred"."""
    value, stop, ones, tens = 0, index, _ones(), _tens()
    room = 10_000
    while True:
        word = tokens[stop].lower
        step = ones.get(word, tens.get(word))
        if step is not None and step < room:
            value, stop = value + step, stop + 1
            room = 10 if word in tens else 0
        elif word == "hundred" and 0 < value < 100:
            value, stop, room = value * 100, stop + 1, 100
        else:
            break
        stop += _joined(tokens, stop, room)
    stop -= tokens[stop - 1].lower in ("-", "and")
    return Numeral(start=index, stop=stop, value=float(value), raw=float(value), spelled=True)


def _joined(tokens: Tokens, index: int, room: int) -> int:
    """1 where "-" or "and" leads on to a number word that fits, else 0."""
    joint, follower = tokens[index].lower, tokens[index + 1].lower
    step = _ones().get(follower, _tens().get(follower, room))
    if joint == "-" and tokens.glued(index + 1):
        return int(0 < step < room or follower == "hundred")
    return int(joint == "and" and room == 100 and 0 < step < room)


def _thousands(tokens: Tokens, first: Numeral) -> Numeral:
    """Groups with falling scales: "two million three hundred thousand"."""
    numeral = _scaled(tokens, first, money=False)
    total, last = numeral, numeral.value / (numeral.raw or 1)
    while last >= 1000:
        index = total.stop + (tokens[total.stop].lower == "and")
        if tokens[index].lower not in _ones() and tokens[index].lower not in _tens():
            break
        group = _scaled(tokens, _hundreds(tokens, index), money=False)
        scale = group.value / (group.raw or 1)
        if group.value <= 0 or scale >= last or group.value >= last:
            break
        total = replace(total, value=total.value + group.value, stop=group.stop)
        last = scale
    return total


def _article(tokens: Tokens, index: int) -> Numeral | None:
    """ "a dozen", "a hundred and ten", "a couple of", "a few hundred", "a third of", "a half"."""
    follower = tokens[index + 1].lower
    if follower == "hundred":
        value = _hundreds_after(tokens, index + 2)
        return _thousands(tokens, replace(value, start=index))
    if follower in _scales():
        one = Numeral(start=index, stop=index + 1, value=1.0, raw=1.0, spelled=True)
        return _thousands(tokens, one)
    if follower in ("few", "couple", "pair", "half", "good"):
        found = _openers()[follower](tokens, index + 1) if follower != "good" else None
        return replace(found, start=index) if found else None
    one = Numeral(start=index, stop=index + 1, value=1.0, raw=1.0, spelled=True)
    return _share(tokens, one)


def _hundreds_after(tokens: Tokens, index: int) -> Numeral:
    """A hundred, with what follows the word."""
    joined = index + _joined(tokens, index, 100)
    rest = _hundreds(tokens, joined)
    if joined == index or not 0 < rest.value < 100:
        return Numeral(start=index, stop=index, value=100.0, raw=100.0, spelled=True)
    return replace(rest, value=100 + rest.value, raw=100 + rest.value)


def _bare_scale(tokens: Tokens, index: int) -> Numeral | None:
    """ "million-dollar", "hundred thousand": a scale word without a number before it."""
    if tokens[index - 1].text == "-" or tokens[index - 1].kind == "digits":
        return None
    hyphen = tokens[index + 1].text == "-" and tokens.glued(index + 2)
    if not hyphen and tokens[index + 1].lower not in _scales():
        return None
    one = Numeral(start=index, stop=index, value=1.0, raw=1.0, spelled=True)
    return _scaled(tokens, one, money=False)


def _several(tokens: Tokens, index: int) -> Numeral | None:
    """ "several hundred", "a few dozen", "many thousands": at least two of them."""
    scale = _scales().get(tokens[index + 1].lower)
    if scale is not None:
        value = 2 * scale if scale > 12 else 24.0
        several = Numeral(
            start=index, stop=index + 2, value=value, raw=2.0, vague=True, spelled=True
        )
        return _scaled_again(tokens, several)
    plural = _plural(tokens, index + 1)
    return replace(plural, start=index) if plural else None


def _couple(tokens: Tokens, index: int) -> Numeral | None:
    """ "a couple of", "a pair of", "a couple hundred"."""
    stop = index + 1
    if tokens[stop].lower == "of":
        stop += 1
    elif tokens[stop].lower not in _scales() or tokens[index].lower == "pair":
        return None
    if tokens[stop].kind != "word" or tokens[stop].lower in ("the", "them", "these", "those", "us"):
        return None
    about = tokens[index].lower == "couple"
    two = Numeral(start=index, stop=stop, value=2.0, raw=2.0, spelled=True, about=about)
    scaled = _scaled(tokens, two, money=False)
    return scaled if scaled.scaled or tokens[stop - 1].lower == "of" else None


def _plural(tokens: Tokens, index: int) -> Numeral | None:
    """ "dozens", "hundreds of thousands", "tens of millions": what they are at least."""
    word = tokens[index].lower
    value = _plurals().get(word)
    if value is None or tokens[index - 1].kind == "digits":
        return None
    of = tokens[index + 1].lower == "of"
    scale = _plurals().get(tokens[index + 2].lower, 0) / 2 if of else 0
    if scale >= 100:
        value, stop = value * scale, index + 3
    elif not of and word in ("tens", "scores"):
        return None
    else:
        stop = index + 1
    return Numeral(start=index, stop=stop, value=float(value), raw=2.0, vague=True, spelled=True)


def _half(tokens: Tokens, index: int) -> Numeral | None:
    """ "half a million", "half a dozen", "half-million", or half of something."""
    stop = index + 1
    while tokens[stop].lower in ("a", "an", "-") and stop < index + 4:
        stop += 1
    half = Numeral(start=index, stop=index + 1, value=0.5, raw=0.5, spelled=True)
    if tokens[stop].lower in _scales():
        return _scaled(tokens, replace(half, stop=stop), money=False)
    return replace(half, fraction=True)


def _share(tokens: Tokens, above: Numeral) -> Numeral | None:
    """ "two-thirds", "three quarters", "a quarter of a million"."""
    index = above.stop
    hyphen = tokens[index].text in ("-", "–") and tokens.glued(index + 1)
    index += hyphen
    word = tokens[index].lower
    below = _denominators().get(word[:-1] if above.value > 1 and word.endswith("s") else word)
    if below is None or (above.value > 1) != word.endswith("s") or not 0 < above.value < below:
        return None
    value = _ratio(above.value, below)
    share = replace(above, stop=index + 1, value=value, raw=value, fraction=True)
    return _share_of_scale(tokens, share)


def _share_of_scale(tokens: Tokens, share: Numeral) -> Numeral:
    index = share.stop
    for words in (("of", "a"), ("-",), ()):
        stop = index + len(words)
        if tokens.lowers(index, stop) == words and tokens[stop].lower in _scales():
            scaled = _scaled(tokens, replace(share, stop=stop), money=False)
            return replace(scaled, fraction=False)
    return share


def _scaled_again(tokens: Tokens, numeral: Numeral) -> Numeral:
    scale = _scales().get(tokens[numeral.stop].lower)
    if scale is None:
        return numeral
    return replace(numeral, value=numeral.value * scale, stop=numeral.stop + 1)


def _ratio(above: float, below: float) -> float:
    return round(above / below, 4)


def _clean(value: float) -> float:
    """The product without the dust of binary fractions (4.1 million is 4100000)."""
    return float(round(value)) if abs(value - round(value)) < 1e-6 * abs(value) else value


# The words, by what they do

Reader = Callable[[Tokens, int], Numeral | None]


@cache
def _openers() -> dict[str, Reader]:
    words: dict[str, Reader] = dict.fromkeys([*_ones(), *_tens()], _cardinal)
    words |= dict.fromkeys(_scales(), _bare_scale) | dict.fromkeys(_plurals(), _plural)
    words |= dict.fromkeys(("a", "an"), _article)
    words |= dict.fromkeys(("several", "few", "many"), _several)
    return words | {"half": _half, "couple": _couple, "pair": _couple}


@cache
def _ones() -> dict[str, int]:
    return dict(table("words")["ones"])


@cache
def _tens() -> dict[str, int]:
    return dict(table("words")["tens"])


@cache
def _scales() -> dict[str, float]:
    return dict(table("words")["scales"])


@cache
def _letters() -> dict[str, float]:
    return dict(table("words")["abbreviations"])


@cache
def _money_letters() -> dict[str, float]:
    return dict(table("words")["after_money"])


@cache
def _plurals() -> dict[str, float]:
    return dict(table("words")["plurals"])


@cache
def _denominators() -> dict[str, int]:
    return dict(table("words")["denominators"])


@cache
def _glyphs() -> dict[str, float]:
    return dict(table("words")["glyphs"])
