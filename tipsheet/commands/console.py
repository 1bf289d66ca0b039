"""What all commands say on standard error, and how they end."""

from typing import TYPE_CHECKING

import typer

from tipsheet.errors import TipsheetError

if TYPE_CHECKING:
    from tipsheet.run.tally import Tally

SOME_REJECTED = 3
"""Exit status when some sources were read and others rejected."""


def complain(error: TipsheetError, source: str | None = None) -> None:
    """Say one line on standard error, with nothing in it that a terminal would act on."""
    where = f"{source}: " if source and source not in str(error) else ""
    say(f"{where}{error.message}")


def say(line: str) -> None:
    """Say one line, under the name of the program."""
    line = " ".join(line.split())
    typer.echo("tipsheet: " + "".join(c if c.isprintable() else "�" for c in line), err=True)


def status_of(tally: "Tally") -> int:
    """The exit status of a run over sources."""
    if tally.first is None:
        return 0
    return SOME_REJECTED if tally.read or tally.known or tally.passed else tally.first.exit_status
