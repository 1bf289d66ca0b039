"""The same person, body or group across reports: its names, acronyms, ranks and spellings.

Names are brought to keys that do not change with rank, accents or the way a name is put into Latin
letters. Two entities are one where a full name agrees, where one name shortens the other and
nothing else could be meant, or where an acronym fits; country and kind must not speak against it.
Judged pairs come first.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from tipsheet.linking.graph import Joined
from tipsheet.linking.stems import plain_words
from tipsheet.record import Party, Reason
from tipsheet.vocabulary.loading import read_table

PEOPLE = frozenset({"person"})
ALIKE = frozenset({"organization", "armed_group", "government", "media", "other"})

_REPEATED = re.compile(r"(.)\1+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Somebody known across reports: all names, and the entities that are they.

    `members` are (report, entity id) pairs in order; `reasons` say what joined them.
    """

    id: str
    name: str
    kind: str
    country: str | None
    names: tuple[str, ...]
    members: tuple[tuple[str, str], ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A party as one report has it."""

    report: str
    party: Party

    @property
    def key(self) -> str:
        """What tells it from all others."""
        return f"{self.report}\x1f{self.party.entity}"


def actors_of(
    seen: Iterable[Seen],
    *,
    same: Iterable[tuple[str, str]] = (),
    apart: Iterable[tuple[str, str]] = (),
) -> tuple[Actor, ...]:
    """The actors behind the parties of many reports, by name.

    `same` and `apart` are pairs of `Seen.key` that people have judged.
    """
    parties = {one.key: one for one in sorted(seen, key=lambda one: one.key) if _named(one.party)}
    work = _Work(parties, apart)
    work.join_judged(same)
    work.join_by_key()
    work.join_shorter()
    work.join_acronyms()
    return work.actors()


def who_of(actors: Iterable[Actor]) -> Mapping[str, str]:
    """The id of the actor that each name stands for, where it stands for one alone."""
    found: dict[str, set[str]] = defaultdict(set)
    for actor in actors:
        for name in actor.names:
            found[" ".join(plain_words(name))].add(actor.id)
    return {name: next(iter(ids)) for name, ids in found.items() if len(ids) == 1}


def name_parts(name: str) -> tuple[str, ...]:
    """The words of a name without titles, ranks, articles and accents."""
    words = [word for word in plain_words(name) if word not in _titles()]
    return tuple(words or plain_words(name))


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """A word as different transliterations have it in common: "Tsaneva" and "Tzaneva" are one."""
    for spelling, common in _spellings():
        word = word.replace(spelling, common)
    return _REPEATED.sub(r"\1", word)


def acronym_of(words: Sequence[str]) -> str:
    """The first letters of a name's words, small ones left out."""
    return "".join(word[0] for word in words if word not in _small())


class _Work:
    """Parties put together step by step; nothing judged apart is ever joined."""

    def __init__(self, parties: Mapping[str, Seen], apart: Iterable[tuple[str, str]]) -> None:
        self.parties = parties
        self.joined = Joined()
        self.members = {key: [key] for key in parties}
        self.apart: dict[str, set[str]] = defaultdict(set)
        self.reasons: dict[str, list[Reason]] = defaultdict(list)
        for one, other in apart:
            self.apart[one].add(other)
            self.apart[other].add(one)
        self.names = {key: _all_names(seen.party) for key, seen in parties.items()}

    def join_judged(self, pairs: Iterable[tuple[str, str]]) -> None:
        for one, other in sorted(pairs):
            if one in self.parties and other in self.parties:
                self.join(one, other, "judged", "a person said that they are the same")

    def join_by_key(self) -> None:
        """Join parties that have a full name in common, up to spelling."""
        first: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for key, names in self.names.items():
            for parts in sorted(names):
                if len(parts) > 1 or self.parties[key].party.kind not in PEOPLE:
                    first[tuple(map(sound, parts))].append(key)
        for name, keys in sorted(first.items()):
            self._join_all(keys, "name", f"the name “{' '.join(name)}”")

    def join_shorter(self) -> None:
        """Join a single name with the one full name that ends in it, of people and of bodies."""
        ends: dict[str, set[str]] = defaultdict(set)
        for key, names in self.names.items():
            for parts in names:
                if len(parts) > 1 and self.parties[key].party.kind in PEOPLE:
                    ends[sound(parts[-1])].add(key)
        for key, names in sorted(self.names.items()):
            single = {sound(parts[0]) for parts in names if len(parts) == 1}
            if self.parties[key].party.kind not in PEOPLE or len(single) != len(names):
                continue
            for last in sorted(single):
                groups = {self.joined.find(other) for other in ends.get(last, ())}
                if len(groups) == 1:
                    self.join(min(groups), key, "surname", f"the surname “{last}”, of one alone")

    def join_acronyms(self) -> None:
        """Join a body's acronym with the one name that it shortens."""
        full: dict[str, set[str]] = defaultdict(set)
        for key, names in self.names.items():
            for parts in names:
                if len(parts) > 1 and self.parties[key].party.kind in ALIKE:
                    full[acronym_of(parts)].add(key)
        for key, seen in sorted(self.parties.items()):
            for name in (seen.party.name, *seen.party.names):
                short = name.replace(".", "").strip()
                if not (2 <= len(short) <= 8 and short.isupper() and short.isalpha()):
                    continue
                groups = {self.joined.find(other) for other in full.get(short.casefold(), ())}
                if len(groups) == 1 and seen.party.kind in ALIKE:
                    self.join(min(groups), key, "acronym", f"“{short}” is short for the name")

    def join(self, one: str, other: str, code: str, why: str) -> None:
        first, second = self.joined.find(one), self.joined.find(other)
        if first == second or not self._may(first, second, judged=code == "judged"):
            return
        members = self.members.pop(first) + self.members.pop(second)
        reasons = self.reasons.pop(first, []) + self.reasons.pop(second, [])
        self.joined.join(first, second)
        top = self.joined.find(first)
        self.members[top] = members
        self.reasons[top] = [*reasons, Reason(code=code, why=why)]

    def actors(self) -> tuple[Actor, ...]:
        found = (self._actor(sorted(keys), self.reasons[top]) for top, keys in self.members.items())
        return tuple(sorted(found, key=lambda actor: (actor.name.casefold(), actor.id)))

    def _join_all(self, keys: Sequence[str], code: str, why: str) -> None:
        for other in keys[1:]:
            self.join(keys[0], other, code, why)

    def _may(self, first: str, second: str, *, judged: bool) -> bool:
        """Whether nothing speaks against joining two groups."""
        ones, others = self.members[first], self.members[second]
        small, large = sorted((ones, others), key=len)
        inside = set(large)
        if any(self.apart.get(key, set()) & inside for key in small):
            return False
        return judged or fits(self.parties[ones[0]].party, self.parties[others[0]].party)

    def _actor(self, keys: Sequence[str], reasons: Sequence[Reason]) -> Actor:
        from tipsheet.record import content_id

        parties = [self.parties[key].party for key in keys]
        names = sorted({name for party in parties for name in (party.name, *party.names)})
        best = max(
            names,
            key=lambda name: (len(name_parts(name)), sum(name in p.names for p in parties), name),
        )
        return Actor(
            id=content_id("k", *keys[:1]),
            name=best,
            kind=parties[0].kind,
            country=next((party.country for party in parties if party.country), None),
            names=tuple(names),
            members=tuple(
                (self.parties[key].report, self.parties[key].party.entity) for key in keys
            ),
            reasons=tuple(dict.fromkeys(reasons)),
        )


def fits(one: Party, other: Party) -> bool:
    """Whether kind and country let two parties be one."""
    if (one.kind in PEOPLE) != (other.kind in PEOPLE):
        return False
    return not (one.country and other.country) or one.country == other.country


def _named(party: Party) -> bool:
    return bool(party.names) or (party.name[:1].isupper() and party.kind != "place")


def _all_names(party: Party) -> set[tuple[str, ...]]:
    return {name_parts(name) for name in (party.names or (party.name,))}


@cache
def _titles() -> frozenset[str]:
    return frozenset(read_table("names.toml", "tipsheet.linking")["titles"]["words"])


@cache
def _small() -> frozenset[str]:
    return frozenset(read_table("names.toml", "tipsheet.linking")["small"]["words"])


@cache
def _spellings() -> tuple[tuple[str, str], ...]:
    table = read_table("names.toml", "tipsheet.linking")["spellings"]
    return tuple(
        (spelling, common) for common, spellings in table.items() for spelling in spellings
    )
