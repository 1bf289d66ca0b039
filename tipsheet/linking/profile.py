"""What a claim is compared by: the words around its trigger, its parties, its report."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from math import exp, fsum, log, sqrt

import numpy as np
from numpy.typing import NDArray

from tipsheet.linking.stems import content_stems, lemma, plain_words, small_words, stem
from tipsheet.record import Claim, Party, Span
from tipsheet.vocabulary.loading import read_table

TERMS = 300  # stems and pairs of stems that a report is known by, the weightiest ones
FRESH = 40  # of those that the collection is not known to have, that are kept beside them
KEYS = 30  # weightiest terms of a report by which others are looked for
NEAR = 5  # content words on either side of a trigger that stand near it
BESIDE = 4  # content words next to a trigger, on one side
LONGEST = 4000  # characters of a sentence that are looked at, around the trigger
BEFORE = 30  # reports that the general table counts for
READ = 20_000  # characters of a report that its terms are taken from

_PAIR = 0.002  # share of reports that an arbitrary pair of stems is in
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")

Weights = Mapping[str, float]
"""Stems with how rare they are, scaled so that the squares sum to one."""

Vector = NDArray[np.float32]
"""The vector of a sentence, of length one."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Context:
    """What a report is about: its weightiest stems, and those by which others are looked for.

    Terms that the collection is not known to have yet are among them, but are left out where the
    others are scaled: they say much where two reports share them and nothing where not.
    """

    report: str
    terms: Weights
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One claim made ready for comparison; every stem in it is in lower case.

    `words` are the content stems of the sentence without those of the trigger, `near` those close
    to the trigger (`before` and `after` it those next to it), `names` the capitalized words,
    `numbers` the figures in digits. `who` are the
    name words of actors and recipients. `story` is the story of its report and `vector` the unit
    vector of the sentence, where they are given.
    """

    claim: Claim
    trigger: tuple[str, ...]
    lemmas: tuple[str, ...]
    words: Weights
    near: Weights
    before: Weights
    after: Weights
    names: Weights
    numbers: frozenset[str]
    who: frozenset[str]
    context: Context | None = None
    story: str | None = None
    vector: Vector | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rarity:
    """How rare stems are in a collection: in `counts` of its `reports` reports.

    A general table counts as BEFORE reports more, so that small collections are not taken at
    their word. The same for all claims that are compared; None stands for the table alone.
    """

    reports: int
    counts: Mapping[str, int]

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Rarity":
        """The rarity of stems, and of pairs of stems side by side, in some texts."""
        counts: Counter[str] = Counter()
        number = 0
        for text in texts:
            number += 1
            counts.update(set(terms_of(text)))
        return cls(reports=number, counts={term: n for term, n in counts.items() if n > 1})

    def __call__(self, term: str) -> float:
        """ln of one over the share of reports that have the term."""
        share = _PAIR if " " in term else exp(-rarity(term))
        seen = self.counts.get(term, 1)
        return log((BEFORE + self.reports) / (BEFORE * share + seen))


def context_of_text(report: str, text: str, rare: Rarity | None = None) -> Context:
    """What a text is about; `rare` is the rarity of words in the collection it is in."""
    weigh = rare or Rarity(reports=0, counts={})
    counts = Counter(terms_of(text))
    weighed = {term: weigh(term) * (1 + log(count)) for term, count in counts.items()}
    order = sorted(weighed, key=lambda term: (-weighed[term], term))
    known = [term for term in order if (" " not in term if rare is None else term in rare.counts)]
    fresh = [] if rare is None else [term for term in order if term not in rare.counts]
    size = sqrt(fsum(weighed[term] ** 2 for term in known[:TERMS])) or 1.0
    kept = (*known[:TERMS], *fresh[:FRESH])
    return Context(
        report=report,
        terms={term: weighed[term] / size for term in kept},
        keys=(*known[:KEYS], *fresh[: KEYS // 3]),
    )


def terms_of(text: str) -> list[str]:
    """The content stems of a text and the pairs of those side by side."""
    stems = content_stems(text[:READ])
    return [*stems, *(f"{one} {other}" for one, other in pairwise(stems))]


def profile_of(
    claim: Claim,
    context: Context | None = None,
    story: str | None = None,
    vector: Vector | None = None,
) -> Profile:
    """The profile of a claim; `context` and `story` are of its report, `vector` of its sentence."""
    own = [word for word in plain_words(claim.trigger.text) if word not in small_words()]
    own = own or list(plain_words(claim.trigger.text)) or [claim.trigger.text.casefold()]
    before, after = _around(claim.sentence, claim.trigger)
    words = {base for base, _ in (*before, *after)} - set(map(stem, own))
    near = [base for base, _ in (*before[-NEAR:], *after[:NEAR])]
    names = [base for base, kind in (*before, *after) if kind == "name"]
    numbers = [base for base, kind in (*before, *after) if kind == "number"]
    return Profile(
        claim=claim,
        trigger=tuple(dict.fromkeys(map(stem, own))),
        lemmas=tuple(dict.fromkeys(map(lemma, own))),
        words=_weighed(words),
        near=_weighed(near),
        before=_weighed(base for base, _ in before[-BESIDE:]),
        after=_weighed(base for base, _ in after[:BESIDE]),
        names=_weighed(names),
        numbers=frozenset(numbers),
        who=frozenset(who_words((*claim.actors, *claim.recipients))),
        context=context,
        story=story,
        vector=vector,
    )


def likeness(one: Weights, other: Weights) -> float:
    """How much two sets of stems share by weight: 0 for nothing, 1 for everything.

    The sum does not depend on the order in which it is taken.
    """
    return fsum(one[base] * other[base] for base in one.keys() & other.keys())


def closeness(one: Context | None, other: Context | None) -> float | None:
    """How alike two reports are, 0 to 1; None where one of them is not known."""
    if one is None or other is None:
        return None
    return _close(one, other) if one.report <= other.report else _close(other, one)


@lru_cache(maxsize=16384)
def _close(one: Context, other: Context) -> float:
    """Asked for once for each pair of claims of two reports."""
    return likeness(one.terms, other.terms)


def who_words(parties: Iterable[Party]) -> Iterable[str]:
    """The words of the parties' names and of what they are called."""
    for party in parties:
        for name in (party.name, *party.names):
            yield from (word for word in plain_words(name) if word not in small_words())


