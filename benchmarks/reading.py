"""The whole of `read` against the bare encoder on the same windows, one core, one run.

`python -m benchmarks.reading [--rounds N]` prints JSON. The reports are the bundled samples;
the two are timed in turn, round by round, so that a slow moment of the machine hits both. The
bare encoder is cut out of the shipped file, without its heads; this asks for `pip install onnx`.
"""

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.timing import timed

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

    from tipsheet.reading.encoder import OnnxEncoder

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

    alone = encoder_alone(model)
    whole_feeds = [model.feed(pieces, window) for pieces, window in windows]
    feeds = [{name: feed[name] for name in ("ids", "shapes", "gaps")} for feed in whole_feeds]

    def bare() -> None:
        for feed in feeds:
            alone.run(None, feed)

    def network() -> None:
        for pieces, window in windows:
            model.run(pieces, window)

    def whole() -> None:
        for report in reports:
            dumps(read_report(report, model=model))

    bare(), network(), whole()
    times = [(timed(bare), timed(network), timed(whole)) for _ in range(rounds)]
    seconds = statistics.median(last for _, _, last in times)
    return {
        "reports": len(reports),
        "words": words,
        "bare_seconds": round(statistics.median(first for first, _, _ in times), 3),
        "whole_seconds": round(seconds, 3),
        "whole_to_bare": round(statistics.median(last / first for first, _, last in times), 3),
        "whole_to_bare_with_heads": round(statistics.median(c / b for _, b, c in times), 3),
        "reports_per_second": round(len(reports) / seconds, 2),
        "milliseconds_per_700_words": round(seconds / words * 700 * 1000, 1),
        "peak_megabytes": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
        "cold_start_seconds": round(timed(_cold), 2),
    }


def encoder_alone(model: "OnnxEncoder") -> "InferenceSession":
    """The encoder of the shipped file, as quick as the file itself, up to its last layer."""
    import onnx
    from onnx.utils import Extractor

    whole = onnx.load_model_from_string(model.weights)
    states = [node.output[0] for node in whole.graph.node if node.op_type == "LayerNormalization"]
    cut = Extractor(whole).extract_model(["ids", "shapes", "gaps"], states[-1:])
    with tempfile.TemporaryDirectory() as folder:
        onnx.save(cut, Path(folder) / "reader.onnx")
        return model.session_of((Path(folder) / "reader.onnx").read_bytes())


def _cold() -> None:
    """A new process that reads one sample and prints its sheet."""
    command = [sys.executable, "-m", "tipsheet", "read", str(SAMPLES / "relay.txt")]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
