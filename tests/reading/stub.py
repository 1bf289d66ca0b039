"""Layers made by hand on a text, and an encoder that answers with them."""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np

from tipsheet.reading import labels
from tipsheet.reading.coreference import BOUND, LINK
from tipsheet.reading.encoder import Anchor, Encoded
from tipsheet.reading.layers import Happening, Layers, Name, Saying, Toponym
from tipsheet.record import Span

SURE = 20.0
_WORD = re.compile(r"\w+|[^\w\s]")


def at(text: str, words: str, after: str = "") -> Span:
    """The first span of `words` behind the first place of `after`."""
    start = text.index(words, text.index(after))
    return Span.of(text, start, start + len(words))


def saying(
    text: str,
    source: str | None,
    cue: str | None,
    *content: str,
    kind: str = "person",
    score: float = 0.9,
    after: str = "",
) -> Saying:
    return Saying(
        source=None if source is None else at(text, source, after),
        cue=None if cue is None else at(text, cue, after),
        content=tuple(at(text, part, after) for part in content),
        kind=kind,
        parent=None,
        score=score,
    )


def happening(
    text: str,
    trigger: str,
    type: str = "ASSAULT",
    status: str = "occurred",
    *,
    modes: Sequence[str] = (),
    actors: Sequence[str] = (),
    recipients: Sequence[str] = (),
    place: str | None = None,
    date: str | None = None,
) -> Happening:
    return Happening(
        trigger=at(text, trigger),
        type=type,
        status=status,
        modes=tuple(modes),
        actors=tuple(at(text, words) for words in actors),
        recipients=tuple(at(text, words) for words in recipients),
        place=None if place is None else at(text, place),
        date=None if date is None else at(text, date),
        score=0.9,
        status_score=0.8,
    )


def name(text: str, words: str, kind: str = "PER") -> Name:
    span = at(text, words)
    return Name(start=span.start, end=span.end, text=span.text, kind=kind, score=0.9)


def toponym(text: str, words: str) -> Toponym:
    span = at(text, words)
    return Toponym(start=span.start, end=span.end, text=span.text, score=0.9)


def sentences(text: str, *begins: str) -> tuple[Span, ...]:
    """The sentences of a text, the second and later ones by the words they begin with."""
    edges = [0, *(text.index(words) for words in begins), len(text)]
    return tuple(
        Span.of(text, left, left + len(text[left:right].rstrip()))
        for left, right in pairwise(edges)
    )


class StubEncoder:
    """Encodes a text as the logits of the layers that `make` gives for it."""

    name = "stub"

    def __init__(self, make: Callable[[str], Layers] = lambda text: Layers()) -> None:
        self._make = make

    def encode(self, text: str, *, every: bool = False) -> Encoded:
        return encoded(text, self._make(text))


def words_encoded(text: str) -> Encoded:
    """The outputs of a model that finds nothing; words are runs of letters or marks."""
    return encoded(text, Layers())


def encoded(text: str, layers: Layers) -> Encoded:
    """The outputs of a model that is sure of the layers; words are runs of letters or marks."""
    words = [match.span() for match in _WORD.finditer(text)]
    starts = np.asarray([start for start, _ in words], np.int64)
    ends = np.asarray([end for _, end in words], np.int64)
    heads = _heads(len(words))

    def rows(span: Span) -> range:
        first = int(np.searchsorted(ends, span.start, side="right"))
        return range(first, int(np.searchsorted(starts, span.end)))

    for sentence in layers.sentences:
        heads["sentences"][rows(sentence)[0]] = SURE
    for found in layers.names:
        _mark(heads["names"], rows(found), labels.NAMES.index(found.kind))
    for found in layers.toponyms:
        _mark(heads["toponyms"], rows(found), 0)
    for event in layers.happenings:
        word = rows(event.trigger)[0]
        heads["types"][word, labels.TYPES.index(event.type)] = SURE
        heads["statuses"][word, labels.STATUSES.index(event.status)] = SURE
        for mode in event.modes:
            heads["modes"][word, labels.modes().index(f"{event.type}-{mode}")] = SURE
    return Encoded(
        starts=starts,
        ends=ends,
        heads=heads,
        vectors=np.ones((len(words), 4), np.float32),
        sayings=tuple(_saying(item, rows, len(words)) for item in layers.sayings),
        events=tuple(_event(item, rows, len(words)) for item in layers.happenings),
    )


def _heads(count: int) -> dict[str, np.ndarray]:
    widths = {
        "names": 2 * len(labels.NAMES) + 1,
        "toponyms": 3,
        "types": len(labels.TYPES),
        "statuses": len(labels.STATUSES),
        "modes": len(labels.modes()),
        "bounds": 4 * BOUND,
        "reference": 2 * LINK,
        "pairs": 3 * LINK,
    }
    heads = {name: np.zeros((count, width), np.float32) for name, width in widths.items()}
    for name in ("sentences", "mentions"):
        heads[name] = np.full(count, -SURE, np.float32)
    heads["modes"] -= SURE
    for name in ("names", "toponyms"):
        heads[name][:, 0] = SURE / 2
    return heads


def _mark(scores: np.ndarray, rows: range, part: int) -> None:
    scores[rows[0], 2 * part + 1] = SURE
    scores[rows[1:], 2 * part + 2] = SURE


def _tags(count: int, parts: int, marked: Sequence[tuple[range, int]]) -> np.ndarray:
    tags = np.zeros((count, 2 * parts + 1), np.float32)
    tags[:, 0] = SURE / 2
    for rows, part in marked:
        _mark(tags, rows, part)
    return tags


def _saying(item: Saying, rows: Callable[[Span], range], count: int) -> Anchor:
    parts = [(item.source, 0), (item.cue, 1), *((span, 2) for span in item.content)]
    kinds = np.zeros(len(labels.KINDS), np.float32)
    kinds[labels.KINDS.index(item.kind)] = SURE
    return Anchor(
        word=rows(item.cue or item.source or item.content[0])[0],
        score=SURE,
        first=0,
        tags=_tags(count, 3, [(rows(span), part) for span, part in parts if span]),
        kinds=kinds,
    )


def _event(item: Happening, rows: Callable[[Span], range], count: int) -> Anchor:
    spans = [
        *((span, 0) for span in item.actors),
        *((span, 1) for span in item.recipients),
        (item.place, 2),
        (item.date, 3),
    ]
    return Anchor(
        word=rows(item.trigger)[0],
        score=SURE,
        first=0,
        tags=_tags(count, 4, [(rows(span), part) for span, part in spans if span]),
        kinds=np.zeros(0, np.float32),
    )
