"""Places: toponyms found in a text, and each resolved to an entry of the gazetteer."""

from tipsheet.reading.places.finding import find_toponyms
from tipsheet.reading.places.locating import locate
from tipsheet.reading.places.resolving import resolve_places

__all__ = ["find_toponyms", "locate", "resolve_places"]
