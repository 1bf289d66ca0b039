"""Signs that a phrase refers back to an earlier one, each as a number for many pairs at once."""

import re
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from tipsheet.reading.coreference.looks import KINDS, columns_of, looks_of
from tipsheet.reading.coreference.phrases import LEAD, Referring
from tipsheet.reading.coreference.products import inner_products
from tipsheet.reading.coreference.words import ANYTHING, joining
from tipsheet.reading.encoder import Encoded

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]
Places = npt.NDArray[np.int64]
Marks = npt.NDArray[np.bool_]
Values = npt.NDArray[Any]

LINK = 64
"""Width of the query and of the key in the head `reference`; see training/model.py."""

FAR = 300
"""Words beyond which two phrases were never in one window, so that the model cannot compare."""

NAME, NOUN = KINDS.index("name"), KINDS.index("noun")
APPOSED, JOINED, COPULA = 1, 2, 3
_WORD = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """The phrases of one text as arrays with a row a phrase; words and the like are numbered."""

    phrases: Sequence[Referring]
    start: Ints
    end: Ints
    word: Ints
    sentence: Ints
    quote: Ints
    leads: Marks
    kind: Ints
    pronoun: Ints
    opening: Mapping[str, Marks]
    sort: Ints
    number: Ints
    may_be: Ints
    text: Ints
    lemma: Ints
    letters: Ints
    short: Ints
    words: Floats
    size: Floats
    before: Floats
    before_size: Floats
    query: Floats
    key: Floats
    vectors: Floats
    mention: Floats
    source: Places
    sources: Marks

    @classmethod
    def of(cls, phrases: Sequence[Referring], encoded: Encoded) -> "Features":
        """The phrases of an encoded text."""
        looks = columns_of(looks_of(phrases, encoded))
        start = np.array([phrase.start for phrase in phrases])
        word = np.searchsorted(encoded.starts, [phrase.head for phrase in phrases])
        query, key = np.split(encoded.heads["reference"][word], 2, axis=1)
        sentence = np.array([phrase.sentence for phrase in phrases])
        source, sources = _sources(word, encoded)
        acronyms: dict[Hashable, int] = {}
        return cls(
            phrases=phrases,
            start=_row(start),
            end=_row([phrase.end for phrase in phrases]),
            word=_row(word),
            sentence=_row(sentence),
            quote=_row([phrase.quote for phrase in phrases]),
            leads=_leads(start, sentence),
            kind=_row(looks.kind),
            pronoun=_numbered(looks.pronoun),
            opening=_openings(looks.opening),
            sort=_row(looks.sort),
            number=_row(looks.number),
            may_be=_row(looks.may_be),
            text=_numbered(looks.text),
            lemma=_numbered(looks.lemma),
            letters=_numbered([_letters(name) for name in looks.name], acronyms),
            short=_numbered([_short(name) for name in looks.name], acronyms),
            words=_table(looks.words),
            size=_sizes(looks.words),
            before=_table(looks.before),
            before_size=_sizes(looks.before),
            query=query / np.float32(LINK**0.5),
            key=key,
            vectors=_unit(encoded.vectors[word]),
            mention=np.clip(encoded.heads["mentions"][word], -2, 4),
            source=source,
            sources=sources,
        )


def _numbered(values: Iterable[Hashable], numbers: dict[Hashable, int] | None = None) -> Ints:
    """A number for each value, the same for the same one; -1 for an empty one."""
    known: dict[Hashable, int] = {} if numbers is None else numbers
    return _row([known.setdefault(value, len(known)) if value else -1 for value in values])


def _row(values: npt.ArrayLike) -> Ints:
    return np.asarray(values, np.int32)


def _sizes(sets: Sequence[frozenset[str]]) -> Floats:
    return np.array([len(words) for words in sets], np.float32)


def _openings(openings: Sequence[str]) -> Mapping[str, Marks]:
    found = np.array(openings)
    return {code: found == code for code in ("definite", "pointing", "possessive", "indefinite")}


def _letters(name: Sequence[str]) -> str:
    return "".join(word[0] for word in name).upper() if len(name) > 1 else ""


def _short(name: Sequence[str]) -> str:
    return name[0] if len(name) == 1 and len(name[0]) > 1 and name[0].isupper() else ""


def _table(sets: Sequence[frozenset[str]]) -> Floats:
    """Which phrase has which word, (phrases, words), of the words that more than one has."""
    uses: dict[str, list[int]] = {}
    for row, words in enumerate(sets):
        for word in words:
            uses.setdefault(word, []).append(row)
    shared = sorted(word for word, rows in uses.items() if len(rows) > 1)
    table = np.zeros((len(sets), len(shared)), np.float32)
    for column, word in enumerate(shared):
        table[uses[word], column] = 1
    return table


def _unit(vectors: Floats) -> Floats:
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(length, 1e-6), np.float32)


def _leads(start: Places, sentence: Places) -> Marks:
    """Whether a phrase is the first to begin in its sentence."""
    order = np.lexsort((start, sentence))
    out = np.zeros(len(start), bool)
    out[order] = np.diff(sentence[order], prepend=-1) != 0
    return out


