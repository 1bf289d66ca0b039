import threading
import time
from collections.abc import Iterator

import pytest

from tipsheet.intake.ahead import ahead, in_turn


@pytest.mark.parametrize("workers", [1, 4])
def test_ahead_keeps_the_order(workers: int) -> None:
    def work(number: int) -> int:
        time.sleep(0.01 * (number % 3))
        return number * number

    assert list(ahead(work, range(20), workers)) == [number * number for number in range(20)]


def test_ahead_takes_no_more_than_its_window() -> None:
    taken: list[int] = []

    def numbers() -> Iterator[int]:
        for number in range(100):
            taken.append(number)
            yield number

    results = ahead(lambda number: number, numbers(), 3)
    next(results)
    assert len(taken) <= 6
    results.close()  # type: ignore[attr-defined]


def test_ahead_works_on_several_at_a_time() -> None:
    meeting = threading.Barrier(3, timeout=20)
    assert len(list(ahead(lambda number: meeting.wait(), range(3), 3))) == 3


def test_ahead_raises_what_the_work_raises() -> None:
    with pytest.raises(ZeroDivisionError):
        list(ahead(lambda number: 1 // number, [1, 0], 2))


def test_in_turn_takes_one_of_each_and_fills_up() -> None:
    assert "".join(in_turn(["abc", "d", "ef", ""], 2)) == "adbcef"
