"""How long a piece of work takes."""

import time
from collections.abc import Callable


def timed(work: Callable[[], object]) -> float:
    """Seconds by the wall clock."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
