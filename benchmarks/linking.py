"""Generated reports linked one by one: time for a new one against the size of the collection.

`python -m benchmarks.linking [--reports N] [--seconds S] [--plot FILE.svg]` prints JSON. What is
timed is what a new report costs: finding what it copies (`copies`), and finding the events that
its claims are about (`events`). Time is that of the processor; `plain` is a pass over the same
texts that splits them into words and hashes them, timed in turn. A thousand reports are one step;
`growth` is what a doubling of the collection adds, by a line through the steps over log2 of size.

The reports are made by `benchmarks.reports`: which are copies and which claims are about one event
is known, so that what was found is counted as well. After S seconds by the clock it stops, and
says how far it came.
"""

import argparse
import gc
import json
import resource
import statistics
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.plot import plot
from benchmarks.reports import WORDS, Made, generated
from tipsheet.linking import Copies
from tipsheet.linking.arrivals import Arrivals
from tipsheet.linking.profile import Rarity
from tipsheet.vocabulary.publishers import publishers

STEP = 1000
LEARNT = 2000  # reports by which it is known how rare words are
PARTS = ("copies", "events", "plain")

Step = dict[str, float]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=float("inf"), help="stop after so long")
    parser.add_argument("--plot", type=Path, metavar="FILE", help="draw the times as SVG")
    options = parser.parse_args()
    result = measure(options.reports, options.seconds)
    print(json.dumps(result, indent=2))
    if options.plot:
        options.plot.write_text(drawn(result["steps"]), encoding="utf-8")


def measure(count: int, seconds: float = float("inf")) -> dict[str, Any]:
    """The times of each step, how they grow, what was found, and the memory at the end."""
    rare = Rarity.of(made.report.text for made in islice(generated(count), LEARNT))
    work = _Work(copies=Copies(known=publishers()), arrivals=Arrivals(rare))
    began = time.monotonic()
    for number, made in enumerate(generated(count), 1):
        work.take(made)
        if number % STEP == 0 or number == count:
            print(json.dumps(work.step(number)), file=sys.stderr, flush=True)
            if time.monotonic() - began > seconds:
                break
    return work.result(count)


def drawn(steps: Sequence[Step]) -> str:
    """Milliseconds a report over the number of reports, as SVG."""
    return plot(
        "Milliseconds to link a new report",
        [step["reports"] for step in steps],
        {name: [step[name] for step in steps] for name in ("copies", "events")},
    )


@dataclass(slots=True, kw_only=True)
class _Work:
    """The linking under way, and the times of the step that is under way."""

    copies: Copies
    arrivals: Arrivals
    spent: dict[str, list[float]] = field(default_factory=lambda: {part: [] for part in PARTS})
    slowest: float = 0.0
    regrouped: int = 0
    missed: int = 0
    links: int = 0
    told: dict[str, int] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)

    def take(self, made: Made) -> None:
        """Link a report, part by part."""
        clock = time.process_time
        began = clock()
        sha256(" ".join(made.report.text.split()).encode()).digest()
        split = clock()
        links = self.copies.add(made.report).links
        copied = clock()
        self.arrivals.add(made.report, made.claims)
        for claim in made.claims:
            self.arrivals.event_of(claim.id)
        done = clock()
        for part, took in zip(PARTS, (copied - split, done - copied, split - began), strict=True):
            self.spent[part].append(took)
        self.slowest = max(self.slowest, done - split)
        self.regrouped = max(self.regrouped, self.arrivals.linker.regrouped)
        self.links += len(links)
        ends = {end for link in links for end in (link.first, link.second)}
        self.missed += made.original is not None and made.original not in ends
        self.told.update(zip((claim.id for claim in made.claims), made.events, strict=True))

    def step(self, number: int) -> Step:
        """The figures of the step that ends here."""
        times = {part: round(1000 * statistics.median(self.spent[part]), 3) for part in PARTS}
        means = (sum(self.spent[part]) for part in ("copies", "events"))
        mean = round(1000 * sum(means) / len(self.spent["plain"]), 3)
        self.steps.append({"reports": number, **times, "mean": mean, "megabytes": _megabytes()})
        self.spent = {part: [] for part in PARTS}
        return self.steps[-1]

    def result(self, asked: int) -> dict[str, Any]:
        """Everything that was measured."""
        steps = self.steps
        return {
            "reports": steps[-1]["reports"],
            "asked": asked,
            "words_per_report": WORDS,
            "claims": len(self.told),
            "links_between_reports": self.links,
            "copies_missed": self.missed,
            "events": found(self.arrivals, self.told),
            "milliseconds_first_step": _whole(steps[0]),
            "milliseconds_last_step": _whole(steps[-1]),
            "growth_per_doubling": {part: growth(steps, part) for part in ("copies", "events")},
            "ratio_to_plain_pass": round(_whole(steps[-1]) / max(steps[-1]["plain"], 0.001), 1),
            "slowest_milliseconds": round(1000 * self.slowest, 1),
            "most_claims_put_together_anew": self.regrouped,
            "sketch_megabytes": round(self.copies.bytes / 1e6, 1),
            "peak_megabytes": _megabytes(),
            "kilobytes_per_report": round(1024 * _megabytes() / steps[-1]["reports"], 1),
            "steps": steps,
        }


def found(arrivals: Arrivals, told: Mapping[str, int]) -> dict[str, float]:
    """How many events there are, and their B³ against those that the reports were made of."""
    events = [event.claims for event in arrivals.events()]
    sizes: dict[int, int] = {}
    for event in told.values():
        sizes[event] = sizes.get(event, 0) + 1
    precision = recall = 0.0
    for claims in events:
        held: dict[int, int] = {}
        for claim in claims:
            held[told[claim]] = held.get(told[claim], 0) + 1
        precision += sum(number * number for number in held.values()) / len(claims)
        recall += sum(number * number / sizes[event] for event, number in held.items())
    return {
        "found": len(events),
        "made": len(sizes),
        "largest_made": max(sizes.values(), default=0),
        "b3_precision": round(precision / max(1, len(told)), 3),
        "b3_recall": round(recall / max(1, len(told)), 3),
    }


def growth(steps: Sequence[Step], part: str) -> float:
    """Milliseconds that a doubling of the collection adds: the slope over log2 of its size."""
    if len(steps) < 2:
        return 0.0
    sizes = np.log2([step["reports"] for step in steps])
    return round(float(np.polyfit(sizes, [step[part] for step in steps], 1)[0]), 3)


def _whole(step: Step) -> float:
    return round(step["copies"] + step["events"], 3)


def _megabytes() -> float:
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)


if __name__ == "__main__":
    gc.freeze()
    main()
