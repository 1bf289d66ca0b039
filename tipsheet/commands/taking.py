"""Options of the commands that take in sources, and what they come to."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from tipsheet.intake import Polite

SourcesArgument = Annotated[
    list[str],
    typer.Argument(
        metavar="SOURCE…",
        help="Files, folders, globs, web addresses, feeds, archives, or - for standard input.",
    ),
]
ColumnOption = Annotated[
    list[str] | None,
    typer.Option("--column", "-c", help="Where a fact stands in records and tables, as text=body."),
]
PublisherOption = Annotated[str | None, typer.Option(help="Who published all of it.")]
LanguageOption = Annotated[
    str | None, typer.Option(help="Its language, such as en, where it is told wrongly.")
]
AllowPrivateOption = Annotated[
    bool, typer.Option("--allow-private", help="Fetch addresses in the local network too.")
]
TimeoutOption = Annotated[
    float, typer.Option(min=0.1, help="Seconds that fetching an address may take.")
]
MaxTextOption = Annotated[int, typer.Option(min=1, help="Longest report to read, in characters.")]
MaxFileOption = Annotated[
    int, typer.Option(min=1, help="Largest file, page or answer to take in, in bytes.")
]
MaxEntriesOption = Annotated[
    int, typer.Option(min=1, help="Entries to take of one feed or site map.")
]
DelayOption = Annotated[
    float, typer.Option(min=0.0, help="Seconds between two requests to one host.")
]
FetchersOption = Annotated[
    int, typer.Option(min=1, max=64, help="Pages to fetch at a time, from different hosts.")
]
ContactOption = Annotated[
    str | None, typer.Option(help="An address for the sites that are read to write to.")
]
CapturesOption = Annotated[
    Path | None,
    typer.Option(help="Folder to keep the pages in as they came, as WARC files."),
]
QuietOption = Annotated[
    bool, typer.Option("--quiet", "-q", help="No progress and no tally on standard error.")
]

TEXT, FILE, ENTRIES = 5_000_000, 50_000_000, 1_000
TIMEOUT, DELAY, FETCHERS = 30.0, 1.0, 8


def fetching(
    *, timeout: float, max_file: int, allow_private: bool, delay: float, contact: str | None
) -> "Polite":
    """A fetch with manners."""
    from tipsheet.intake import Fetch, Manners, Polite, user_agent
    from tipsheet.reading.reader import package_version

    fetch = Fetch(
        seconds=timeout,
        size=max_file,
        allow_private=allow_private,
        user_agent=user_agent(package_version(), contact),
    )
    return Polite(fetch, Manners(delay=delay))
