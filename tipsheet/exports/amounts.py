"""Figures as a desk prints them: "over 4,000", "12–15", "$3.2 million"."""

from math import isfinite

from tipsheet.record import Figure

HEDGES = {
    "about": "about",
    "at_least": "at least",
    "at_most": "up to",
    "more_than": "over",
    "less_than": "under",
}
_SIGNS = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "INR": "₹", "ILS": "₪", "UAH": "₴"}
_PERCENT = ("%", "percent", "per cent", "PERCENT")
_SHARES = {1 / 2: "½", 1 / 3: "⅓", 2 / 3: "⅔", 1 / 4: "¼", 3 / 4: "¾", 1 / 5: "⅕"}
_SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))


def amount(figure: Figure) -> str:
    """The value as it was read, with its hedge, range and unit; a share as its fraction."""
    if figure.unit == "fraction":
        return f"{HEDGES.get(figure.modifier, '')} {_share(figure)}".strip()
    value = number(figure.value)
    if figure.upper is not None:
        value = _joined(value, number(figure.upper))
    hedge = HEDGES.get(figure.modifier, "")
    return f"{hedge} {_with_unit(value, figure.unit)}".strip()


def number(value: float) -> str:
    """A number with its thousands apart, and in words of scale from a million on."""
    if not isfinite(value):
        return "?"
    for scale, word in _SCALES:
        if scale <= abs(value) < scale * 1000 and round(value / scale, 3) == value / scale:
            return f"{value / scale:g} {word}"
    if value == int(value):
        return f"{int(value):,}" if abs(value) < 1e15 else f"{value:.3g}"
    return f"{value:,.4f}".rstrip("0")


def _share(figure: Figure) -> str:
    """A share of a whole: "⅓", or in percent where there is no sign for it."""
    return _joined(*(_part(value) for value in (figure.value, figure.upper) if value is not None))


def _part(value: float) -> str:
    sign = next((sign for share, sign in _SHARES.items() if abs(share - value) < 0.001), None)
    return sign or f"{number(round(value * 100, 1))}%"


def _joined(low: str, high: str | None = None) -> str:
    if high is None:
        return low
    scale = low.partition(" ")[2]
    return f"{low.partition(' ')[0]}–{high}" if scale and high.endswith(scale) else f"{low}–{high}"


def _with_unit(value: str, unit: str | None) -> str:
    if not unit:
        return value
    if unit in _PERCENT:
        return f"{value}%"
    if unit in _SIGNS:
        return f"{_SIGNS[unit]}{value}"
    return f"{unit} {value}" if len(unit) == 3 and unit.isupper() else f"{value} {unit}"
