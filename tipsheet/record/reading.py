"""A report with everything that a reader found in it."""

from dataclasses import dataclass

from tipsheet.record.annotation import (
    Attribution,
    Entity,
    Event,
    Figure,
    Place,
    TimeExpression,
    Watch,
)
from tipsheet.record.report import Report

RECORD_VERSION = "1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """What produced a reading: the reader's name and version, and its model's."""

    name: str
    version: str
    model: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One report and its layers, in the order of the text; the record is made of it."""

    record_version: str = RECORD_VERSION
    reader: Reader
    report: Report
    entities: tuple[Entity, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    events: tuple[Event, ...] = ()
    dates: tuple[TimeExpression, ...] = ()
    places: tuple[Place, ...] = ()
    figures: tuple[Figure, ...] = ()
    watch: tuple[Watch, ...] = ()
