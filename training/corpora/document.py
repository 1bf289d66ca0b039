"""One document of any corpus: its text and whichever layers the corpus marks."""

from dataclasses import dataclass, field

Offsets = tuple[int, int]

RELATIONS = (
    "acl", "advcl", "advmod", "amod", "appos", "aux", "case", "cc", "ccomp", "clf", "compound",
    "conj", "cop", "csubj", "dep", "det", "discourse", "dislocated", "expl", "fixed", "flat",
    "goeswith", "iobj", "list", "mark", "nmod", "nsubj", "nummod", "obj", "obl", "orphan",
    "parataxis", "punct", "reparandum", "root", "vocative", "xcomp",
)  # fmt: skip
"""The relations of Universal Dependencies, version 2, without their subtypes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A span with a label."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """One attribution; `kind` is None where the corpus does not type its sources."""

    cue: tuple[Offsets, ...]
    source: tuple[Offsets, ...]
    content: tuple[Offsets, ...]
    kind: str | None = None

    @property
    def anchor(self) -> int:
        """The offset that stands for the attribution: its cue's, else its source's start."""
        return (self.cue or self.source or self.content)[0][0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One event at its trigger; `happened` is a distribution's target where only that is known."""

    trigger: Offsets
    type: str | None = None
    status: str | None = None
    happened: bool | None = None
    modes: tuple[str, ...] | None = None
    actors: tuple[Offsets, ...] = ()
    recipients: tuple[Offsets, ...] = ()
    place: Offsets | None = None
    date: Offsets | None = None
    weight: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A marked source and target in a sentence, and the PLOVER root between them."""

    sentence: Offsets
    source: Offsets
    target: Offsets
    root: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word of a parsed sentence: where its governor is (None for the root), and the relation."""

    span: Offsets
    governor: Offsets | None
    relation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A text with its layers; None means that the corpus does not mark that layer.

    `nested` says whether attributions inside others' contents are marked; `triggers` whether
    every event is marked, so that other words are known not to be triggers; `chains` are
    coreferent head words, as offsets, singletons included, and `mentions` gives the whole span
    of each head; `somewhere` are passages that hold an event of a type; `parse` holds the
    words of parsed sentences.
    """

    id: str
    corpus: str
    text: str
    sentences: tuple[Offsets, ...] | None = None
    names: tuple[Labelled, ...] | None = None
    toponyms: tuple[Offsets, ...] | None = None
    sayings: tuple[Saying, ...] | None = None
    nested: bool = False
    events: tuple[Event, ...] = ()
    triggers: bool = False
    chains: tuple[tuple[Offsets, ...], ...] | None = None
    mentions: dict[Offsets, Offsets] = field(default_factory=dict)
    pairs: tuple[Pair, ...] = ()
    somewhere: tuple[Labelled, ...] = ()
    parse: tuple[Word, ...] = ()
