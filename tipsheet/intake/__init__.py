"""The world to a Report: files, pages, PDFs, records, addresses.

`read_source` takes what a person types and gives reports, and rejections in the place of what
cannot be read. The text of plain text and of records is never altered, since every offset
counts into it.
"""

from tipsheet.intake.given import Given
from tipsheet.intake.limits import Limits
from tipsheet.intake.read import read_source
from tipsheet.intake.rejection import Rejection
from tipsheet.intake.reports import report_from_text
from tipsheet.intake.sources import expand_source
from tipsheet.intake.web import Fetch

__all__ = [
    "Fetch",
    "Given",
    "Limits",
    "Rejection",
    "expand_source",
    "read_source",
    "report_from_text",
]
