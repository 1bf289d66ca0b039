"""Groups that are kept up to date as things come, go and are scored: only what a change can
reach is put together anew.

The outcome is that of `agglomerate` over everything, whatever order things came in. Two groups
are joined only where some pair between them scores the threshold, so what a change touches is
put together again beside the groups that such pairs lead to; where one of these comes out other
than it was, it counts as touched as well, and that is done again. When all of them come out as
they were, nothing beyond them can be other than before.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from tipsheet.linking.agglomeration import Limits, Pair, agglomerate
from tipsheet.linking.pairs import Kept

Group = tuple[str, ...]
"""The members of a group, in order."""


class Groups:
    """The groups of all things so far; `near` gives what a thing is paired with."""

    def __init__(self, near: Callable[[str], Mapping[str, Kept]], limits: Limits) -> None:
        self._near = near
        self._limits = limits
        self._group: dict[str, Group] = {}
        self._touched: set[str] = set()
        self._same: dict[str, set[str]] = {}
        self._apart: dict[str, set[str]] = {}
        self.regrouped = 0  # things that were put together anew the last time, for measuring

    def add(self, id: str) -> None:
        """Take a thing in; it stands alone until the groups are settled."""
        self._group.setdefault(id, (id,))
        self._touched.add(id)

    def drop(self, id: str) -> None:
        """Take a thing out."""
        group = self._group.pop(id, ())
        self._touched.discard(id)
        self.touch(group)

    def touch(self, ids: Iterable[str]) -> None:
        """Say that the pairs of things have changed."""
        self._touched.update(id for id in ids if id in self._group)

    def judge(self, same: Iterable[Pair], apart: Iterable[Pair]) -> None:
        """Set which pairs are together whatever they score, and which are not."""
        self._same = self._told(self._same, same)
        self._apart = self._told(self._apart, apart)

    def group_of(self, id: str) -> Group:
        """The group of a thing."""
        self.settle()
        return self._group[id]

    def groups(self) -> list[Group]:
        """All groups, in order."""
        self.settle()
        return sorted(set(self._group.values()))

    def settle(self) -> list[Group]:
        """Put together anew what changes can reach: the groups that this made."""
        core = self._members(self._touched)
        self._touched.clear()
        found: list[Group] = []
        while core:
            halo = self._around(core)
            found = self._together(core.union(*halo))
            moved = halo.difference(found)
            if not moved:
                break
            core = core.union(*moved)
        made = [group for group in found if group[0] in core]
        for group in made:
            self._group.update(dict.fromkeys(group, group))
        return made

    def _members(self, ids: Iterable[str]) -> set[str]:
        """Things with all that are in their groups and still there."""
        groups = {self._group[id] for id in ids}
        return {id for group in groups for id in group if id in self._group}

    def _around(self, core: set[str]) -> set[Group]:
        """The groups beside some things that they might be joined with."""
        halo: set[Group] = set()
        held = set(core)
        waiting = list(core)
        for id in waiting:
            led = [other for other in self._same.get(id, ()) if other in self._group]
            if id in core:
                least = self._limits.threshold
                led += [other for other, kept in self._near(id).items() if kept.score >= least]
            for other in led:
                if other not in held:
                    group = self._group[other]
                    halo.add(group)
                    held.update(group)
                    waiting += group
        return halo

    def _together(self, region: set[str]) -> list[Group]:
        self.regrouped = len(region)
        scores = {
            (one, other): kept.score
            for one in region
            for other, kept in self._near(one).items()
            if one < other and other in region
        }
        same = ((one, two) for one in region for two in self._same.get(one, ()) if two in region)
        apart = ((one, two) for one in region for two in self._apart.get(one, ()) if two in region)
        return agglomerate(region, scores, self._limits, same=same, apart=apart)

    def _told(self, before: Mapping[str, set[str]], pairs: Iterable[Pair]) -> dict[str, set[str]]:
        """The other ends by each end; those for which they have changed are touched."""
        told: dict[str, set[str]] = defaultdict(set)
        for one, other in pairs:
            told[one].add(other)
            told[other].add(one)
        ends = before.keys() | told.keys()
        self.touch(id for id in ends if before.get(id) != told.get(id))
        return dict(told)
