"""Whose text a report says it is: datelines, bylines, and lines of thanks or of first printing."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from tipsheet.record import Report, Span
from tipsheet.vocabulary.loading import read_table
from tipsheet.vocabulary.publishers import Publisher, Publishers

HEAD = 1500  # characters at the beginning in which credits are looked for
FOOT = 1500  # characters at the end in which notes are looked for, beside the head
LINE = 160  # a longer line is text, not a credit
REACH = 160  # characters from a phrase to the outlet it speaks of

WHOLE, PART = "whole", "part"

_DATELINE = re.compile(r"\((?P<who>[^()\n]{2,60})\)\s?(?:--|—|–|-)\s?(?=\S)")
_SENTENCE_END = re.compile(r"[a-z0-9)”\"]{2}[.!?](?=\s|$)|\n")
_NAMELIKE = re.compile(
    r"(?:The\s|the\s)?[A-Z][\w’'&.-]*(?:\s(?:of|de|and|the|&)?\s?[A-Z][\w’'&.-]*){0,4}"
)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """One credit, with the words that give it.

    `publisher` is null where agencies are thanked without a name. `share` is `whole` where the
    text is said to be the outlet's, `part` where it helped. `where` is dateline, byline, line or
    note. `own` is true where a report credits the house that publishes it.
    """

    publisher: Publisher | None
    share: str
    where: str
    span: Span
    own: bool = False


def credits_of(report: Report, publishers: Publishers) -> tuple[Credit, ...]:
    """The credits in the text and byline of a report, in the order of the text, each once."""
    house = publishers.resolve(report.publisher, report.url)
    found = [*_datelines(report, publishers), *_lines(report, publishers)]
    found += _notes(report.text, publishers)
    marked = (_marked(credit, house) for credit in sorted(found, key=lambda one: one.span.start))
    once: dict[tuple[str, str], Credit] = {}
    for credit in marked:
        once.setdefault((credit.publisher.code if credit.publisher else "", credit.share), credit)
    return tuple(once.values())


def makers(credits: Iterable[Credit], *, share: str | None = None) -> frozenset[str]:
    """The codes of the publishers that are credited, those of the own house left out."""
    return frozenset(
        credit.publisher.code
        for credit in credits
        if credit.publisher and not credit.own and share in (None, credit.share)
    )


def _marked(credit: Credit, house: Publisher | None) -> Credit:
    own = bool(house and credit.publisher and credit.publisher.code == house.code)
    return Credit(
        publisher=credit.publisher,
        share=credit.share,
        where=credit.where,
        span=credit.span,
        own=own,
    )


def _datelines(report: Report, publishers: Publishers) -> Iterator[Credit]:
    """The agency in brackets before the dash, on no list too, where it is the first there."""
    for match in _DATELINE.finditer(report.text, 0, HEAD):
        begun = match.start("who")
        named = publishers.named_in(match["who"])
        if named:
            for one in named:
                span = Span.of(report.text, begun + one.start, begun + one.end)
                yield Credit(publisher=one.publisher, share=WHOLE, where="dateline", span=span)
            return
        if _NAMELIKE.fullmatch(match["who"]) and _capitals_before(report.text, match.start()):
            span = Span.of(report.text, *match.span("who"))
            unlisted = publishers.resolve(match["who"])
            yield Credit(publisher=unlisted, share=WHOLE, where="dateline", span=span)
            return


def _capitals_before(text: str, end: int) -> bool:
    line = text[text.rfind("\n", 0, end) + 1 : end]
    return any(word.isupper() and len(word) > 2 for word in _WORD.findall(line[:LINE]))


def _lines(report: Report, publishers: Publishers) -> Iterator[Credit]:
    """Lines at the head or the foot that are a credit and nothing else."""
    for start, line in _short_lines(report):
        named = publishers.named_in(line)
        if not named or not _is_credit(line, [(one.start, one.end) for one in named]):
            continue
        words = {word.casefold() for word in _WORD.findall(line)}
        share = PART if words & _shared() and not line.startswith(("From", "By")) else WHOLE
        if share == WHOLE and "and" in words and line.startswith("From"):
            share = PART
        for one in named:
            span = Span.of(report.text, start + one.start, start + one.end)
            yield Credit(publisher=one.publisher, share=share, where="line", span=span)


def _short_lines(report: Report) -> Iterator[tuple[int, str]]:
    text = report.text
    title = (report.title or text.lstrip()[:LINE].split("\n")[0]).strip()
    spans = [match.span() for match in re.finditer(r"[^\n]+", text[:HEAD])][:8]
    if len(text) > HEAD:
        spans += [(m.start() + len(text) - 600, m.end() + len(text) - 600)
                  for m in re.finditer(r"[^\n]+", text[-600:])][-3:]  # fmt: skip
    for start, end in spans:
        line = text[start:end]
        if len(line) <= LINE and line.strip() != title:
            yield start, line


def _is_credit(line: str, named: Iterable[tuple[int, int]]) -> bool:
    """Whether nothing is left of the line but names and the small words of a credit."""
    for start, end in named:
        line = line[:start] + " " * (end - start) + line[end:]
    if line.rstrip().endswith((".", "?", "!", ":", "”", '"')):
        return False
    allowed = frozenset(_table()["line"]["words"])
    words = _WORD.findall(line)
    return len(words) <= 12 and all(
        word.casefold() in allowed or word[0].isupper() for word in words
    )


def _notes(text: str, publishers: Publishers) -> Iterator[Credit]:
    """Phrases of thanks or of first printing, with the outlets named beside them."""
    for match in _at_either_end(text):
        phrase = " ".join(match[0].casefold().split())
        side, share = _roles()[phrase]
        if side == "unnamed":
            span = Span.of(text, match.start(), match.end())
            yield Credit(publisher=None, share=share, where="note", span=span)
            continue
        start, end = _beside(text, match, side)
        for one in publishers.named_in(text[start:end]):
            span = Span.of(text, start + one.start, start + one.end)
            yield Credit(publisher=one.publisher, share=share, where="note", span=span)


def _at_either_end(text: str) -> Iterator[re.Match[str]]:
    """The phrases in the head and the foot of a text, where credits stand."""
    yield from _phrases().finditer(text, 0, HEAD)
    yield from _phrases().finditer(text, max(HEAD, len(text) - FOOT))


def _beside(text: str, match: re.Match[str], side: str) -> tuple[int, int]:
    """The rest of the sentence after a phrase, or its beginning before it."""
    if side == "before":
        limit = min(len(text), match.end() + REACH)
        stop = _SENTENCE_END.search(text, match.end(), limit)
        return match.end(), stop.end() if stop else limit
    begun = max(0, match.start() - REACH)
    stops = [stop.end() for stop in _SENTENCE_END.finditer(text, begun, match.start())]
    return (stops[-1] if stops else begun), match.start()


@cache
def _table() -> dict[str, Any]:
    return read_table("credits.toml")


@cache
def _roles() -> dict[str, tuple[str, str]]:
    """Each phrase with the side on which the outlet stands, seen from the outlet, and the share."""
    table = _table()
    return {
        phrase: (side, share)
        for side in ("before", "after", "unnamed")
        for share, phrases in table[side].items()
        for phrase in phrases
    }


@cache
def _phrases() -> re.Pattern[str]:
    longest = sorted(_roles(), key=lambda phrase: (-len(phrase), phrase))
    options = "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in longest)
    return re.compile(rf"(?<!\w)(?:{options})(?!\w)", re.IGNORECASE)


@cache
def _shared() -> frozenset[str]:
    return frozenset(_table()["line"]["shared"])
