"""From the model's outputs to layers of spans."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from math import exp

import numpy as np
import numpy.typing as npt

from tipsheet.reading import labels
from tipsheet.reading.coreference import Linked
from tipsheet.reading.encoder import Anchor, Encoded
from tipsheet.reading.layers import Happening, Layers, Name, Saying, Toponym
from tipsheet.reading.mending import mended
from tipsheet.reading.quotation import unquoted
from tipsheet.reading.sentences import sentence_begins
from tipsheet.reading.tagging import best_tags, softmax, spans_of
from tipsheet.record import Span

Floats = npt.NDArray[np.float32]

Part = tuple[int, int, int]
"""The number of a part with its first and its last word."""

SAYING_FROM, EVENT_FROM, TOPONYM_FROM, MODE_FROM = 0.55, 0.7, 0.4, 0.4
"""Probabilities from which something is reported; tuned on the development records and
PolNeAR's development articles. Above `LIKELY` of the encoder, which never shows less."""

LONGEST = 400
"""Words after which a sentence is cut; what runs on longer is a list, or has no full stops."""

_MODES = {
    kind: [
        (index, name.split("-", 1)[1])
        for index, name in enumerate(labels.modes())
        if name.split("-", 1)[0] == kind
    ]
    for kind in labels.TYPES
}
_QUOTES_BETWEEN = frozenset(" \t\r\n\"'“”‘’«»„")


def layers_of(text: str, encoded: Encoded) -> Layers:
    """All layers of one text."""
    words = _Spans(text, encoded)
    sentences = sentences_of(text, encoded)
    return Layers(
        sentences=sentences,
        names=names_of(words, encoded.heads["names"]),
        toponyms=_toponyms(words, encoded.heads["toponyms"]),
        sayings=mended(text, _sayings(words, encoded), sentences),
        happenings=_happenings(words, encoded),
        antecedents=Linked.of(text, encoded),
    )


class _Spans:
    """Makes spans of words."""

    def __init__(self, text: str, encoded: Encoded) -> None:
        self.text = text
        self.starts = encoded.starts.tolist()
        self.ends = encoded.ends.tolist()

    def __call__(self, first: int, last: int) -> Span:
        """The span from one word to another, both inclusive."""
        return Span.of(self.text, self.starts[first], self.ends[last])


def sentences_of(text: str, encoded: Encoded) -> tuple[Span, ...]:
    """The sentences: they begin where the model says, at line breaks and after `LONGEST` words."""
    starts, ends = encoded.starts.tolist(), encoded.ends.tolist()
    if not starts:
        return ()
    begins = sentence_begins(text, encoded)
    out, open_at = [], 0
    for word in range(1, len(starts)):
        if begins[word] or word - open_at >= LONGEST:
            out.append(Span.of(text, starts[open_at], ends[word - 1]))
            open_at = word
    return (*out, Span.of(text, starts[open_at], ends[-1]))


def names_of(words: _Spans, scores: Floats) -> tuple[Name, ...]:
    """The proper names, each with the mean probability of its tags."""
    if not len(scores):
        return ()
    tags = best_tags(scores[None])[0]
    chances = softmax(scores)[np.arange(len(tags)), tags]
    found = []
    for part, first, last in spans_of(tags):
        span = words(first, last)
        score = round(float(chances[first : last + 1].mean()), 4)
        found.append(
            Name(
                start=span.start, end=span.end, text=span.text, kind=labels.NAMES[part], score=score
            )
        )
    return tuple(found)


def names_of_text(text: str, encoded: Encoded) -> tuple[Name, ...]:
    """The proper names of one encoded text."""
    return names_of(_Spans(text, encoded), encoded.heads["names"])


def _toponyms(words: _Spans, scores: Floats) -> tuple[Toponym, ...]:
    if not len(scores):
        return ()
    chances = softmax(scores)
    found = []
    for _, first, last in spans_of(best_tags(scores[None])[0]):
        score = float(1 - chances[first : last + 1, 0].max())
        if score >= TOPONYM_FROM:
            span = words(first, last)
            found.append(
                Toponym(start=span.start, end=span.end, text=span.text, score=round(score, 4))
            )
    return tuple(found)


