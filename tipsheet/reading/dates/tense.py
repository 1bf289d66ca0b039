"""Whether the words around a date speak of the past or of the future."""

from tipsheet.reading.dates.grammar import Match
from tipsheet.reading.dates.lexicon import OTHER

WINDOW = 16  # tokens on either side in which a verb still tells
REACH = 3  # tokens before a participle in which a helping verb stands
STOPS = frozenset("!?;")


def tense(match: Match) -> str:
    """`past` or `future` by the nearest verb before, else after, in the sentence; or nothing."""
    words = match.tokens.words
    before = range(match.first - 1, max(-1, match.first - 1 - WINDOW), -1)
    after = range(match.last, min(len(words), match.last + WINDOW))
    found = _first(words, before, match)
    if _is_deadline(match) and (not found or match.before() != "by"):
        return "future"
    return found or _first(words, after, match)


def _is_deadline(match: Match) -> bool:
    """By Friday, until the May elections."""
    limits = match.lexicon.cues["limit"]
    return match.before() in limits or (match.before() == "the" and match.before(2) in limits)


def _first(words: list[str], indices: range, match: Match) -> str:
    sentence = match.tokens.sentence_at(match.start)
    for index in indices:
        if sentence and not sentence[0] <= match.tokens.starts[index] < sentence[1]:
            return ""
        if not sentence and _is_stop(words, index, match):
            return ""
        if found := _told_by(words, index, match):
            return found
    return ""


def _is_stop(words: list[str], index: int, match: Match) -> bool:
    if words[index] == ".":
        before = words[index - 1] if index else ""
        return len(before) > 1 and before not in match.lexicon.cues["abbreviated"]
    return words[index] in STOPS or words[index].startswith("\n")


def _told_by(words: list[str], index: int, match: Match) -> str:
    word = words[index]
    following = words[index + 1] if index + 1 < len(words) else ""
    if word == "set":
        return "future" if following in ("to", "for") else ""
    helpers = match.lexicon.cues["helper"]
    found = match.lexicon.values["tense"].get(word)
    if match.tokens.codes[index] != OTHER and word == "may":
        return ""
    if word in helpers:
        return str(found or "")
    if word == "to" and _is_infinitive(following, match):
        found = "future"
    if found is None and _is_participle(word, match):
        found = "past"
    nearby = words[max(0, index - REACH) : index]
    if found == "past" and helpers.intersection(nearby):
        return "future"
    if found == "future" and "had" in nearby:  # what had been due then may be over now
        return "past"
    return str(found or "")


def _is_participle(word: str, match: Match) -> bool:
    return len(word) > 4 and word.endswith("ed") and word not in match.lexicon.cues["not_past"]


def _is_infinitive(word: str, match: Match) -> bool:
    return (
        word.isalpha()
        and word not in match.lexicon.cues["not_verb"]
        and not word.endswith(("s", "ed", "ing", "ion", "ers"))
        and not match.lexicon.classes(word)
    )
