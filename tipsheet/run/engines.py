"""Who does the tasks of a run: this process, or workers of Ray."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from tipsheet.errors import ExtraMissing, WorkersLost

A = TypeVar("A")
R = TypeVar("R")
Engine = Callable[[Callable[[A], R], Iterable[A]], Iterator[tuple[A, R]]]
"""Work and tasks to each task with its result, in the order of the tasks."""


def here(work: Callable[[A], R], tasks: Iterable[A]) -> Iterator[tuple[A, R]]:
    """Each task in turn, in this process."""
    for task in tasks:
        yield task, work(task)


def over_ray(
    work: Callable[[A], R],
    tasks: Iterable[A],
    *,
    workers: int | None = None,
    cluster: str | None = None,
    retries: int = 5,
) -> Iterator[tuple[A, R]]:
    """Each task by a worker of Ray, on one core each; twice as many tasks as workers wait.

    `cluster` is the address of a running cluster; without one, `workers` are started here, by
    default one a core. A task whose worker is lost is given to another, `retries` times. Raises
    ExtraMissing without Ray, WorkersLost where workers are lost again and again.
    """
    ray = _ray()
    if ray.is_initialized():  # by whoever called, who ends it too
        yield from _windowed(ray, work, tasks, workers, retries)
        return
    _start(ray, workers, cluster)
    try:
        yield from _windowed(ray, work, tasks, workers, retries)
    finally:
        ray.shutdown()


def _start(ray: Any, workers: int | None, cluster: str | None) -> None:
    os.environ.setdefault(
        "RAY_USAGE_STATS_ENABLED", "0"
    )  # else Ray reports on itself to its makers
    quiet = {"log_to_driver": False, "configure_logging": False}
    try:
        if cluster:
            ray.init(address=cluster, **quiet)
        else:
            ray.init(num_cpus=workers, include_dashboard=False, **quiet)
    except Exception as error:  # Ray raises Exception itself where a machine is too busy
        first = (str(error).splitlines() or [""])[0][:160]
        ray.shutdown()
        raise WorkersLost(
            f"Workers cannot be started ({first}): check --cluster, or try again when there is "
            "less to do."
        ) from error


def _windowed(
    ray: Any, work: Callable[[A], R], tasks: Iterable[A], workers: int | None, retries: int
) -> Iterator[tuple[A, R]]:
    def do(task: A) -> R:  # Ray takes functions, and no other callables
        return work(task)

    remote = ray.remote(num_cpus=1, max_retries=retries)(do)
    width = 2 * (workers or int(ray.cluster_resources().get("CPU", 1)))
    window: deque[tuple[A, Any]] = deque()
    for task in tasks:
        window.append((task, remote.remote(task)))
        if len(window) >= width:
            yield _first(ray, window)
    while window:
        yield _first(ray, window)


def _first(ray: Any, window: deque[tuple[A, Any]]) -> tuple[A, R]:
    task, promise = window.popleft()
    try:
        return task, ray.get(promise)
    except ray.exceptions.RayTaskError as error:
        raise error.as_instanceof_cause() from error
    except ray.exceptions.RayError as error:
        first = (str(error).splitlines() or [""])[0][:160]
        raise WorkersLost(
            f"Workers were lost again and again over one task ({first}): give each more memory, "
            "or start fewer, and run it again; it goes on from here."
        ) from error


def _ray() -> Any:
    try:
        import ray
    except ImportError as error:
        raise ExtraMissing("Ray is not installed: pip install 'tipsheet[ray]'.") from error
    return ray
