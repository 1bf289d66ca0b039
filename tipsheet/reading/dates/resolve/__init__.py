"""What each rule of the grammar means: functions from a match to a type and value."""

from tipsheet.reading.dates.resolve.calendar import CALENDAR
from tipsheet.reading.dates.resolve.distances import DISTANCES
from tipsheet.reading.dates.resolve.holidays import HOLIDAYS
from tipsheet.reading.dates.resolve.lengths import LENGTHS
from tipsheet.reading.dates.resolve.reader import Resolver
from tipsheet.reading.dates.resolve.repeats import REPEATS
from tipsheet.reading.dates.resolve.times import TIMES
from tipsheet.reading.dates.resolve.units import UNITS
from tipsheet.reading.dates.resolve.weekdays import WEEKDAYS

RESOLVERS: dict[str, Resolver] = {
    **CALENDAR,
    **HOLIDAYS,
    **LENGTHS,
    **DISTANCES,
    **REPEATS,
    **TIMES,
    **UNITS,
    **WEEKDAYS,
}
"""The reading of each rule, by the name that `grammar.toml` gives it."""

__all__ = ["RESOLVERS"]
