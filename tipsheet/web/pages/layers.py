"""A text cut into stretches that know their layers and the lines of the sheet they belong to."""

from collections.abc import Iterable
from typing import Any

from tipsheet.exports import labels
from tipsheet.exports.segments import Segment
from tipsheet.exports.sheet import Section

_LAYERS = {
    "who": "party", "whom": "party", "where": "where", "when": "when",
    "source": "says", "cue": "says", "content": "quote",
}  # fmt: skip


def segment_of(segment: Segment, sections: Iterable[Section], count: int) -> dict[str, Any]:
    """A stretch of text with the layers and lines that it belongs to."""
    uses = [use for use in segment.uses if use.line <= count]
    marked = any(use.line > count for use in segment.uses)
    by_line = _by_line(sections)
    layers: dict[str, None] = {}
    status = ""
    for use in uses:
        key, line = by_line[use.line]
        if use.role == "what":
            layers["many" if key == "figures" else "what"] = None
            if line.is_event and not status:
                status = line.status
        elif key != "figures" or use.role in ("source", "cue"):
            layers[_LAYERS[use.role]] = None
    closes = any(use.role == "what" and by_line[use.line][1].is_event
                 for use in segment.closes if use.line <= count)  # fmt: skip
    names = [f"k-{layer}" for layer in layers]
    names += [f"s-{status}"] if status in labels.STATUSES else []
    names += dict.fromkeys(f"l{use.line}" for use in uses)
    names += dict.fromkeys(f"w{use.line}" for use in uses if use.role == "what")
    return {
        "text": segment.text, "names": " ".join(names), "line": uses[0].line if uses else None,
        "lines": [use.line for use in uses], "marked": marked,
        "status": status if closes and status in labels.STATUSES else "",
        "quote": bool(uses) and uses[0].role == "content",
    }  # fmt: skip


def _by_line(sections: Iterable[Section]) -> dict[int, tuple[str, Any]]:
    numbered = ((section.key, line) for section in sections for line in section.lines)
    return dict(enumerate(numbered, 1))


def homes_of(rows: list[list[Segment]], count: int) -> list[list[int]]:
    """For each paragraph the lines that begin in it, so that a link to a line's words has an end.

    A line's words begin where the most telling of them stands first.
    """
    best: dict[int, int] = {}
    for row in rows:
        for segment in row:
            for use in segment.uses:
                best[use.line] = min(best.get(use.line, 99), use.rank)
    homes: list[list[int]] = []
    housed: set[int] = set()
    for row in rows:
        here = {u.line for s in row for u in s.uses if u.rank == best[u.line] and u.line <= count}
        homes.append(sorted(here - housed))
        housed |= here
    return homes
