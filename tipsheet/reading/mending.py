"""Contents that the model cut to a stump, grown back to the clause they stand for.

A source that closes its sentence ("…, three officers say.") leaves all that stands before it as
content; a cue that opens one leaves all that follows.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from tipsheet.reading.layers import Saying
from tipsheet.record import Span

STUMP = 2
"""Most words that a content has when it is taken for a stump."""

_EDGES = " \t\r\n,;:–—-"


def mended(text: str, sayings: Sequence[Saying], sentences: Sequence[Span]) -> tuple[Saying, ...]:
    """The sayings, each with a content that is no stump of its sentence."""
    starts = [sentence.start for sentence in sentences]
    return tuple(_mended(text, saying, sentences, starts) for saying in sayings)


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
