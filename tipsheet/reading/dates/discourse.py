"""What a date is read against: the day of publication, the dates before it, the tense."""

from dataclasses import dataclass
from datetime import date, timedelta

from tipsheet.reading.dates.grammar import Match
from tipsheet.reading.dates.values import Point

NOWHERE = date(2000, 1, 1)  # stands in for an unknown day; a leap year, so that 29 February exists
WINDOW = 14  # tokens on either side in which a verb still tells the tense
STOPS = frozenset(".!?;")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A type and value for an expression; `mod` narrows its days, `point` anchors others."""

    type: str
    value: str
    mod: str = ""
    point: Point | None = None
    end: int | None = None


@dataclass(slots=True)
class Discourse:
    """The day of publication and the last date that was read, as the text goes on."""

    published: date | None
    anchor: Point | None = None
    anchor_end: int = 0
    narrative: bool = False
    quarter: Point | None = None
    quarter_end: int = 0

    @property
    def today(self) -> Point:
        """The day of publication, or an unknown day."""
        if self.published is None:
            return Point(day=NOWHERE, grain="day", known="none")
        return Point(day=self.published, grain="day")

    @property
    def focus(self) -> Point:
        """The date that the text speaks of at this place: the last one read, or today."""
        return self.anchor or self.today

    def note(self, match: Match, found: Found) -> None:
        """Remember a date for the expressions that lean on it."""
        point = found.point
        if point is None or point.known == "none":
            return
        if point.grain == "quarter":
            self.quarter, self.quarter_end = point, match.end
        self.anchor, self.anchor_end = point, match.end


def tense(match: Match) -> str:
    """`past`, `future`, or nothing where no verb near by in the sentence tells."""
    words = match.tokens.words
    for index in range(match.first - 1, max(-1, match.first - 1 - WINDOW), -1):
        if words[index] in STOPS or words[index].startswith("\n"):
            break
        if found := _verb_tense(words, index, match):
            return found
    for index in range(match.last, min(len(words), match.last + WINDOW)):
        if words[index] in STOPS or words[index].startswith("\n"):
            break
        if found := _verb_tense(words, index, match):
            return found
    return ""


def _verb_tense(words: list[str], index: int, match: Match) -> str:
    word = words[index]
    found = match.lexicon.values["tense"].get(word)
    if found:
        return str(found)
    if word == "to" and index + 1 < len(words) and not _is_temporal(words[index + 1], match):
        return "future" if _is_verb_like(words, index + 1) else ""
    if len(word) > 4 and word.endswith("ed") and not word.endswith("eed"):
        return "past"
    return ""


def _is_verb_like(words: list[str], index: int) -> bool:
    return words[index] in INFINITIVES


def _is_temporal(word: str, match: Match) -> bool:
    return bool(match.lexicon.classes(word))


INFINITIVES = frozenset(
    "be begin start take hold meet make open go leave end return visit vote decide expire "
    "resume travel attend arrive discuss come give face appear present report speak release "
    "close run launch happen sign announce".split()
)


def latest_weekday(day: date, weekday: int, *, strictly: bool = False) -> date:
    """The last such weekday on or before `day`, or strictly before it."""
    back = (day.isoweekday() - weekday) % 7
    return day - timedelta(days=back or (7 if strictly else 0))


def next_weekday(day: date, weekday: int, *, strictly: bool = False) -> date:
    """The first such weekday on or after `day`, or strictly after it."""
    ahead = (weekday - day.isoweekday()) % 7
    return day + timedelta(days=ahead or (7 if strictly else 0))
