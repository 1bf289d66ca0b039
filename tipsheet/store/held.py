"""What a store in memory holds."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from tipsheet.record import Reader, Reading, Report
from tipsheet.store.base import Capture, Judgement, Linked, Rejected, Standing, State, Vectors
from tipsheet.store.query import Found


@dataclass(slots=True, kw_only=True)
class Statement:
    """A reading of a version."""

    number: int
    reading: Reading
    vectors: Vectors | None
    founds: tuple[Found, ...]
    added: str


@dataclass(slots=True, kw_only=True)
class Row:
    """One version of a report."""

    number: int
    version: int
    key: str
    digest: str
    report: Report
    added: str
    capture: Capture | None = None
    statements: dict[Reader, Statement] = field(default_factory=dict)


@dataclass(slots=True)
class Held:
    """Everything there is."""

    rows: list[Row] = field(default_factory=list)
    by_key: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    by_id: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    readers: dict[Reader, int] = field(default_factory=dict)
    statements: int = 0
    states: dict[str, State] = field(default_factory=dict)
    rejected: dict[tuple[str, str, str], Rejected] = field(default_factory=dict)
    counts: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    links: list[Linked] = field(default_factory=list)
    judgements: list[Judgement] = field(default_factory=list)


def row_of(held: Held, key: str, digest: str) -> Row | None:
    """The version of a report with this digest."""
    return next((row for row in held.by_key.get(key, ()) if row.digest == digest), None)


def standing_of(held: Held, key: str, digest: str, reader: Reader) -> Standing:
    """How a report stands to what is held."""
    if not held.by_key.get(key):
        return Standing.new
    row = row_of(held, key, digest)
    if row is None:
        return Standing.version
    return Standing.known if reader in row.statements else Standing.reread


def maker_of(one: Linked) -> tuple[str, str]:
    """What a later word of the same maker on the same link shares."""
    return one.link.id, one.by


def person_of(one: Judgement) -> tuple[str, str, str, str]:
    """What a later word of the same person on the same pair shares."""
    return one.first, one.second, one.kind, one.by
