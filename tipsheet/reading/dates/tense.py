"""Whether the words around a date speak of the past or of the future."""

from tipsheet.reading.dates.grammar import Match
from tipsheet.reading.dates.lexicon import OTHER

WINDOW = 16  # tokens on either side in which a verb still tells
CLOSE = 7  # tokens before a date in which will still governs it
REACH = 3  # tokens before a participle in which a helping verb stands
PERFECT = 5  # tokens before a verb of plans in which "had" puts the plan in the past
OPENING = 2  # tokens of a sentence before what still opens it
STOPS = frozenset("!?;")


def tense(match: Match) -> str:
    """`past` or `future` by the nearest verb before, else after, in the sentence; or nothing."""
    words = match.tokens.words
    before = range(match.first - 1, max(-1, match.first - 1 - WINDOW), -1)
    after = range(match.last, min(len(words), match.last + WINDOW))
    found = _first(words, before, match)
    if _is_deadline(match) and (not found or match.before() != "by"):
        return "past" if match.before() == "by" and _is_pluperfect(match) else "future"
    return found or _first(words, after, match)


def _is_pluperfect(match: Match) -> bool:
    """By Friday they had left."""
    words, last = match.tokens.words, match.last
    ahead = range(last, min(len(words), last + CLOSE))
    return any(words[index] == "had" for index in ahead if not leaves_sentence(index, match))


def is_announced(match: Match) -> bool:
    """Whether the day is said to be fixed: it will resume Tuesday, it resumes on Tuesday.

    Will, shall, is to, or a verb of schedules in the present stands close before, with no stop
    between, or close after where nothing before tells.
    """
    words, first, last = match.tokens.words, match.first, match.last
    before = _announces(range(first - 1, max(-1, first - 1 - CLOSE), -1), match)
    if before is None and opens_clause(match):
        before = _announces(range(last, min(len(words), last + CLOSE)), match)
    return bool(before)


def is_announced_after(match: Match) -> bool:
    """Whether what is said of the day is still to come: Sunday's vote will be close."""
    words, last = match.tokens.words, match.last
    return bool(_announces(range(last, min(len(words), last + CLOSE)), match))


def _announces(indices: range, match: Match) -> bool | None:
    """Whether the nearest verb announces; None where the sentence has no verb there."""
    words = match.tokens.words
    for index in indices:
        if leaves_sentence(index, match):
            return None
        if words[index] in match.lexicon.cues["said"]:
            return False
        if words[index] in match.lexicon.cues["announcing"] or _is_scheduled(index, match):
            return True
        if words[index] in match.lexicon.cues["deferring"] and _is_new_day(match):
            return True
    return None


def _is_new_day(match: Match) -> bool:
    """Put off until Tuesday, moved to Tuesday."""
    return match.before() == "to" or match.preceded_by("limit")


def _is_scheduled(index: int, match: Match) -> bool:
    """Whether a verb in the present tells of a fixed time: the court sits on, is to meet."""
    if index >= match.last and not opens_clause(match):
        return False
    words, cues = match.tokens.words, match.lexicon.cues
    word, before = words[index], words[index - 1] if index else ""
    after = words[index + 1] if index + 1 < len(words) else ""
    if word in cues["scheduled"]:
        return before not in cues["determiner"] and after not in ("of", ",", "and")
    if word in cues["scheduled_many"]:
        return after != "to" and (_is_many(before) or _is_pair(index, match))
    if word in cues["under_way"]:
        helpers = words[max(0, index - REACH) : index]
        return bool({"is", "are"} & set(helpers)) and (word != "held" or "being" in helpers)
    if word == "to":
        return before in cues["due"] and _is_infinitive(after, match)
    return word in ("is", "are") and index + 1 == match.first - (match.before() == "on")


def opens_clause(match: Match) -> bool:
    """Whether a date stands at the head of its sentence, by itself: on Monday, the court …"""
    if match.after() in ("'s", "’s"):
        return False
    index = match.first - OPENING - 1
    return index < 0 or any(leaves_sentence(at, match) for at in range(index, match.first))


def _is_many(word: str) -> bool:
    """Whether a word can be the subject of a verb in the plural."""
    if word in ("they", "we", "people", "men", "women", "police"):
        return True
    return len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is"))


def _is_pair(index: int, match: Match) -> bool:
    """Whether two names joined by "and" stand before a verb: Mercer and Lund meet."""
    text, tokens = match.tokens.text, match.tokens
    if index < 1 or not text[tokens.starts[index - 1]].isupper():
        return False
    return "and" in tokens.words[max(0, index - REACH - 1) : index - 1]


def _is_deadline(match: Match) -> bool:
    """By Friday, until the May elections."""
    limits = match.lexicon.cues["limit"]
    return match.before() in limits or (match.before() == "the" and match.before(2) in limits)


def _first(words: list[str], indices: range, match: Match) -> str:
    for index in indices:
        if leaves_sentence(index, match):
            return ""
        if found := _told_by(words, index, match):
            return found
    return ""


def leaves_sentence(index: int, match: Match) -> bool:
    """Whether a token lies beyond the sentence of the match, or ends it."""
    sentence = match.tokens.sentence_of(match.first)
    if sentence is None:
        return _is_stop(match.tokens.words, index, match)
    return not sentence[0] <= index < sentence[1]


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
    if _is_scheduled(index, match):
        return "future"
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
    if found == "past" and helpers.intersection(_helping(words, index, match, REACH)):
        return "future"
    if found == "future" and _was_planned(words, index, match):
        return "past"
    return str(found or "")


def _was_planned(words: list[str], index: int, match: Match) -> bool:
    """Whether a verb of plans tells of what had been due then, which may be over now."""
    if "had" in _helping(words, index, match, REACH):
        return True
    return {"had", "been"} <= set(_helping(words, index, match, PERFECT))


def _helping(words: list[str], index: int, match: Match, reach: int) -> list[str]:
    """The words just before a verb, in its sentence and on its side of the date."""
    first = max(0, index - reach)
    if index >= match.last:
        first = max(first, match.last)
    inside = (i for i in range(first, index) if not leaves_sentence(i, match))
    return [words[i] for i in inside]


def _is_participle(word: str, match: Match) -> bool:
    return len(word) > 4 and word.endswith("ed") and word not in match.lexicon.cues["not_past"]


def _is_infinitive(word: str, match: Match) -> bool:
    return (
        word.isalpha()
        and word not in match.lexicon.cues["not_verb"]
        and not word.endswith(("s", "ed", "ing", "ion", "ers"))
        and not match.lexicon.classes(word)
    )
