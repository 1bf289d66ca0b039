"""`tipsheet story`, `origins`, `watchlist`, `contradictions`: what many reports say together."""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tipsheet.commands.options import DEFAULT, StoreOption

if TYPE_CHECKING:
    from tipsheet.linking.clusters import Event
    from tipsheet.record import Claim, Reading
    from tipsheet.run.collection import Collection

LISTED = 20  # stories that are listed

ReadingsOption = Annotated[
    str | None,
    typer.Option(
        "--readings",
        "-r",
        metavar="FILE",
        help="Readings (`tipsheet read -f jsonl`), - for standard input; else the store.",
    ),
]
PublishersOption = Annotated[
    Path | None, typer.Option(help="A file of further publishers, as TOML.")
]
WhyOption = Annotated[bool, typer.Option("--why", help="Show the words that each line rests on.")]


class Form(StrEnum):
    """The forms in which they print."""

    text = "text"
    json = "json"


FormOption = Annotated[Form, typer.Option("--format", "-f", help="How to print it.")]


def register(app: typer.Typer) -> None:
    """Put the commands on the command line."""
    for command in (story, origins, watchlist, contradictions):
        app.command()(command)


def story(
    claim: Annotated[
        str | None,
        typer.Argument(metavar="[CLAIM]", help="A claim's id, or words of it; without, a list."),
    ] = None,
    readings: ReadingsOption = None,
    store: StoreOption = DEFAULT,
    publishers: PublishersOption = None,
    why: WhyOption = False,
    format: FormOption = Form.text,
) -> None:
    """Tell a story over all reports: its turns, its origins, its figures, what contradicts it."""
    from tipsheet.exports.linked import ledger_lines, link_lines, origins_lines, timeline_lines
    from tipsheet.record import to_dict

    collection = _collection(readings, store, publishers)
    if claim is None:
        _list(collection, format)
        return
    claims = _about(collection, claim)
    moments, told = collection.timeline(claims), collection.origins(claims)
    ledgers, links = collection.ledgers(claims), collection.contradictions(claims)
    if format is Form.json:
        _json(
            {
                "claims": [one.id for one in claims],
                "timeline": [to_dict(moment) for moment in moments],
                "origins": {stance: to_dict(found) for stance, found in told.items()},
                "figures": [to_dict(ledger) for ledger in ledgers],
                "contradictions": [to_dict(link) for link in links],
            }
        )
        return
    known = collection.claims
    _say([_title(claims)])
    _part("Timeline", timeline_lines(moments, known, why=why))
    _part("Origins", origins_lines(told, known, why=why))
    _part("Figures", ledger_lines(ledgers, why=why))
    _part("Contradictions", link_lines(links, known, why=why))


def origins(
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help="A claim's id, or words of it.")],
    readings: ReadingsOption = None,
    store: StoreOption = DEFAULT,
    publishers: PublishersOption = None,
    why: WhyOption = False,
    format: FormOption = Form.text,
) -> None:
    """Say how many independent origins a claim has, of what kind, through which outlets."""
    from tipsheet.exports.linked import origins_lines
    from tipsheet.record import to_dict

    collection = _collection(readings, store, publishers)
    claims = _about(collection, claim)
    told = collection.origins(claims)
    if format is Form.json:
        _json({stance: to_dict(found) for stance, found in told.items()})
        return
    _say([_title(claims), *origins_lines(told, collection.claims, why=why)])


def watchlist(
    readings: ReadingsOption = None,
    store: StoreOption = DEFAULT,
    publishers: PublishersOption = None,
    asked: Annotated[
        str | None,
        typer.Option(
            "--as-of", metavar="DAY", help="The day to ask on; the last report's if left out."
        ),
    ] = None,
    ics: Annotated[bool, typer.Option("--ics", help="Print a calendar (iCalendar).")] = False,
    why: WhyOption = False,
    format: FormOption = Form.text,
) -> None:
    """List what can be checked at a time, when it is due, and what became of it."""
    from tipsheet.exports.linked import calendar, watch_lines
    from tipsheet.record import to_dict

    collection = _collection(readings, store, publishers)
    items = collection.watch(_day(asked) or collection.last_day or "9999-12-31")
    if ics:
        typer.echo("\r\n".join(calendar(items)) + "\r\n", nl=False)
    elif format is Form.json:
        _json([to_dict(item) for item in items])
    else:
        _say(watch_lines(items, collection.claims, why=why))


