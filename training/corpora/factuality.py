"""Did it happen: UDS-IH2 predicates in parsed web text, CASIE's realis on cyber events."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from training.corpora.conllu import Sentence, parse_of, running_text, sentences
from training.corpora.document import Document, Event, Offsets

GROUP = 12
"""Sentences of web text put together into one document, a line each."""


def uds(folder: Path, split: str) -> Iterator[Document]:
    """UDS-IH2 sentences in groups, with whether each predicate happened."""
    values = _values(next(folder.glob(f"*{split}*.json")))
    parts = list(sentences(folder / f"ewt_{split}.conllu"))
    for number in range(0, len(parts), GROUP):
        group = parts[number : number + GROUP]
        text, tokens, spans = running_text(group, paragraphs=False)
        yield Document(
            id=f"uds-{split}-{number}",
            corpus="uds",
            text=text,
            sentences=tuple(spans),
            events=tuple(_predicates(group, tokens, values)),
            parse=parse_of(group, tokens),
        )


def _values(path: Path) -> dict[str, list[tuple[int, float, float]]]:
    data = json.loads(path.read_text(encoding="utf-8"))["data"]
    return {
        sentence: [
            (int(name.rsplit("-", 1)[1]), marks["factual"]["value"], marks["factual"]["confidence"])
            for name, layers in predicates.items()
            if (marks := layers.get("factuality"))
        ]
        for sentence, predicates in data.items()
    }


def _predicates(
    group: list[Sentence],
    tokens: list[list[Offsets]],
    values: dict[str, list[tuple[int, float, float]]],
) -> Iterator[Event]:
    for sentence, offsets in zip(group, tokens, strict=True):
        places = {
            token.number: place for token, place in zip(sentence.tokens, offsets, strict=True)
        }
        for number, value, confidence in values.get(sentence.comments.get("uds_id", ""), ()):
            if number in places:
                weight = 0.3 * min(1.0, abs(value)) * confidence
                yield Event(trigger=places[number], happened=value > 0, weight=weight)


def casie(folder: Path) -> Iterator[Document]:
    """CASIE articles with whether each cyber event is reported as actual."""
    for path in sorted(folder.glob("*.json")):
        article = json.loads(path.read_text(encoding="utf-8"))
        events = tuple(
            event
            for hopper in article["cyberevent"]["hopper"]
            for item in hopper["events"]
            if (event := _casie_event(item, article["content"]))
        )
        yield Document(
            id=f"casie-{path.stem}", corpus="casie", text=article["content"], events=events
        )


def _casie_event(item: dict[str, Any], text: str) -> Event | None:
    nugget = item["nugget"]
    start, end = nugget["startOffset"], nugget["endOffset"]
    if text[start:end] != nugget["text"]:
        start = text.find(nugget["text"], max(0, start - 3))
        end = start + len(nugget["text"])
    if start < 0 or item["realis"] == "Generic":
        return None
    return Event(trigger=(start, end), happened=item["realis"] == "Actual", weight=0.3)
