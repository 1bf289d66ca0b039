"""How long a piece of work takes, and figures beside their aims."""

import time
from collections.abc import Callable


def timed(work: Callable[[], object]) -> float:
    """Seconds by the wall clock."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def aimed(value: float, *, most: float | None = None, least: float | None = None) -> dict[str, object]:
    """A figure with its aim, and whether it is met."""
    if most is not None:
        return {"value": round(value, 3), "aim": f"at most {most:g}", "met": value <= most}
    if least is not None:
        return {"value": round(value, 3), "aim": f"at least {least:g}", "met": value >= least}
    return {"value": round(value, 3)}
