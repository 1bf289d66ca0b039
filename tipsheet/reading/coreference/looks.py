"""What phrases look like: pronoun, name or other noun; which words, how many, of what sex."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from tipsheet.reading import labels
from tipsheet.reading.coreference.phrases import Referring
from tipsheet.reading.coreference.words import (
    ANYTHING,
    FEMALE,
    MALE,
    OPEN,
    PERSON,
    PLURAL,
    SINGULAR,
    THING,
    Pronoun,
    heads,
    openings,
    pronouns,
    singular,
)
from tipsheet.reading.encoder import Encoded

Ints = npt.NDArray[np.int64]

KINDS = ("speaker", "pronoun", "name", "noun")
"""Kinds of phrases, each with weights of its own: pronouns of the first and second person, other
pronouns, proper names, all else."""

_NAME, _NOUN = KINDS.index("name"), KINDS.index("noun")
_PERSON_NAME = labels.NAMES.index("PER")
_MAY_BE = {"PER": PERSON, "ORG": THING, "LOC": THING}
_SMALL = frozenset({"the", "of", "and", "for", "s"})


class Look(NamedTuple):
    """What one phrase looks like.

    `kind` numbers KINDS; `name` holds the words of a proper name and `sort` numbers its kind,
    -1 where there is none; `words` are those that likeness goes by, `before` those in front of
    the head, both in lower case; `text` is all of it without its opening word; `lemma` is the
    head noun or the last word of the name; `number` and `may_be` as in words.py.
    """

    kind: int
    pronoun: str
    opening: str
    sort: int
    name: tuple[str, ...]
    words: frozenset[str]
    before: frozenset[str]
    text: str
    lemma: str
    number: int
    may_be: int


class Columns(NamedTuple):
    """What many phrases look like: a row each of what `Look` tells."""

    kind: Sequence[int]
    pronoun: Sequence[str]
    opening: Sequence[str]
    sort: Sequence[int]
    name: Sequence[tuple[str, ...]]
    words: Sequence[frozenset[str]]
    before: Sequence[frozenset[str]]
    text: Sequence[str]
    lemma: Sequence[str]
    number: Sequence[int]
    may_be: Sequence[int]


def looks_of(phrases: Sequence[Referring], encoded: Encoded) -> tuple[Look, ...]:
    """What each phrase looks like."""
    tags = encoded.heads["names"].argmax(1)
    sorts = ((tags - 1) // 2).tolist()  # O is 0 and becomes -1
    return tuple(
        _look(words, head - first, sorts[first : first + len(words)])
        for words, head, first in _worded(phrases, encoded)
    )


def columns_of(looks: Sequence[Look]) -> "Columns":
    """The same by what is told of them; there is at least one."""
    return Columns(*zip(*looks, strict=True))


def _worded(phrases: Sequence[Referring], encoded: Encoded) -> Iterator[tuple[list[str], int, int]]:
    """The words of each phrase, and the numbers of its head and of its first word."""
    starts, ends = encoded.starts.tolist(), encoded.ends.tolist()
    firsts = np.searchsorted(encoded.ends, [phrase.start for phrase in phrases], side="right")
    pasts = np.searchsorted(encoded.starts, [phrase.end for phrase in phrases])
    places = np.searchsorted(encoded.starts, [phrase.head for phrase in phrases])
    numbers = zip(firsts.tolist(), pasts.tolist(), places.tolist(), strict=True)
    for phrase, (first, past, head) in zip(phrases, numbers, strict=True):
        at, text = phrase.start, phrase.text
        yield [text[starts[k] - at : ends[k] - at] for k in range(first, past)], head, first


def _look(words: Sequence[str], head: int, sorts: Sequence[int]) -> Look:
    lower = [word.lower() for word in words]
    if len(words) == 1 and (pronoun := pronouns().get(lower[0])):
        return _pronoun(pronoun)
    first = lower[0]
    opening = openings().get(first)
    opened = 1 if opening and head else 0
    kept = [word for word in lower[opened:] if word[0].isalnum() and word != "s"]
    name, sort = _name(words, head, sorts)
    noun = lower[head]
    one = singular(noun)
    return Look(
        kind=_NAME if name else _NOUN,
        pronoun="",
        opening=opening or ("number" if first[0].isdigit() else "bare"),
        sort=sort,
        name=name,
        words=frozenset([word.lower() for word in name] or kept),
        before=frozenset([word for word in lower[opened:head] if word[0].isalnum()]),
        text=" ".join(kept),
        lemma=name[-1].lower() if name else one,
        number=_number(lower, head, sort, one),
        may_be=_may_be(lower, noun, sort, one),
    )


@cache
def _pronoun(pronoun: Pronoun) -> Look:
    return Look(
        kind=KINDS.index("speaker" if pronoun.speaker else "pronoun"),
        pronoun=pronoun.code,
        opening="pronoun",
        sort=-1,
        name=(),
        words=frozenset(),
        before=frozenset(),
        text="",
        lemma="",
        number=pronoun.number,
        may_be=pronoun.may_be,
    )


def _name(words: Sequence[str], head: int, sorts: Sequence[int]) -> tuple[tuple[str, ...], int]:
    """Words and sort of the name at the head, or of a person's behind it."""
    at = head
    if sorts[head] < 0 and head + 1 < len(words) and sorts[head + 1] == _PERSON_NAME:
        at = head + 1
    sort = sorts[at]
    if sort < 0 or not words[at][0].isupper():
        return (), -1
    first, past = at, at + 1
    while first and sorts[first - 1] == sort:
        first -= 1
    while past < len(words) and sorts[past] == sort:
        past += 1
    own = [w for w in words[first:past] if w[0].isalnum() and w.lower() not in _SMALL]
    return tuple(own), sort if own else -1


def _number(lower: Sequence[str], head: int, sort: int, one: str) -> int:
    if sort >= 0:
        return SINGULAR if sort == _PERSON_NAME else OPEN
    many = "and" in lower[head:] or one != lower[head] or one in heads("plural")
    return PLURAL if many else SINGULAR


def _may_be(lower: Sequence[str], noun: str, sort: int, one: str) -> int:
    told: Sequence[str] = (noun,)
    if sort < 0:
        may_be = PERSON if one in heads("person") else ANYTHING
    else:
        may_be = _MAY_BE.get(labels.NAMES[sort], ANYTHING)
        told = lower if may_be == PERSON else ()
    if not heads("feminine").isdisjoint(told):
        return FEMALE
    return MALE if not heads("masculine").isdisjoint(told) else may_be
