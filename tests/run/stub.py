"""A reader that finds nothing, at no cost, for the plumbing of runs."""

from functools import partial

from tipsheet.record import Reader, Reading, Report
from tipsheet.run.reads import Read, Reads

READER = Reader(name="stub", version="1", model="none")


def nothing(report: Report, reader: Reader = READER) -> Read:
    if "Broken" in report.text:
        raise ValueError("broken\nreader")
    return Read(Reading(reader=reader, report=report))


def reads(version: str = "1") -> Reads:
    """The stub reader, at some version."""
    reader = Reader(name="stub", version=version, model="none")
    return Reads(reader=reader, read=partial(nothing, reader=reader))
