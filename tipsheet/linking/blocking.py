"""Which claims are compared at all: those that share a key, and of many those closest in time.

A block holds the claims with one key in order of day and id. In a block, a claim is compared with
the WINDOW before it and the WINDOW after it, so that comparisons grow with the claims and not with
their square. Which pairs come out depends on the claims alone, not on the order they came in.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from tipsheet.linking.agglomeration import Pair, pair
from tipsheet.linking.profile import Profile, Weights, rarity
from tipsheet.linking.sameness import groups_of

WINDOW = 48
RARE = 4  # rarest words of a sentence that make keys
TOPICS = 5  # weightiest terms of a report that make keys
LATE = "9999-12-31"

Place = tuple[str, str]
"""A day and a claim's id: where a claim stands in its blocks."""


class Blocks:
    """The blocks of all claims so far, and the pairs that they make."""

    def __init__(self) -> None:
        self._blocks: dict[str, list[Place]] = defaultdict(list)
        self._ids: set[str] = set()
        self._pairs: dict[Pair, int] = {}

    def add(self, profile: Profile) -> tuple[set[Pair], set[Pair]]:
        """Take a claim in: the pairs that this makes, and those that it parts."""
        id = profile.claim.id
        if id in self._ids:
            return set(), set()
        self._ids.add(id)
        place = (profile.claim.day or LATE, id)
        made: set[Pair] = set()
        lost: set[Pair] = set()
        for key in keys_of(profile):
            self._insert(self._blocks[key], place, made, lost)
        parted = {ends for ends in lost if ends not in self._pairs}
        return made - parted, parted - made

    @property
    def pairs(self) -> set[Pair]:
        """All pairs that are to be compared."""
        return set(self._pairs)

    @property
    def capped(self) -> tuple[str, ...]:
        """The keys of blocks in which not every claim is compared with every other."""
        return tuple(sorted(k for k, b in self._blocks.items() if len(b) > WINDOW + 1))

    def _insert(self, block: list[Place], place: Place, made: set[Pair], lost: set[Pair]) -> None:
        at = bisect_left(block, place)
        for left in range(max(0, at - WINDOW), at):
            right = left + WINDOW
            if at <= right < len(block):
                self._drop(pair(block[left][1], block[right][1]), lost)
        for _, other in block[max(0, at - WINDOW) : at + WINDOW]:
            ends = pair(place[1], other)
            made.add(ends)
            self._pairs[ends] = self._pairs.get(ends, 0) + 1
        block.insert(at, place)

    def _drop(self, ends: Pair, lost: set[Pair]) -> None:
        """Take back what one block says for a pair; the pair goes when no block is left."""
        self._pairs[ends] -= 1
        if not self._pairs[ends]:
            del self._pairs[ends]
            lost.add(ends)


def keys_of(profile: Profile) -> tuple[str, ...]:
    """The keys under which a claim can be found: its trigger with what is rare around it."""
    return tuple(dict.fromkeys(_keys(profile)))


def _keys(profile: Profile) -> Iterator[str]:
    heads = [*profile.trigger[:2], *groups_of(profile.trigger)[:1]]
    rare = rarest(profile.words)
    topics = rarest(profile.context.terms if profile.context else {}, TOPICS, by_weight=True)
    around = [*rare, *topics, *sorted(profile.who)[:RARE], profile.claim.report]
    if profile.story:
        around.append(f"in {profile.story}")
        yield from (f"{word}|in {profile.story}" for word in rarest(profile.near))
    yield f"in {profile.claim.report}"
    if profile.claim.place:
        around.append(profile.claim.place.name.casefold())
    for head in heads:
        yield from (f"{head}|{word}" for word in around)
    yield from (f"{one}|{other}" for one, other in combinations(sorted(rare[:3]), 2))


def rarest(words: Weights, most: int = RARE, *, by_weight: bool = False) -> list[str]:
    """The rarest stems of some, or those with the greatest weight."""
    weigh = words.__getitem__ if by_weight else rarity
    return sorted(words, key=lambda word: (-weigh(word), word))[:most]
