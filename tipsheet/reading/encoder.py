"""The model at work: a text in, the outputs of every head out, one row a word.

The only module that knows onnxruntime and tokenizers. Both are loaded at first use.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import numpy.typing as npt

from tipsheet.errors import InstallationBroken
from tipsheet.reading.pieces import Pieces, pieces_of, windows_of

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

CLS, SEP = 101, 102
WORD_HEADS = (
    "sentences", "names", "toponyms", "mentions", "bounds", "reference", "pairs",
)  # fmt: skip
"""Heads whose outputs are kept for every word, as its first piece has them."""

EVENT_HEADS = ("types", "statuses", "modes")
"""Heads whose outputs are kept for likely events, or for every word where that is asked."""

ROW_HEADS = (*WORD_HEADS, *EVENT_HEADS)

ANCHOR_HEADS = (
    "sayings", "triggers", "saying_words", "saying_tags", "saying_kinds",
    "event_words", "event_tags",
)  # fmt: skip
"""Heads whose outputs are kept for likely anchors only."""

LIKELY = 0.0
"""Logit from which a word is looked at as an anchor; decisions are made well above it."""

_SLOW = ["SkipLayerNormFusion"]
"""Rewritings of the graph that cost time: the fused kernel runs value by value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """One attribution or event as the model sees it from its first word.

    `word` numbers a word of the text; `first` is the number of the first word in `tags`,
    which holds logits, shape (words, tags); `score` is a logit; `kinds` are logits of the
    source's kind, empty for events.
    """

    word: int
    score: float
    first: int
    tags: Floats
    kinds: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoded:
    """The outputs of the heads on one text: logits by head, a row a word, and the anchors.

    Rows of `EVENT_HEADS` are nought at words that are no likely event and were not asked for.
    `starts` and `ends` are the words' code points; `vectors`, (words, width), are the sums of
    the pieces' vectors: a sentence's vector points where their sum does. `moves` are the scores
    of going from one tag to another, (tags, tags), for "said" and "arguments".
    """

    starts: Ints
    ends: Ints
    heads: Mapping[str, Floats]
    vectors: Floats
    sayings: tuple[Anchor, ...]
    events: tuple[Anchor, ...]
    moves: Mapping[str, Floats] = field(default_factory=dict)


class Encoder(Protocol):
    """Anything that encodes a text; tests pass their own."""

    @property
    def name(self) -> str:
        """The model's name and version, for provenance."""

    def encode(self, text: str, *, every: bool = False) -> Encoded:
        """The outputs of every head on the text; `every` word is typed, or likely events."""


class OnnxEncoder:
    """The shipped model; `threads` is how many cores one text may use."""

    def __init__(self, folder: Path | None = None, *, threads: int = 0) -> None:
        self._folder = folder
        self._threads = threads

    @cached_property
    def name(self) -> str:
        """The model's name with the digest of its file, for provenance."""
        return f"tipsheet-reader@{hashlib.sha256(self.weights).hexdigest()[:12]}"

    def encode(self, text: str, *, every: bool = False) -> Encoded:
        """The outputs of every head on the text; `every` word is typed, or likely events."""
        pieces = pieces_of(self._tokenizer, text)
        words = _Words.of(pieces)
        windows = windows_of(pieces)
        owners = _owners(windows, len(pieces.ids))
        joined = _Joined(words)
        for number, window in enumerate(windows):
            joined.add(window, owners == number, self.run(pieces, window, every=every))
        return joined.encoded(self._moves)

    @cached_property
    def _moves(self) -> Mapping[str, Floats]:
        written = self._session.get_modelmeta().custom_metadata_map.get("moves", "{}")
        return {name: np.asarray(rows, np.float32) for name, rows in json.loads(written).items()}

    def feed(
        self, pieces: Pieces, window: tuple[int, int], *, every: bool = False
    ) -> dict[str, Ints]:
        """The inputs of one window."""
        start, end = window
        words = np.flatnonzero(pieces.first[start:end]) + 1
        return {
            "ids": np.concatenate(([CLS], pieces.ids[start:end], [SEP])).astype(np.int64),
            "shapes": _framed(pieces.shapes[start:end]),
            "gaps": _framed(pieces.gaps[start:end]),
            "words": words,
            "asked": np.arange(len(words) if every else 1),
        }

    def run(
        self, pieces: Pieces, window: tuple[int, int], *, every: bool = False
    ) -> dict[str, npt.NDArray[Any]]:
        """The outputs of one window, by name."""
        names = [*ROW_HEADS, "vectors", *ANCHOR_HEADS]
        found = self._session.run(names, self.feed(pieces, window, every=every))
        return dict(zip(names, found, strict=True))

    def session_of(self, weights: bytes) -> "InferenceSession":
        """A session of onnxruntime with the settings that the shipped file runs with."""
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = self._threads
        options.log_severity_level = 3
        return onnxruntime.InferenceSession(
            weights, options, providers=["CPUExecutionProvider"], disabled_optimizers=_SLOW
        )

    @property
    def weights(self) -> bytes:
        """The bytes of the model file."""
        return self._bytes("reader.onnx")

    @cached_property
    def _session(self) -> "InferenceSession":
        return self.session_of(self.weights)

    @cached_property
    def _tokenizer(self) -> "Tokenizer":
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_buffer(self._bytes("tokenizer.json"))
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return tokenizer

    def _bytes(self, name: str) -> bytes:
        try:
            if self._folder is not None:
                return (self._folder / name).read_bytes()
            with as_file(files("tipsheet") / "model" / name) as path:
                return path.read_bytes()
        except OSError as error:
            raise InstallationBroken(
                f"The model file {name} cannot be read: install tipsheet again."
            ) from error