SOURCES_FROM = 0.8
"""Logit from which an attribution tells whose words a phrase is in."""


def _sources(word: Places, encoded: Encoded) -> tuple[Places, Marks]:
    """For each phrase, whose words it is in (-1: nobody's), and which phrases each source holds."""
    source = np.full(len(word), -1)
    size = np.full(len(word), len(encoded.starts) + 1)
    held = [np.zeros(len(word), bool)]
    for anchor in encoded.sayings:
        if anchor.score < SOURCES_FROM:
            continue
        tags = np.full(len(encoded.starts) + 1, -1)
        part = (anchor.tags.argmax(1) - 1) // 2  # -1 outside, then source, cue, content
        tags[anchor.first : anchor.first + len(part)] = part
        length = int((part == 2).sum())
        inner = (tags[word] == 2) & (length < size)
        source[inner], size[inner] = len(held), length
        held.append(tags[word] == 0)
    return source, np.array(held)


class Pairs:
    """Phrases `rows` with the phrases `columns` as what they may refer back to."""

    def __init__(self, features: Features, rows: Places, columns: Places) -> None:
        self.of = features
        self.rows, self.columns = rows, columns
        self.i, self.j = rows[:, None], columns[None, :]

    def same(self, values: Values) -> Marks:
        """Whether both have the same value, and one that counts."""
        mine = values[self.i]
        return np.asarray((mine == values[self.j]) & (mine >= 0))

    @cached_property
    def logit(self) -> Floats:
        """The model's score against there being nothing referred back to."""
        return inner_products(self.of.query[self.rows], self.of.key[self.columns])

    @cached_property
    def model_for(self) -> Floats:
        """How far the score speaks for it, up to a bound."""
        return np.minimum(np.maximum(self.logit, 0), 8)

    @cached_property
    def model_against(self) -> Floats:
        """How far the score speaks against it, down to a bound."""
        return np.minimum(np.maximum(self.logit, -10), 0)

    @cached_property
    def far(self) -> Marks:
        """Whether the two were never seen together."""
        return np.asarray(self.of.word[self.i] - self.of.word[self.j] > FAR)

    @cached_property
    def apart(self) -> Ints:
        """Phrases from the one to the other."""
        return _row(self.rows)[:, None] - _row(self.columns)

    @cached_property
    def shared(self) -> Floats:
        """How many words both have."""
        return inner_products(self.of.words[self.rows], self.of.words[self.columns])

    @cached_property
    def shared_before(self) -> Floats:
        """How many words both have in front of their heads."""
        return inner_products(self.of.before[self.rows], self.of.before[self.columns])

    @cached_property
    def head(self) -> Marks:
        """Whether both have the same head noun, or names end in the same word."""
        return self.same(self.of.lemma)

    @cached_property
    def acronym(self) -> Marks:
        """Whether one is made of the first letters of the other."""
        letters, short = self.of.letters, self.of.short
        one = (letters[self.i] == short[self.j]) & (letters[self.i] >= 0)
        return np.asarray(one | ((short[self.i] == letters[self.j]) & (short[self.i] >= 0)))

    @cached_property
    def names(self) -> Marks:
        """Whether both are proper names."""
        return np.asarray((self.of.kind[self.i] == NAME) & (self.of.kind[self.j] == NAME))

    @cached_property
    def both_nouns(self) -> Marks:
        """Whether neither is a pronoun."""
        return np.asarray((self.of.kind[self.i] >= NAME) & (self.of.kind[self.j] >= NAME))

    @cached_property
    def near(self) -> Floats:
        """How near two are in meaning that are no pronouns."""
        out = np.zeros((len(self.rows), len(self.columns)), np.float32)
        kind = self.of.kind
        mine, others = (np.flatnonzero(kind[some] >= NAME) for some in (self.rows, self.columns))
        vectors = self.of.vectors
        near = inner_products(vectors[self.rows[mine]], vectors[self.columns[others]])
        out[np.ix_(mine, others)] = np.maximum(near, 0)
        return out

    @cached_property
    def joined(self) -> npt.NDArray[np.int8]:
        """What joins two neighbours: a comma, another mark, a copula; 0 for nothing."""
        out = np.zeros((len(self.rows), len(self.columns)), np.int8)
        gap = self.of.start[self.i] - self.of.end[self.j]
        places = np.flatnonzero((gap > 0) & (gap <= LEAD))
        rows, columns = np.divmod(places, len(self.columns))
        found = zip(self.rows[rows].tolist(), gap[rows, columns].tolist(), strict=True)
        out[rows, columns] = [_joint(self.of.phrases[row].lead[-far:]) for row, far in found]
        return out

    @cached_property
    def barred(self) -> Marks:
        """Whether one holds the other, or the second does not come after the first."""
        start, end = self.of.start, self.of.end
        outside = (start[self.j] <= start[self.i]) & (end[self.j] >= end[self.i])
        inside = (start[self.j] >= start[self.i]) & (end[self.j] <= end[self.i])
        return np.asarray(outside | inside | (self.apart <= 0))


