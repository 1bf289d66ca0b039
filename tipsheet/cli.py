"""The commands: thin, each a function with a door of its own."""

import sys
from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from tipsheet.commands import desk, following, keeping, linking, running, searching, showing
from tipsheet.commands.console import complain, status_of
from tipsheet.errors import OptionInvalid, TipsheetError

if TYPE_CHECKING:
    from rich.console import Console

    from tipsheet.intake import Rejection
    from tipsheet.record import Reading
    from tipsheet.run.tally import Tally

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


class Format(StrEnum):
    """The forms a reading is printed in."""

    sheet = "sheet"
    json = "json"
    jsonl = "jsonl"
    html = "html"


@app.callback()
def tipsheet() -> None:
    """Read news reports and keep the record a careful desk would keep by hand."""


@app.command()
def version() -> None:
    """Print the version of the package and of its model."""
    from tipsheet.reading.reader import encoder, package_version

    typer.echo(f"tipsheet {package_version()} ({encoder().name})")


@app.command()
def read(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE…", help="Files, folders, globs, web addresses, or - for standard input."
        ),
    ],
    format: Annotated[
        Format, typer.Option("--format", "-f", help="How to print what was read.")
    ] = Format.sheet,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="File to write to, whole or not at all.")
    ] = None,
    published: Annotated[
        str | None, typer.Option(help="Day of publication, such as 2025-08-21.")
    ] = None,
    publisher: Annotated[str | None, typer.Option(help="Who published it.")] = None,
    url: Annotated[str | None, typer.Option(help="The address it was published at.")] = None,
    title: Annotated[str | None, typer.Option(help="Its headline.")] = None,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Fetch addresses in the local network too.")
    ] = False,
    language: Annotated[
        str | None, typer.Option(help="Its language, such as en, where it is told wrongly.")
    ] = None,
    timeout: Annotated[
        float, typer.Option(min=0.1, help="Seconds that fetching an address may take.")
    ] = 30.0,
    max_text: Annotated[
        int, typer.Option(min=1, help="Longest report to read, in characters.")
    ] = 5_000_000,
    max_file: Annotated[
        int, typer.Option(min=1, help="Largest file or answer to take in, in bytes.")
    ] = 50_000_000,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="No progress and no tally on standard error.")
    ] = False,
) -> None:
    """Read reports and print the tip sheet, the record or a page of each."""
    from tipsheet.intake import Fetch, Given, Limits
    from tipsheet.run.pipeline import Tally, readings
    from tipsheet.run.writing import output as opened

    given = Given(published=published, publisher=publisher, url=url, title=title, language=language)
    limits = Limits(text=max_text, file=max_file)
    fetch = Fetch(seconds=timeout, size=max_file, allow_private=allow_private)
    outcomes = readings(sources, given=given, limits=limits, fetch=fetch)
    tally = Tally()
    with opened(output) as stream:
        found = _counted(outcomes, tally, quiet=quiet)
        _PRINTERS[format](found, stream)
        if not quiet and tally.seen != 1:
            typer.echo(str(tally), err=True)
        if tally.rejected and not tally.read:
            raise typer.Exit(status_of(tally))  # inside, so that an older output is kept
    raise typer.Exit(status_of(tally))


searching.register(app)
showing.register(app)
keeping.register(app)
running.register(app)
following.register(app)
desk.register(app)
linking.register(app)


def _counted(
    outcomes: Iterable["Reading | Rejection"], tally: "Tally", *, quiet: bool
) -> Iterator["Reading"]:
    """The readings alone; rejections are said on standard error as they come."""
    from tipsheet.intake import Rejection

    with _progress(quiet) as step:
        for outcome in outcomes:
            tally.add(outcome)
            step(str(tally))
            if isinstance(outcome, Rejection):
                complain(outcome.error, outcome.source)
            else:
                yield outcome


class _progress:  # noqa: N801  # used as a function would be
    """A line on standard error that counts; silent when that is not a terminal."""

    def __init__(self, quiet: bool) -> None:
        from rich.console import Console
        from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        console = Console(stderr=True)
        off = quiet or not console.is_terminal
        self._bar = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}", markup=False),
            TimeElapsedColumn(),
            console=console,
            transient=True,
            disable=off,
        )
        self._task = self._bar.add_task("reading", total=None)

    def __enter__(self) -> "_progress":
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def __call__(self, line: str) -> None:
        self._bar.update(self._task, description=line)


def _print_sheets(found: Iterable["Reading"], stream: TextIO) -> None:
    from tipsheet.exports.terminal import render

    console = _console(stream)
    for number, reading in enumerate(found):
        if number:
            console.print()
        render(reading, console)


def _console(stream: TextIO) -> "Console":
    from rich.console import Console

    return Console(file=stream, highlight=False)


def _print_json(found: Iterable["Reading"], stream: TextIO) -> None:
    """One report is an object, as the record says; several are an array of them."""
    from tipsheet.exports.json import dumps

    first = None
    many = False
    for reading in found:
        text = dumps(reading, indent=2)
        if first is None:
            first = text
            continue
        stream.write(f",\n{text}" if many else f"[\n{first},\n{text}")
        many = True
    if many:
        stream.write("\n]\n")
    elif first is not None:
        stream.write(first + "\n")


def _print_jsonl(found: Iterable["Reading"], stream: TextIO) -> None:
    from tipsheet.exports.json import dumps

    for reading in found:
        stream.write(dumps(reading) + "\n")


def _print_html(found: Iterable["Reading"], stream: TextIO) -> None:
    from tipsheet.exports.html import page

    readings = list(islice(found, 2))
    if len(readings) > 1:
        raise OptionInvalid("A page holds one report: read one source at a time with -f html.")
    stream.writelines(map(page, readings))


_PRINTERS = {
    Format.sheet: _print_sheets,
    Format.json: _print_json,
    Format.jsonl: _print_jsonl,
    Format.html: _print_html,
}


def main() -> None:
    """Run the command line; errors become one line and an exit status.

    A pipe that is closed at its other end ends the run quietly, with status 1.
    """
    try:
        app()
    except TipsheetError as error:
        complain(error)
        sys.exit(error.exit_status)