def _parts_of_all(anchors: Sequence[Anchor], moves: Floats | None) -> list[list[Part]]:
    """The parts of every anchor, solved together as one row with a mark behind each of them."""
    if not anchors:
        return []
    mark = np.zeros((1, anchors[0].tags.shape[1]), np.float32)
    mark[0, 0] = 50.0
    row = np.concatenate([rows for anchor in anchors for rows in (anchor.tags, mark)])
    ends = list(accumulate(len(anchor.tags) + 1 for anchor in anchors))
    found: list[list[Part]] = [[] for _ in anchors]
    for part, first, last in spans_of(best_tags(row[None], moves)[0]):
        number = bisect_right(ends, first)
        shift = anchors[number].first - (ends[number - 1] if number else 0)
        found[number].append((part, first + shift, last + shift))
    return found


def _sayings(words: _Spans, encoded: Encoded) -> tuple[Saying, ...]:
    likely = [anchor for anchor in encoded.sayings if _sigmoid(anchor.score) >= SAYING_FROM]
    found = []
    moves = encoded.moves.get("said")
    for anchor, parts in zip(likely, _parts_of_all(likely, moves), strict=True):
        content = _merged(words, [part for part in parts if part[0] == 2])
        if content:
            found.append(
                Saying(
                    source=_one(words, anchor, [part for part in parts if part[0] == 0]),
                    cue=_one(words, anchor, [part for part in parts if part[0] == 1]),
                    content=content,
                    kind=labels.KINDS[int(anchor.kinds.argmax())],
                    parent=None,
                    score=round(_sigmoid(anchor.score), 4),
                )
            )
    return tuple(found)


def _one(words: _Spans, anchor: Anchor, parts: list[Part]) -> Span | None:
    """The part that holds the anchor, else the one nearest to it."""
    if not parts:
        return None
    _, first, last = min(
        parts, key=lambda part: max(part[1] - anchor.word, anchor.word - part[2], 0)
    )
    return words(first, last)


def _merged(words: _Spans, parts: list[Part]) -> tuple[Span, ...]:
    """The spans of a content, unquoted; those with only quotation marks between them are one."""
    out: list[Span] = []
    for _, first, last in parts:
        span = words(first, last)
        if out and _QUOTES_BETWEEN.issuperset(words.text[out[-1].end : span.start]):
            span = Span.of(words.text, out.pop().start, span.end)
        out.append(span)
    return tuple(Span.of(words.text, *unquoted(words.text, s.start, s.end)) for s in out)


def _happenings(words: _Spans, encoded: Encoded) -> tuple[Happening, ...]:
    likely = [anchor for anchor in encoded.events if _sigmoid(anchor.score) >= EVENT_FROM]
    if not likely:
        return ()
    found = []
    moves = encoded.moves.get("arguments")
    types, statuses = _likeliest(encoded, likely, "types"), _likeliest(encoded, likely, "statuses")
    rows = zip(likely, _parts_of_all(likely, moves), types, statuses, strict=True)
    for anchor, parts, (type_, chance), (status, status_chance) in rows:
        roles: dict[int, list[Span]] = {0: [], 1: [], 2: [], 3: []}
        for part, first, last in parts:
            roles[part].append(words(first, last))
        kind = labels.TYPES[type_]
        trigger = words(anchor.word, anchor.word)
        found.append(
            Happening(
                trigger=trigger,
                type=kind,
                status=labels.STATUSES[status],
                modes=_modes_of(kind, encoded.heads["modes"][anchor.word]),
                actors=tuple(roles[0]),
                recipients=tuple(roles[1]),
                place=_nearest(trigger, roles[2]),
                date=_nearest(trigger, roles[3]),
                score=round(_sigmoid(anchor.score) * chance, 4),
                status_score=round(status_chance, 4),
            )
        )
    return tuple(found)


def _likeliest(
    encoded: Encoded, anchors: Sequence[Anchor], head: str
) -> Iterator[tuple[int, float]]:
    """For each anchor what is the likeliest by a head, and how likely it is."""
    chances = softmax(encoded.heads[head][[anchor.word for anchor in anchors]])
    return zip(chances.argmax(1).tolist(), chances.max(1).tolist(), strict=True)


def _modes_of(kind: str, scores: Floats) -> tuple[str, ...]:
    own = [
        (score, mode)
        for score, mode in ((float(scores[index]), mode) for index, mode in _MODES[kind])
        if _sigmoid(score) >= MODE_FROM
    ]
    return tuple(mode for _, mode in sorted(own, key=lambda item: (-item[0], item[1])))


def _nearest(trigger: Span, spans: Sequence[Span]) -> Span | None:
    return min(spans, key=lambda span: abs(span.start - trigger.start), default=None)


def _sigmoid(score: float) -> float:
    return 1.0 / (1.0 + exp(-max(score, -700.0)))
