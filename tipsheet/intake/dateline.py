"""Datelines ("PARIS (Reuters) -") and lines that give the day of publication."""

import re
from dataclasses import dataclass

from tipsheet.intake.lists import load_list, word_list
from tipsheet.intake.published import DATE, YEARLESS, date_in, matched_date

_LONGEST = 200
_WORD = r"[^\W\d_][\w.'’/-]{0,30}"
_PLACE = rf"{_WORD}(?:\s{_WORD}){{0,4}}"
_ANY_DATE = rf"(?:(?i:{re.sub('[?]P<[a-z0-9]+>', '?:', DATE)})|(?i:{YEARLESS}))"
_DATELINE = re.compile(
    rf"(?P<place>{_PLACE}(?:,\s{_PLACE}){{0,2}})"
    rf"(?:,?\s\((?P<credit1>[^()\n]{{2,60}})\))?"
    rf"(?:,?\s(?P<day>{_ANY_DATE}))?"
    rf"(?:,?\s\((?P<credit2>[^()\n]{{2,60}})\))?"
    r"\s?(?:--|—|–|\s-)\s?(?=\S)"
)
_CREDIT = re.compile(r"\((?P<credit>[^()\n]{2,40})\)\s?(?:--|—|–|-)\s")


def _options(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(word) for word in words)


_WEEKDAY = rf"(?:{_options(word_list('datelines', 'weekdays'))})\.?"
_CLOCK = r"(?:at\s)?\d{1,2}(?:[:.]\d{2}){0,2}\s?(?:[ap]\.?m\.?)?"
_TIME = rf"{_CLOCK}(?:\s?\(?[A-Z]{{1,5}}\)?|[+-]\d{{2}}:?\d{{2}})?"
_NAMED = r"(?-i:[A-Z][\w.'’-]{0,30}(?:\s(?:of|the|[A-Z][\w.'’-]{0,30})){0,5})"
"""A place or a paper before the date, as in "Brussels, 3 March 2025"."""
_DAY_LINE = re.compile(
    rf"(?:(?P<updated>{_options(word_list('datelines', 'updated'))})[:,]?\s"
    rf"|(?:{_options(word_list('datelines', 'published'))})[:,]?\s)?"
    rf"(?:{_NAMED},\s)?(?:{_WEEKDAY},?\s)?{DATE}"
    rf"(?:[T,]?\s?{_TIME})?(?:,?\s{_WEEKDAY})?\.?",
    re.IGNORECASE,
)
_CREDITED_DAY = re.compile(
    rf"(?:{_options(word_list('datelines', 'credits'))}):?\s[^\n]{{2,120}}?[,.;]\s"
    rf"(?:on\s)?{_WEEKDAY},?\s{DATE}\.?",
    re.IGNORECASE,
)
"""A line of credit that ends in a full date: "Compiled by the desk, Thursday 9 October 2025"."""
_OUTLET = re.compile(r"[A-Z][\w.'’&-]{0,30}(?:\s(?:of|the|and|[A-Z][\w.'’&-]{0,30})){1,5}")
SEPARATOR = re.compile(r"\s*[|·•]\s*|\s+[-–—]{1,2}\s+|\s+/\s+|\t+")
"""What stands between the parts of a line at the head of a report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """The words before the dash, the date among them and the agency they credit."""

    text: str
    published: str | None
    publisher: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DayLine:
    """A line that gives a day; `updated` where it says that the report was changed then."""

    published: str
    updated: bool


def dateline_of(line: str) -> Dateline | None:
    """The dateline at the start of `line`, if there is one."""
    line = line[:_LONGEST]
    match = _DATELINE.match(line)
    if match is None:
        return _credit_alone(line)
    place, day = match["place"], match["day"]
    credit = match["credit1"] or match["credit2"]
    publisher = agency(credit)
    capitals = place.split(",")[0].isupper() and place.lower() not in _not_places()
    if not (capitals or (_is_named(place) and (day or publisher))):
        return None
    text = line[: match.end()].rstrip().rstrip("-–—").rstrip()
    return Dateline(text=text, published=date_in(f"{day} {credit}"), publisher=publisher)


def day_of_line(line: str) -> DayLine | None:
    """The day that `line` gives by itself, between separators or after a credit, if it does."""
    if len(line) > _LONGEST:
        return None
    credited = _CREDITED_DAY.fullmatch(line)
    if credited and (published := matched_date(credited)):
        return DayLine(published=published, updated=False)
    for part in (line, *SEPARATOR.split(line)):
        match = _DAY_LINE.fullmatch(part)
        published = matched_date(match) if match else None
        if match and published:
            return DayLine(published=published, updated=bool(match["updated"]))
    return None


def agency(credit: str | None) -> str | None:
    """The name of the agency that `credit` gives first, if it is one we know."""
    first = re.split(r"[,;]|\s[-–—]\s", credit or "", maxsplit=1)[0].strip()
    name: str | None = load_list("datelines")["agencies"].get(first)
    return name


def outlet(words: str | None) -> str | None:
    """The name of an agency that we know, or `words` themselves if they name a paper or station."""
    if known := agency(words):
        return known
    name = (words or "").strip().rstrip(".")
    if not _OUTLET.fullmatch(name):
        return None
    usual = set(word_list("datelines", "outlets"))
    return name if usual.intersection(name.lower().split()) else None


def _credit_alone(line: str) -> Dateline | None:
    match = _CREDIT.match(line)
    publisher = agency(match["credit"]) if match else None
    if match is None or publisher is None:
        return None
    return Dateline(text=f"({match['credit']})", published=None, publisher=publisher)


def _is_named(place: str) -> bool:
    """Whether `place` reads as a name: capitals at its words but for the particles."""
    particles = word_list("datelines", "particles")
    return all(word[0].isupper() or word in particles for word in place.split())


def _not_places() -> frozenset[str]:
    return frozenset(word_list("datelines", "not_places"))
