"""How long a piece of work takes, and figures beside their aims."""

import math
import time
from collections.abc import Callable


def timed(work: Callable[[], object]) -> float:
    """Seconds by the wall clock."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def aimed(value: float, *, most: float = math.inf, least: float = -math.inf) -> dict[str, object]:
    """A figure beside its aim, and whether it is met."""
    aim = f"at most {most:g}" if most < math.inf else f"at least {least:g}"
    return {"value": round(value, 3), "aim": aim, "met": least <= value <= most}
