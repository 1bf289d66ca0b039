"""The title of a plain text: its first short lines that are no sentence."""

import re

from tipsheet.intake.byline import byline_of
from tipsheet.intake.dateline import dateline_of, day_of_line
from tipsheet.intake.lists import word_list

_LONGEST = 200
_LINES = 3
_WORDS = 3
"""A shorter first line is the name of a section or a column, if a fuller title follows it."""
_STOPS = (".", ";", ":", ",", ".”", '."', ".’", ".'")
_BLANK = re.compile(r"\n[^\S\n]*\n\s*")


def title_of(opening: str, *, whole: bool = True) -> str | None:
    """The title at the start of `opening`, in its own words, or None.

    `whole` says that `opening` is all of the text: a title needs a text after it.
    """
    blocks = [block for block in _BLANK.split(_unified(opening).strip()) if block.strip()]
    candidates: list[str] = []
    for block in blocks[:4]:
        title, ends = _block_title(block)
        if title:
            candidates.append(title)
        if ends:
            return _fullest(candidates)
    return None if whole else _fullest(candidates)


def _unified(opening: str) -> str:
    """The same lines with plain line feeds, to look at; the report's text is not touched."""
    return opening.replace("\r\n", "\n").replace("\r", "\n")


def _fullest(candidates: list[str]) -> str | None:
    full = (title for title in candidates if len(title.split()) >= _WORDS)
    return next(full, candidates[0] if candidates else None)


def _block_title(block: str) -> tuple[str | None, bool]:
    """The title in `block`, and whether the block reaches into the body of the report."""
    lines = [line.strip() for line in block.split("\n") if line.strip()]
    titles: list[str] = []
    for place, line in enumerate(lines):
        if _is_apart(line):
            continue
        if not _is_short(line) or _is_wrapped(lines[place:]):
            return (" ".join(titles) or None), True
        titles.append(line)
    if len(titles) > _LINES:
        return None, True
    return (" ".join(titles) or None), False


def _is_apart(line: str) -> bool:
    return bool(byline_of(line) or day_of_line(line)) or line.lower() in _not_titles()


def _not_titles() -> frozenset[str]:
    return frozenset(word_list("datelines", "not_titles"))


def _is_short(line: str) -> bool:
    return len(line) <= _LONGEST and not line.endswith(_STOPS) and dateline_of(line) is None


def _is_wrapped(lines: list[str]) -> bool:
    """Whether the lines are one paragraph broken at a fixed width rather than a title and text."""
    if len(lines) < 2 or not lines[-1].endswith((".", '"', "”", "?", "!", "'", "’")):
        return False
    widest = max(len(line) for line in lines)
    return widest <= 100 and len(lines[0]) >= 0.7 * widest