@lru_cache(maxsize=65536)
def rarity(base: str) -> float:
    """How rare a stem is: ln of one over the share of reports that have it, by a fixed table."""
    return _rarities().get(base, _rarest())


def _around(sentence: Span, trigger: Span) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The content stems before and after a trigger, each with its kind: word, name or number."""
    cut = trigger.start - sentence.start
    left = max(0, cut - LONGEST // 2)
    text = sentence.text[left : cut + LONGEST // 2]
    cut -= left
    end = cut + len(trigger.text)
    before: list[tuple[str, str]] = []
    after: list[tuple[str, str]] = []
    for number, match in enumerate(_WORD.finditer(text)):
        if match.start() < end and match.end() > cut:
            continue
        for word in plain_words(match[0]):
            if word in small_words():
                continue
            side = before if match.start() < cut else after
            side.append((stem(word), _kind(match[0], number)))
    return before, after


def _kind(word: str, number: int) -> str:
    if word[0].isdigit():
        return "number"
    return "name" if word[0].isupper() and number else "word"


def _weighed(stems: Iterable[str]) -> Weights:
    return _scaled({base: rarity(base) for base in stems})


def _scaled(weights: Weights) -> Weights:
    size = sqrt(fsum(weight * weight for weight in weights.values())) or 1.0
    return {base: weight / size for base, weight in weights.items()}


@cache
def _rarities() -> Weights:
    groups = read_table("rarity.toml", "tipsheet.linking")["stems"]
    return {base: float(weight) for weight, stems in groups.items() for base in stems}


@cache
def _rarest() -> float:
    return float(read_table("rarity.toml", "tipsheet.linking")["rarest"])
