"""Dates, times, durations and sets in a text: found, normalised and bounded by rules.

`find_dates` gives TIMEX3 types and values, as TimeML 1.2 has them, with decades and centuries
as `199X` and `19XX`. The days that a value allows are narrowed to a third where the words say
so: mid-September is the 11th to the 20th. `due_range` says when a dated thing can be checked.
"""

from tipsheet.reading.dates.due import due_range, is_deadline
from tipsheet.reading.dates.finder import find_dates

__all__ = ["due_range", "find_dates", "is_deadline"]
