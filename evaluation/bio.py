"""Chunks out of BIO labels."""

from collections.abc import Sequence

Chunk = tuple[str, int, int]
"""Kind, first token, token past the last."""


def chunks(labels: Sequence[str]) -> list[Chunk]:
    """The chunks of BIO labels; an I without a chunk of its kind before it begins one."""
    found: list[Chunk] = []
    before = "O"
    for index, label in enumerate(labels):
        kind = label[2:]
        if label.startswith("I-") and before[2:] == kind:
            found[-1] = (kind, found[-1][1], index + 1)
        elif label != "O":
            found.append((kind, index, index + 1))
        before = label
    return found
