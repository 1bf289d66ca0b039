"""`tipsheet` as a process of its own, with a stub for the model: `python -m tests.run.child …`.

`TIPSHEET_PAUSE` is the seconds that each report takes; `TIPSHEET_ROOM` the bytes that files may
grow to, as on a disk that fills up.
"""

import os
import resource
import signal
import time
from dataclasses import replace

import numpy as np

from tests.reading.stub import StubEncoder
from tipsheet.reading import encoder, reader
from tipsheet.reading.encoder import Encoded


class Slow(StubEncoder):
    def __init__(self, threads: int | None = None) -> None:
        super().__init__()

    def encode(self, text: str) -> Encoded:
        time.sleep(float(os.environ.get("TIPSHEET_PAUSE", "0")))
        encoded = super().encode(text)
        vectors = np.ones((len(encoded.starts), 384), np.float32)
        return replace(encoded, vectors=vectors)


def main() -> None:
    if room := os.environ.get("TIPSHEET_ROOM"):
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # so that writing fails, as on a full disk
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(room), int(room)))
    reader.encoder = Slow  # type: ignore[assignment]
    encoder.OnnxEncoder = Slow  # type: ignore[assignment,misc]
    from tipsheet.cli import main as command

    command()


if __name__ == "__main__":
    main()
