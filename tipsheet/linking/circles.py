"""Circles in a directed graph, and an order in which everything comes after what it leads to."""

from collections.abc import Iterable, Mapping


def components(edges: Mapping[str, Iterable[str]]) -> list[tuple[str, ...]]:
    """The strongly connected components (Tarjan), each after all that it leads to.

    Ids that are led to without edges of their own are components too. Without recursion, so that
    long chains do no harm; in order of the ids where the graph leaves a choice.
    """
    return _Search(edges).run()


def circles(edges: Mapping[str, Iterable[str]]) -> list[tuple[str, ...]]:
    """The components in which something leads back to itself."""
    return [
        part for part in components(edges) if len(part) > 1 or part[0] in edges.get(part[0], ())
    ]


class _Search:
    def __init__(self, edges: Mapping[str, Iterable[str]]) -> None:
        self._edges = {id: sorted(set(others)) for id, others in edges.items()}
        self._number: dict[str, int] = {}
        self._low: dict[str, int] = {}
        self._open: list[str] = []
        self._waiting: set[str] = set()
        self._found: list[tuple[str, ...]] = []

    def run(self) -> list[tuple[str, ...]]:
        for id in sorted(self._edges):
            if id not in self._number:
                self._from(id)
        return self._found

    def _from(self, start: str) -> None:
        path = [(start, iter(self._enter(start)))]
        while path:
            id, others = path[-1]
            for other in others:
                if other not in self._number:
                    path.append((other, iter(self._enter(other))))
                    break
                if other in self._waiting:
                    self._low[id] = min(self._low[id], self._number[other])
            else:
                path.pop()
                self._leave(id)
                if path:
                    above = path[-1][0]
                    self._low[above] = min(self._low[above], self._low[id])

    def _enter(self, id: str) -> list[str]:
        self._number[id] = self._low[id] = len(self._number)
        self._open.append(id)
        self._waiting.add(id)
        return self._edges.get(id, [])

    def _leave(self, id: str) -> None:
        if self._low[id] != self._number[id]:
            return
        part: list[str] = []
        while not part or part[-1] != id:
            part.append(self._open.pop())
            self._waiting.discard(part[-1])
        self._found.append(tuple(sorted(part)))
