"""Numbers that are no quantities: years, clocks, names, references, scores, codes."""

from tipsheet.reading.figures import hedging
from tipsheet.reading.figures.lexicon import words_of
from tipsheet.reading.figures.nouns import is_person, is_plural
from tipsheet.reading.figures.numbers import opens_numeral
from tipsheet.reading.figures.tokens import Token, Tokens

CODE = 7
"""From this many digits on, a number without commas is a code unless something is counted."""


def past_name(tokens: Tokens, index: int) -> int:
    """Where to read on when the digits at `index` are no quantity by themselves; else `index`.

    These are decided without knowing what follows the number: parts of names (F-16, G20), clock
    times, dates, telephone numbers, list marks, ordinals, codes.
    """
    if _inside_word(tokens, index) or _leading_zero(tokens, index):
        return _past_chain(tokens, index)
    chain = _chain(tokens, index)
    if chain:
        return chain
    if _ordinal(tokens, index) or _list_mark(tokens, index) or _called(tokens, index):
        return index + 1
    if _day_of_month(tokens, index):
        return _past_days(tokens, index)
    return index


def _inside_word(tokens: Tokens, index: int) -> bool:
    """Digits that hang on letters: "G20", "F-16", "#5", "x_3", "/2015"."""
    before = tokens[index - 1]
    if not tokens.glued(index):
        return False
    if before.kind == "word":
        return True
    if before.text == "-" and tokens.glued(index - 1):
        return tokens[index - 2].kind == "word" and not opens_numeral(tokens[index - 2].lower)
    return before.text in "#@_/&=?§№\\"


def _leading_zero(tokens: Tokens, index: int) -> bool:
    text = tokens[index].text
    return len(text) > 1 and text[0] == "0" and text[1].isdecimal()


def _chain(tokens: Tokens, index: int) -> int:
    """Past digits joined by colons, slashes, dots or several hyphens; 0 if they are not."""
    stop, joints = index + 1, ""
    while tokens.glued(stop) and tokens[stop].text in tuple(":/.-–") and tokens.glued(stop + 1):
        if tokens[stop + 1].kind != "digits":
            break
        joints += tokens[stop].text
        stop += 2
    if len(joints) > 1 or (joints and joints in ":."):
        return stop
    return 0


def _past_chain(tokens: Tokens, index: int) -> int:
    return _chain(tokens, index) or index + 1


def _ordinal(tokens: Tokens, index: int) -> bool:
    return tokens.glued(index + 1) and tokens[index + 1].lower in ("st", "nd", "rd", "th", "s")


def _list_mark(tokens: Tokens, index: int) -> bool:
    """ "1." or "1)" at the head of a line, "(1)" or "1)" anywhere."""
    follower = tokens[index + 1].text
    if len(tokens[index].text) > 2 or "." in tokens[index].text:
        return False
    if follower == ")":
        opened = tokens[index - 1].text == "("
        return opened or not _open_bracket(tokens, index)
    return follower == "." and tokens.opens_line(index) and tokens.glued(index + 1)


def _open_bracket(tokens: Tokens, index: int) -> bool:
    near = tokens.lowers(index - 12, index)
    return "(" in near and ")" not in near[near.index("(") :]


def _called(tokens: Tokens, index: int) -> bool:
    """Whether it is a number that people call: "dial 101", "a 911 operator"."""
    if len(tokens[index].text) > 4:
        return False
    if tokens[index - 1].lower in words_of("context", "dialing"):
        return tokens[index + 1].kind != "word"
    emergency = tokens[index].text in ("911", "999", "112")
    near = (tokens[index - 1].lower, tokens[index + 1].lower)
    return emergency and any(word in words_of("context", "calls") for word in near)


def _day_of_month(tokens: Tokens, index: int) -> bool:
    """ "Aug. 7", "7 August", "March 17-18"."""
    if not _is_day(tokens[index].text):
        return False
    at = index - 2 if tokens[index - 1].text == "." else index - 1
    if tokens[at].text in words_of("context", "months"):
        return tokens[index + 1].text not in ("%", "percent")
    after = index + 1 + (tokens[index + 1].lower == "of")
    if tokens[after].text in words_of("context", "months"):
        return True
    joined = (
        tokens[index + 1].text in ("-", "–", "to", "and") and tokens[index + 2].kind == "digits"
    )
    return joined and tokens[index + 3].text in words_of("context", "months")


