"""What a run was trained on, for the model card: written from the run's own log.

`python -m training.card --run runs/NAME docs/MODEL_CARD.md`
"""

import argparse
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from evaluation.markers import renewed
from training.corpora.document import Document


def main() -> None:
    """Read the options and write the card."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("card", type=Path)
    options = parser.parse_args()
    log = (options.run / "log.jsonl").read_text("utf-8").splitlines()
    text = options.card.read_text("utf-8")
    options.card.write_text(written(text, [json.loads(line) for line in log]), encoding="utf-8")


def written(text: str, log: Sequence[dict[str, Any]]) -> str:
    """The card with what the log says between its markers."""
    found = renewed(text, "training", table(log))
    if found is None:
        raise ValueError("The card has no markers of training.")
    return found


def table(log: Sequence[dict[str, Any]]) -> str:
    """The run in a sentence, and a row for each corpus as it was last loaded."""
    run = [line for line in log if "seed" in line][-1]
    corpora = {line["corpus"]: line for line in log if "corpus" in line}
    steps = max(line["step"] for line in log if "step" in line)
    begun = f" from the weights of a run of {run['start']:,} steps" if run["start"] else ""
    rows = (
        f"| {name} | {run['shares'][name]:g} | {line['documents']:,} | {line['windows']:,}"
        f" | `{line['digest']}` |"
        for name, line in corpora.items()
        if name in run["shares"]
    )
    return "\n".join(
        [
            f"Seed {run['seed']}, {steps:,} steps{begun}. Digests: SHA-256 of ids and texts.",
            "",
            "| corpus | share | documents | windows | digest |",
            "|---|---:|---:|---:|---|",
            *rows,
        ]
    )


def digest(documents: Sequence[Document]) -> str:
    """The first twelve hexadecimal digits of the SHA-256 of ids and texts, whatever the order."""
    every = hashlib.sha256()
    for document in sorted(documents, key=lambda document: document.id):
        every.update(f"{document.id}\0{document.text}\0".encode("utf-8", "surrogatepass"))
    return every.hexdigest()[:12]


if __name__ == "__main__":
    main()
