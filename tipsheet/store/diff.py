"""What changed from one version of a report to the next, sentence by sentence."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from tipsheet.record import Report, Span

MOST = 4_000_000  # pairs of sentences compared; beyond, what lies between equal ends is one change

_SENTENCE = re.compile(r"[^.!?\n]*(?:[.!?]+[\"'”’)\]]*(?:\s+|$)|\n\s*|[.!?]|$)")
_FIELDS = ("title", "publisher", "published", "byline", "dateline")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change: `before` is a stretch of the older text, `after` of the newer; one may be None.

    `part` is `text`, or the field of the report that changed; a field's spans count in the field.
    """

    part: str
    before: Span | None
    after: Span | None


def changes(old: Report, new: Report) -> tuple[Change, ...]:
    """What changed, fields first, then the text in its order."""
    fields = (_field(name, old, new) for name in _FIELDS)
    return (*(one for one in fields if one), *_of_text(old.text, new.text))


def _field(name: str, old: Report, new: Report) -> Change | None:
    before, after = (_written(getattr(report, name)) for report in (old, new))
    if before == after:
        return None
    return Change(part=name, before=_whole(before), after=_whole(after))


def _written(value: str | tuple[str, ...] | None) -> str | None:
    return ", ".join(value) or None if isinstance(value, tuple) else value


def _whole(text: str | None) -> Span | None:
    return None if text is None else Span.of(text, 0, len(text))


def _of_text(old: str, new: str) -> Iterator[Change]:
    before, after = _sentences(old), _sentences(new)
    for first, last, start, end in _blocks(_words(old, before), _words(new, after)):
        yield Change(
            part="text",
            before=_stretch(old, before[first:last]),
            after=_stretch(new, after[start:end]),
        )


def _sentences(text: str) -> list[tuple[int, int]]:
    """Where sentences stand, about: what is compared, so that a wrong cut does no harm."""
    return [match.span() for match in _SENTENCE.finditer(text) if match[0].strip()]


def _words(text: str, spans: Sequence[tuple[int, int]]) -> list[str]:
    return [" ".join(text[start:end].split()) for start, end in spans]


def _stretch(text: str, spans: Sequence[tuple[int, int]]) -> Span | None:
    if not spans:
        return None
    start, end = spans[0][0], spans[-1][1]
    stretch = text[start:end]
    start += len(stretch) - len(stretch.lstrip())
    return Span.of(text, start, start + len(stretch.strip()))


def _blocks(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Where the two differ: bounds in the old and in the new."""
    head = _same(old, new)
    first, second = old[head:], new[head:]
    tail = _same(first[::-1], second[::-1])
    first, second = first[: len(first) - tail], second[: len(second) - tail]
    if len(first) * len(second) > MOST:
        yield head, head + len(first), head, head + len(second)
        return
    for kind, i, j, k, m in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        if kind != "equal":
            yield head + i, head + j, head + k, head + m


def _same(old: Sequence[str], new: Sequence[str]) -> int:
    """How many are the same from the beginning on."""
    count = 0
    for one, other in zip(old, new, strict=False):
        if one != other:
            break
        count += 1
    return count
