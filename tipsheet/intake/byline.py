"""Bylines: "By Jane Roe and John Doe"."""

import re
from dataclasses import dataclass

from tipsheet.intake.dateline import SEPARATOR, agency, outlet
from tipsheet.intake.lists import word_list

_LONGEST = 160
_OPENING = re.compile(
    r"(?:(?:(?:words|story|reported|written|reporting)\s)?by:?|byline:)\s(?=\S)", re.IGNORECASE
)
_BETWEEN = re.compile(r",\s(?:and\s)?|\sand\s|\s&\s|;\s", re.IGNORECASE)
_PLACE_AFTER = re.compile(r"\s(?:in|at|for|of|with)\s")
_WORDS = range(2, 6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Byline:
    """The names on a byline, and the agency where it names one."""

    names: tuple[str, ...]
    publisher: str | None


def byline_of(line: str) -> Byline | None:
    """The byline that `line` is, if it is one."""
    opening = _OPENING.match(line[:_LONGEST])
    if opening is None or len(line) > _LONGEST or line.endswith((".", "?", "!", ":")):
        return None
    first, *others = SEPARATOR.split(line[opening.end() :])
    whole = [part.strip() for part in _BETWEEN.split(first)]
    parts = [_PLACE_AFTER.split(part, maxsplit=1)[0].strip() for part in whole]
    if not (parts and (is_name(parts[0]) or agency(parts[0]))):
        return None
    names = tuple(part for part in parts if is_name(part) and not outlet(part))
    told = [*whole, *(part for part in parts if part not in whole), *others]
    return Byline(names=names, publisher=next(filter(None, map(outlet, told)), None))


def is_name(words: str) -> bool:
    """Whether `words` look like a person's name: two to five words, capitalised or particles."""
    parts = words.split()
    return len(parts) in _WORDS and not parts[-1].islower() and all(_fits(part) for part in parts)


def _fits(part: str) -> bool:
    letters = part.replace(".", "").replace("'", "").replace("’", "").replace("-", "")
    return letters.isalpha() and (part[0].isupper() or part.split("-")[0] in _particles())


def _particles() -> frozenset[str]:
    return frozenset(word_list("datelines", "particles"))
