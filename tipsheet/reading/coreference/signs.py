"""Signs that a phrase refers back to an earlier one, each as a number for many pairs at once."""

import re
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from tipsheet.reading.coreference.looks import KINDS, Look, looks_of
from tipsheet.reading.coreference.phrases import LEAD, Referring
from tipsheet.reading.coreference.words import ANYTHING, joining
from tipsheet.reading.encoder import Encoded

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
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
    size: Ints
    before: Floats
    before_size: Ints
    query: Floats
    key: Floats
    vectors: Floats
    mention: Floats
    source: Ints
    sources: Marks

    @classmethod
    def of(cls, phrases: Sequence[Referring], encoded: Encoded) -> "Features":
        """The phrases of an encoded text."""
        looks = looks_of(phrases, encoded)
        word = np.searchsorted(encoded.starts, [phrase.head for phrase in phrases])
        query, key = np.split(encoded.heads["reference"][word], 2, axis=1)
        sentence = np.array([phrase.sentence for phrase in phrases])
        source, sources = _sources(word, encoded)
        acronyms: dict[Hashable, int] = {}
        return cls(
            phrases=phrases,
            start=np.array([phrase.start for phrase in phrases]),
            end=np.array([phrase.end for phrase in phrases]),
            word=word,
            sentence=sentence,
            quote=np.array([phrase.quote for phrase in phrases]),
            leads=_leads(phrases, sentence),
            kind=np.array([look.kind for look in looks]),
            pronoun=_numbered(look.pronoun for look in looks),
            opening=_openings(looks),
            sort=np.array([look.sort for look in looks]),
            number=np.array([look.number for look in looks]),
            may_be=np.array([look.may_be for look in looks]),
            text=_numbered(look.text for look in looks),
            lemma=_numbered(look.lemma for look in looks),
            letters=_numbered((_letters(look.name) for look in looks), acronyms),
            short=_numbered((_short(look.name) for look in looks), acronyms),
            words=_table([look.words for look in looks]),
            size=np.array([len(look.words) for look in looks]),
            before=_table([look.before for look in looks]),
            before_size=np.array([len(look.before) for look in looks]),
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
    return np.array([known.setdefault(value, len(known)) if value else -1 for value in values])


def _openings(looks: Sequence[Look]) -> Mapping[str, Marks]:
    found = np.array([look.opening for look in looks])
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


def _leads(phrases: Sequence[Referring], sentence: Ints) -> Marks:
    """Whether a phrase is the first to begin in its sentence."""
    order = np.lexsort((np.array([phrase.start for phrase in phrases]), sentence))
    out = np.zeros(len(phrases), bool)
    out[order] = np.diff(sentence[order], prepend=-1) != 0
    return out


SOURCES_FROM = 0.8
"""Logit from which an attribution tells whose words a phrase is in."""


def _sources(word: Ints, encoded: Encoded) -> tuple[Ints, Marks]:
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

    def __init__(self, features: Features, rows: Ints, columns: Ints) -> None:
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
        return self.of.query[self.rows] @ self.of.key[self.columns].T

    @cached_property
    def far(self) -> Marks:
        """Whether the two were never seen together."""
        return np.asarray(self.of.word[self.i] - self.of.word[self.j] > FAR)

    @cached_property
    def apart(self) -> Ints:
        """Phrases from the one to the other."""
        return np.asarray(self.i - self.j)

    @cached_property
    def shared(self) -> Floats:
        """How many words both have."""
        return self.of.words[self.rows] @ self.of.words[self.columns].T

    @cached_property
    def shared_before(self) -> Floats:
        """How many words both have in front of their heads."""
        return self.of.before[self.rows] @ self.of.before[self.columns].T

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
    def joined(self) -> Ints:
        """What joins two neighbours: a comma, another mark, a copula; 0 for nothing."""
        out = np.zeros((len(self.rows), len(self.columns)), np.int64)
        gap = self.of.start[self.i] - self.of.end[self.j]
        for row, column in np.argwhere((gap > 0) & (gap <= LEAD)).tolist():
            lead = self.of.phrases[int(self.rows[row])].lead
            out[row, column] = _joint(lead[-int(gap[row, column]) :])
        return out

    @cached_property
    def barred(self) -> Marks:
        """Whether one holds the other, or the second does not come after the first."""
        start, end = self.of.start, self.of.end
        outside = (start[self.j] <= start[self.i]) & (end[self.j] >= end[self.i])
        inside = (start[self.j] >= start[self.i]) & (end[self.j] <= end[self.i])
        return np.asarray(outside | inside | (self.apart <= 0))


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
    "model_for": lambda p: np.clip(p.logit, 0, 8),
    "model_against": lambda p: np.clip(p.logit, -10, 0),
    "far": lambda p: p.far,
    "far_model_for": lambda p: p.far * np.clip(p.logit, 0, 8),
    "far_model_against": lambda p: p.far * np.clip(p.logit, -10, 0),
    "likely_phrase": lambda p: p.of.mention[p.i],
    "to_likely_phrase": lambda p: p.of.mention[p.j],
    "near_in_meaning": lambda p: (
        np.maximum(p.of.vectors[p.rows] @ p.of.vectors[p.columns].T, 0) * p.both_nouns
    ),
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
