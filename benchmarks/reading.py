"""The whole of `read` against the bare encoder on the same windows, one core, one run.

`python -m benchmarks.reading [--rounds N]` prints JSON. The reports are the bundled samples;
the two are timed in turn, round by round, so that a slow moment of the machine hits both.
"""

import argparse
import json
import resource
import statistics
import subprocess
import sys
from pathlib import Path

from benchmarks.timing import timed

SAMPLES = Path(__file__).parent.parent / "samples"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    print(json.dumps(measure(options.rounds), indent=2))


def measure(rounds: int) -> dict[str, float]:
    """The medians over the rounds, the ratio and the peak of memory."""
    from tipsheet.exports.json import dumps
    from tipsheet.reading.encoder import OnnxEncoder
    from tipsheet.reading.pieces import pieces_of, windows_of
    from tipsheet.reading.reader import read_report
    from tipsheet.record import Report

    model = OnnxEncoder(threads=1)
    reports = [
        Report.of(path.read_text(encoding="utf-8"), published="2025-09-11", language="en")
        for path in sorted(SAMPLES.glob("*.txt"))
    ]
    cut = [pieces_of(model._tokenizer, report.text) for report in reports]
    windows = [(pieces, window) for pieces in cut for window in windows_of(pieces)]
    words = sum(len(report.text.split()) for report in reports)

    def bare() -> None:
        for pieces, window in windows:
            model._run(pieces, window)

    def whole() -> None:
        for report in reports:
            dumps(read_report(report, model=model))

    bare(), whole()
    pairs = [(timed(bare), timed(whole)) for _ in range(rounds)]
    ratio = statistics.median(after / before for before, after in pairs)
    seconds = statistics.median(after for _, after in pairs)
    return {
        "reports": len(reports),
        "words": words,
        "bare_seconds": round(statistics.median(before for before, _ in pairs), 3),
        "whole_seconds": round(seconds, 3),
        "whole_to_bare": round(ratio, 3),
        "reports_per_second": round(len(reports) / seconds, 2),
        "milliseconds_per_700_words": round(seconds / words * 700 * 1000, 1),
        "peak_megabytes": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
        "cold_start_seconds": round(timed(_cold), 2),
    }


def _cold() -> None:
    """A new process that reads one sample and prints its sheet."""
    command = [sys.executable, "-m", "tipsheet", "read", str(SAMPLES / "relay.txt")]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
