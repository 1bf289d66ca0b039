"""PolNeAR: outermost attributions in campaign news, brat stand-off."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from tipsheet.reading.quotation import unquoted
from training.corpora.document import Document, Offsets, Saying

_LINE = re.compile(r"^([TE]\d+)\t(.*?)(?=^\S+\t|\Z)", re.M | re.S)
_SPAN = re.compile(r"(\w+) (\d+ \d+(?:;\d+ \d+)*)(?:\t|\n|\Z)")


def documents(folder: Path) -> Iterator[Document]:
    """The articles of one split, each with its first annotator's attributions."""
    for path in sorted((folder / "text").glob("*.txt")):
        annotation = next(iter(sorted((folder / "attributions").glob(f"{path.stem}_*.ann"))), None)
        if annotation is None:
            continue
        text = path.read_bytes().decode("utf-8")
        sayings = tuple(_sayings(annotation.read_bytes().decode("utf-8")))
        sayings = tuple(_unquoted(text, item) for item in sayings if _usable(item, len(text)))
        yield Document(id=path.stem, corpus="polnear", text=text, sayings=sayings)


def _sayings(annotation: str) -> Iterator[Saying]:
    spans: dict[str, tuple[Offsets, ...]] = {}
    relations: list[str] = []
    for mark, rest in _LINE.findall(annotation):
        if mark.startswith("E"):
            relations.append(rest)
        elif found := _SPAN.match(rest):
            pairs = (pair.split() for pair in found.group(2).split(";"))
            spans[mark] = tuple(sorted((int(start), int(end)) for start, end in pairs))
    for relation in relations:
        yield _saying(relation, spans)


def _saying(relation: str, spans: dict[str, tuple[Offsets, ...]]) -> Saying:
    parts: dict[str, list[Offsets]] = {"Cue": [], "Source": [], "Content": []}
    for role in relation.split():
        name, _, mark = role.partition(":")
        for kind in parts:
            if name.rstrip("0123456789") == kind:
                parts[kind].extend(spans.get(mark, ()))
    return Saying(
        cue=tuple(sorted(parts["Cue"])),
        source=tuple(sorted(parts["Source"])),
        content=tuple(sorted(parts["Content"])),
    )


def _unquoted(text: str, saying: Saying) -> Saying:
    """The saying as the record has it: without quotation marks at the edges of its contents."""
    content = (unquoted(text, start, end) for start, end in saying.content)
    return replace(saying, content=tuple(content))


def _usable(saying: Saying, length: int) -> bool:
    spans = (*saying.cue, *saying.source, *saying.content)
    return bool(saying.cue or saying.source) and all(end <= length for _, end in spans)
