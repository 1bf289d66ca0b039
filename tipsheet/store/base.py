"""What a store is: `Store` opens a `Writer` to add with and a `View` to look with.

A store only ever gains. A `Reading` is a statement: what one reader at one version found in
one version of one report. Reading the report again with a newer reader adds a statement beside
the older one, and the view chooses. What changes without adding are the marks that say how far
a source has been taken, and the counts of a run.

A report is one address, or one id where it has no address. The same title, day of publication
and text under the same address is the same report, however often it comes; another text is a
new version of it.

    with store.writer() as writer:             # one batch, whole or not at all
        writer.add(reading, vectors=vectors)
        writer.mark("archive.warc.gz", {"offset": 20481})

    view = store.view()
    for hit in view.search(Query(words="ceasefire", status=("planned",))).hits:
        print(hit.title)
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from tipsheet.record import Link, Reader, Reading, Report
from tipsheet.store.query import Page, Query

Clock = Callable[[], datetime]
"""Gives the time, in UTC; tests pass their own."""

Encode = Callable[[str], npt.NDArray[np.floating[Any]]]
"""Gives the vector of a sentence, shape (384,); what search by meaning compares."""

State = Mapping[str, Any]
"""What a source needs in order to go on: plain JSON values, such as an offset, digest or etag."""


class Standing(StrEnum):
    """How a report stands to what a store holds."""

    new = "new"
    """The first one at its address."""

    version = "version"
    """Its address is known, its text is not."""

    reread = "reread"
    """The report is known, and this reader has not read it."""

    known = "known"
    """The report is known, and so is this reader's reading of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vectors:
    """The vectors of a text's sentences.

    `offsets` has shape (sentences, 2), half-open code points of the text; `rows` has shape
    (sentences, 384) and is kept as float16.
    """

    offsets: npt.NDArray[np.int32]
    rows: npt.NDArray[np.floating[Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """The bytes that a report was made of, as they came; `fetched` is in UTC."""

    url: str
    body: bytes
    media_type: str
    fetched: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A reading as the store holds it.

    `version` counts the texts at one address from 1, up to `versions`; `added` is the ISO
    time, in UTC, at which the store took the reading in.
    """

    reading: Reading
    version: int
    versions: int
    added: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One text that has stood at an address, and who has read it."""

    id: str
    version: int
    title: str | None
    published: str | None
    added: str
    readers: tuple[Reader, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """A source that is no report, with the code and message of the error that says why."""

    source: str
    code: str
    message: str
    added: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """A link with who made it and when; `withdrawn` takes back the same maker's earlier one."""

    link: Link
    by: str
    withdrawn: bool = False
    added: str = ""


class Verdict(StrEnum):
    """What a person says of a link; `withdrawn` takes back what the same person said before."""

    yes = "yes"
    no = "no"
    unsure = "unsure"
    withdrawn = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A person's word on whether two things belong together in the way of `kind`.

    `reasons` are plain JSON values.
    """

    first: str
    second: str
    kind: str
    verdict: Verdict
    by: str
    score: float | None = None
    reasons: tuple[Any, ...] = ()
    added: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stats:
    """How much a store holds; `size` is in bytes, of the database alone."""

    reports: int
    versions: int
    readings: int
    events: int
    vectors: int
    captures: int
    links: int
    judgements: int
    rejected: int
    size: int
    readers: tuple[Reader, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Flaw:
    """Something that `Store.check` found to be wrong, and where."""

    where: str
    what: str


class Writer(Protocol):
    """One batch: everything in it is kept when the block ends, nothing when it is left by an error.

    Adding what is already there adds nothing, so that a batch can be sent again.
    """

    def add(
        self, reading: Reading, *, vectors: Vectors | None = None, capture: Capture | None = None
    ) -> Standing:
        """Take in a reading and say how its report stood before.

        A capture is kept with a new version, where the store has a folder for captures. Others
        wait while a writer is open, so read first and open it then. Raises RecordInvalid for
        vectors that do not fit the text.
        """

    def reject(self, source: str, code: str, message: str) -> None:
        """Take in a source that is no report; the same rejection is kept once."""

    def mark(self, source: str, state: State) -> None:
        """Say how far a source has been taken; the last word counts."""

    def count(self, run: str, **counts: int) -> None:
        """Add to the counts of a run, such as `read=1`; they grow with the batch or not at all."""

    def link(self, link: Link, *, by: str, withdrawn: bool = False) -> None:
        """Take in a link made by a component, `name@version`, or a later word that undoes it."""

    def judge(self, judgement: Judgement) -> None:
        """Take in a judgement; a later one by the same person on the same pair and kind counts."""


class View(Protocol):
    """A look at a store: for each report the reading of the newest reader, or of a chosen one.

    Newest is the highest version, then the one that came to the store last.
    """

    def standing(self, report: Report, reader: Reader) -> Standing:
        """How a report stands before it is read, so that what is known need not be read."""

    def get(self, id: str, version: int | None = None) -> Stored | None:
        """The reading of a report, by its id or address.

        Unless a version is given, it is the newest one at the address, or with the id.
        """

    def versions(self, id: str) -> tuple[Version, ...]:
        """All texts at the report's address, oldest first."""

    def search(self, query: Query) -> Page:
        """A page of the reports that a query asks for.

        Raises OptionInvalid for a query by meaning where the store was opened without an
        encoder, and for a cursor that is none.
        """

    def readings(self, *, all_versions: bool = False) -> Iterator[Stored]:
        """Every reading of the view, in the order in which they were added, streamed."""

    def vectors(self, id: str, version: int | None = None) -> Vectors | None:
        """The vectors kept with a reading."""

    def capture(self, id: str, version: int | None = None) -> Capture | None:
        """The bytes that a version was first made of, where they were kept."""

    def state(self, source: str) -> State | None:
        """How far a source has been taken, or None where it was never marked."""

    def rejected(self) -> Iterator[Rejected]:
        """The sources that were no reports, in the order in which they came."""

    def counts(self, run: str) -> Mapping[str, int]:
        """The counts of a run."""

    def links(self, id: str | None = None, *, kind: str | None = None) -> Iterator[Linked]:
        """The links that stand, of one thing or of all, as each maker last gave them."""

    def judgements(self, id: str | None = None, *, kind: str | None = None) -> Iterator[Judgement]:
        """The judgements that stand, of one thing or of all, as each person last gave them."""


class Store(Protocol):
    """A place where readings are kept; use it as a context manager or close it."""

    @property
    def url(self) -> str:
        """Where the store is, without a password."""

    def writer(self) -> AbstractContextManager[Writer]:
        """A batch to write; one at a time, another process's waits for its turn."""

    def view(self, *, reader: Reader | None = None) -> View:
        """A look at the newest reading of every report, or at one reader's readings."""

    def stats(self) -> Stats:
        """How much there is."""

    def check(self) -> Iterator[Flaw]:
        """Look through everything for what is damaged or does not fit together."""

    def close(self) -> None:
        """Let go of files and connections."""

    def __enter__(self) -> "Store": ...

    def __exit__(self, *_: object) -> None: ...
