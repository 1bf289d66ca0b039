"""The reports of a newsroom, read and joined into a collection."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from evaluation import pairs
from evaluation.corpus import require
from evaluation.mistakes import Mistake
from tipsheet.reading.reader import read_report
from tipsheet.record import Reading, from_dict
from tipsheet.run.collection import Collection


def collection_of(path: Path, system: Path | None = None) -> Collection:
    """The newsroom at `path`, read now, or with the readings of the file `system`."""
    require(path / pairs.REPORTS)
    readings = _kept(path, system) if system else map(read_report, pairs.reports_of(path))
    return Collection.of(readings, known=pairs.known_to(path))


def mistake_at(
    place: Mapping[str, Any], collection: Collection, *, kind: str, of: str, note: str
) -> Mistake:
    """A mistake about something marked, at its words; `of` is the id of what is marked."""
    return Mistake(
        kind=kind,
        document=f"{of} {place['report']}",
        text=collection.readings[place["report"]].report.text,
        start=place["start"],
        end=place["end"],
        note=note,
    )


def _kept(path: Path, system: Path) -> Iterator[Reading]:
    """Readings from a file, under the ids that the newsroom has for their reports."""
    ids = {report.text: report.id for report in pairs.reports_of(path)}
    for row in pairs.rows_of(system):
        reading = from_dict(Reading, row)
        if (id := ids.get(reading.report.text)) is not None:
            yield replace(reading, report=replace(reading.report, id=id))