@lru_cache(maxsize=4096)
def _joint(between: str) -> int:
    words = _WORD.findall(between.lower())
    if words == [","]:
        return APPOSED
    if len(words) == 1 and not words[0].isalnum():
        return JOINED
    known = [word for word in words if word not in {"'", "’"}]
    if not known or not joining("copula") | joining("with") >= set(known):
        return 0
    return 0 if joining("copula").isdisjoint(known) else COPULA


SIGNS: Mapping[str, Callable[[Pairs], Values]] = {
    # what the model says
    "bias": lambda p: np.ones((1, 1), np.float32),
    "model_for": lambda p: p.model_for,
    "model_against": lambda p: p.model_against,
    "far": lambda p: p.far,
    "far_model_for": lambda p: p.far * p.model_for,
    "far_model_against": lambda p: p.far * p.model_against,
    "likely_phrase": lambda p: p.of.mention[p.i],
    "to_likely_phrase": lambda p: p.of.mention[p.j],
    "near_in_meaning": lambda p: p.near,
    # where the two stand
    "phrases_between": lambda p: np.log1p(np.maximum(p.apart, 0).astype(np.float32)),
    "same_sentence": lambda p: p.same(p.of.sentence),
    "last_sentence": lambda p: p.of.sentence[p.i] - p.of.sentence[p.j] == 1,
    "to_first_of_sentence": lambda p: p.of.leads[p.j],
    "apposed": lambda p: p.joined == APPOSED,
    "joined": lambda p: p.joined == JOINED,
    "copula": lambda p: p.joined == COPULA,
    # whose words they are
    "same_quotation": lambda p: p.same(p.of.quote) & (p.of.quote[p.i] > 0),
    "into_quotation": lambda p: (p.of.quote[p.i] == 0) & (p.of.quote[p.j] > 0),
    "source": lambda p: p.of.sources[np.maximum(p.of.source[p.rows], 0)][:, p.columns],
    # what they are
    "to_speaker": lambda p: p.of.kind[p.j] == KINDS.index("speaker"),
    "to_pronoun": lambda p: p.of.kind[p.j] == KINDS.index("pronoun"),
    "to_name": lambda p: p.of.kind[p.j] == NAME,
    "to_indefinite": lambda p: p.of.opening["indefinite"][p.j],
    "same_pronoun": lambda p: p.same(p.of.pronoun),
    "number": lambda p: p.same(p.of.number) & (p.of.number[p.i] > 0),
    "number_clash": lambda p: (
        (p.of.number[p.i] > 0) & (p.of.number[p.j] > 0) & (p.of.number[p.i] != p.of.number[p.j])
    ),
    "sex": lambda p: (
        ((p.of.may_be[p.i] & p.of.may_be[p.j]) > 0)
        & (p.of.may_be[p.i] != ANYTHING)
        & (p.of.may_be[p.j] != ANYTHING)
    ),
    "sex_clash": lambda p: (p.of.may_be[p.i] & p.of.may_be[p.j]) == 0,
    "definite": lambda p: p.of.opening["definite"][p.i],
    "pointing": lambda p: p.of.opening["pointing"][p.i],
    "possessive": lambda p: p.of.opening["possessive"][p.i],
    "indefinite": lambda p: p.of.opening["indefinite"][p.i],
    # which words they have
    "same_text": lambda p: p.same(p.of.text),
    "same_text_of_name": lambda p: p.same(p.of.text) & (p.of.sort[p.i] >= 0),
    "same_head": lambda p: p.head,
    "definite_same_head": lambda p: p.head & p.of.opening["definite"][p.i],
    "possessive_same_head": lambda p: p.head & p.of.opening["possessive"][p.i],
    "contained": lambda p: p.head & p.both_nouns & (p.shared >= p.of.size[p.i]),
    "contains": lambda p: (
        p.head & p.both_nouns & (p.shared >= p.of.size[p.j]) & (p.shared < p.of.size[p.i])
    ),
    "same_before_head": lambda p: (
        p.head
        & (p.of.before_size[p.i] > 0)
        & (p.shared_before == p.of.before_size[p.i])
        & (p.of.before_size[p.i] == p.of.before_size[p.j])
    ),
    "clash_before_head": lambda p: (
        p.head
        & (p.shared_before == 0)
        & (p.of.before_size[p.i] > 0)
        & (p.of.before_size[p.j] > 0)
    ),
    "acronym": lambda p: p.acronym,
    "other_name": lambda p: p.names & (p.shared == 0) & ~p.acronym,
    "part_of_name": lambda p: (
        p.names & ((p.shared >= p.of.size[p.i]) | (p.shared >= p.of.size[p.j]))
        & ~p.same(p.of.text)
    ),
    "half_of_name": lambda p: (
        p.names
        & (p.shared > 0)
        & (p.shared < p.of.size[p.i])
        & (p.shared < p.of.size[p.j])
    ),
    "other_sort": lambda p: p.names & (p.of.sort[p.i] != p.of.sort[p.j]),
}  # fmt: skip
"""The signs by name; an axis of one stands for all rows or columns.

What each weighs is in `weights.toml`, for each kind of phrase."""
