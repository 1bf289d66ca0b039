"""Whole reports marked up as records: attributions with kinds, events with status, places."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tipsheet.reading import labels
from training.corpora import conllu
from training.corpora.document import Document, Event, Offsets, Pair, Saying

_SENTENCE_END = re.compile(r"[.!?][\"”’)]*\s+|\n")


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
    events = tuple(_event(item) for item in record["events"])
    sayings = (_saying(item) for item in record["attributions"])
    return Document(
        id=record["id"],
        corpus="record",
        text=text,
        toponyms=places,
        sayings=tuple(saying for saying in sayings if saying.cue or saying.source),
        nested=True,
        events=events,
        triggers=True,
        pairs=tuple(pair for event in events if (pair := _pair_of(event, text))),
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


def _pair_of(event: Event, text: str) -> Pair | None:
    """Actor and recipient with the root between them, where one sentence holds them all."""
    if not (event.actors and event.recipients and event.type):
        return None
    spans = (event.actors[0], event.recipients[0], event.trigger)
    start, end = min(span[0] for span in spans), max(span[1] for span in spans)
    if _SENTENCE_END.search(text, start, end):
        return None
    before = [stop.end() for stop in _SENTENCE_END.finditer(text, max(0, start - 600), start)]
    after = _SENTENCE_END.search(text, end)
    return Pair(
        sentence=(
            before[-1] if before else max(0, start - 600),
            after.end() if after else len(text),
        ),
        source=event.actors[0],
        target=event.recipients[0],
        root=labels.root_of(event.type),
    )


def _pair(span: list[int]) -> Offsets:
    return int(span[0]), int(span[1])


def annotated(folder: Path, data: Path) -> Iterator[Document]:
    """The reports that the project marked up itself; their texts come from where they lie."""
    for path in sorted(folder.glob("*.jsonl")):
        yield from documents(path, texts_of(path, data))


def texts_of(path: Path, data: Path) -> dict[str, str]:
    """The texts of a file of stand-off records, by id; those that cannot be found are left out."""
    out = {}
    readers = {origin: read(data) for origin, read in _ORIGINS.items()}
    with path.open(encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            text = readers[record["origin"]](record["id"]) if record["origin"] in readers else None
            if text is not None:
                out[record["id"]] = text
    return out


def _wikinews(data: Path) -> Callable[[str], str | None]:
    lines = (data / "wikinews" / "wikinews.jsonl").read_text(encoding="utf-8").splitlines()
    return {item["id"]: item["text"] for item in map(json.loads, lines)}.get


def _polnear(data: Path) -> Callable[[str], str | None]:
    folder = data / "polnear" / "train" / "text"
    return {path.stem: path.read_text(encoding="utf-8") for path in folder.glob("*.txt")}.get


def _insight_crime(data: Path) -> Callable[[str], str | None]:
    path = data / "conflict" / "insightCrime" / "train.tsv"
    lines = path.read_text(encoding="utf-8").split("\n")
    return {f"ic-train-{number}": line.split("\t")[0] for number, line in enumerate(lines)}.get


def _india_police_events(data: Path) -> Callable[[str], str | None]:
    """A report runs from a line that dates it to the line before the next such line."""
    path = data / "conflict" / "IndiaPoliceEvents_sents" / "train.tsv"
    lines = path.read_text(encoding="utf-8").split("\n")
    sentences = [line.rstrip("\r").split("\t")[0] for line in lines]
    starts = [
        n for n, line in enumerate(sentences) if line.lower().startswith("this story is from")
    ]
    ends = [*starts[1:], len(sentences)]
    return {
        f"ipe-train-{start}": "\n".join(sentences[start:end])
        for start, end in zip(starts, ends, strict=True)
    }.get


def _web_treebank(data: Path) -> Callable[[str], str | None]:
    """A report is the sentences whose `sent_id` begins alike, in their order, one a line."""
    texts: dict[str, list[str]] = {}
    for sentence in conllu.sentences(data / "factuality" / "uds_ih2" / "ewt_train.conllu"):
        report = sentence.comments["sent_id"].rpartition("-")[0]
        texts.setdefault(f"ewt-{report}", []).append(sentence.comments["text"])
    return {report: "\n".join(lines) for report, lines in texts.items()}.get


_ORIGINS: dict[str, Callable[[Path], Callable[[str], str | None]]] = {
    "wikinews": _wikinews,
    "polnear/train": _polnear,
    "conflict/insightCrime": _insight_crime,
    "conflict/IndiaPoliceEvents": _india_police_events,
    "factuality/uds_ih2": _web_treebank,
}
