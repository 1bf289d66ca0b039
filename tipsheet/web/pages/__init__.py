"""The pages to look at; each is a dictionary first, and its JSON is at the same address."""

from tipsheet.web.pages.charts import chart
from tipsheet.web.pages.named import (
    actor,
    actor_list,
    place,
    place_list,
    publisher,
    publisher_list,
)
from tipsheet.web.pages.reports import report, reports
from tipsheet.web.pages.searching import search
from tipsheet.web.pages.stories import link, stories, story
from tipsheet.web.pages.today import today
from tipsheet.web.pages.watching import watch

__all__ = [
    "actor",
    "actor_list",
    "chart",
    "link",
    "place",
    "place_list",
    "publisher",
    "publisher_list",
    "report",
    "reports",
    "search",
    "stories",
    "story",
    "today",
    "watch",
]
