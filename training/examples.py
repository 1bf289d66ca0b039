"""Documents to windows of word pieces with the labels of every head."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from tipsheet.reading import labels
from tipsheet.reading.encoder import CLS, SEP
from tipsheet.reading.pieces import Pieces, pieces_of, windows_of
from training.corpora.document import RELATIONS, Document, Event, Offsets, Pair, Saying

IGNORE = -100
"""The label of a piece that a loss must not look at."""

Ints = npt.NDArray[np.int64]

SIZES = ((382, 64),)
"""The most pieces of a window, and how many two of them share: larger than the reader's own, which
costs little here and shows more."""

_NAME_TAGS = {tag: index for index, tag in enumerate(labels.tags(labels.NAMES))}
_SAYING_TAGS = {tag: index for index, tag in enumerate(labels.tags(labels.SAYING_PARTS))}
_ARGUMENT_TAGS = {tag: index for index, tag in enumerate(labels.tags(labels.ARGUMENTS))}
_KINDS = {kind: index for index, kind in enumerate(labels.KINDS)}
_TYPES = {name: index for index, name in enumerate(labels.TYPES)}
_STATUSES = {name: index for index, name in enumerate(labels.STATUSES)}
_RELATIONS = {name: index for index, name in enumerate(RELATIONS)}
_MODES = {name: index for index, name in enumerate(labels.modes())}


@dataclass(frozen=True, slots=True, kw_only=True)
class SayingLabels:
    """The anchor's position, the tag of every piece, and the source's kind or IGNORE."""

    anchor: int
    tags: Ints
    kind: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLabels:
    """The trigger's position and labels; IGNORE, None or an empty array where unknown."""

    trigger: int
    type: int
    status: int
    happened: int
    modes: Ints | None
    arguments: Ints | None
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PairLabels:
    """Positions of source and target, the sentence's range, and the root."""

    source: int
    target: int
    start: int
    end: int
    root: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Somewhere:
    """Positions of which at least one is the trigger of an event of a type."""

    places: Ints
    type: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One window: inputs and token labels, arrays of one length, and the labels of its anchors.

    Mention starts, mention ends and governors are positions in the window.
    """

    ids: Ints
    shapes: Ints
    gaps: Ints
    first: npt.NDArray[np.bool_]
    sentences: Ints
    names: Ints
    toponyms: Ints
    sayings: Ints
    triggers: Ints
    mentions: Ints
    chains: Ints
    mention_starts: Ints
    mention_ends: Ints
    governors: Ints
    relations: Ints
    said: list[SayingLabels] = field(default_factory=list)
    events: list[EventLabels] = field(default_factory=list)
    pairs: list[PairLabels] = field(default_factory=list)
    somewhere: list[Somewhere] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Grid:
    """A document's pieces with the borders of its words, to place character spans on them."""

    pieces: Pieces
    first: Ints
    starts: Ints
    ends: Ints

    @classmethod
    def of(cls, pieces: Pieces) -> "_Grid":
        first = np.flatnonzero(pieces.first)
        lasts = np.concatenate((first[1:], [len(pieces.ids)])) - 1
        return cls(pieces, first, pieces.starts[first], pieces.ends[lasts])

    def place(self, span: Offsets) -> Ints:
        """The pieces that begin the words of a span."""
        left = int(np.searchsorted(self.ends, span[0], side="right"))
        right = int(np.searchsorted(self.starts, span[1], side="left"))
        return self.first[left:right]


def examples(
    tokenizer: Tokenizer, document: Document, sizes: Sequence[tuple[int, int]] = SIZES
) -> Iterator[Example]:
    """The windows of one document, of each size; `sizes` give the most pieces and the overlap."""
    grid = _Grid.of(pieces_of(tokenizer, document.text))
    whole = _token_labels(grid, document)
    ranges = (part for size, overlap in sizes for part in windows_of(grid.pieces, size, overlap))
    for start, end in dict.fromkeys(ranges):
        yield _window(grid, document, whole, start, end)


