"""The world to a Report: files, pages, PDFs, records, tables, archives, feeds, addresses.

`read_source` takes what a person types and gives reports, and rejections in the place of what
cannot be read; `read_items` gives each report with where it was read. The text of plain text and
of records is never altered, since every offset counts into it.
"""

from tipsheet.intake.capture import Capture
from tipsheet.intake.given import Given
from tipsheet.intake.item import Item
from tipsheet.intake.limits import Limits
from tipsheet.intake.polite import Manners, Polite, user_agent
from tipsheet.intake.read import read_items, read_one, read_source
from tipsheet.intake.rejection import Rejection
from tipsheet.intake.reports import report_from_text
from tipsheet.intake.sources import expand_source
from tipsheet.intake.terms import Terms, columns_of
from tipsheet.intake.web import Fetch

__all__ = [
    "Capture",
    "Fetch",
    "Given",
    "Item",
    "Limits",
    "Manners",
    "Polite",
    "Rejection",
    "Terms",
    "columns_of",
    "expand_source",
    "read_items",
    "read_one",
    "read_source",
    "report_from_text",
    "user_agent",
]
