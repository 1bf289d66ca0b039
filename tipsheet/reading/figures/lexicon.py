"""The words of numerals, hedges, units and currencies, read once from their files."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from tipsheet.reading.figures.tokens import Tokens
from tipsheet.vocabulary.loading import read_table

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """What a value is measured in; `factor` turns the value into `code`.

    `code` is ISO 4217 for money, `percent`, or a unit's UCUM or plain name; `kind` is money,
    percent, duration, length, mass and so on. A `form` is an abbreviation: its case counts.
    """

    code: str
    kind: str
    factor: float = 1.0
    form: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """Phrases by their first or last word, the longest first."""

    by_edge: Mapping[str, tuple[tuple[Phrase, Any], ...]]

    def starting(self, tokens: Tokens, index: int, *, exact: bool = False) -> tuple[Any, int]:
        """What the longest phrase at `index` stands for, and where it stops; or None, index."""
        first = tokens[index].text if exact else tokens[index].lower
        for phrase, value in self.by_edge.get(first, ()):
            stop = index + len(phrase)
            found = _texts(tokens, index, stop) if exact else tokens.lowers(index, stop)
            if found == phrase:
                return value, stop
        return None, index

    def ending(self, tokens: Tokens, index: int) -> tuple[Any, int]:
        """What the longest phrase before `index` stands for, and where it starts."""
        for phrase, value in self.by_edge.get(tokens[index - 1].lower, ()):
            start = index - len(phrase)
            if start >= 0 and tokens.lowers(start, index) == phrase:
                return value, start
        return None, index


def _texts(tokens: Tokens, start: int, stop: int) -> Phrase:
    return tuple(tokens[index].text for index in range(start, stop))


@cache
def table(name: str) -> dict[str, Any]:
    """The file `name`.toml of this package."""
    return read_table(f"{name}.toml", "tipsheet.reading.figures")


def phrases(
    pairs: Iterable[tuple[str, Any]], *, last: bool = False, exact: bool = False
) -> Phrases:
    """Phrases from (words, value) pairs, indexed by their first or last word."""
    found: dict[str, dict[Phrase, Any]] = {}
    for words, value in pairs:
        phrase = tuple(token.text if exact else token.lower for token in Tokens(words))
        found.setdefault(phrase[-1 if last else 0], {}).setdefault(phrase, value)
    return Phrases(
        by_edge={
            edge: tuple(sorted(items.items(), key=lambda item: -len(item[0])))
            for edge, items in found.items()
        }
    )


@cache
def hedges_before() -> Phrases:
    """Hedges that end where a numeral begins."""
    return phrases(_listed(table("hedges")["before"]), last=True)


@cache
def prepositions_before() -> Phrases:
    """Hedges that are read as prepositions before small numbers."""
    return phrases(_listed(table("hedges")["before_digits"]), last=True)


@cache
def hedges_after() -> Phrases:
    """Hedges that begin where a numeral ends."""
    return phrases(_listed(table("hedges")["after"]))


@cache
def joints() -> Phrases:
    """Words between the two ends of a range whose second end is only possible."""
    return phrases((words, True) for words in table("hedges")["joints"]["words"])


@cache
def unit_names() -> Phrases:
    """Units and currencies by their spelled names, whatever the case."""
    return phrases([*_unit_names(), *_currency_names()])


@cache
def unit_forms() -> Phrases:
    """Units and currencies by their abbreviations, in exactly this case."""
    return phrases([*_unit_forms(), *_currency_forms()], exact=True)


@cache
def words_of(name: str, key: str) -> frozenset[str]:
    """The list `words` of one table, as a set."""
    return frozenset(table(name)[key]["words"])


def _listed(lists: Mapping[str, Iterable[str]]) -> Iterable[tuple[str, str]]:
    return [(words, value) for value, phrases_ in lists.items() for words in phrases_]


def _unit_names() -> Iterable[tuple[str, Unit]]:
    for row in table("units")["unit"]:
        unit = Unit(code=row["code"], kind=row["kind"])
        for name in row.get("names", ()):
            yield name, unit
            yield f"{name}s", unit
        for name in row.get("plurals", ()):
            yield name, unit


def _unit_forms() -> Iterable[tuple[str, Unit]]:
    for row in table("units")["unit"]:
        for form in row.get("forms", ()):
            yield form, Unit(code=row["code"], kind=row["kind"], form=True)


def _currency_names() -> Iterable[tuple[str, Unit]]:
    money = table("currencies")
    for nation, names in money["nations"].items():
        for name, code in names.items():
            yield from _both(f"{nation} {name}", _money(code, minor=name in money["minor"]))
    for name, code in money["names"].items():
        yield from _both(name, _money(code))
    for name, code in money["minor"].items():
        if len(name) > 1:
            yield from _both(name, _money(code, minor=True))


def _currency_forms() -> Iterable[tuple[str, Unit]]:
    money = table("currencies")
    for sign, code in money["symbols"].items():
        yield sign, _money(code, form=True)
    for name, code in money["aliases"].items():
        yield name, _money(code, form=True)
    for code in money["codes"]["list"]:
        yield code, _money(code, form=True)
    for name, code in money["minor"].items():
        if len(name) == 1:
            yield name, _money(code, minor=True, form=True)


def _both(name: str, unit: Unit) -> Iterable[tuple[str, Unit]]:
    yield name, unit
    yield f"{name}s", unit


def _money(code: str, *, minor: bool = False, form: bool = False) -> Unit:
    return Unit(code=code, kind="money", factor=0.01 if minor else 1.0, form=form)
