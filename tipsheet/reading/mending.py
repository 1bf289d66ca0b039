"""Contents and sources that the model cut short, grown back to what they stand for.

A source that closes its sentence ("…, three officers say.") leaves all that stands before it as
content; a cue that opens one leaves all that follows. A source that ends in the midst of a name
goes on to its end, and one that ends with the day or in a clause of its own goes back.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from tipsheet.reading.layers import Happening, Saying
from tipsheet.record import Span

STUMP = 2
"""Most words that a content has when it is taken for a stump."""

AHEAD = 80
"""Code points behind a source in which the rest of it is looked for."""

_EDGES = " \t\r\n,;:–—-"
_TAIL = re.compile(
    r"(?<!ed)(?:,?\s(?:today|yesterday|tonight|also|however)|,\s(?:reached|asked|contacted)"
    r"|\s(?:in|at|on|by|from|to|with|near))$"
)
"""What stands behind a source and is no part of it; "signed yesterday" is said of a document."""

_CUT_CLAUSE = re.compile(
    r",?\s(?:who|which|that)\s(?:\S+\s){0,2}(?:been|had|has|have|is|was|were|are|will|would)$"
)
_NAME_OPEN = re.compile(r"bin|ibn|al|van|von|der|(?:Dr|Mr|Mrs|Ms|Gen|Col|Sen|Gov)\.?")
_NAME = r"(?:(?:bin|ibn|al|van|von|der)\s)?[A-Z][\w-]*(?:[’'](?!s\b)\w+)*"
_NO_NAME = (
    r"(?!(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|And|As|At|By|For|From|In|Of|On|To|With"
    r"|Are|Be|Been|Had|Has|Have|Is|Was|Were|Will)\b)"
)
"""Days, and the small words of a headline in capitals."""

_REST_OF_NAME = re.compile(rf"(?:\s{_NO_NAME}{_NAME}){{1,4}}\b")
_REST_OF_INITIALS = re.compile(r"(?:\.[A-Z])+\.?(?!\w)")
_ARTICLES = frozenset({"the", "a", "an"})
_JOINED = re.compile(r"\b(?:and|but)\s(?:\w+ly\s|also\s|then\s|later\s)?$")
_PASSIVE = frozenset({"is", "are", "was", "were", "been", "being"})
_NO_NOUN = (
    r"(?!(?:of|in|on|at|for|to|by|and|or|as|that|who|which|said|says|is|was|are|were|has|had)\b)"
)
_REST_OF_PHRASE = re.compile(rf"\s{_NO_NOUN}[\w’'-]+(?:\s{_NO_NOUN}(?!\w+ed\b)[\w’'-]+){{0,3}}")


def mended(text: str, sayings: Sequence[Saying], sentences: Sequence[Span]) -> tuple[Saying, ...]:
    """The sayings, each with a content that is no stump of its sentence."""
    starts = [sentence.start for sentence in sentences]
    whole = [_with_source(saying, _source(text, saying)) for saying in sayings]
    shared = _with_shared_sources(text, whole, sentences, starts)
    return tuple(_mended(text, saying, sentences, starts) for saying in shared)


def _with_source(saying: Saying, source: Span | None) -> Saying:
    return saying if source is saying.source else replace(saying, source=source)


def _with_shared_sources(
    text: str, sayings: Sequence[Saying], sentences: Sequence[Span], starts: Sequence[int]
) -> list[Saying]:
    """The sayings; a cue joined on with "and" has the source of the last one of its sentence."""
    shared = list(sayings)
    cues = [(item.cue.start, at) for at, item in enumerate(sayings) if item.cue and item.source]
    cues.sort()
    for at, item in enumerate(sayings):
        if item.cue is None or item.source or not _is_joined(text, item.cue):
            continue
        number = bisect_right(starts, item.cue.start) - 1
        before = bisect_right(cues, (item.cue.start, -1)) - 1
        first = sentences[number].start if number >= 0 else item.cue.start
        if before >= 0 and cues[before][0] >= first:
            earlier = sayings[cues[before][1]]
            shared[at] = replace(item, source=earlier.source, kind=earlier.kind)
    return shared


def _is_joined(text: str, cue: Span) -> bool:
    """Whether a cue in the active goes on with the subject before it: "refused, and said"."""
    passive = cue.text.split(None, 1)[0].casefold() in _PASSIVE
    return not passive and _JOINED.search(text[max(0, cue.start - 24) : cue.start]) is not None


def regrown(text: str, happenings: Sequence[Happening]) -> tuple[Happening, ...]:
    """The happenings, each with actors and recipients that end with a name or a noun."""
    return tuple(_regrown(text, item) for item in happenings)


def _regrown(text: str, item: Happening) -> Happening:
    actors = tuple(_role(text, span, item.trigger) for span in item.actors)
    recipients = tuple(_role(text, span, item.trigger) for span in item.recipients)
    if actors == item.actors and recipients == item.recipients:
        return item
    return replace(item, actors=actors, recipients=recipients)


def _role(text: str, span: Span, trigger: Span) -> Span:
    ahead = span.end + AHEAD
    limit = min(trigger.start, ahead) if trigger.start >= span.end else ahead
    end = _whole(text, span, limit)
    return span if end == span.end else Span.of(text, span.start, end)


def _source(text: str, saying: Saying) -> Span | None:
    """The source of a saying, neither cut short nor too long."""
    source = saying.source
    if source is None:
        return None
    others = [span.start for span in (saying.cue, *saying.content) if span is not None]
    limit = min((start for start in others if start >= source.end), default=len(text))
    end = _end(text, source, min(limit, source.end + AHEAD))
    return source if end == source.end else Span.of(text, source.start, end)


def _end(text: str, source: Span, limit: int) -> int:
    """Where a source ends: with its last name or noun."""
    behind = _CUT_CLAUSE.search(source.text) or _TAIL.search(source.text)
    if behind and behind.start() > 0:
        return source.start + behind.start()
    return _whole(text, source, limit)


def _whole(text: str, span: Span, limit: int) -> int:
    """Where the name or the noun phrase ends that a span was cut from, `limit` at most."""
    last = span.text.rsplit(None, 1)[-1]
    rest = None
    if len(last) == 1 and last.isupper():
        rest = _REST_OF_INITIALS.match(text, span.end, limit)
    elif (last[0].isupper() and last[-1] not in ".,") or _NAME_OPEN.fullmatch(last):
        rest = _REST_OF_NAME.match(text, span.end, limit)
    if rest is None and span.text.lower() in _ARTICLES:
        rest = _REST_OF_PHRASE.match(text, span.end, limit)
    return rest.end() if rest else span.end


def _mended(text: str, saying: Saying, sentences: Sequence[Span], starts: Sequence[int]) -> Saying:
    if saying.cue is None or saying.source is None or len(saying.content) != 1:
        return saying
    content = saying.content[0]
    if len(content.text.split()) > STUMP:
        return saying
    at = bisect_right(starts, saying.cue.start) - 1
    if at < 0 or not sentences[at].holds(content):
        return saying
    grown = _grown(text, content, saying.source, saying.cue, sentences[at])
    return replace(saying, content=(grown,)) if grown else saying


def _grown(text: str, content: Span, source: Span, cue: Span, sentence: Span) -> Span | None:
    """The clause before a closing source and cue, where the content opens the sentence."""
    first, last = min(source.start, cue.start), max(source.end, cue.end)
    opens = not text[sentence.start : content.start].strip(_EDGES + "\"'“‘")
    closes = len(text[last : sentence.end].split()) <= STUMP
    comma = text[sentence.start : first].rstrip().endswith((",", ",”", ',"', "?", "!"))
    if not (opens and closes and comma and content.end <= first):
        return None
    end = len(text[:first].rstrip(_EDGES))
    return Span.of(text, content.start, end) if end > content.end else None
