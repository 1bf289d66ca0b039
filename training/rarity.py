"""How many reports a word is in: the table by which linking weighs shared words.

    python -m training.rarity shared/data tipsheet/linking/rarity.toml

Counts stems over Wikinews and the training articles of PolNeAR; only numbers are kept, for stems
that at least one report in a hundred has.
"""

import json
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from tipsheet.linking.stems import content_stems

LEAST = 0.01  # share of reports below which a stem counts as rare
HEAD = (
    "# How rare stems are: ln(reports / reports with the stem), to one decimal, over Wikinews and\n"
    "# the training articles of PolNeAR ({reports} reports); by `python -m training.rarity`.\n"
    "# Stems that fewer than one report in a hundred has are not listed: they weigh `rarest`.\n"
)


def texts(shared: Path) -> Iterator[str]:
    """The texts that are counted."""
    with (shared / "wikinews" / "wikinews.jsonl").open(encoding="utf-8") as stream:
        for line in stream:
            yield json.loads(line)["text"]
    for file in sorted((shared / "polnear" / "train" / "text").glob("*.txt")):
        yield file.read_text(encoding="utf-8")


def table(reports: Iterable[str]) -> str:
    """The table as TOML."""
    counts: Counter[str] = Counter()
    number = 0
    for text in reports:
        number += 1
        counts.update(set(content_stems(text)))
    groups: dict[str, list[str]] = defaultdict(list)
    for stem, count in counts.items():
        if count >= LEAST * number and not stem.isdigit():
            groups[f"{math.log(number / count):.1f}"].append(stem)
    lines = [HEAD.format(reports=number), f"rarest = {math.log(1 / LEAST):.1f}\n", "\n[stems]\n"]
    lines += [f'"{weight}" = {json.dumps(sorted(groups[weight]))}\n' for weight in sorted(groups)]
    return "".join(lines)


if __name__ == "__main__":
    Path(sys.argv[2]).write_text(table(texts(Path(sys.argv[1]))), encoding="utf-8")
