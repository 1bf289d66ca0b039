"""`tipsheet show`: one report out of a store, and what changed in it."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tipsheet.commands.options import DEFAULT, Listing, StoreOption
from tipsheet.commands.rows import Columns, show_json, show_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tipsheet.record import Span
    from tipsheet.store import Store, Stored
    from tipsheet.store.diff import Change


class Form(StrEnum):
    """The forms in which a report is printed."""

    sheet = "sheet"
    json = "json"
    html = "html"
    text = "text"
    table = "table"
    csv = "csv"


EVENT = Columns(
    names=("id", "status", "type", "source", "actors", "place", "earliest"),
    whole=frozenset({"id", "status", "type"}),
    below="sentence",
)
CHANGE = Columns(names=("part", "start", "before", "after"), whole=frozenset({"part"}))


def register(app: typer.Typer) -> None:
    """Put the command on the command line."""
    app.command()(show)


def show(
    id: Annotated[str, typer.Argument(metavar="ID", help="The id or address of a report.")],
    store: StoreOption = DEFAULT,
    version: Annotated[
        int | None, typer.Option(min=1, help="Which text at the address; the newest by default.")
    ] = None,
    diff: Annotated[
        bool, typer.Option("--diff", help="What changed since the version before.")
    ] = False,
    format: Annotated[
        Form, typer.Option("--format", "-f", help="How to print the report.")
    ] = Form.sheet,
) -> None:
    """Print a report out of a store, as `tipsheet read` would print it.

    A table or CSV has a row for each event; with --diff, for each change.
    """
    from tipsheet.store import open_store

    with open_store(store) as opened:
        stored = _stored(opened, id, version)
        if diff:
            _show_changes(opened, id, stored, format)
            return
    _print(stored, format)


def _stored(store: "Store", id: str, version: int | None) -> "Stored":
    from tipsheet.errors import SourceMissing

    found = store.view().get(id, version)
    if found is None:
        which = f"version {version} of {id}" if version else f"report {id}"
        raise SourceMissing(f"There is no {which} in {store.url}: `tipsheet reports` lists them.")
    return found


def _print(stored: "Stored", form: Form) -> None:
    from tipsheet.run.writing import output

    if form in _ROWS:
        show_rows(_events(stored), EVENT, _ROWS[form])
        _tell_versions(stored)
        return
    with output(None) as stream:
        if form is Form.json:
            from tipsheet.exports.json import dumps

            stream.write(dumps(stored.reading, indent=2) + "\n")
        elif form is Form.html:
            from tipsheet.exports.html import page

            stream.write(page(stored.reading))
        elif form is Form.text:
            from tipsheet.exports.plain import visible

            stream.write(visible(stored.reading.report.text) + "\n")
        else:
            from rich.console import Console

            from tipsheet.exports.terminal import render

            render(stored.reading, Console(file=stream, highlight=False))
    _tell_versions(stored)


_ROWS = {Form.table: Listing.table, Form.csv: Listing.csv}


def _events(stored: "Stored") -> list[dict[str, Any]]:
    from tipsheet.record import to_dict
    from tipsheet.store.founds import founds_of

    return [
        {**to_dict(found), "sentence": found.sentence.text} for found in founds_of(stored.reading)
    ]


def _tell_versions(stored: "Stored") -> None:
    if stored.versions > 1:
        typer.echo(
            f"Version {stored.version} of {stored.versions}: --diff shows changes.", err=True
        )


def _show_changes(store: "Store", id: str, stored: "Stored", form: Form) -> None:
    from tipsheet.errors import OptionInvalid
    from tipsheet.record import to_dict
    from tipsheet.store.diff import changes

    if stored.version == 1:
        raise OptionInvalid(f"{id} has no version before this one: there is nothing to compare.")
    before = _stored(store, id, stored.version - 1)
    found = changes(before.reading.report, stored.reading.report)
    if form is Form.json:
        show_json([to_dict(one) for one in found])
    elif form in _ROWS:
        show_rows([_change_row(one) for one in found], CHANGE, _ROWS[form])
    else:
        typer.echo("\n".join(line for one in found for line in _lines(one)))


def _change_row(one: "Change") -> dict[str, Any]:
    span = one.before or one.after
    return {
        "part": one.part,
        "start": span.start if span else None,
        "before": one.before.text if one.before else None,
        "after": one.after.text if one.after else None,
    }


def _lines(one: "Change") -> "Iterator[str]":
    """A change as lines: what is gone begins with a minus, what is new with a plus."""
    yield f"@ {one.part}" + (_where(one.before or one.after) if one.part == "text" else "")
    if one.before:
        yield f"- {_said(one.before)}"
    if one.after:
        yield f"+ {_said(one.after)}"


def _where(span: "Span | None") -> str:
    return f" {span.start}" if span else ""


def _said(span: "Span") -> str:
    from tipsheet.exports.plain import one_line

    return one_line(span.text)