def _is_day(text: str) -> bool:
    return len(text) < 3 and text.isdecimal() and 0 < int(text) < 32


def _past_days(tokens: Tokens, index: int) -> int:
    """Past a second day: "17-18", "17 to 19", "5 and 6"."""
    joint, day = tokens[index + 1].lower, tokens[index + 2].text
    if joint in ("-", "–", "to", "and", "or", "through") and _is_day(day):
        unit = tokens[index + 3]
        if joint in ("-", "–") or not (unit.kind == "word" and is_plural(unit.text)):
            return index + 3
    return index + 1


def is_year(tokens: Tokens, index: int, stop: int) -> bool:
    """Whether four bare digits are a year, by what stands around them."""
    text = tokens[index].text
    if stop != index + 1 or not (text.isdecimal() and len(text) == 4 and "1500" <= text < "2101"):
        return False
    before, after = tokens[index - 1].lower, tokens[stop]
    counted = after.kind == "word" and is_plural(after.text) and after.text.islower()
    if counted and text >= "1900":
        counted = is_person(after.lower)
    return not counted or before in words_of("context", "year_before") or before == "."


def is_year_span(tokens: Tokens, index: int, other: int) -> bool:
    """Whether two numbers are the years between which something was."""
    texts = (tokens[index].text, tokens[other].text)
    return all(len(text) == 4 and text.isdecimal() and "1500" <= text < "2101" for text in texts)


def is_spelled_year(tokens: Tokens, index: int, stop: int) -> bool:
    """Whether a number word opens a year: "nineteen ninety-seven"."""
    centuries = ("eighteen", "nineteen", "twenty")
    return tokens[stop - 1].lower in centuries and opens_numeral(tokens[stop].lower)


def is_reference(tokens: Tokens, index: int, stop: int) -> bool:
    """Whether a bare number belongs to a name or reference: "Article 5", "Barrio 18"."""
    at = index - 1
    if tokens[at].text == "." and tokens[at - 1].lower in words_of("context", "shortened"):
        return tokens.glued(at)
    before = tokens[at]
    if before.kind != "word" or "," in tokens[index].text:
        return False
    if before.lower == "of" and tokens[at - 1].lower in words_of("context", "groups"):
        return tokens[at - 1].text[0].isupper()
    if before.lower in words_of("context", "designators"):
        return not _counted(tokens, stop) or before.text[0].isupper()
    if not before.text[0].isupper():
        return False
    return at > 0 and not _common(before.lower) and not _goes_on(tokens, stop)


def _common(lower: str) -> bool:
    """Whether a word with a capital is a small word at the head of a sentence or title."""
    stops = words_of("nouns", "stops") | words_of("hedges", "change")
    return lower in stops or lower in words_of("nouns", "states") or lower.endswith("ed")


def _goes_on(tokens: Tokens, stop: int) -> bool:
    """Whether what follows shows that something is counted."""
    if tokens[stop].text == "-" and tokens.glued(stop + 1):
        return True
    if tokens[stop].lower in ("were", "are", "have", "others", "other", "more", "new", "of", "to"):
        return True
    return _counted(tokens, stop) or _counted(tokens, stop + 1)


def _counted(tokens: Tokens, stop: int) -> bool:
    token = tokens[stop]
    return token.kind == "word" and is_plural(token.text)


def is_clock(tokens: Tokens, index: int, stop: int) -> bool:
    """Whether a number is a time of day: "5 pm", "0300 GMT", "open at 9", "shut at seven"."""
    word = tokens[stop].lower
    if word in words_of("context", "clock"):
        return True
    if word in ("a", "p") and tokens.lowers(stop + 1, stop + 3) in ((".", "m"), (".", "m.")):
        return True
    return stop == index + 1 and _is_hour(tokens, index) and _is_timed(tokens, index, stop)


