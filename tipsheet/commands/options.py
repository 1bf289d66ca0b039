"""Options that several commands share, and the forms in which they list."""

from enum import StrEnum
from typing import Annotated

import typer

DEFAULT = "tipsheet.db"

StoreOption = Annotated[
    str,
    typer.Option(
        "--store", "-s", envvar="TIPSHEET_STORE", help="A file, or postgresql://USER@HOST/NAME."
    ),
]


class Listing(StrEnum):
    """The forms in which rows are printed."""

    table = "table"
    json = "json"
    csv = "csv"


ListingOption = Annotated[Listing, typer.Option("--format", "-f", help="How to print the rows.")]
