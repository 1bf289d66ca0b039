"""Which outlets a report says it has something from: "CNN reported", "told the Ledger"."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from tipsheet.linking.credits import Credit
from tipsheet.record import Attribution, Reading, Report, Span
from tipsheet.vocabulary.loading import read_table
from tipsheet.vocabulary.publishers import Publisher, Publishers

BETWEEN = 6  # small words between an outlet's name and the words that relay it
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|'s|’s")
_SENTENCE_END = re.compile(r"[a-z0-9)”\"’]{2}[.!?][”\"’)]?(?=\s|$)|\n")
_APPOSITION = re.compile(r",\s[^,.;:“”\"\n]{3,60},")
_SENTENCE = 600  # characters either side of a name


@dataclass(frozen=True, slots=True, kw_only=True)
class Relay:
    """One place where a report relays an outlet.

    `span` is the outlet's name in the text, `cue` the words that relay it, `content` what is
    relayed: that of the attribution (`attribution`, its id) where the reader found one, else the
    sentence. `own` is true where a report speaks of an earlier one of its own house, `sure` false
    where an outlet is named without a word that relays it.
    """

    publisher: Publisher
    span: Span
    cue: Span
    content: tuple[Span, ...]
    attribution: str | None = None
    own: bool = False
    sure: bool = True


def relays_of(
    report: Report,
    publishers: Publishers,
    *,
    reading: Reading | None = None,
    credits: Iterable[Credit] = (),
) -> tuple[Relay, ...]:
    """The relays in a report, in the order of the text; names in its credits are not relays."""
    credited = [credit.span for credit in credits]
    house = publishers.resolve(report.publisher, report.url)
    attributions = reading.attributions if reading else ()
    begun = _body(report.text, report.title)
    found = (
        _relay(report.text, publisher, span, attributions, house)
        for publisher, span in _names(report.text, publishers, house)
        if span.start >= begun and not any(span.overlaps(other) for other in credited)
    )
    return tuple(relay for relay in found if relay is not None)


def _relay(
    text: str,
    publisher: Publisher,
    span: Span,
    attributions: Sequence[Attribution],
    house: Publisher | None,
) -> Relay | None:
    attribution = _attribution(span, attributions)
    cue = _cue(text, span) or (attribution.cue if attribution else None)
    own = house is not None and publisher.code == house.code
    if own and (cue is None or cue.text.casefold() not in _cues("own")):
        return None
    if cue is None and publisher.kind not in (None, *_cues("news")):
        return None
    content = attribution.content if attribution else ()
    return Relay(
        publisher=publisher,
        span=span,
        cue=cue or span,
        content=content or (_sentence(text, span),),
        attribution=attribution.id if attribution else None,
        own=own,
        sure=cue is not None,
    )


def _body(text: str, title: str | None) -> int:
    """Where the text goes on after its first line, if that is the title."""
    first = text.lstrip().split("\n", 1)[0].strip()
    return text.find(first) + len(first) if title and first == title.strip() else 0


def _names(
    text: str, publishers: Publishers, house: Publisher | None
) -> Iterator[tuple[Publisher, Span]]:
    """Outlets named in full, and "the Times" where the text or the house says which one it is."""
    full = publishers.named_in(text)
    known = {one.publisher.code for one in full} | ({house.code} if house else set())
    found = [(one.publisher, Span.of(text, one.start, one.end)) for one in full]
    for short in publishers.shorts_in(text):
        span = Span.of(text, short.start, short.end)
        meant = [one for one in short.publishers if one.code in known]
        if len(meant) == 1 and not any(span.overlaps(other) for _, other in found):
            found.append((meant[0], span))
    yield from sorted(found, key=lambda one: one[1].start)


def _attribution(span: Span, attributions: Sequence[Attribution]) -> Attribution | None:
    """The relaying attribution that names the outlet in its source, or beside its cue."""
    for attribution in attributions:
        if attribution.kind == "media" and attribution.source and attribution.source.holds(span):
            return attribution
    for attribution in attributions:
        cue = attribution.cue
        if cue and attribution.origin and 0 <= span.start - cue.end <= 40:
            return attribution
    return None


def _cue(text: str, span: Span) -> Span | None:
    """The words that relay, right before or after the name."""
    return _cue_after(text, span) or _cue_before(text, span)


def _cue_after(text: str, span: Span) -> Span | None:
    start = _after_apposition(text, span.end)
    matches = _words(text, start, min(len(text), start + 80), after=True)
    for place in range(min(BETWEEN + 1, len(matches))):
        words = [match[0].casefold() for match in matches[place : place + 2]]
        for count in (2, 1):
            if " ".join(words[:count]) in _cues("after") and len(words) >= count:
                last = matches[place + count - 1]
                return Span.of(text, matches[place].start(), last.end())
        if words and words[0] not in _cues("between"):
            return None
    return None


def _after_apposition(text: str, end: int) -> int:
    """Past ", the owner," or ", across the water," where something of the kind follows a name."""
    match = _APPOSITION.match(text, end, min(len(text), end + 80))
    return match.end() if match else end


def _cue_before(text: str, span: Span) -> Span | None:
    matches = _words(text, max(0, span.start - 120), span.start, after=False)
    for back in range(min(BETWEEN + 1, len(matches))):
        end = len(matches) - back
        for count in (3, 2, 1):
            words = [match[0].casefold() for match in matches[max(0, end - count) : end]]
            if len(words) == count and " ".join(words) in _cues("before"):
                return Span.of(text, matches[end - count].start(), matches[end - 1].end())
        if matches[end - 1][0].casefold() not in _cues("between"):
            return None
    return None


def _words(text: str, start: int, end: int, *, after: bool) -> list[re.Match[str]]:
    """The words between two offsets that belong to the sentence of the name."""
    stops = [stop.end() for stop in _SENTENCE_END.finditer(text, start, end)]
    if stops and after:
        end = stops[0]
    elif stops:
        start = stops[-1]
    return list(_WORD.finditer(text, start, end))


def _sentence(text: str, span: Span) -> Span:
    """The sentence around a name, cut at six hundred characters either side."""
    low, high = max(0, span.start - _SENTENCE), min(len(text), span.end + _SENTENCE)
    befores = [stop.end() for stop in _SENTENCE_END.finditer(text, low, span.start)]
    after = _SENTENCE_END.search(text, span.end, high)
    start, end = (befores[-1] if befores else low), (after.end() if after else high)
    inside = text[start:end]
    return Span.of(text, start + len(inside) - len(inside.lstrip()), start + len(inside.rstrip()))


def body_kinds() -> frozenset[str]:
    """The kinds of publishers that are companies and offices, with press releases of their own."""
    return _cues("bodies")


@cache
def _cues(side: str) -> frozenset[str]:
    table: dict[str, Any] = read_table("credits.toml")["relay"]
    return frozenset(table[side])
