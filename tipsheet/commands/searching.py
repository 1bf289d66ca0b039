"""`tipsheet search` and `tipsheet reports`: what a store holds, asked for and listed."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from tipsheet.commands.options import DEFAULT, Listing, ListingOption, StoreOption
from tipsheet.commands.rows import Columns, show_rows

if TYPE_CHECKING:
    from tipsheet.store import Encode, Found, Hit, Page, Query

HIT = Columns(names=("id", "published", "publisher", "title"), below="passage")
EVENT = Columns(
    names=("id", "published", "status", "type", "actors", "place"),
    whole=frozenset({"id", "status", "type"}),
    below="sentence",
)
REPORT = Columns(names=("id", "version", "published", "publisher", "title"), below="url")
VERSION = Columns(names=("id", "version", "published", "added", "title"), below="readers")

Many = list[str]
PublisherOption = Annotated[Many | None, typer.Option(help="Words of the publisher's name.")]
SinceOption = Annotated[str | None, typer.Option(help="First day of publication.")]
UntilOption = Annotated[str | None, typer.Option(help="Last day of publication.")]
AllVersionsOption = Annotated[
    bool, typer.Option("--all-versions", help="Texts too that later ones have replaced.")
]
LimitOption = Annotated[
    int, typer.Option("--limit", "-n", min=1, max=1000, help="Reports to list.")
]
CursorOption = Annotated[
    str | None, typer.Option(help="Where to go on: the cursor that the last page gave.")
]


def register(app: typer.Typer) -> None:
    """Put the commands on the command line."""
    app.command()(search)
    app.command()(reports)


def search(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[WORD]…", help="Words that all stand in it; “in quotes”, a phrase."
        ),
    ] = None,
    store: StoreOption = DEFAULT,
    meaning: Annotated[
        str, typer.Option("--meaning", "-m", help="A sentence; the nearest to it come first.")
    ] = "",
    type: Annotated[Many | None, typer.Option(help="PLOVER type of an event, as ASSAULT.")] = None,
    status: Annotated[Many | None, typer.Option(help="Status of the event, as planned.")] = None,
    actor: Annotated[Many | None, typer.Option(help="Words of the name of who does it.")] = None,
    country: Annotated[
        Many | None, typer.Option(help="Code or name: where it is, or of who takes part.")
    ] = None,
    place: Annotated[Many | None, typer.Option(help="Words of the name of its place.")] = None,
    source: Annotated[
        Many | None, typer.Option(help="Kind of the source it is attributed to, as anonymous.")
    ] = None,
    publisher: PublisherOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    event_since: Annotated[str | None, typer.Option(help="First day of the event.")] = None,
    event_until: Annotated[str | None, typer.Option(help="Last day of the event.")] = None,
    newest: Annotated[
        bool, typer.Option("--newest", help="The newest first, not the best fit.")
    ] = False,
    all_versions: AllVersionsOption = False,
    limit: LimitOption = 20,
    cursor: CursorOption = None,
    format: ListingOption = Listing.table,
) -> None:
    """Find reports by words, by meaning, and by what they say of an event."""
    from tipsheet.store import Query

    query = Query(
        words=" ".join(map(_typed, words or ())),
        meaning=meaning,
        type=tuple(type or ()),
        status=tuple(status or ()),
        actor=tuple(actor or ()),
        country=tuple(country or ()),
        place=tuple(place or ()),
        source=tuple(source or ()),
        publisher=tuple(publisher or ()),
        since=since,
        until=until,
        event_since=event_since,
        event_until=event_until,
        newest=newest,
        all_versions=all_versions,
        limit=limit,
        cursor=cursor,
    )
    page = _searched(store, query)
    if query.of_events:
        _show(
            page, [_event_row(hit, one) for hit in page.hits for one in hit.events], EVENT, format
        )
    else:
        _show(page, [_hit_row(hit) for hit in page.hits], HIT, format)


def reports(
    id: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="An id or address, to list its versions.")
    ] = None,
    store: StoreOption = DEFAULT,
    publisher: PublisherOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    all_versions: AllVersionsOption = False,
    limit: LimitOption = 20,
    cursor: CursorOption = None,
    format: ListingOption = Listing.table,
) -> None:
    """List the reports in a store, newest first, or the versions of one."""
    from tipsheet.store import Query

    if id is not None:
        _versions(store, id, format)
        return
    query = Query(
        publisher=tuple(publisher or ()),
        since=since,
        until=until,
        all_versions=all_versions,
        limit=limit,
        cursor=cursor,
    )
    page = _searched(store, query)
    _show(page, [_hit_row(hit) for hit in page.hits], REPORT, format)


def _typed(word: str) -> str:
    """A word as typed: one that the shell was given in quotes is a phrase."""
    return f'"{word}"' if " " in word.strip() and '"' not in word else word


def _searched(url: str, query: "Query") -> "Page":
    from tipsheet.store import open_store

    with open_store(url, encode=_encoder() if query.meaning else None) as store:
        return store.view().search(query)


def _encoder() -> "Encode":
    """The reader's own vectors, which sentences in the store have too."""
    from tipsheet.reading.reader import question_vector

    return question_vector


def _versions(url: str, id: str, form: Listing) -> None:
    from tipsheet.errors import SourceMissing
    from tipsheet.record import to_dict
    from tipsheet.store import open_store

    with open_store(url) as store:
        found = store.view().versions(id)
    if not found:
        raise SourceMissing(f"There is no report {id} in {url}: `tipsheet reports` lists them.")
    rows = [
        {**to_dict(one), "readers": [f"{by.name}@{by.version} ({by.model})" for by in one.readers]}
        for one in found
    ]
    show_rows(rows, VERSION, form, whole=[to_dict(one) for one in found])


def _show(page: "Page", rows: list[dict[str, Any]], columns: Columns, form: Listing) -> None:
    from tipsheet.record import to_dict

    show_rows(rows, columns, form, whole=to_dict(page))
    if form is Listing.table and not page.hits:
        typer.echo("Nothing found.", err=True)
    elif form is not Listing.json and page.cursor:
        typer.echo(f"There is more: --cursor {page.cursor}", err=True)


def _hit_row(hit: "Hit") -> dict[str, Any]:
    return {
        "id": hit.id,
        "version": hit.version,
        "published": hit.published,
        "publisher": hit.publisher,
        "title": hit.title,
        "url": hit.url,
        "passage": hit.passage.text,
    }


def _event_row(hit: "Hit", found: "Found") -> dict[str, Any]:
    return {
        **_hit_row(hit),
        "status": found.status,
        "type": found.type,
        "actors": found.actors,
        "place": found.place,
        "sentence": found.sentence.text,
    }
