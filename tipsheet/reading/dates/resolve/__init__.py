"""What each rule of the grammar means: functions from a match to a type and value."""

from tipsheet.reading.dates.resolve.calendar import CALENDAR
from tipsheet.reading.dates.resolve.holidays import HOLIDAYS
from tipsheet.reading.dates.resolve.lengths import LENGTHS
from tipsheet.reading.dates.resolve.reader import Resolver
from tipsheet.reading.dates.resolve.relative import RELATIVE
from tipsheet.reading.dates.resolve.repeats import REPEATS
from tipsheet.reading.dates.resolve.times import TIMES

RESOLVERS: dict[str, Resolver] = {
    **CALENDAR,
    **HOLIDAYS,
    **LENGTHS,
    **RELATIVE,
    **REPEATS,
    **TIMES,
}
"""The reading of each rule, by the name that `grammar.toml` gives it."""

__all__ = ["RESOLVERS"]
