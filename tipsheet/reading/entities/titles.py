"""What the text says of a name right before and right after it: titles and appositions."""

import re

from tipsheet.reading.entities.agents import country_at, role_of
from tipsheet.reading.entities.phrases import Phrase, parse_phrase
from tipsheet.reading.entities.words import Word, small_words, words_of
from tipsheet.record import Span

_REACH = 90
_CLAUSE = re.compile(r"[,;:!?()\"“”\n]|(?<=[a-z0-9])\.\s")
_APPOSED = re.compile(r"['’]?s?, ?([^,.;:()\"“”\n]{3,90})(?=[,.;:)\n]|$)")


def title_before(text: str, start: int) -> Phrase | None:
    """The phrase that stands as a title before the name at `start` ("Kelmian President …")."""
    opening = max(0, start - _REACH)
    ends = [match.end() for match in _CLAUSE.finditer(text, opening, start) if _closes(match)]
    opening = ends[-1] if ends else opening
    words = list(words_of(text, opening, start))
    if not words or text[words[-1].end : start].strip(". "):
        return None
    lowered = [_unshortened(word.lower) for word in words]
    role = role_of(lowered)
    if role is None or role.plural or words[-1].possessive:
        return None
    size = role.noun.count(" ") + 1
    first = _first_modifier(words, len(words) - size)
    return _phrase(text, words[first].start, words[-1].end)


def apposition_after(text: str, end: int) -> Phrase | None:
    """The phrase set off by commas after the name that ends at `end` ("X, the Kelmian envoy,")."""
    match = _APPOSED.match(text, end, min(len(text), end + _REACH + 10))
    if not match:
        return None
    phrase = _phrase(text, match.start(1), match.end(1))
    if phrase.role is None or phrase.coordinated or phrase.plural or not phrase.head:
        return None
    marked = phrase.determiner or phrase.owner or phrase.before or phrase.after
    closed = not phrase.after or phrase.after[0].lower in (
        "of",
        "for",
        "in",
        "at",
        "to",
        "from",
        "with",
    )
    return phrase if marked and closed and phrase.determiner not in ("this", "that") else None


def honorific(text: str, start: int) -> str | None:
    """The gender that a form of address or a title before the name at `start` tells."""
    word = text[max(0, start - 14) : start].rstrip(" .").rsplit(" ", 1)[-1].lower()
    return small_words().genders.get(word)


def _closes(match: re.Match[str]) -> bool:
    """Whether a mark ends a clause: a full stop after a short title does not."""
    word = match.string[max(0, match.start() - 6) : match.start()].rpartition(" ")[2].lower()
    return word not in small_words().short_titles and word not in small_words().titles


def _first_modifier(words: list[Word], position: int) -> int:
    """Where the words that belong to a title begin, going left from its role noun."""
    while position > 0 and _modifies(words[position - 1]):
        position -= 1
    return position


def _modifies(word: Word) -> bool:
    if word.lower in small_words().determiners or word.lower in small_words().prepositions:
        return False
    named = (
        word.text[0].isupper()
        or word.lower in small_words().title_words
        or country_at(word.text) is not None
    )
    return named or role_of([word.lower]) is not None or word.lower.endswith(("ial", "ary", "al"))


def _unshortened(word: str) -> str:
    return small_words().short_titles.get(word, word)


def _phrase(text: str, start: int, end: int) -> Phrase:
    return parse_phrase(text, Span.of(text, start, end))
