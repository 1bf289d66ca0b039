"""The desk: pages to look at a store, an interface for programs, the review of what was read."""

from tipsheet.web.app import make_app
from tipsheet.web.settings import Settings

__all__ = ["Settings", "make_app"]
