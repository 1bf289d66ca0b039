"""Whole reports marked up as records: attributions with kinds, events with status, places."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from training.corpora.document import Document, Event, Offsets, Saying


def documents(path: Path, texts: dict[str, str] | None = None) -> Iterator[Document]:
    """The reports of a JSON Lines file; `texts` gives texts that the file leaves out, by id."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            text = record.get("text") or (texts or {}).get(record["id"])
            if text:
                yield _document(record, text)


def _document(record: dict[str, Any], text: str) -> Document:
    places = tuple(sorted({_pair(place["span"]) for place in record["places"]}))
    sayings = (_saying(item) for item in record["attributions"])
    return Document(
        id=record["id"],
        corpus="record",
        text=text,
        toponyms=places,
        sayings=tuple(saying for saying in sayings if saying.cue or saying.source),
        nested=True,
        events=tuple(_event(item) for item in record["events"]),
        triggers=True,
    )


def _saying(item: dict[str, Any]) -> Saying:
    return Saying(
        cue=(_pair(item["cue"]),) if item["cue"] else (),
        source=(_pair(item["source"]),) if item["source"] else (),
        content=tuple(_pair(span) for span in item["content"]),
        kind=item["kind"],
    )


def _event(item: dict[str, Any]) -> Event:
    return Event(
        trigger=_pair(item["trigger"]),
        type=item["type"],
        status=item["status"],
        modes=tuple(item["modes"]),
        actors=tuple(_pair(span) for span in item["actors"]),
        recipients=tuple(_pair(span) for span in item["recipients"]),
        place=_pair(item["place"]) if item["place"] else None,
        date=_pair(item["date"]) if item["date"] else None,
        weight=1.0 if item.get("sure", True) else 0.5,
    )


def _pair(span: list[int]) -> Offsets:
    return int(span[0]), int(span[1])
