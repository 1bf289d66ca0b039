import os
import signal

import pytest

from tipsheet.run.stopping import Stopping


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_first_signal_asks_to_stop_and_second_ends_at_once(number: int, status: int) -> None:
    told: list[int] = []
    with Stopping(lambda: told.append(1)) as stopping:
        assert not stopping()
        os.kill(os.getpid(), number)
        assert stopping()
        assert (stopping.status, told) == (status, [1])
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), number)


def test_signals_are_given_back() -> None:
    before = signal.getsignal(signal.SIGTERM)
    with Stopping():
        assert signal.getsignal(signal.SIGTERM) != before
    assert signal.getsignal(signal.SIGTERM) == before


def test_waiting_ends_with_the_signal() -> None:
    with Stopping() as stopping:
        signal.signal(signal.SIGALRM, lambda *_: os.kill(os.getpid(), signal.SIGTERM))
        signal.setitimer(signal.ITIMER_REAL, 0.05)
        assert stopping.wait(60)
    assert Stopping().status == 0
