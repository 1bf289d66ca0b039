"""Who and what a report speaks of: mentions grouped into entities."""

from tipsheet.reading.entities.build import build_entities

__all__ = ["build_entities"]
