"""What things are: the types of the record, standard library only."""

from tipsheet.record.annotation import (
    Attribution,
    Due,
    Entity,
    Event,
    Figure,
    Mention,
    Place,
    Span,
    TimeExpression,
    Watch,
)
from tipsheet.record.claim import Claim, Party, Step
from tipsheet.record.codec import from_dict, to_dict
from tipsheet.record.ids import content_id
from tipsheet.record.link import Link, Reason
from tipsheet.record.reading import RECORD_VERSION, Reader, Reading
from tipsheet.record.report import Report

__all__ = [
    "RECORD_VERSION",
    "Attribution",
    "Claim",
    "Due",
    "Entity",
    "Event",
    "Figure",
    "Link",
    "Mention",
    "Party",
    "Place",
    "Reader",
    "Reading",
    "Reason",
    "Report",
    "Span",
    "Step",
    "TimeExpression",
    "Watch",
    "content_id",
    "from_dict",
    "to_dict",
]
