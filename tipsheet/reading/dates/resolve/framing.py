"""Whether a date without a year is of a year that the words before it have named."""

from datetime import date

from tipsheet.reading.dates.discourse import Discourse, Frame
from tipsheet.reading.dates.grammar import Match
from tipsheet.reading.dates.tense import CLOSE, OPENING, leaves_sentence, opens_clause, tense
from tipsheet.reading.dates.values import safe_date

NEAR = 200  # characters within which a year still frames a date
BIRTH = 5  # tokens between "born" and its year
ASIDE = 3  # tokens between the comma of an aside and its date


def framed(match: Match, discourse: Discourse, month: int, day: int | None) -> date | None:
    """The day in the year named before: passed in 2021 and in force in March; else None.

    In 2016 talks failed, by August … is of 2016 too, in the same sentence or the next. A year
    in an aside (founded in 1985), one that is compared (from 8 in 2019 to 10 in May), or one
    that things are counted from (since 2016) frames nothing.
    """
    frame = discourse.frame
    if frame is None or not _reaches(frame, match, discourse.published):
        return None
    year = frame.point.day.year
    found = safe_date(year, month, day or 1)
    if found is None:
        return None
    first = frame.point.day.replace(day=1) if day is None else frame.point.day
    if frame.point.grain != "year" and found < first:
        found = safe_date(year + 1, month, day or 1)
    return None if found is None or _is_ahead(found, discourse.published) else found


def _is_ahead(found: date, published: date | None) -> bool:
    return published is not None and found > published


def _reaches(frame: Frame, match: Match, published: date | None) -> bool:
    named = frame.named
    if named.tokens is not match.tokens or match.start - frame.end > NEAR:
        return False
    if published is not None and frame.point.day.year >= published.year:
        return False
    if not _is_main(named) or _is_future(match):
        return False
    opens = opens_clause(named)
    if any(_ends(at, named) for at in range(named.last, match.first)):
        return opens and _is_next_sentence(named, match)
    between = set(match.tokens.words[named.last : match.first])
    cues = match.lexicon.cues
    if between & (cues["said"] | cues["comparing"]) or named.after() == "to":
        return False
    return opens or bool(between & {"and", ";"})


def _ends(index: int, named: Match) -> bool:
    """Whether a sentence ends at or before a token after `named`; a semicolon goes on with it."""
    return named.tokens.words[index] != ";" and leaves_sentence(index, named)


def _is_main(named: Match) -> bool:
    """Whether the date that names the year is told as such, not in an aside or as a limit."""
    before = named.before()
    if before in named.lexicon.cues["counting"]:
        return False
    words = named.tokens.words
    if "born" in words[max(0, named.first - BIRTH) : named.first]:
        return False
    for back in range(2, ASIDE + 3):
        index = named.first - back
        if index < 0 or leaves_sentence(index, named):
            return True
        if words[index] in (",", "(", "–", "—"):
            opening = words[index + 1]
            return not (opening.endswith("ed") or opening in named.lexicon.cues["aside"])
    return True


def _is_future(match: Match) -> bool:
    """Whether a date is told as one to come; "by August the front had moved" is not."""
    words = match.tokens.words[match.last : match.last + CLOSE]
    return tense(match) == "future" and not (match.before() == "by" and "had" in words)


def _is_next_sentence(named: Match, match: Match) -> bool:
    """Whether a date opens the sentence after the one that names the year, in its paragraph."""
    if not opens_clause(match):
        return False
    words = match.tokens.words[named.last : match.first]
    if any(word.startswith("\n") for word in words):
        return False
    ends = (at for at in range(named.last, match.first) if _ends(at, named))
    first = next(ends, match.first)
    return match.first - first <= OPENING + 1
