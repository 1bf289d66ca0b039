"""Figures: numbers with their hedge, their unit and what they count.

A figure's span holds its hedge, number and unit, and not the noun counted: "more than 4,000" of
"more than 4,000 Marines", "about $3 million" of "about $3 million in aid". A share is a value
from 0 to 1 in the unit `fraction`; percentages keep their value in the unit `percent`. A ratio
("one in five") is a share. Zero in the form of a denial ("no casualties") is no figure.
"""

from tipsheet.reading.figures.figure import find_figures
from tipsheet.reading.figures.quantities import find_quantities
from tipsheet.reading.figures.quantity import Quantity
from tipsheet.reading.figures.sources import count_of

__all__ = ["Quantity", "count_of", "find_figures", "find_quantities"]
