"""Who and what a report speaks of: mentions grouped into entities."""

from tipsheet.reading.entities.build import build_entities
from tipsheet.reading.entities.speaking import settle_sources

__all__ = ["build_entities", "settle_sources"]