def _token_labels(grid: _Grid, document: Document) -> dict[str, Ints]:
    count = len(grid.pieces.ids)
    blank = np.full(count, IGNORE, np.int64)
    zero = blank.copy()
    zero[grid.first] = 0
    out = dict.fromkeys(
        (
            "sentences", "names", "toponyms", "sayings", "triggers", "mentions", "chains",
            "mention_starts", "mention_ends", "governors", "relations",
        ),
        blank,
    )  # fmt: skip
    if document.sentences is not None:
        out["sentences"] = _marked(grid, zero, [(s, s + 1) for s, _ in document.sentences])
    if document.names is not None:
        out["names"] = _tagged(
            grid, zero, [((n.start, n.end), n.label) for n in document.names], _NAME_TAGS
        )
    if document.toponyms is not None:
        spans = [(span, "LOC") for span in document.toponyms]
        out["toponyms"] = _tagged(grid, zero, spans, {"B-LOC": 1, "I-LOC": 2})
    if document.sayings is not None:
        out["sayings"] = _anchors(grid, zero, document)
    if document.triggers:
        out["triggers"] = _marked(grid, zero, [event.trigger for event in document.events])
    if document.chains is not None:
        out["mentions"], out["chains"] = _mentions(grid, zero, blank, document.chains)
        out["mention_starts"], out["mention_ends"] = _bounds(grid, blank, document)
    if document.parse:
        out["governors"], out["relations"] = _parse(grid, blank, document)
    return out


def _marked(grid: _Grid, zero: Ints, spans: Sequence[Offsets]) -> Ints:
    out = zero.copy()
    for span in spans:
        out[grid.place(span)[:1]] = 1
    return out


def _tagged(
    grid: _Grid, zero: Ints, spans: Sequence[tuple[Offsets, str]], tags: dict[str, int]
) -> Ints:
    out = zero.copy()
    for span, label in spans:
        at = grid.place(span)
        if len(at) and not out[at].any():
            out[at] = tags[f"I-{label}"]
            out[at[0]] = tags[f"B-{label}"]
    return out


def _anchors(grid: _Grid, zero: Ints, document: Document) -> Ints:
    """Anchors are 1; words inside contents are unknown where nested ones are not marked."""
    out = zero.copy()
    if not document.nested:
        for saying in document.sayings or ():
            for span in saying.content:
                out[grid.place(span)] = IGNORE
    for saying in document.sayings or ():
        out[grid.place((saying.anchor, saying.anchor + 1))[:1]] = 1
    return out


def _mentions(
    grid: _Grid, zero: Ints, blank: Ints, chains: Sequence[Sequence[Offsets]]
) -> tuple[Ints, Ints]:
    mentions, numbers = zero.copy(), blank.copy()
    for number, chain in enumerate(chains):
        for head in chain:
            at = grid.place(head)[:1]
            mentions[at], numbers[at] = 1, number
    return mentions, numbers


def _bounds(grid: _Grid, blank: Ints, document: Document) -> tuple[Ints, Ints]:
    starts, ends = blank.copy(), blank.copy()
    for head, span in document.mentions.items():
        at, words = grid.place(head)[:1], grid.place(span)
        if len(at) and len(words):
            starts[at], ends[at] = words[0], words[-1]
    return starts, ends


def _parse(grid: _Grid, blank: Ints, document: Document) -> tuple[Ints, Ints]:
    """The governor of each word, itself for a root; words inside another are passed over."""
    governors, relations = blank.copy(), blank.copy()
    for word in document.parse:
        at, governor = grid.place(word.span)[:1], grid.place(word.governor or word.span)[:1]
        known = len(at) and len(governor) and governors[at[0]] == IGNORE
        if known and (word.governor is None or at[0] != governor[0]):
            governors[at], relations[at] = governor, _RELATIONS.get(word.relation, IGNORE)
    return governors, relations


