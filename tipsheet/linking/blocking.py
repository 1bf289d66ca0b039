"""Which things are compared at all: those that share a key, and of many those closest in time.

A block holds the things with one key in order of day and id. In a block, a thing is compared with
the WINDOW before it and the WINDOW after it, so that comparisons grow with the things and not with
their square. Which pairs come out depends on the things alone, not on the order they came in.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from tipsheet.linking.agglomeration import Pair, pair
from tipsheet.linking.profile import Profile, Weights
from tipsheet.linking.sameness import groups_of

WINDOW = 32
RARE = 4  # rarest words of a sentence that make keys
TOPICS = 5  # weightiest terms of a report that make keys
LATE = "9999-12-31"

Place = tuple[str, str]
"""A day and an id: where a thing stands in its blocks."""


class Blocks:
    """The blocks of all things so far; `window` is how many are near on either side."""

    def __init__(self, window: int = WINDOW) -> None:
        self._window = window
        self._blocks: dict[str, list[Place]] = defaultdict(list)
        self._of: dict[str, tuple[Place, tuple[str, ...]]] = {}

    def __len__(self) -> int:
        return len(self._of)

    def __contains__(self, id: str) -> bool:
        return id in self._of

    def add(self, id: str, day: str | None, keys: Iterable[str]) -> tuple[Counter[str], list[Pair]]:
        """Take a thing in; one that is there already changes nothing.

        Gives those that it is near to, by the number of blocks, and a pair for every block in
        which two others are near no more.
        """
        near: Counter[str] = Counter()
        parted: list[Pair] = []
        if id in self._of:
            return near, parted
        place = (day or LATE, id)
        self._of[id] = place, tuple(dict.fromkeys(keys))
        for key in self._of[id][1]:
            self._insert(self._blocks[key], place, near, parted)
        return near, parted

    def drop(self, id: str) -> list[Pair]:
        """Take a thing out: a pair for every block in which two others are near again."""
        place, keys = self._of.pop(id, (None, ()))
        met: list[Pair] = []
        for key in keys:
            block = self._blocks[key]
            at = bisect_left(block, place or ("", ""))
            del block[at]
            met += self._across(block, at)
            if not block:
                del self._blocks[key]
        return met

    @property
    def capped(self) -> tuple[str, ...]:
        """The keys of blocks in which not every thing is compared with every other."""
        most = self._window + 1
        return tuple(sorted(key for key, block in self._blocks.items() if len(block) > most))

    def _insert(
        self, block: list[Place], place: Place, near: Counter[str], parted: list[Pair]
    ) -> None:
        at = bisect_left(block, place)
        parted += self._across(block, at)
        near.update(other for _, other in block[max(0, at - self._window) : at + self._window])
        block.insert(at, place)

    def _across(self, block: list[Place], at: int) -> Iterator[Pair]:
        """The pairs that are just near enough with nothing between them at a place."""
        window = self._window
        for left in range(max(0, at - window), min(at, len(block) - window)):
            yield pair(block[left][1], block[left + window][1])


def keys_of(profile: Profile) -> tuple[str, ...]:
    """The keys under which a claim can be found: its trigger with what is rare around it."""
    return tuple(dict.fromkeys(_keys(profile)))


def _keys(profile: Profile) -> Iterator[str]:
    heads = [*profile.trigger[:2], *groups_of(profile.trigger)[:1]]
    rare = rarest(profile.words)
    topics = profile.context.keys[:TOPICS] if profile.context else ()
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


def rarest(words: Weights, most: int = RARE) -> list[str]:
    """The rarest stems of some."""
    return sorted(words, key=lambda word: (-words[word], word))[:most]
