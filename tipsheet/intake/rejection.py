"""A source that is no report, as a value: counted and shown, never raised."""

from dataclasses import dataclass

from tipsheet.errors import TipsheetError


@dataclass(frozen=True, slots=True)
class Rejection:
    """A source and the error that says why it was not read and what would cure it."""

    source: str
    error: TipsheetError

    def __str__(self) -> str:
        return f"{self.source}: {self.error.message}"
