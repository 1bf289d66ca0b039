"""`tipsheet run`: sources into a store, or into Parquet files, to the end or until stopped."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tipsheet.commands.console import say, status_of
from tipsheet.commands.options import DEFAULT, StoreOption
from tipsheet.commands.taking import (
    DELAY,
    ENTRIES,
    FETCHERS,
    FILE,
    TEXT,
    TIMEOUT,
    AllowPrivateOption,
    CapturesOption,
    ColumnOption,
    ContactOption,
    DelayOption,
    FetchersOption,
    LanguageOption,
    MaxEntriesOption,
    MaxFileOption,
    MaxTextOption,
    PublisherOption,
    QuietOption,
    SourcesArgument,
    TimeoutOption,
    fetching,
)
from tipsheet.errors import AddressRefused, OptionInvalid

if TYPE_CHECKING:
    from tipsheet.commands.meter import Meter
    from tipsheet.intake import Rejection, Terms
    from tipsheet.run.stopping import Stopping
    from tipsheet.run.tally import Tally


class Workers(StrEnum):
    """Who does the reading."""

    plain = "plain"
    ray = "ray"


def register(app: typer.Typer) -> None:
    """Put the command on the command line."""
    app.command()(run)


def run(
    sources: SourcesArgument,
    store: StoreOption = DEFAULT,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Folder for Parquet files, instead of a store."),
    ] = None,
    engine: Annotated[
        Workers, typer.Option(help="Read in this process, or over the workers of Ray.")
    ] = Workers.plain,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Workers of Ray; one a core unless given.")
    ] = None,
    cluster: Annotated[
        str | None, typer.Option(help="Address of a running Ray cluster, or auto.")
    ] = None,
    column: ColumnOption = None,
    publisher: PublisherOption = None,
    language: LanguageOption = None,
    captures: CapturesOption = None,
    max_text: MaxTextOption = TEXT,
    max_file: MaxFileOption = FILE,
    max_entries: MaxEntriesOption = ENTRIES,
    timeout: TimeoutOption = TIMEOUT,
    delay: DelayOption = DELAY,
    fetchers: FetchersOption = FETCHERS,
    contact: ContactOption = None,
    allow_private: AllowPrivateOption = False,
    quiet: QuietOption = False,
) -> None:
    """Read sources into a store; run again, it goes on where it was interrupted.

    Stopped by Ctrl-C or SIGTERM, it ends after the report that it is reading, and keeps what was
    read.
    """
    from tipsheet.intake import Given, Limits, Terms, columns_of
    from tipsheet.run.engines import here, over_ray
    from tipsheet.run.stopping import Stopping

    if captures and output:
        raise OptionInvalid("Captures are kept beside a store: leave --captures or --output out.")
    fetch = fetching(
        timeout=timeout,
        max_file=max_file,
        allow_private=allow_private,
        delay=delay,
        contact=contact,
    )
    terms = Terms(
        given=Given(publisher=publisher, language=language),
        limits=Limits(text=max_text, file=max_file, entries=max_entries),
        columns=columns_of(column or []),
        fetch=fetch,
        workers=fetchers,
        capture=captures is not None,
    )
    with Stopping(partial(_told, fetch.close)) as stopping, _metered(sources, quiet) as meter:
        going = _Going(sources=sources, terms=terms, stopping=stopping, meter=meter)
        pool = partial(over_ray, workers=workers, cluster=cluster)
        if output:
            tally = _into_parts(going, output, pool if engine == Workers.ray else here)
        else:
            tally = _into_store(going, store, captures, pool if engine == Workers.ray else None)
    raise typer.Exit(stopping.status or status_of(tally))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Going:
    sources: list[str]
    terms: "Terms"
    stopping: "Stopping"
    meter: "Meter"


def _told(close: Callable[[], None]) -> None:
    close()
    say("ending after this report; once more to stop at once")


@contextmanager
def _metered(sources: list[str], quiet: bool) -> "Iterator[Meter]":
    """A meter; whatever happens, what was counted is said at the end."""
    from tipsheet.commands.meter import Meter
    from tipsheet.run.places import weight_of

    meter = Meter(None if quiet else weight_of(sources), quiet=quiet)
    ended = False
    try:
        with meter:
            yield meter
        ended = True
    finally:
        if not quiet and (ended or meter.began):
            say(str(meter.tally))


def _into_store(
    going: _Going, url: str, captures: Path | None, pool: Callable[..., Any] | None
) -> "Tally":
    from tipsheet.run.keeping import Run
    from tipsheet.run.reads import shipped
    from tipsheet.run.tasks import Plan
    from tipsheet.store import open_store

    with open_store(url, create=True, captures=captures) as store:
        run = Run(
            store=store,
            reads=shipped(),
            terms=going.terms,
            name=f"run {datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
            tally=going.meter.tally,
            stopped=going.stopping,
            step=going.meter,
            told=going.meter.reject,
        )
        if pool:
            return run.over_tasks(Plan(going.sources), pool, partial(shipped, 1))
        return run.over(going.sources)


def _into_parts(going: _Going, folder: Path, engine: Callable[..., Any]) -> "Tally":
    from tipsheet.intake import Rejection
    from tipsheet.run.parts import Parts
    from tipsheet.run.reads import shipped
    from tipsheet.run.tasks import Plan

    plan = Plan(going.sources)
    parts = Parts(
        folder=folder,
        reader=shipped(1).reader,
        make_reads=partial(shipped, 1),
        terms=going.terms,
        engine=engine,
        tally=going.meter.tally,
        stopped=going.stopping,
        step=going.meter,
    )
    tally = parts.over(plan)
    for place in plan.rest:
        rejection = place if isinstance(place, Rejection) else _no_file(place.name)
        going.meter.reject(rejection)
        tally.add(rejection)
    return tally


def _no_file(name: str) -> "Rejection":
    from tipsheet.intake import Rejection

    line = "is no file that a task can be made of: read it into a store"
    return Rejection(name, AddressRefused(line))
