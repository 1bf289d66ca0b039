"""A store that lives as long as the process: for tests, for short runs, and as the plain model.

What it finds is what every other store must find.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from threading import RLock
from typing import Any

from tipsheet.record import Link, Reader, Reading, Report
from tipsheet.store.base import (
    Capture,
    Clock,
    Encode,
    Flaw,
    Judgement,
    Linked,
    Rejected,
    Standing,
    State,
    Stats,
    Vectors,
)
from tipsheet.store.clock import now, stamp
from tipsheet.store.founds import founds_of
from tipsheet.store.held import Held, Row, Statement, maker_of, person_of, row_of, standing_of
from tipsheet.store.keys import digest_of, key_of, name_key
from tipsheet.store.memory_view import MemoryView
from tipsheet.store.vectors import kept


class MemoryStore:
    """A store in memory; `url` is `memory:`."""

    url = "memory:"

    def __init__(self, *, encode: Encode | None = None, clock: Clock = now) -> None:
        self._held = Held()
        self._lock = RLock()
        self._encode = encode
        self._clock = clock

    @contextmanager
    def writer(self) -> Iterator["MemoryWriter"]:
        """A batch to write."""
        with self._lock:
            writer = MemoryWriter(self._held, stamp(self._clock()))
            yield writer
            writer.keep()

    def view(self, *, reader: Reader | None = None) -> "MemoryView":
        """A look at the newest reading of every report, or at one reader's."""
        return MemoryView(self._held, reader, self._encode)

    def stats(self) -> Stats:
        """How much there is; no bytes are taken on any disk."""
        held = self._held
        statements = [one for row in held.rows for one in row.statements.values()]
        return Stats(
            reports=len(held.by_key),
            versions=len(held.rows),
            readings=len(statements),
            events=sum(len(one.founds) for one in statements),
            vectors=sum(len(one.vectors.rows) for one in statements if one.vectors),
            captures=sum(row.capture is not None for row in held.rows),
            links=len(held.links),
            judgements=len(held.judgements),
            rejected=len(held.rejected),
            size=0,
            readers=tuple(held.readers),
        )

    def check(self) -> Iterator[Flaw]:
        """Nothing can be damaged here."""
        return iter(())

    def close(self) -> None:
        """Nothing to let go of."""

    def __enter__(self) -> "MemoryStore":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class MemoryWriter:
    """Collects a batch, and puts it into the store when all of it is there."""

    def __init__(self, held: Held, added: str) -> None:
        self._held = held
        self._added = added
        self._steps: list[Callable[[], None]] = []
        self._digests: dict[str, list[str]] = defaultdict(list)
        self._read: set[tuple[str, str, Reader]] = set()

    def add(
        self, reading: Reading, *, vectors: Vectors | None = None, capture: Capture | None = None
    ) -> Standing:
        """Take in a reading and say how its report stood before."""
        report, reader = reading.report, reading.reader
        key, digest = key_of(report), digest_of(report)
        vectors = kept(vectors, report.text) if vectors else None
        standing = standing_of(self._held, key, digest, reader)
        if digest in self._digests[key]:
            again = (key, digest, reader) in self._read or standing == Standing.known
            standing = Standing.known if again else Standing.reread
        elif standing == Standing.new and self._digests[key]:
            standing = Standing.version
        if standing != Standing.known:
            self._digests[key].append(digest)
            self._read.add((key, digest, reader))
            self._steps.append(lambda: self._put(reading, key, digest, vectors, capture))
        return standing

    def _put(
        self,
        reading: Reading,
        key: str,
        digest: str,
        vectors: Vectors | None,
        capture: Capture | None,
    ) -> None:
        held = self._held
        row = row_of(held, key, digest) or self._new(reading.report, key, digest, capture)
        held.readers.setdefault(reading.reader, len(held.readers))
        held.statements += 1
        row.statements[reading.reader] = Statement(
            number=held.statements,
            reading=reading,
            vectors=vectors,
            founds=founds_of(reading),
            added=self._added,
        )

    def _new(self, report: Report, key: str, digest: str, capture: Capture | None) -> Row:
        held = self._held
        row = Row(
            number=len(held.rows) + 1,
            version=len(held.by_key[key]) + 1,
            key=key,
            digest=digest,
            report=report,
            added=self._added,
            capture=capture,
        )
        held.rows.append(row)
        held.by_key[key].append(row)
        held.by_id[name_key(report.id)].append(row)
        return row

    def reject(self, source: str, code: str, message: str) -> None:
        """Take in a source that is no report."""
        given = Rejected(source=source, code=code, message=message, added=self._added)
        rejected = self._held.rejected
        self._steps.append(lambda: _once(rejected, (source, code, message), given))

    def mark(self, source: str, state: State) -> None:
        """Say how far a source has been taken."""
        plain = dict(state)
        self._steps.append(lambda: self._held.states.update({source: plain}))

    def count(self, run: str, **counts: int) -> None:
        """Add to the counts of a run."""
        self._steps.append(lambda: self._held.counts[run].update(counts))

    def link(self, link: Link, *, by: str, withdrawn: bool = False) -> None:
        """Take in a link, or a word that undoes it."""
        given = Linked(link=link, by=by, withdrawn=withdrawn, added=self._added)
        self._steps.append(lambda: _later(self._held.links, given, maker_of))

    def judge(self, judgement: Judgement) -> None:
        """Take in a judgement."""
        given = replace(judgement, added=self._added)
        self._steps.append(lambda: _later(self._held.judgements, given, person_of))

    def keep(self) -> None:
        """Put the batch into the store."""
        for step in self._steps:
            step()


def _once(rejected: dict[tuple[str, str, str], Rejected], key: Any, given: Rejected) -> None:
    rejected.setdefault(key, given)


def _later(kept: list[Any], given: Any, key: Callable[[Any], Any]) -> None:
    """Add a word, unless it says what the last one under its key says already."""
    last = next((one for one in reversed(kept) if key(one) == key(given)), None)
    if last is None or replace(last, added=given.added) != given:
        kept.append(given)
