"""A run that is ended again and again: `python -m tests.run.kills SIGNAL SEED ARGUMENTS…`.

Forks a child that runs `tipsheet` with the arguments, ends it at a random point of its work, and
goes on until a child comes to its end by itself. Prints how many were ended before. The points
are counted in seconds of the processor, so that they fall into the work on a busy machine too.
"""

import os
import random
import signal
import sys

from tests.run import child
from tests.run.made import text
from tipsheet.reading import reader
from tipsheet.record import Report

FINISHED = (0, 3)


def main() -> None:
    number, seed, *arguments = sys.argv[1:]
    chance = random.Random(int(seed))
    _warm_up()
    ended = 0
    while True:
        # A little more each time, so that it comes to an end whatever the machine.
        point = chance.uniform(0.01, 0.3) * (1 + ended / 10)
        pid = os.fork()
        if pid == 0:
            _run(number, point, arguments)
        _, status = os.waitpid(pid, 0)
        if os.WIFEXITED(status) and os.WEXITSTATUS(status) in FINISHED:
            print(ended)
            return
        ended += 1


def _warm_up() -> None:
    """Load what is loaded once, before the forks."""

    import tipsheet.intake.html
    import tipsheet.run.keeping
    import tipsheet.store.sql  # noqa: F401

    reader.read_with_vectors(Report.of(text(1)), model=child.Slow())


def _run(number: str, point: float, arguments: list[str]) -> None:
    if number == "SIGKILL":  # what SIGPROF does by default: it strikes anywhere, unannounced
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
    else:
        signal.signal(signal.SIGPROF, lambda *_: os.kill(os.getpid(), signal.Signals[number]))
    signal.setitimer(signal.ITIMER_PROF, point)
    sys.argv = ["tipsheet", *arguments]
    try:
        child.main()
    except SystemExit as end:
        os._exit(int(end.code or 0))
    os._exit(0)


if __name__ == "__main__":
    main()
