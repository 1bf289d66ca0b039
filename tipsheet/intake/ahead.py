"""Work on several things at a time, with the results in order."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")


def ahead(work: Callable[[T], R], items: Iterable[T], workers: int) -> Iterator[R]:
    """The results of `work` on `items` in their order, `workers` of them under way at a time.

    No more than twice as many results as workers wait to be taken.
    """
    if workers < 2:
        yield from map(work, items)
        return
    pool = ThreadPoolExecutor(workers)
    window: deque[Future[R]] = deque()
    try:
        for item in items:
            window.append(pool.submit(work, item))
            if len(window) >= 2 * workers:
                yield window.popleft().result()
        while window:
            yield window.popleft().result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def in_turn(sources: Iterable[Iterable[T]], width: int) -> Iterator[T]:
    """One of each of `width` sources in turn, a new source for each one that ends."""
    waiting = iter(sources)
    turns = deque(map(iter, islice(waiting, width)))
    while turns:
        source = turns.popleft()
        try:
            item = next(source)
        except StopIteration:
            turns.extend(map(iter, islice(waiting, 1)))
            continue
        turns.append(source)
        yield item
