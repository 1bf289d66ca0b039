"""Feeds into a store, look after look: what is new is read, what fails is left for longer."""

import random
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from tipsheet.errors import RecordInvalid, TipsheetError
from tipsheet.intake import Polite, Rejection
from tipsheet.intake.ahead import ahead, in_turn
from tipsheet.intake.files import open_stream, unpacked
from tipsheet.intake.listing import Entry, Listing, read_list
from tipsheet.intake.pages import Page, page_of, report_of
from tipsheet.intake.sources import expand_source, is_address
from tipsheet.intake.web import Ended, stream_of
from tipsheet.run.feeds import Feed, Pace, key_of
from tipsheet.run.keeping import Filling, Run

HEALTH = "follow"
"""The name under which a store remembers how the last look went."""
_WIDTH = 16
_DEPTH = 2

Answer = Listing | TipsheetError | None
"""What a feed answered: a list, why it did not, or None where nothing has changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How one look at the feeds went; times are ISO in UTC, `next` is when one is due again."""

    at: str
    feeds: int
    asked: int
    failing: tuple[str, ...]
    next: str

    def __str__(self) -> str:
        failing = f"{len(self.failing)} failing" if self.failing else "none failing"
        feeds = "1 feed" if self.feeds == 1 else f"{self.feeds} feeds"
        return f"{feeds}, {self.asked} asked, {failing}, next look at {self.next}"


@dataclass(slots=True, kw_only=True)
class Follow:
    """Follows feeds into the store of `run`; `now` is in seconds since 1970."""

    run: Run
    fetch: Polite
    pace: Pace = field(default_factory=Pace)
    now: Callable[[], float] = time.time
    chance: Callable[[], float] = random.random

    def look(self, sources: Iterable[str]) -> Look:
        """Ask the feeds that are due, and read what is new in them."""
        feeds: dict[str, Feed] = {}
        asked: list[Feed] = []
        with Filling(self.run) as filling:
            wanted = self._wanted(sources, filling)
            fresh = in_turn(self._fresh(wanted, feeds, asked, filling), _WIDTH)
            for feed, entry, page in ahead(self._page, fresh, self.run.terms.workers):
                if isinstance(page, Ended):
                    break
                filling.take(report_of(entry, page, self.run.terms))
                feed.left -= 1
                if not feed.left:
                    filling.batch.marks[feed.key] = feed.state()
                if self.run.stopped():
                    break
            look = self._summed_up(feeds, asked)
            filling.batch.marks[HEALTH] = _plain(look)
        return look

    def _fresh(
        self,
        addresses: Iterable[str],
        feeds: dict[str, Feed],
        asked: list[Feed],
        filling: Filling,
        depth: int = _DEPTH,
    ) -> Iterator[Iterator[tuple[Feed, Entry]]]:
        """For each feed that was asked, what is new in it; then the feeds that it lists."""
        view = self.run.store.view()
        new = [address for address in dict.fromkeys(addresses) if address not in feeds]
        here = [Feed.of(address, view.state(key_of(address))) for address in new]
        feeds.update((feed.address, feed) for feed in here)
        due = [feed for feed in here if feed.is_due(self.now(), self.pace)]
        asked.extend(due)
        for feed, answer in ahead(self._ask, due, self.run.terms.workers):
            if self.run.stopped():
                return
            yield iter(self._taken(feed, answer, filling))
        if depth:
            below = [address for feed in here for address in feed.lists]
            yield from self._fresh(below, feeds, asked, filling, depth - 1) if below else ()

    def _ask(self, feed: Feed) -> tuple[Feed, Answer]:
        try:
            fetched = self.fetch(feed.address, feed.known)
            if fetched.unchanged:
                return feed, None
            stream = unpacked(stream_of(fetched, feed.address))
            if stream.kind != "feed":
                raise RecordInvalid("is no feed or site map: check the address")
            listing = read_list(stream, self.run.terms.limits)
        except TipsheetError as error:
            return feed, error
        feed.known = fetched.known
        return feed, listing

    def _taken(self, feed: Feed, answer: Answer, filling: Filling) -> list[tuple[Feed, Entry]]:
        """What is new in an answer; the feed is marked when all of it is taken."""
        if isinstance(answer, TipsheetError):
            if not self.run.stopped():
                feed.failed(answer, self.now(), self.pace, self.chance)
                filling.take(Rejection(feed.address, answer))
                filling.batch.marks[feed.key] = feed.state()
            return []
        feed.answered(self.now(), self.pace, self.chance)
        fresh = feed.fresh(answer.entries) if answer else []
        if answer:
            feed.took(answer.entries)
            feed.lists = answer.lists
        feed.left = len(fresh)
        if not fresh:
            filling.batch.marks[feed.key] = feed.state()
        return [(feed, entry) for entry in fresh]

    def _page(self, one: tuple[Feed, Entry]) -> tuple[Feed, Entry, Page]:
        feed, entry = one
        return feed, entry, page_of(entry, self.run.terms)

    def _wanted(self, sources: Iterable[str], filling: Filling) -> Iterator[str]:
        """The addresses of feeds: as given, or from the lists in files."""
        for source in sources:
            for name in expand_source(source):
                if isinstance(name, Rejection):
                    filling.take(name)
                elif is_address(name):
                    yield name
                else:
                    yield from self._listed(name, filling)

    def _listed(self, name: str, filling: Filling) -> tuple[str, ...]:
        try:
            with open_stream(name) as stream:
                lists = read_list(unpacked(stream), self.run.terms.limits).lists
            if not lists:
                raise RecordInvalid("lists no feeds: give an OPML file, or a feed's address")
        except TipsheetError as error:
            filling.take(Rejection(name, error))
            return ()
        return lists

    def _summed_up(self, feeds: dict[str, Feed], asked: list[Feed]) -> Look:
        now = self.now()
        next_due = min((feed.due for feed in feeds.values()), default=now + self.pace.interval)
        return Look(
            at=_iso(now),
            feeds=len(feeds),
            asked=len(asked),
            failing=tuple(feed.address for feed in feeds.values() if feed.failures),
            next=_iso(max(next_due, now)),
        )


def _iso(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _plain(look: Look) -> dict[str, Any]:
    return {
        "at": look.at,
        "feeds": look.feeds,
        "asked": look.asked,
        "failing": list(look.failing),
        "next": look.next,
    }


def last_look(state: Any) -> Look | None:
    """How the last look went, as a store remembers it."""
    return Look(**{**state, "failing": tuple(state["failing"])}) if state else None
