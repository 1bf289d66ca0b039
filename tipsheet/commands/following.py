"""`tipsheet follow`: feeds into a store, look after look."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from tipsheet.commands.console import say
from tipsheet.commands.options import DEFAULT, StoreOption
from tipsheet.commands.taking import (
    DELAY,
    ENTRIES,
    FETCHERS,
    FILE,
    TIMEOUT,
    AllowPrivateOption,
    CapturesOption,
    ContactOption,
    DelayOption,
    FetchersOption,
    MaxEntriesOption,
    MaxFileOption,
    QuietOption,
    TimeoutOption,
    fetching,
)
from tipsheet.errors import OptionInvalid

if TYPE_CHECKING:
    from tipsheet.intake import Item
    from tipsheet.run.following import Follow
    from tipsheet.run.reads import Read
    from tipsheet.run.stopping import Stopping

UNWELL = 1
"""Exit status of `--health` when the last look is overdue."""
_OVERDUE = 3.0
"""Intervals after which the last look is."""


def register(app: typer.Typer) -> None:
    """Put the command on the command line."""
    app.command()(follow)


def follow(
    feeds: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="FEED…", help="Addresses of feeds and news site maps, or OPML files of them."
        ),
    ] = None,
    store: StoreOption = DEFAULT,
    interval: Annotated[
        float, typer.Option(min=0.01, help="Minutes between two looks at a feed.")
    ] = 15.0,
    once: Annotated[
        bool, typer.Option("--once", help="Look once and end, as cron wants it.")
    ] = False,
    health: Annotated[
        bool,
        typer.Option("--health", help="Say how the last look went; status 1 if it is overdue."),
    ] = False,
    captures: CapturesOption = None,
    max_file: MaxFileOption = FILE,
    max_entries: MaxEntriesOption = ENTRIES,
    timeout: TimeoutOption = TIMEOUT,
    delay: DelayOption = DELAY,
    fetchers: FetchersOption = FETCHERS,
    contact: ContactOption = None,
    allow_private: AllowPrivateOption = False,
    quiet: QuietOption = False,
) -> None:
    """Follow feeds: read what is new in them into a store, until stopped.

    What is new is printed, a line a report; how each look went is said on standard error.
    """
    from tipsheet.intake import Limits, Terms
    from tipsheet.run.alone import alone, lock_of
    from tipsheet.run.feeds import Pace
    from tipsheet.run.following import Follow
    from tipsheet.run.keeping import Run
    from tipsheet.run.reads import shipped
    from tipsheet.run.stopping import Stopping
    from tipsheet.store import open_store

    if health:
        raise typer.Exit(_health(store, interval * 60))
    if not feeds:
        raise OptionInvalid("There is nothing to follow: name feeds, or an OPML file.")
    fetch = fetching(
        timeout=timeout,
        max_file=max_file,
        allow_private=allow_private,
        delay=delay,
        contact=contact,
    )
    terms = Terms(
        limits=Limits(file=max_file, entries=max_entries),
        fetch=fetch,
        workers=fetchers,
        capture=captures is not None,
    )
    with (
        alone(lock_of(store), f"{store} is followed"),
        open_store(store, create=True, captures=captures) as kept,
        Stopping(partial(_told, fetch.close)) as stopping,
    ):
        run = Run(
            store=kept,
            reads=shipped(),
            terms=terms,
            name=f"follow {datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
            stopped=stopping,
            news=_print,
        )
        following = Follow(run=run, fetch=fetch, pace=Pace(interval=interval * 60))
        _looks(following, feeds, stopping, once=once, quiet=quiet)


def _looks(
    following: "Follow", feeds: list[str], stopping: "Stopping", *, once: bool, quiet: bool
) -> None:
    """Look, say how it went, and wait for the next feed to be due."""
    from tipsheet.run.tally import Tally

    while not stopping():
        following.run.tally = Tally()
        look = following.look(feeds)
        if not quiet:
            say(f"{look.at}: {look}; {following.run.tally}")
        if once:
            return
        stopping.wait(max(1.0, _seconds(look.next) - time.time()))


def _told(close: Callable[[], None]) -> None:
    close()
    say("ending; once more to stop at once")


def _print(item: "Item", read: "Read") -> None:
    """One line for a report that was read: when, who, what, and how much there is in it."""
    report, events = item.report, read.reading.events
    ahead = sum(event.status in ("planned", "threatened") for event in events)
    number = f"{len(events)} event" + ("s" if len(events) != 1 else "")
    parts = (
        report.published or "no date",
        report.publisher or "no publisher",
        report.title or report.text[:80],
        number + (f", {ahead} planned or threatened" if ahead else ""),
        report.url or item.source,
    )
    line = "  ".join(" ".join(part.split()) for part in parts)
    typer.echo("".join(c if c.isprintable() else "�" for c in line))


def _health(url: str, interval: float) -> int:
    """Say how the last look went; the exit status."""
    from tipsheet.run.following import HEALTH, last_look
    from tipsheet.store import open_store

    with open_store(url) as store:
        look = last_look(store.view().state(HEALTH))
    if look is None:
        typer.echo("never looked")
        return UNWELL
    overdue = time.time() - _seconds(look.at) > _OVERDUE * interval
    typer.echo(f"{'overdue' if overdue else 'well'}: last look at {look.at}, {look}")
    for address in look.failing:
        typer.echo(f"failing: {address}")
    return UNWELL if overdue else 0


def _seconds(moment: str) -> float:
    return datetime.fromisoformat(moment).timestamp()