def is_hours(tokens: Tokens, index: int, other: int) -> bool:
    """Whether two bare numbers are the hours from which and to which something goes on."""
    if not (_is_hour(tokens, index) and _is_hour(tokens, other)):
        return False
    changed = words_of("hedges", "change").intersection(tokens.lowers(index - 5, index))
    return not changed and not _counted(tokens, other + 1) and _near(tokens, index, "timed")


def _is_hour(tokens: Tokens, index: int) -> bool:
    """Whether a number can be an hour of the day, or one with its minutes ("6.15")."""
    token = tokens[index]
    if token.kind == "word":
        return token.lower in words_of("context", "spelled_hours")
    hour, dot, minute = token.text.partition(".")
    if not hour.isdecimal() or len(hour) > 2 or int(hour) > 24:
        return False
    return not dot or (len(minute) == 2 and minute < "60")


def _is_timed(tokens: Tokens, index: int, stop: int) -> bool:
    """Whether what stands around an hour makes a time of day of it."""
    _, opening = hedging.hedge_before(tokens, index, firm=False)
    before, earlier, after = tokens[opening - 1], tokens[opening - 2], tokens[stop]
    if before.lower not in words_of("context", "hours") or _counted(tokens, stop):
        return False
    if after.kind == "word" and after.lower not in words_of("nouns", "stops"):
        return False
    if after.kind == "sign" and after.text not in ',.;)”"':
        return False
    if before.text[0].isupper() and earlier.kind != "word":
        return after.kind == "word" or after.text == ","
    if before.lower == "until":
        return True
    return (
        before.lower in ("at", "around")
        and _near(tokens, opening, "timed")
        and not _near(tokens, opening, "levels")
    )


def _near(tokens: Tokens, index: int, key: str) -> bool:
    """Whether one of some words stands close before."""
    return not words_of("context", key).isdisjoint(tokens.lowers(index - 9, index))


def is_address(tokens: Tokens, index: int, stop: int) -> bool:
    """Whether a house number stands here: "10 Downing Street"."""
    at = stop
    while at < stop + 4 and tokens[at].text[:1].isupper():
        if at > stop and tokens[at].lower in words_of("context", "streets"):
            return tokens[index].text.isdecimal()
        at += 1
    return False


def is_age(tokens: Tokens, index: int, stop: int) -> bool:
    """Whether a bare number, or a range, is of people's ages.

    "aged 34", "Ms. Roe, 34, said", "Roe (34)", "the suspect, 29,", "a girl of 14", "died at 78",
    "turned 40", "as young as seven", "men between 18 and 60", "anyone over 65".
    """
    if tokens[index - 1].lower in words_of("context", "ages"):
        return True
    led = tokens.lowers(index - 3, index)
    if led[-2:] in (("age", "of"), ("ages", "of")) or led in _AS_OLD:
        return True
    if not _is_years(tokens, index) or _counted(tokens, stop):
        return False
    return _is_bounded(tokens, index) or (
        stop == index + 1 and (_is_told(tokens, index, stop) or _is_apposed(tokens, index, stop))
    )


_AS_OLD = (("as", "young", "as"), ("as", "old", "as"))
_OLDEST = 120


def _is_years(tokens: Tokens, index: int) -> bool:
    """Whether a number can be somebody's age."""
    token = tokens[index]
    if token.kind == "word":
        return opens_numeral(token.lower)
    return token.text.isdecimal() and len(token.text) < 4 and int(token.text) <= _OLDEST


def _is_bounded(tokens: Tokens, index: int) -> bool:
    """ "men between 18 and 60", "girls under 15", "anyone over 65"."""
    bound, people = tokens[index - 1].lower, tokens[index - 2]
    if tokens[index].kind != "digits" or bound not in ("between", "under", "over", "above"):
        return False
    whoever = people.lower in ("anyone", "everyone", "those", "nobody")
    return whoever or (is_person(people.lower) and is_plural(people.text))


