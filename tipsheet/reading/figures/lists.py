"""What the numbers of a list lend each other: noun, unit, currency, being ages."""

from dataclasses import replace

from tipsheet.reading.figures.quantity import Quantity


def lent(text: str, found: list[Quantity]) -> list[Quantity]:
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
            minor &= quantity.text.islower()
            if minor and last in _WITH_CENTS:
                found[at] = replace(quantity, unit=last)
            else:
                last = quantity.unit
    return found


_WITH_CENTS = frozenset(("USD", "CAD", "AUD", "NZD", "EUR", "HKD", "SGD", "ZAR"))