@dataclass(frozen=True, slots=True)
class _Words:
    """Which pieces begin words, and where the words begin and end in the text."""

    first: Ints
    starts: Ints
    ends: Ints

    @classmethod
    def of(cls, pieces: Pieces) -> "_Words":
        first = np.flatnonzero(pieces.first)
        lasts = np.concatenate((first[1:], [len(pieces.ids)]))[: len(first)] - 1
        return cls(first, pieces.starts[first], pieces.ends[lasts])


def _framed(values: Ints) -> Ints:
    return np.concatenate(([0], values, [0])).astype(np.int64)


def _owners(windows: list[tuple[int, int]], count: int) -> Ints:
    """For each piece, the window in which it lies deepest."""
    owners = np.zeros(count, np.int64)
    depth = np.full(count, -1, np.int64)
    for number, (start, end) in enumerate(windows):
        places = np.arange(start, end)
        left = places - start if start else np.full(end - start, count)
        right = end - 1 - places if end < count else np.full(end - start, count)
        inside = np.minimum(left, right)
        deeper = inside > depth[start:end]
        owners[start:end][deeper] = number
        depth[start:end][deeper] = inside[deeper]
    return owners


class _Joined:
    """Puts windows together: each word's outputs come from the window where it lies deepest."""

    def __init__(self, words: _Words) -> None:
        self._words = words
        self._heads: dict[str, Floats] = {}
        self._vectors = np.zeros((len(words.first), 0), np.float32)
        self._sayings: list[Anchor] = []
        self._events: list[Anchor] = []

    def add(
        self,
        window: tuple[int, int],
        owned: npt.NDArray[np.bool_],
        part: Mapping[str, npt.NDArray[Any]],
    ) -> None:
        """Take from one window's outputs what the window owns."""
        first = self._words.first
        left, right = (int(edge) for edge in np.searchsorted(first, window))
        kept = owned[first[left:right]]  # in one stretch: a later window gains on an earlier one
        own = slice(int(kept.argmax()), int(kept.argmax() + kept.sum())) if len(kept) else slice(0)
        for name in ROW_HEADS:
            if name not in self._heads:
                shape = (len(first), *part[name].shape[1:])
                self._heads[name] = np.zeros(shape, np.float32)
        for name in WORD_HEADS:
            self._heads[name][left:right][own] = part[name][own]
        events = part["event_words"]
        typed = np.concatenate((events, np.arange(len(part["types"]) - len(events))))
        rows = np.flatnonzero(kept[typed])
        for name in EVENT_HEADS:
            self._heads[name][typed[rows] + left] = part[name][rows]
        self._add_vectors(window, (left, right), own, part["vectors"])
        self._sayings.extend(_anchors("saying", left, kept, part))
        self._events.extend(_anchors("event", left, kept, part))

    def _add_vectors(
        self,
        window: tuple[int, int],
        words: tuple[int, int],
        own: slice,
        vectors: Floats,
    ) -> None:
        left, right = words
        if not self._vectors.shape[1]:
            self._vectors = np.zeros((len(self._words.first), vectors.shape[1]), np.float32)
        if right > left:
            borders = np.append(self._words.first[left:right] - window[0] + 1, len(vectors) - 1)
            self._vectors[left:right][own] = _sums(vectors, borders)[own]

    def encoded(self, moves: Mapping[str, Floats]) -> Encoded:
        """The outputs of the whole text."""
        return Encoded(
            starts=self._words.starts,
            ends=self._words.ends,
            heads=self._heads or dict.fromkeys(ROW_HEADS, np.zeros((0, 1), np.float32)),
            vectors=self._vectors,
            sayings=tuple(sorted(self._sayings, key=lambda anchor: anchor.word)),
            events=tuple(sorted(self._events, key=lambda anchor: anchor.word)),
            moves=moves,
        )


def _sums(vectors: Floats, borders: Ints) -> Floats:
    """The sums of the rows from each border to the next; few have more than two rows."""
    starts, lengths = borders[:-1], np.diff(borders)
    sums = vectors[starts]
    long = np.flatnonzero(lengths > 1)
    rest = vectors[starts[long] + 1]
    for further in range(2, int(lengths.max())):
        longer = np.flatnonzero(lengths[long] > further)
        rest[longer] += vectors[starts[long[longer]] + further]
    sums[long] += rest
    return sums


def _anchors(
    head: str, left: int, kept: npt.NDArray[np.bool_], part: Mapping[str, npt.NDArray[Any]]
) -> list[Anchor]:
    """The likely anchors that this window sees deepest; `left` is the number of its first word."""
    scores = part["sayings" if head == "saying" else "triggers"]
    return [
        Anchor(
            word=left + word,
            score=float(scores[word]),
            first=left,
            tags=part[f"{head}_tags"][row],
            kinds=part["saying_kinds"][row] if head == "saying" else _NO_KINDS,
        )
        for row, word in enumerate(part[f"{head}_words"].tolist())
        if kept[word] and scores[word] >= LIKELY
    ]


_NO_KINDS = np.zeros(0, np.float32)
