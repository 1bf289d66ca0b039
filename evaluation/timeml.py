"""TimeML documents as raw text with their TIMEX3 expressions, the way TempEval-3 hands them out."""

import re
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from evaluation.errors import CorpusInvalid

TEXT = re.compile(r"<TEXT>(.*?)</TEXT>", re.DOTALL)
CREATED = re.compile(r"<DCT>.*?\bvalue=\"([^\"]*)\"", re.DOTALL)
TAG = re.compile(r"<(/?)([A-Za-z][\w.-]*)([^<>]*)>")
ATTRIBUTE = re.compile(r"([\w:-]+)=\"([^\"]*)\"")


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldTime:
    """One expression: half-open offsets into the text, TIMEX3 type and value."""

    start: int
    end: int
    type: str
    value: str

    @property
    def span(self) -> tuple[int, int]:
        """Where it stands."""
        return self.start, self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class TimedText:
    """A raw text, the day it was made, and the expressions within it."""

    id: str
    published: str | None
    text: str
    times: tuple[GoldTime, ...]


def load(path: Path) -> TimedText:
    """One `.tml` file; the creation time is the date of publication and is not scored.

    Raises CorpusInvalid when there is no TEXT element, or a tag in it does not close.
    """
    source = path.read_text(encoding="utf-8", errors="replace")
    body = TEXT.search(source)
    if body is None:
        raise CorpusInvalid(f"{path} has no TEXT element: is it TimeML?")
    created = CREATED.search(source)
    text, times = _untagged(body[1], path)
    return TimedText(
        id=path.stem, published=created[1] if created else None, text=text, times=times
    )


def _untagged(body: str, path: Path) -> tuple[str, tuple[GoldTime, ...]]:
    parts: list[str] = []
    times: list[GoldTime] = []
    opened: list[tuple[int, dict[str, str]]] = []
    length = past = 0
    for tag in TAG.finditer(body):
        parts.append(unescape(body[past : tag.start()]))
        length += len(parts[-1])
        past = tag.end()
        if tag[2] != "TIMEX3" or tag[3].endswith("/"):
            continue
        if not tag[1]:
            opened.append((length, dict(ATTRIBUTE.findall(tag[3]))))
        elif opened:
            times.append(_time(*opened.pop(), length))
    parts.append(unescape(body[past:]))
    if opened:
        raise CorpusInvalid(f"{path} has a TIMEX3 that does not close.")
    return "".join(parts), tuple(sorted(times, key=lambda time: time.span))


def _time(start: int, attributes: dict[str, str], end: int) -> GoldTime:
    return GoldTime(
        start=start,
        end=end,
        type=attributes.get("type", ""),
        value=unescape(attributes.get("value", "")),
    )
