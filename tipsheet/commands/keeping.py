"""`tipsheet store …`: look after a store."""

from pathlib import Path
from typing import Annotated, Any

import typer

from tipsheet.commands.options import DEFAULT, Listing, ListingOption, StoreOption
from tipsheet.commands.rows import Columns, show_rows

FLAWED = 4
"""Exit status when a store has flaws."""

CapturesOption = Annotated[
    Path | None, typer.Option(help="Folder of its captures, where that is not beside the store.")
]

STATS = Columns(names=("what", "count"))
FLAW = Columns(names=("where", "what"))


def register(app: typer.Typer) -> None:
    """Put the group of commands on the command line."""
    group = typer.Typer(
        no_args_is_help=True,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    for command in (check, stats, migrate, backup):
        group.command()(command)
    app.add_typer(group, name="store", help="Look after a store.")


def check(
    store: StoreOption = DEFAULT,
    captures: CapturesOption = None,
    format: ListingOption = Listing.table,
) -> None:
    """Look through a whole store for what is damaged or does not fit together.

    Reads every text, record, vector and capture, and exits with 4 where it finds flaws.
    """
    from tipsheet.record import to_dict
    from tipsheet.store import open_store

    with open_store(store, captures=captures) as opened:
        flaws = [to_dict(flaw) for flaw in opened.check()]
    if flaws or format is not Listing.table:
        show_rows(flaws, FLAW, format)
    typer.echo(f"{len(flaws)} flaws found." if flaws else "No flaws found.", err=True)
    if flaws:
        raise typer.Exit(FLAWED)


def stats(store: StoreOption = DEFAULT, format: ListingOption = Listing.table) -> None:
    """Say how much a store holds, and which readers have read it."""
    from tipsheet.record import to_dict
    from tipsheet.store import open_store

    with open_store(store) as opened:
        held = to_dict(opened.stats())
    rows = [
        {"what": name, "count": count} for name, count in held.items() if isinstance(count, int)
    ]
    show_rows(rows, STATS, format, whole=held)
    if format is Listing.table:
        for reader in held["readers"]:
            typer.echo(f"read by {reader['name']} {reader['version']} ({reader['model']})")


def migrate(store: StoreOption = DEFAULT, format: ListingOption = Listing.table) -> None:
    """Bring the tables of an older store up to this version; take a backup first."""
    from tipsheet.errors import OptionInvalid
    from tipsheet.store.opening import MEMORY, database

    if store == MEMORY:
        raise OptionInvalid("A store in memory is always new: give a file or a server.")
    with database(store) as opened:
        before, after = opened.migrate()
    line = f"Tables {after}." if before == after else f"Tables {before} are now {after}."
    _say(line, {"before": before, "after": after}, format)


def backup(
    target: Annotated[
        str, typer.Argument(metavar="TARGET", help="A new file, or an empty database.")
    ],
    store: StoreOption = DEFAULT,
    captures: CapturesOption = None,
    format: ListingOption = Listing.table,
) -> None:
    """Copy a store, as it is at one moment, into a new file or an empty database.

    Others may go on writing to it. Captures are copied into a folder beside the new file. A copy
    may be of another kind, so that a file becomes a database of a server, or the other way round.
    """
    from tipsheet.record import to_dict
    from tipsheet.store.copying import copy_store

    copied = copy_store(store, target, captures=captures)
    captured = f" and {copied.captures} captures" if copied.captures else ""
    _say(f"{copied.reports} reports{captured} copied.", to_dict(copied), format)
    if copied.left:
        line = f"{copied.left} captures are left where they are: copy their folder, or name it."
        typer.echo(line, err=True)


def _say(line: str, row: dict[str, Any], form: Listing) -> None:
    """What was done: a line for people, a row for programs."""
    if form is Listing.table:
        typer.echo(line)
    else:
        show_rows([row], Columns(names=tuple(row)), form, whole=row)
