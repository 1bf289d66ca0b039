"""Where phrases begin and end: the model's pointers, weighed by the words that stand there."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from tipsheet.reading.coreference.products import inner_products
from tipsheet.vocabulary.loading import read_table

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Marks = npt.NDArray[np.bool_]

BOUND = 32
"""Width of each of the four parts of the head `bounds`; see training/model.py."""

LONGEST = 40
"""Words on either side of its head that a phrase may reach."""

BLOCK = 48
"""Head words that are looked at together."""

ENDINGS = ("ing", "ed", "ly")
FORMS = ("number", "capital", *ENDINGS, "plain", "none")
"""Classes of words that are in no list, by their form; `none` is beyond the sentence."""

ROLES = ("outside", "edge", "beside", "head")
"""What a word is to an edge: the first one left out, the last one taken in, the head's neighbour
when that is taken in, and then the head itself."""

_NEVER = -1e4


@dataclass(frozen=True, slots=True)
class Side:
    """How one side is weighed: the scale of the model's score, and by role a weight a class."""

    scale: float
    roles: Floats


@cache
def classes() -> tuple[str, ...]:
    """The classes of words, in the order of their numbers."""
    return (*read_table("words.toml", __package__)["edges"], *FORMS)


@cache
def _numbers() -> dict[str, int]:
    table = read_table("words.toml", __package__)["edges"]
    return {word: number for number, words in enumerate(table.values()) for word in words}


@cache
def sides() -> tuple[Side, Side]:
    """The weights of the starts and of the ends."""
    table = read_table("edges.toml", __package__)
    return _side(table["start"]), _side(table["end"])


@cache
def least() -> float:
    """Chance from which a phrase is kept: that of its head and both edges together."""
    return float(read_table("edges.toml", __package__)["least"])


def _side(table: dict[str, dict[str, float] | float]) -> Side:
    rows = [table[role] for role in ROLES]
    weights = [[row.get(name, 0.0) for name in classes()] for row in rows if isinstance(row, dict)]
    scale = table["scale"]
    assert isinstance(scale, float)
    return Side(scale, np.array(weights, np.float32))


def classed(words: Sequence[str]) -> Ints:
    """The class of each word, and after the last one the class of there being none."""
    listed, first = _numbers(), len(classes()) - len(FORMS)
    known = {}
    for word in set(words):
        number = listed.get(word.lower())
        known[word] = first + _form(word) if number is None else number
    return np.array([*(known[word] for word in words), len(classes()) - 1])


def _form(word: str) -> int:
    if word[0].isdigit():
        return 0
    if word[0].isupper():
        return 1
    if word.endswith(ENDINGS) and word.isalpha():
        return 2 + next(n for n, form in enumerate(ENDINGS) if word.endswith(form))
    return 2 + len(ENDINGS)


@dataclass(frozen=True, slots=True)
class Reach:
    """The words near each head on one side: which, how well each fits as edge, which may not.

    Arrays of shape (heads, LONGEST + 1); `scores` are the model's; `roles` number, role by role,
    the weight of each place, the last two of them in arrays of shape (heads, 1).
    """

    near: Ints
    scores: Floats
    barred: Marks
    taken: Marks
    roles: tuple[Ints, ...]


def reach(bounds: Floats, heads: Ints, kinds: Ints, stretch: Ints, side: int) -> Reach:
    """What lies on one side of each head; `side` is -1 for starts, 1 for ends.

    `kinds` are the words' classes and `stretch` numbers their sentences.
    """
    none = len(stretch)
    raw = heads[:, None] + np.arange(LONGEST + 1) * side
    near = np.clip(raw, 0, none - 1)
    barred = (raw != near) | (stretch[near] != stretch[heads][:, None])
    further = np.clip(near + side, -1, none)
    further[further < 0] = none
    same = np.append(stretch, -1)[further] == stretch[near]
    outside = kinds[np.where(same, further, none)]
    return Reach(
        near=near,
        scores=_fits(bounds, heads, near, side),
        barred=barred,
        taken=near != heads[:, None],
        roles=(outside, kinds[near], outside[:, :1], kinds[heads][:, None]),
    )


def _fits(bounds: Floats, heads: Ints, near: Ints, side: int) -> Floats:
    """How well the words near each head fit its query."""
    own = 0 if side < 0 else 2 * BOUND
    query, key = bounds[heads, own : own + BOUND], bounds[:, own + BOUND : own + 2 * BOUND]
    out = np.empty(near.shape, np.float32)
    for first in range(0, len(heads), BLOCK):
        rows = slice(first, first + BLOCK)
        low, high = int(near[rows].min()), int(near[rows].max()) + 1
        scores = inner_products(query[rows], key[low:high])
        out[rows] = scores[np.arange(len(scores))[:, None], near[rows] - low]
    return out


def chances(found: Reach, side: Side) -> Floats:
    """How likely each place is the edge; rows sum to one."""
    outside, edge, beside, head = found.roles
    scores = side.scale * found.scores + side.roles[0][outside] + side.roles[1][edge]
    scores += found.taken * (side.roles[2][beside] + side.roles[3][head])
    scores[found.barred] = _NEVER
    likely = np.exp(scores - scores.max(1, keepdims=True))
    return np.asarray(likely / likely.sum(1, keepdims=True), np.float32)
