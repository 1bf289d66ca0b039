"""Judgements of people: recorded, undone, never overwriting what was read."""

from tipsheet.review.agreement import Agreement, agreements
from tipsheet.review.decision import Act, Decision, standing
from tipsheet.review.log import Log, open_log
from tipsheet.review.queue import Task, queue_of
from tipsheet.review.replay import corrected

__all__ = [
    "Act",
    "Agreement",
    "Decision",
    "Log",
    "Task",
    "agreements",
    "corrected",
    "open_log",
    "queue_of",
    "standing",
]