def _window(
    grid: _Grid, document: Document, whole: dict[str, Ints], start: int, end: int
) -> Example:
    pieces, cut = grid.pieces, slice(start, end)
    tokens = {name: _framed(values[cut], IGNORE) for name, values in whole.items()}
    for name in ("mention_starts", "mention_ends", "governors"):
        tokens[name] = _moved(tokens[name], start, end)
    inside = _Inside(grid, start, end)
    return Example(
        ids=np.concatenate(([CLS], pieces.ids[cut], [SEP])),
        shapes=_framed(pieces.shapes[cut], 0),
        gaps=_framed(pieces.gaps[cut], 0),
        first=np.concatenate(([False], pieces.first[cut], [False])),
        said=[found for saying in document.sayings or () if (found := inside.saying(saying))],
        events=[
            found
            for event in document.events
            if (found := inside.event(event, arguments=document.triggers))
        ],
        pairs=[found for pair in document.pairs if (found := inside.pair(pair))],
        somewhere=[
            Somewhere(places=places, type=_TYPES[passage.label])
            for passage in document.somewhere
            if len(places := inside.at((passage.start, passage.end)))
        ],
        **tokens,
    )


def _moved(places: Ints, start: int, end: int) -> Ints:
    """Pieces of the document as positions in the window; unknown where they lie outside."""
    inside = (places >= start) & (places < end)
    return np.where(inside, places - start + 1, IGNORE)


def _framed(values: Ints, edge: int) -> Ints:
    return np.concatenate(([edge], values, [edge]))


@dataclass(frozen=True, slots=True)
class _Inside:
    """Places the labels of anchors within one window; positions count the leading mark."""

    grid: _Grid
    start: int
    end: int

    def at(self, span: Offsets) -> Ints:
        """Positions of the words of a span that lie in the window."""
        places = self.grid.place(span)
        return places[(places >= self.start) & (places < self.end)] - self.start + 1

    def tags(self, spans: Sequence[tuple[Offsets, str]], numbers: dict[str, int]) -> Ints:
        """The tag of every position; the first span at a place wins."""
        first = self.grid.first
        out = np.full(self.end - self.start + 2, IGNORE, np.int64)
        out[first[(first >= self.start) & (first < self.end)] - self.start + 1] = 0
        for span, label in spans:
            at = self.at(span)
            at = at[out[at] == 0]
            if len(at):
                out[at] = numbers[f"I-{label}"]
                out[at[0]] = numbers[f"B-{label}"]
        return out

    def saying(self, saying: Saying) -> SayingLabels | None:
        """The labels of one attribution whose anchor lies in the window."""
        anchor = self.at((saying.anchor, saying.anchor + 1))
        if not len(anchor):
            return None
        spans = [
            (span, part) for part in ("cue", "source", "content") for span in getattr(saying, part)
        ]
        kind = IGNORE if saying.kind is None else _KINDS[saying.kind]
        return SayingLabels(anchor=int(anchor[0]), tags=self.tags(spans, _SAYING_TAGS), kind=kind)

    def event(self, event: Event, *, arguments: bool) -> EventLabels | None:
        """The labels of one event whose trigger lies in the window."""
        trigger = self.at(event.trigger)
        if not len(trigger):
            return None
        roles = [
            *((span, "actor") for span in event.actors),
            *((span, "recipient") for span in event.recipients),
            *((span, "place") for span in (event.place,) if span),
            *((span, "date") for span in (event.date,) if span),
        ]
        return EventLabels(
            trigger=int(trigger[0]),
            type=_TYPES.get(event.type or "", IGNORE),
            status=_STATUSES.get(event.status or "", IGNORE),
            happened=IGNORE if event.happened is None else int(event.happened),
            modes=_modes(event),
            arguments=self.tags(roles, _ARGUMENT_TAGS) if arguments else None,
            weight=event.weight,
        )

    def pair(self, pair: Pair) -> PairLabels | None:
        """The labels of one pair whose sentence begins in the window."""
        source, target, sentence = (
            self.at(pair.source),
            self.at(pair.target),
            self.at(pair.sentence),
        )
        if not (len(source) and len(target)):
            return None
        return PairLabels(
            source=int(source[0]),
            target=int(target[0]),
            start=int(sentence[0]),
            end=int(sentence[-1]) + 1,
            root=labels.ROOTS.index(pair.root),
        )


def _modes(event: Event) -> Ints | None:
    if event.modes is None or event.type is None:
        return None
    out = np.zeros(len(_MODES), np.int64)
    for mode in event.modes:
        if (name := f"{event.type}-{mode}") in _MODES:
            out[_MODES[name]] = 1
    return out
