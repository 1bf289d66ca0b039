"""Whether the words around a date speak of the past or of the future."""

from tipsheet.reading.dates.grammar import Match

WINDOW = 16  # tokens on either side in which a verb still tells
STOPS = frozenset("!?;")
ABBREVIATED = frozenset(
    "mr mrs ms dr gen sen rep gov col lt capt sgt st inc corp co ltd jr sr etc vs no gov dept".split()
)
DEADLINES = frozenset({"until", "by", "till", "before", "through", "the"})
HELPERS = frozenset({"be", "will", "would", "shall", "'ll", "ll", "could", "should", "may", "might"})
AWAITED = frozenset({"due", "scheduled", "expected", "planned", "slated"})
NOT_VERBS = frozenset(
    "the a an his her its their our my your this that these those all some any it him them us "
    "me you more about which whom what".split()
)


def tense(match: Match) -> str:
    """`past` or `future` by the nearest verb before, else after, in the sentence; or nothing."""
    words = match.tokens.words
    if {match.before(), match.before(2)} & DEADLINES - {"the"} and match.before() in DEADLINES:
        return "future"
    before = range(match.first - 1, max(-1, match.first - 1 - WINDOW), -1)
    after = range(match.last, min(len(words), match.last + WINDOW))
    return _first(words, before, match) or _first(words, after, match)


def _first(words: list[str], indices: range, match: Match) -> str:
    for index in indices:
        if _is_stop(words, index):
            return ""
        if found := _told_by(words, index, match):
            return found
    return ""


def _is_stop(words: list[str], index: int) -> bool:
    if words[index] == ".":
        before = words[index - 1] if index else ""
        return len(before) > 1 and before not in ABBREVIATED
    return words[index] in STOPS or words[index].startswith("\n")


def _told_by(words: list[str], index: int, match: Match) -> str:
    word = words[index]
    following = words[index + 1] if index + 1 < len(words) else ""
    if word == "set":
        return "future" if following in ("to", "for") else ""
    found = match.lexicon.values["tense"].get(word)
    if found and word in AWAITED and "had" in words[max(0, index - 3) : index]:
        return "past"
    if found == "past" and HELPERS & set(words[max(0, index - 3) : index]):
        return "future"
    if found:
        return str(found)
    if word == "to" and _is_infinitive(following, match):
        return "future"
    if len(word) > 4 and word.endswith("ed") and not word.endswith("eed"):
        return "future" if HELPERS & set(words[max(0, index - 3) : index]) else "past"
    return ""


def _is_infinitive(word: str, match: Match) -> bool:
    return (
        word.isalpha()
        and word not in NOT_VERBS
        and not word.endswith(("s", "ed", "ing", "ion", "ers"))
        and not match.lexicon.classes(word)
    )