def _is_told(tokens: Tokens, index: int, stop: int) -> bool:
    """ "she was 61.", "turned 40", "died at 78", "at 27, she", "a girl of 14"."""
    before, earlier, after = tokens[index - 1].lower, tokens[index - 2].lower, tokens[stop]
    if before in ("turned", "turning", "turns"):
        return after.kind != "word" or after.lower in words_of("nouns", "stops")
    if tokens[index].kind == "digits" and earlier in words_of("context", "aging"):
        return after.text in tuple(",.;") and before in ("was", "is")
    if before == "at":
        opens = tokens[index - 1].text == "At" and after.text == ","
        young = opens and tokens[stop + 1].lower in ("he", "she")
        return young or earlier in words_of("context", "lived")
    return before == "of" and earlier in words_of("context", "aged_of")


def _is_apposed(tokens: Tokens, index: int, stop: int) -> bool:
    """ "Roe, 34, said", "Roe (34)", "the suspect, 29,", "the victims, 19 and 23,"."""
    if tokens[index].kind != "digits":
        return False
    at = index - 1
    at -= tokens[at].lower in ("now", "then", "only")
    named = tokens[at - 1]
    if (tokens[index - 1].text, tokens[stop].text) == ("(", ")"):
        return named.kind == "word" and named.text[0].isupper()
    if tokens[at].text != "," or named.kind != "word":
        return False
    ends = stop
    if tokens[stop].lower == "and" and _is_years(tokens, stop + 1) and not named.text[0].isupper():
        ends = stop + 2
    if tokens[ends].text not in tuple(",.;"):
        return False
    known = named.lower in words_of("context", "aged") or is_person(named.lower)
    return named.text[0].isupper() or known


def is_code(tokens: Tokens, index: int, stop: int) -> bool:
    """Whether long or repeated bare digits are a code: a telephone or a case number."""
    if tokens[index].kind != "digits" or stop != index + 1:
        return False
    if tokens[stop].kind == "digits" and not tokens.glued(stop):
        return True
    return (
        len(tokens[index].text) >= CODE
        and tokens[index].text.isdecimal()
        and not _counted(tokens, stop)
    )


def is_contest(tokens: Tokens, index: int, stop: int) -> bool:
    """Whether a score or a vote is spoken of within six words."""
    near = tokens.lowers(index - 6, index) + tokens.lowers(stop, stop + 6)
    return any(word in words_of("hedges", "contests") for word in near)


def is_pronoun(tokens: Tokens, index: int, stop: int) -> bool:
    """Whether a number word stands for somebody or something named before: "the two agreed"."""
    word, before, after = tokens[index].lower, tokens[index - 1].lower, tokens[stop]
    if word == "one" and stop == index + 1:
        if before in words_of("context", "one_before"):
            return True
        return after.lower in words_of("context", "one_after") or not _nominal(after)
    if tokens[index].text[0].isupper() and after.text == ",":
        return before in ("", ".", "!", "?", ":", "“", '"')
    if before in ("the", "these", "those", "or") and stop == index + 1:
        if after.text == "-" and tokens.glued(stop + 1):
            return False
        return after.kind != "word" or (
            after.lower in words_of("nouns", "stops") and after.lower != "of"
        )
    return False


def _nominal(token: Token) -> bool:
    """Whether a word can open a noun phrase: no participle, no sign."""
    return token.kind == "word" and not token.lower.endswith("ed")


def is_compound(tokens: Tokens, index: int, stop: int) -> bool:
    """Whether a hyphen makes a word of it: "one-time", "two-way", "twenty-something"."""
    if tokens[index - 1].text == "-" and tokens.glued(index) and tokens.glued(index - 1):
        return True
    if tokens[stop].text != "-" or not (tokens.glued(stop) and tokens.glued(stop + 1)):
        return False
    if tokens[stop + 1].lower in ("state", "step", "star") and tokens[index].kind == "digits":
        return False
    return tokens[stop + 1].lower in words_of("context", "compounds")


def is_share(tokens: Tokens, index: int, stop: int, *, hedged: bool) -> bool:
    """Whether "half", "a third" and the like are a share of something here."""
    before, after = tokens[index - 1].lower, tokens[stop].lower
    if before in words_of("context", "no_share_before") or after in words_of("context", "no_share"):
        return False
    if hedged or after in words_of("context", "share"):
        return True
    if tokens[index].lower not in ("a", "an", "half"):
        return True
    ended = tokens[stop].kind != "word" or after in words_of("nouns", "stops")
    return ended and before in ("by", "only", "than", "just", "to")
