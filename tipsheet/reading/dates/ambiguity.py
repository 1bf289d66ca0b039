"""Words that are only sometimes words of time: may, march, sun, fall, spring.

Each is judged by the words beside it, and loses its classes when it is something else.
"""

from tipsheet.reading.dates.lexicon import OTHER, Lexicon

CUES = frozenset(
    "in since until till by of from to between and before after during early late mid last "
    "this next through for on - – , each every until around about former previous following "
    "beginning starting throughout".split()
)
STRONG_CUES = CUES - {"and", "for", "to", ",", "on", "about", "after", "before", "from"}
DETERMINERS = frozenset({"the", "a", "its", "his", "their", "that", "’s", "'s", "s"})
MARCHING = frozenset("on for of to in against through toward towards from with by".split())
ABBREVIATIONS = frozenset("jan feb mar apr jun jul aug sep sept oct nov dec".split())
SHORT_DAYS = frozenset("mon tue tues wed weds thu thur thurs fri sat sun".split())
AMBIGUOUS = (
    frozenset({"may", "march", "april", "june", "august", "spring", "fall"})
    | ABBREVIATIONS
    | SHORT_DAYS
)
TEMPORAL = frozenset({"month", "weekday", "dom", "year", "ordd", "num", "daypart"})


def settle(
    text: str, starts: list[int], words: list[str], codes: list[str], lexicon: Lexicon
) -> None:
    """Take the classes away from ambiguous words that do not speak of time here."""
    for index, word in enumerate(words):
        if word in AMBIGUOUS and not _is_temporal(text, starts, words, index, lexicon):
            codes[index] = OTHER


def _is_temporal(
    text: str, starts: list[int], words: list[str], index: int, lexicon: Lexicon
) -> bool:
    word = words[index]
    before = words[index - 1] if index else ""
    after = words[index + 1] if index + 1 < len(words) else ""
    capital = text[starts[index]].isupper()
    if word in ("spring", "fall"):
        named = capital and index > 0 and text[starts[index - 1]].isupper()
        return not named or before in CUES
    if not capital:
        return False
    dated = _is_date_part(after, lexicon) or (after == "," and _is_date_part(_at(words, index + 2), lexicon))
    if word in SHORT_DAYS:
        return dated or (after == "," and bool(lexicon.classes(_at(words, index + 2)) & {"month"}))
    if dated or bool(lexicon.classes(before) & {"dom", "ordd"}) or before.isdigit():
        return True
    if word in ABBREVIATIONS:
        return before in STRONG_CUES
    if word == "may" and after in ("'s", "’s"):
        return before in ("last", "in", "this", "next", "late", "early", "mid", "of")
    if word == "may":
        return before in CUES and after not in ("be", "have")
    if word == "march":
        return before in CUES or (before in DETERMINERS and after not in MARCHING)
    following = text[starts[index + 1]] if after else ""
    return before in CUES or not following.isupper()


def _is_date_part(word: str, lexicon: Lexicon) -> bool:
    return bool(word) and (word[0].isdigit() or word[:1] in "'’‘" and word[1:].isdigit() or bool(lexicon.classes(word) & {"month"}))


def _at(words: list[str], index: int) -> str:
    return words[index] if index < len(words) else ""
