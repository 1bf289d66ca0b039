"""Copies among generated reports: time for a new one against the size of the collection.

`python -m benchmarks.linking [--reports N] [--plot FILE.svg]` prints JSON. A report in five is a
cut copy of one of the last thousand; the words are made up, with the frequencies of a language.
Time is that of the processor, for making a report ready, adding it and comparing it; `plain` is a
pass over the same texts that splits them into words and hashes them, timed in turn with it. A
thousand reports more are one step; steps are doubled, so the last numbers say how time grows.
"""

import argparse
import json
import resource
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path

import numpy as np

from tipsheet.linking import Copies
from tipsheet.record import Report
from tipsheet.vocabulary.publishers import publishers

WORDS = 300  # of a report
VOCABULARY = 60_000
STEP = 1000
COPIED = 5  # one report in so many is a copy
SYLLABLES = [a + b for a in "bcdfghklmnprstvz" for b in ("a", "e", "i", "o", "u", "ar", "en", "il")]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--plot", type=Path, metavar="FILE", help="draw the times as SVG")
    options = parser.parse_args()
    result = measure(options.reports)
    print(json.dumps(result, indent=2))
    if options.plot:
        options.plot.write_text(plot(result["steps"]), encoding="utf-8")


def measure(count: int) -> dict[str, object]:
    """The times of each step, how they grow, and the memory at the end."""
    copies = Copies(known=publishers())
    steps: list[dict[str, float]] = []
    links = missed = 0
    slowest = 0.0
    spent: list[float] = []
    plain: list[float] = []
    for number, (report, original) in enumerate(generated(count), 1):
        plain.append(_plain(report.text))
        began = time.process_time()
        found = copies.add(report).links
        spent.append(time.process_time() - began)
        links += len(found)
        missed += original is not None and original not in {
            end for link in found for end in (link.first, link.second)
        }
        if number % STEP == 0:
            steps.append(_step(number, spent, plain))
            print(json.dumps(steps[-1]), file=sys.stderr, flush=True)
            slowest = max(slowest, *spent)
            spent, plain = [], []
    return {
        "reports": count,
        "words_per_report": WORDS,
        "links": links,
        "copies_missed": missed,
        "milliseconds_first_step": steps[0]["milliseconds"],
        "milliseconds_last_step": steps[-1]["milliseconds"],
        "growth_per_doubling": round(_growth(steps), 4),
        "ratio_to_plain_pass": round(statistics.median(step["ratio"] for step in steps), 1),
        "slowest_milliseconds": round(1000 * slowest, 1),
        "sketch_megabytes": round(copies.bytes / 1e6, 1),
        "sketch_bytes_per_report": round(copies.bytes / count),
        "peak_megabytes": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
        "steps": steps,
    }


def generated(count: int) -> Iterator[tuple[Report, str | None]]:
    """Reports, each with the id of the one that it is a copy of, if it is one."""
    generator = np.random.default_rng(0)
    vocabulary = np.array(list(_words(generator)))
    chances = np.cumsum(1 / np.arange(1, VOCABULARY + 1) ** 1.05)
    recent: list[Report] = []
    for number in range(count):
        day = f"{2000 + number // 3650 % 30}-{1 + number // 300 % 12:02}-{1 + number // 10 % 28:02}"
        if recent and number % COPIED == 0:
            original = recent[int(generator.integers(len(recent)))]
            kept = original.text.split()[: WORDS // 2]
            text = " ".join([*kept, *_drawn(generator, vocabulary, chances, WORDS // 5)])
            yield _report(number, text, day), original.id
        else:
            text = " ".join(_drawn(generator, vocabulary, chances, WORDS))
            recent.append(_report(number, text, day))
            recent = recent[-STEP:]
            yield recent[-1], None


def plot(steps: Sequence[dict[str, float]]) -> str:
    """A drawing of milliseconds a report over thousands of reports."""
    top = 1.2 * max(step["milliseconds"] for step in steps)
    right = steps[-1]["reports"]
    points = " ".join(
        f"{60 + 640 * step['reports'] / right:.1f},{280 - 240 * step['milliseconds'] / top:.1f}"
        for step in steps
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 740 330" font-family="sans-serif" '
        'font-size="13">'
        '<rect width="740" height="330" fill="#fff"/>'
        '<path d="M60 40V280H700" fill="none" stroke="#555"/>'
        f'<polyline points="{points}" fill="none" stroke="#1b6" stroke-width="2"/>'
        f'<text x="54" y="45" text-anchor="end">{top:.1f}</text>'
        '<text x="54" y="285" text-anchor="end">0</text>'
        f'<text x="700" y="300" text-anchor="end">{right:,.0f} reports</text>'
        '<text x="60" y="25">Milliseconds to link a new report</text>'
        "</svg>\n"
    )


def _step(number: int, spent: Sequence[float], plain: Sequence[float]) -> dict[str, float]:
    return {
        "reports": number,
        "milliseconds": round(1000 * statistics.median(spent), 3),
        "mean_milliseconds": round(1000 * statistics.fmean(spent), 3),
        "ratio": round(sum(spent) / sum(plain), 1),
    }


def _growth(steps: Sequence[dict[str, float]]) -> float:
    """Milliseconds that a doubling of the collection adds: the slope over log2 of its size."""
    if len(steps) < 2:
        return 0.0
    sizes = np.log2([step["reports"] for step in steps])
    return float(np.polyfit(sizes, [step["milliseconds"] for step in steps], 1)[0])


def _plain(text: str) -> float:
    began = time.process_time()
    words = text.split()
    sha256(" ".join(words).encode()).digest()
    return time.process_time() - began


def _report(number: int, text: str, day: str) -> Report:
    return Report.of(text, id=f"r{number:07}", publisher=f"Outlet {number % 97}", published=day)


def _drawn(
    generator: np.random.Generator, vocabulary: np.ndarray, chances: np.ndarray, count: int
) -> list[str]:
    places = np.searchsorted(chances, generator.random(count) * chances[-1])
    drawn: list[str] = vocabulary[places].tolist()
    return drawn


def _words(generator: np.random.Generator) -> Iterator[str]:
    for number in range(VOCABULARY):
        syllables = generator.integers(len(SYLLABLES), size=1 + number % 4 + (number > 1000))
        yield "".join(SYLLABLES[syllable] for syllable in syllables)


if __name__ == "__main__":
    main()
