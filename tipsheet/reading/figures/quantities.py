"""Every quantity of a text with its hedge, unit and counted noun."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from tipsheet.reading.figures import context
from tipsheet.reading.figures.amounts import Amount, read_amount
from tipsheet.reading.figures.lexicon import table, unit_names
from tipsheet.reading.figures.lists import lent
from tipsheet.reading.figures.numbers import opening_words, read_numeral
from tipsheet.reading.figures.pairs import paired
from tipsheet.reading.figures.quantity import Quantity, hedged, quantity_of
from tipsheet.reading.figures.refusals import refused
from tipsheet.reading.figures.tokens import Tokens
from tipsheet.record import Span


def find_quantities(text: str, *, sentences: Sequence[Span] = ()) -> tuple[Quantity, ...]:
    """All quantities in text order, durations and ages too; nothing is read across sentences.

    Without `sentences` the text is cut at blank lines.
    """
    found: list[Quantity] = []
    for start, end in _stretches(text, sentences):
        if _hopeful(text[start:end]):
            found += lent(text, list(_in_stretch(Tokens(text, start, end))))
    return tuple(found)


def _stretches(text: str, sentences: Sequence[Span]) -> Iterator[tuple[int, int]]:
    borders = [span.start for span in sentences] if sentences else _paragraphs(text)
    borders = sorted({0, *borders, len(text)})
    yield from pairwise(borders)


def _paragraphs(text: str) -> list[int]:
    return [match.end() for match in re.finditer(r"\n[^\S\n]*\n", text)]


@cache
def _hopes() -> frozenset[str]:
    """Words without which, and without digits, only an article opens a quantity."""
    words = table("words")
    keys = {key for name in ("ones", "tens", "scales", "plurals") for key in words[name]}
    return frozenset(keys | {"half", "couple", "pair"})


@cache
def _after_article() -> frozenset[str]:
    """Words that after "a" or "an" may make a quantity of it: "a third", "a metric ton"."""
    return frozenset((*table("words")["denominators"], *unit_names().by_edge))


def _hopeful(stretch: str) -> bool:
    """Whether a stretch can hold a quantity at all."""
    if _SIGNS.search(stretch):
        return True
    words = _WORDS.findall(stretch.lower())
    if not _hopes().isdisjoint(words):
        return True
    return any(after in _after_article() for word, after in pairwise(words) if word in ("a", "an"))


_SIGNS = re.compile(r"[\d½⅓⅔¼¾⅕⅖⅗⅘⅛⅜⅝⅞]")
_WORDS = re.compile(r"[a-z]+")


def _in_stretch(tokens: Tokens) -> Iterator[Quantity]:
    onward = past = 0
    for index in tokens.opening(opening_words()):
        if index < onward:
            continue
        amount, onward = _at(tokens, index)
        if amount:
            begun = amount if amount.start >= past else replace(amount, start=past)
            yield quantity_of(tokens, begun)
            past = amount.stop


def _at(tokens: Tokens, index: int) -> tuple[Amount | None, int]:
    """The amount whose number begins at `index`, if one does, and where to read on."""
    amount, onward = read_amount(tokens, index)
    if amount is None:
        return None, onward
    pair, onward = paired(tokens, amount)
    if context.is_spelled_year(tokens, amount.start, amount.stop):
        return None, _past_year(tokens, amount.stop)
    if pair is None or refused(tokens, pair):
        return None, onward
    return hedged(tokens, pair), pair.stop


def _past_year(tokens: Tokens, index: int) -> int:
    rest = read_numeral(tokens, index)
    return rest.stop if rest else index
