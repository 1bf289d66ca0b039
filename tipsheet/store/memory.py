"""A store that lives as long as the process: for tests, for short runs, and as the plain model.

What it finds is what every other store must find.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from threading import RLock
from typing import Any

from tipsheet.record import Link, Reader, Reading, Report
from tipsheet.store.asked import Asked
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
    Stored,
    Vectors,
    Verdict,
    Version,
)
from tipsheet.store.clock import now, stamp
from tipsheet.store.founds import founds_of
from tipsheet.store.hits import Fit, hit_of, meaning_of
from tipsheet.store.keys import digest_of, key_of, name_key, release_of
from tipsheet.store.query import Found, Page, Query, cursor_of, place_of
from tipsheet.store.vectors import kept, nearest
from tipsheet.store.words import holds, stems_of


@dataclass(slots=True, kw_only=True)
class _Statement:
    number: int
    reading: Reading
    vectors: Vectors | None
    founds: tuple[Found, ...]
    added: str


@dataclass(slots=True, kw_only=True)
class _Row:
    """One version of a report."""

    number: int
    version: int
    key: str
    digest: str
    report: Report
    added: str
    capture: Capture | None = None
    statements: dict[Reader, _Statement] = field(default_factory=dict)


@dataclass(slots=True)
class _Held:
    """Everything there is."""

    rows: list[_Row] = field(default_factory=list)
    by_key: dict[str, list[_Row]] = field(default_factory=lambda: defaultdict(list))
    by_id: dict[str, list[_Row]] = field(default_factory=lambda: defaultdict(list))
    readers: dict[Reader, int] = field(default_factory=dict)
    statements: int = 0
    states: dict[str, State] = field(default_factory=dict)
    rejected: dict[tuple[str, str, str], Rejected] = field(default_factory=dict)
    counts: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    links: list[Linked] = field(default_factory=list)
    judgements: list[Judgement] = field(default_factory=list)


class MemoryStore:
    """A store in memory; `url` is `memory:`."""

    url = "memory:"

    def __init__(self, *, encode: Encode | None = None, clock: Clock = now) -> None:
        self._held = _Held()
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

    def __init__(self, held: _Held, added: str) -> None:
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
        standing = _standing(self._held, key, digest, reader)
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
        row = _row(held, key, digest) or self._new(reading.report, key, digest, capture)
        held.readers.setdefault(reading.reader, len(held.readers))
        held.statements += 1
        row.statements[reading.reader] = _Statement(
            number=held.statements,
            reading=reading,
            vectors=vectors,
            founds=founds_of(reading),
            added=self._added,
        )

    def _new(self, report: Report, key: str, digest: str, capture: Capture | None) -> _Row:
        held = self._held
        row = _Row(
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
        self._steps.append(lambda: _later(self._held.links, given, _maker))

    def judge(self, judgement: Judgement) -> None:
        """Take in a judgement."""
        given = replace(judgement, added=self._added)
        self._steps.append(lambda: _later(self._held.judgements, given, _person))

    def keep(self) -> None:
        """Put the batch into the store."""
        for step in self._steps:
            step()


class MemoryView:
    """A look at a store in memory."""

    def __init__(self, held: _Held, reader: Reader | None, encode: Encode | None) -> None:
        self._held = held
        self._reader = reader
        self._encode = encode

    def standing(self, report: Report, reader: Reader) -> Standing:
        """How a report stands before it is read."""
        return _standing(self._held, key_of(report), digest_of(report), reader)

    def get(self, id: str, version: int | None = None) -> Stored | None:
        """The reading of a report, by its id or address."""
        row = self._find(id, version)
        return self._stored(row) if row else None

    def versions(self, id: str) -> tuple[Version, ...]:
        """All texts at the report's address, oldest first."""
        return tuple(map(_version, self._rows(id)))

    def search(self, query: Query) -> Page:
        """A page of the reports that a query asks for."""
        asked = Asked.of(query)
        vector = meaning_of(asked, self._encode)
        fits = [fit for row in self._held.rows if (fit := self._fit(row, asked, vector))]
        fits.sort(key=lambda fit: fit.place, reverse=True)
        if query.cursor:
            after = place_of(query.cursor, (float, str), int)
            fits = [fit for fit in fits if fit.place < after]
        shown, more = fits[: query.size], len(fits) > query.size
        return Page(
            hits=tuple(hit_of(fit, asked) for fit in shown),
            cursor=cursor_of(*shown[-1].place) if more else None,
        )

    def readings(self, *, all_versions: bool = False) -> Iterator[Stored]:
        """Every reading of the view, in the order in which they were added."""
        rows = [row for row in self._held.rows if all_versions or self._is_newest(row)]
        stored = [(found.number, row) for row in rows if (found := self._chosen(row))]
        for _, row in sorted(stored, key=lambda one: one[0]):
            yield self._stored(row)  # type: ignore[misc]

    def vectors(self, id: str, version: int | None = None) -> Vectors | None:
        """The vectors kept with a reading."""
        row = self._find(id, version)
        found = self._chosen(row) if row else None
        return found.vectors if found else None

    def capture(self, id: str, version: int | None = None) -> Capture | None:
        """The bytes that a version was first made of."""
        row = self._find(id, version)
        return row.capture if row else None

    def state(self, source: str) -> State | None:
        """How far a source has been taken."""
        return self._held.states.get(source)

    def rejected(self) -> Iterator[Rejected]:
        """The sources that were no reports."""
        yield from self._held.rejected.values()

    def counts(self, run: str) -> Mapping[str, int]:
        """The counts of a run."""
        return dict(self._held.counts.get(run, {}))

    def links(self, id: str | None = None, *, kind: str | None = None) -> Iterator[Linked]:
        """The links that stand."""
        last = {_maker(one): one for one in self._held.links}
        for one in last.values():
            ends = (one.link.first, one.link.second)
            if not one.withdrawn and id in (None, *ends) and kind in (None, one.link.kind):
                yield one

    def judgements(self, id: str | None = None, *, kind: str | None = None) -> Iterator[Judgement]:
        """The judgements that stand."""
        last = {_person(one): one for one in self._held.judgements}
        for one in last.values():
            stands = one.verdict != Verdict.withdrawn
            if stands and id in (None, one.first, one.second) and kind in (None, one.kind):
                yield one

    def _rows(self, id: str) -> list[_Row]:
        """The versions at an address, or at the address of the report with an id."""
        key = name_key(id)
        if key in self._held.by_key:
            return self._held.by_key[key]
        named = self._held.by_id.get(key, ())
        return self._held.by_key[named[-1].key] if named else []

    def _find(self, id: str, version: int | None) -> _Row | None:
        rows = self._rows(id)
        if version is None:
            own = [row for row in rows if row.report.id == id] or rows
            return own[-1] if own else None
        return next((row for row in rows if row.version == version), None)

    def _chosen(self, row: _Row) -> _Statement | None:
        if self._reader is not None:
            return row.statements.get(self._reader)
        newest = max(row.statements, key=lambda one: (release_of(one), self._held.readers[one]))
        return row.statements[newest]

    def _is_newest(self, row: _Row) -> bool:
        return self._held.by_key[row.key][-1] is row

    def _stored(self, row: _Row) -> Stored | None:
        found = self._chosen(row)
        if found is None:
            return None
        return Stored(
            reading=found.reading,
            version=row.version,
            versions=len(self._held.by_key[row.key]),
            added=found.added,
        )

    def _fit(self, row: _Row, asked: Asked, vector: Any) -> Fit | None:
        """How a version fits the query, or None where it does not."""
        found = self._chosen(row)
        if found is None or not (asked.query.all_versions or self._is_newest(row)):
            return None
        events = tuple(filter(asked.fits, found.founds)) if asked.query.of_events else ()
        if (asked.query.of_events and not events) or not _of_report(row.report, asked):
            return None
        near = nearest(found.vectors, vector) if vector is not None and found.vectors else None
        if asked.by_meaning and near is None:
            return None
        score = near[0] if near and asked.by_meaning else _weight(row.report, asked)
        return Fit(
            number=row.number,
            version=row.version,
            report=row.report,
            score=score if asked.by_words or asked.by_meaning else None,
            events=events,
            sentence=None if near is None or found.vectors is None else _span(found, near[1]),
        )