def contradictions(
    readings: ReadingsOption = None,
    store: StoreOption = DEFAULT,
    publishers: PublishersOption = None,
    why: WhyOption = False,
    format: FormOption = Form.text,
) -> None:
    """List denials with what they deny, and figures and statuses that cannot all be right."""
    from tipsheet.exports.linked import link_lines
    from tipsheet.record import to_dict

    collection = _collection(readings, store, publishers)
    events = (collection.claims_in(event) for event in collection.events)
    links = [link for claims in events for link in collection.contradictions(claims)]
    links.sort(key=lambda link: (-link.score, link.id))
    if format is Form.json:
        _json([to_dict(link) for link in links])
    else:
        _say(link_lines(links, collection.claims, why=why))


def _collection(readings: str | None, store: str, publishers: Path | None) -> "Collection":
    from tipsheet.run.collection import Collection, collection_in
    from tipsheet.store import open_store
    from tipsheet.vocabulary.publishers import publishers as known

    listed = known()
    if publishers is not None:
        listed = listed.with_file(_text(publishers), str(publishers))
    if readings:
        return Collection.of(_from_file(readings), known=listed)
    with open_store(store) as opened:
        return collection_in(opened, listed)


def _from_file(path: str) -> Iterator["Reading"]:
    """The readings of a file of JSON lines; RecordInvalid says which line is none."""
    import json
    import sys

    from tipsheet.errors import RecordInvalid
    from tipsheet.record import Reading, from_dict

    lines = sys.stdin if path == "-" else _text(Path(path)).split("\n")
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield from_dict(Reading, json.loads(line))
        except (ValueError, TypeError, AttributeError) as error:
            message = f"Line {number} of {path} is no reading: make it with tipsheet read -f jsonl."
            raise RecordInvalid(message) from error


def _text(path: Path) -> str:
    from tipsheet.errors import SourceMissing, SourceUndecodable, SourceUnreadable

    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise SourceMissing(f"{path} is not there: give the file's path.") from error
    except UnicodeDecodeError as error:
        raise SourceUndecodable(f"{path} is not UTF-8: save it as such.") from error
    except OSError as error:
        raise SourceUnreadable(f"{path} cannot be read ({error.strerror}).") from error


def _about(collection: "Collection", wanted: str) -> Sequence["Claim"]:
    """The claims of one event: that of a claim's id, or the most told of those with the words."""
    from tipsheet.errors import OptionInvalid

    if wanted in collection.claims:
        event = collection.event_of(wanted)
        return collection.claims_in(event) if event else [collection.claims[wanted]]
    words = " ".join(wanted.casefold().split())
    found: dict[str, Event] = {}
    for claim in collection.claims.values():
        event = collection.event_of(claim.id)
        if event and words and words in " ".join(claim.sentence.text.casefold().split()):
            found[event.id] = event
    if not found:
        raise OptionInvalid(f"No claim has the words “{wanted}”: `tipsheet story` lists some.")
    best = max(found.values(), key=lambda event: (_told(collection, event), event.id))
    return collection.claims_in(best)


def _told(collection: "Collection", event: "Event") -> int:
    return len({claim.report for claim in collection.claims_in(event)})


def _list(collection: "Collection", form: Form) -> None:
    from tipsheet.exports.linked import span_of
    from tipsheet.linking.timeline import status_now

    events = sorted(collection.events, key=lambda event: (-_told(collection, event), event.id))
    rows: list[dict[str, Any]] = []
    spans: list[str] = []
    for event in events[:LISTED]:
        claims = collection.claims_in(event)
        told = next(iter(collection.origins(claims).values()))
        spans.append(span_of(told.low, told.high))
        rows.append(
            {
                "claim": claims[0].id,
                "reports": _told(collection, event),
                "low": told.low,
                "high": told.high,
                "status": status_now(collection.timeline(claims)),
                "words": _title(claims),
            }
        )
    if form is Form.json:
        _json(rows)
        return
    _say(
        f"{row['claim']}  {row['reports']:3} reports  {span:12}  {row['status']:10}  {row['words']}"
        for row, span in zip(rows, spans, strict=True)
    )


def _title(claims: Sequence["Claim"]) -> str:
    from tipsheet.exports.plain import one_line, shorten

    first = claims[0]
    return f"“{one_line(first.trigger.text)}”: {shorten(one_line(first.sentence.text), 140)}"


def _day(given: str | None) -> str | None:
    from datetime import date

    from tipsheet.errors import OptionInvalid

    if given is None:
        return None
    try:
        return date.fromisoformat(given).isoformat()
    except ValueError as error:
        raise OptionInvalid(f"{given} is no day: write it as 2025-08-21.") from error


def _part(title: str, lines: Iterable[str]) -> None:
    given = list(lines)
    if given:
        _say(["", title, *(f"  {line}" for line in given)])


def _say(lines: Iterable[str]) -> None:
    text = "\n".join(lines)
    if text:
        typer.echo(text)


def _json(value: Any) -> None:
    from tipsheet.commands.rows import show_json

    show_json(value)
