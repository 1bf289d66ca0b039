"""Dates, times, durations and sets in a text: found, normalised and bounded by rules."""

from tipsheet.reading.dates.finder import find_dates

__all__ = ["find_dates"]
