"""The figures of a report: its quantities without dates, durations and ages."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from tipsheet.reading.figures.lexicon import words_of
from tipsheet.reading.figures.nouns import is_person
from tipsheet.reading.figures.quantities import find_quantities
from tipsheet.reading.figures.quantity import Quantity
from tipsheet.record import Figure, Span, content_id

NO_FIGURES = frozenset(("age", "duration"))


def find_figures(
    text: str, *, sentences: Sequence[Span] = (), dates: Sequence[Span] = ()
) -> tuple[Figure, ...]:
    """The figures of `text` in its order; what lies in one of `dates` is left out.

    Nothing is read across the borders of `sentences`. Event and attribution are left open.
    """
    within = _Within(dates)
    return tuple(
        _figure(quantity)
        for quantity in find_quantities(text, sentences=sentences)
        if _is_figure(quantity) and not within(quantity)
    )


def _is_figure(quantity: Quantity) -> bool:
    """Whether a quantity belongs in the record; "one" does where it counts people or is hedged."""
    if quantity.kind in NO_FIGURES:
        return False
    one = quantity.value == 1 and quantity.unit is None and quantity.upper is None
    if not one or quantity.modifier != "exact" or quantity.text.lower() != "one":
        return True
    noun = quantity.noun or ""
    if any(word in words_of("nouns", "unnamed") for word in noun.lower().split()):
        return False
    return noun[:1].isupper() or any(is_person(word) for word in noun.lower().split())


class _Within:
    """Tells whether a span touches one of many others."""

    def __init__(self, spans: Sequence[Span]) -> None:
        ordered = sorted((span.start, span.end) for span in spans)
        self._starts = [start for start, _ in ordered]
        self._reach = list(accumulate((end for _, end in ordered), max))

    def __call__(self, span: Span) -> bool:
        before = bisect_right(self._starts, span.end - 1)
        return before > 0 and span.start < self._reach[before - 1]


def _figure(quantity: Quantity) -> Figure:
    return Figure(
        start=quantity.start,
        end=quantity.end,
        text=quantity.text,
        id=content_id("f", quantity.start, quantity.end, quantity.value),
        value=quantity.value,
        upper=quantity.upper,
        modifier=quantity.modifier,
        unit=quantity.unit,
        of=quantity.noun,
        event=None,
        attribution=None,
    )
