"""Words that are only sometimes words of time: may, march, sun, fall, spring.

Each is judged by the words beside it, and loses its classes when it is something else.
"""

from tipsheet.reading.dates.lexicon import OTHER, Lexicon

NAMES = frozenset({"april", "june", "august"})  # of people, too
VERBS = frozenset({"may", "march"})
SEASONS = frozenset({"spring", "fall"})


def settle(
    text: str, starts: list[int], words: list[str], codes: list[str], lexicon: Lexicon
) -> None:
    """Take the classes away from ambiguous words that do not speak of time here."""
    ambiguous = lexicon.ambiguous
    if ambiguous.isdisjoint(words):
        return
    for index in [index for index, word in enumerate(words) if word in ambiguous]:
        if not _is_temporal(text, starts, words, index, lexicon):
            codes[index] = OTHER


def _is_temporal(
    text: str, starts: list[int], words: list[str], index: int, lexicon: Lexicon
) -> bool:
    word, before, after = words[index], _at(words, index - 1), _at(words, index + 1)
    capital = text[starts[index]].isupper()
    if word in SEASONS:
        named = capital and index > 0 and text[starts[index - 1]].isupper()
        return not named or before in lexicon.cues["month"]
    if not capital:
        return False
    dated = _is_date_part(after, lexicon)
    dated = dated or (after == "," and _is_date_part(_at(words, index + 2), lexicon))
    if word in lexicon.values["weekday"]:
        pointed = text.startswith(".", starts[index] + len(word))
        return dated or (pointed and before in lexicon.cues["day_abbreviated"])
    if dated or before[:1].isdigit():
        return True
    if word == "may" and after == "day":
        return text[starts[index + 1]].isupper()
    if word not in VERBS | NAMES:
        return before in lexicon.cues["month_strict"]
    if before in lexicon.cues["month"]:
        return word != "may" or _is_may(before, after, lexicon)
    if word == "march":
        return before in lexicon.cues["determiner"] and after not in lexicon.cues["marching"]
    return word in NAMES and not (after and text[starts[index + 1]].isupper())


def _is_may(before: str, after: str, lexicon: Lexicon) -> bool:
    if after in ("'s", "’s"):
        return before in lexicon.cues["may_genitive"]
    return after not in ("be", "have")


def _is_date_part(word: str, lexicon: Lexicon) -> bool:
    digits = word.lstrip("'’‘")
    return digits[:1].isdigit() or "month" in lexicon.classes(word)


def _at(words: list[str], index: int) -> str:
    return words[index] if 0 <= index < len(words) else ""
