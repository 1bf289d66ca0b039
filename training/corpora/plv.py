"""PLV: PLOVER roots between a marked source and target; stories made up to a headline."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from tipsheet.reading import labels
from training.corpora.document import Document, Labelled, Pair

GROUP = 6
"""Sentences put together into one document, a paragraph each."""

LEAD = 700
"""Characters of a made-up story that are read: what its headline announces stands there."""

_MARK = re.compile(r"</?[st]>")


def documents(path: Path) -> Iterator[Document]:
    """The sentences of the file in groups, each sentence with its pair."""
    rows = list(pairs(path))
    for number in range(0, len(rows), GROUP):
        yield _group(number, rows[number : number + GROUP])


def pairs(path: Path) -> Iterator[tuple[str, Pair]]:
    """Each sentence of the file with its pair."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if found := parse(row["marked_sentence"], row["gold_root"]):
                yield found


def parse(marked: str, root: str) -> tuple[str, Pair] | None:
    """The sentence without its marks, and the pair; None when a mark is missing."""
    text, places, last = "", {}, 0
    for mark in _MARK.finditer(marked):
        text += marked[last : mark.start()]
        places.setdefault(mark.group(), len(text))
        last = mark.end()
    text += marked[last:]
    if set(places) != {"<s>", "</s>", "<t>", "</t>"}:
        return None
    return text, Pair(
        sentence=(0, len(text)),
        source=(places["<s>"], places["</s>"]),
        target=(places["<t>"], places["</t>"]),
        root=root,
    )


def _group(number: int, rows: list[tuple[str, Pair]]) -> Document:
    parts, moved, length = [], [], 0
    for text, pair in rows:
        spans = (
            (start + length, end + length)
            for start, end in (pair.sentence, pair.source, pair.target)
        )
        sentence, source, target = spans
        moved.append(Pair(sentence=sentence, source=source, target=target, root=pair.root))
        parts.append(text)
        length += len(text) + 2
    return Document(id=f"plv-{number}", corpus="plv", text="\n\n".join(parts), pairs=tuple(moved))


def stories(path: Path) -> Iterator[Document]:
    """Made-up stories, each with its headline: an event of the headline's type stands in them."""
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file)):
            headline = row["prompt"].split("\n", 1)[0].strip()
            text = f"{headline}\n\n{row['text'][:LEAD]}"
            end = len(headline) + 2 + len(row["text"].split("\n", 1)[0][:LEAD])
            if row["label"] in labels.TYPES and headline:
                yield Document(
                    id=f"story-{number}",
                    corpus="stories",
                    text=text,
                    somewhere=(Labelled(start=0, end=end, label=row["label"]),),
                    pairs=_between(row["title"], headline, row["label"]),
                )


def _between(template: str, headline: str, kind: str) -> tuple[Pair, ...]:
    """What the first country of a headline does to the second, where both are in it."""
    parts = re.split(r"(\{\w+\})", template.strip())
    pattern = "".join(
        f"(?P<{part[1:-1]}_{number}>.+?)" if part.startswith("{") else re.escape(part)
        for number, part in enumerate(parts)
    )
    found = re.fullmatch(pattern, headline)
    spans = {name[:9]: found.span(name) for name in found.groupdict()} if found else {}
    source, target = spans.get("country_1"), spans.get("country_2")
    if not (source and target):
        return ()
    root = labels.root_of(kind)
    return (Pair(sentence=(0, len(headline)), source=source, target=target, root=root),)