def _span(found: _Statement, number: int) -> tuple[int, int]:
    start, end = found.vectors.offsets[number].tolist()  # type: ignore[union-attr]
    return start, end


def _row(held: _Held, key: str, digest: str) -> _Row | None:
    return next((row for row in held.by_key.get(key, ()) if row.digest == digest), None)


def _standing(held: _Held, key: str, digest: str, reader: Reader) -> Standing:
    if not held.by_key.get(key):
        return Standing.new
    row = _row(held, key, digest)
    if row is None:
        return Standing.version
    return Standing.known if reader in row.statements else Standing.reread


def _version(row: _Row) -> Version:
    return Version(
        id=row.report.id,
        version=row.version,
        title=row.report.title,
        published=row.report.published,
        added=row.added,
        readers=tuple(row.statements),
    )


def _of_report(report: Report, asked: Asked) -> bool:
    """Whether all that the query asks of the report itself holds."""
    query = asked.query
    day = (report.published or "")[:10]
    if (query.since and day < query.since) or (query.until and not "" < day <= query.until):
        return False
    publisher = tuple(stems_of(report.publisher or ""))
    if asked.publishers and not any(holds(publisher, one) for one in asked.publishers):
        return False
    if not asked.phrases:
        return True
    title, text = tuple(stems_of(report.title or "")), tuple(stems_of(report.text))
    return all(holds(title, one) or holds(text, one) for one in asked.phrases)


def _weight(report: Report, asked: Asked) -> float:
    """How well the report fits the words: more of them, in fewer, and most of all in the title."""
    if not asked.by_words:
        return 0.0
    title, text = tuple(stems_of(report.title or "")), tuple(stems_of(report.text))
    wanted = {stem for phrase in asked.phrases for stem in phrase}
    often = sum(map(wanted.__contains__, text)) + 5 * sum(map(wanted.__contains__, title))
    return round(often / math.sqrt(1 + len(text)), 6)


def _once(rejected: dict[tuple[str, str, str], Rejected], key: Any, given: Rejected) -> None:
    rejected.setdefault(key, given)


def _later(kept: list[Any], given: Any, key: Callable[[Any], Any]) -> None:
    """Add a word, unless it says what the last one under its key says already."""
    last = next((one for one in reversed(kept) if key(one) == key(given)), None)
    if last is None or replace(last, added=given.added) != given:
        kept.append(given)


def _maker(one: Linked) -> tuple[str, str]:
    return one.link.id, one.by


def _person(one: Judgement) -> tuple[str, str, str, str]:
    return one.first, one.second, one.kind, one.by
